"""A picture that is cut off or spoiled is refused."""

import zlib

import pytest
from PIL import ImageFile

from files.refused import Refused
from tests.files.samples import jpeg, png, png_chunk, taken

SAID = r"^Billedet er i stykker og kan ikke vises\. Gem det igen"
START = b"\x89PNG\r\n\x1a\n"


def refused(data: bytes, ending: str) -> None:
    """Looks for the sentence."""
    with pytest.raises(Refused, match=SAID):
        taken(data, f"skærm.{ending}")


def png_of(rows: bytes, *, header: bytes = b"\0\0\0\4\0\0\0\4\x08\2\0\0\0") -> bytes:
    """A PNG of four by four pixels in colour, from these rows (each 13 bytes)."""
    parts = {b"IHDR": header, b"IDAT": zlib.compress(rows), b"IEND": b""}
    return START + b"".join(png_chunk(kind, data) for kind, data in parts.items())


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("ending", ["png", "jpg"])
def test_cut_off(ending: str, part: float) -> None:
    data = png((300, 200)) if ending == "png" else jpeg((300, 200))
    refused(data[: int(len(data) * part)], ending)


def test_cut_off_after_weasyprint_was_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    test_cut_off("jpg", 0.9)


def test_a_picture_from_rows_passes() -> None:
    assert taken(png_of(bytes(4 * 13)), "skærm.png").kind.key == "png"


@pytest.mark.parametrize("rows", [b"", bytes(3 * 13), bytes(5 * 13), bytes(3_000_000)])
def test_more_or_fewer_rows_than_its_header_says(rows: bytes) -> None:
    refused(png_of(rows), "png")


@pytest.mark.parametrize(
    "header",
    [b"\0\0\0\0\0\0\0\4\x08\2\0\0\0", b"\0\0\0\4\0\0\0\4\7\2\0\0\0", b"\0\0\0\4\0\0\0\4\x08\1\0\0\0", b"\0\0\0\4"],
)
def test_a_header_that_cannot_be(header: bytes) -> None:
    refused(png_of(bytes(52), header=header), "png")


def test_nothing_between_its_header_and_its_end() -> None:
    data = jpeg()
    refused(data[: data.index(b"\xff\xda")] + b"\xff\xd9", "jpg")


def test_rounds_without_end() -> None:
    """Found before the first is drawn; how long they would take, nobody wants to wait for."""
    data = jpeg(progressive=True)
    assert 2 < data.count(b"\xff\xda") < 20
    start = data.rindex(b"\xff\xda")
    refused(data[:-2] + data[start:-2] * 1_000 + data[-2:], "jpg")


def test_chunks_without_end() -> None:
    refused(png()[:-12] + png_chunk(b"prVt", b"") * 60_000 + png()[-12:], "png")


def test_a_false_checksum() -> None:
    data = bytearray(png())
    # The last byte of the header's.
    data[32] ^= 1
    refused(bytes(data), "png")


def test_a_picture_of_no_size() -> None:
    refused(png_of(b"", header=b"\0\0\0\0\0\0\0\4\x08\2\0\0\0"), "png")


@pytest.mark.parametrize("data", [START, b"\xff\xd8\xff", b"\xff\xd8\xff\xe0" + bytes(500), b"\xff\xd8\xff\xd9"])
def test_a_start_and_nothing_more(data: bytes) -> None:
    refused(data, "png" if data == START else "jpg")


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_form_of_png_passes(mode: str) -> None:
    assert not taken(png((37, 23), mode), "skærm.png").cleaned


def test_an_interlaced_png_passes() -> None:
    """Seven passes of a picture of three by two pixels, one byte each: row by row, each with its filter."""
    rows = bytes(2) + bytes(2) + bytes(2) + bytes(4)
    header = b"\0\0\0\3\0\0\0\2\x08\0\0\0\1"
    assert taken(png_of(rows, header=header), "skærm.png").kind.key == "png"
    refused(png_of(rows[:-1], header=header), "png")


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
@pytest.mark.parametrize("progressive", [False, True])
def test_every_form_of_jpeg_passes(mode: str, progressive: bool) -> None:
    assert not taken(jpeg((37, 23), mode, progressive=progressive), "foto.jpg").cleaned
