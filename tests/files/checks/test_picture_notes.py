"""What a camera or a program wrote in a picture does not come along; the picture stands as it was meant."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from files.checks.check import Checked
from tests.files.samples import jpeg, png, png_chunk, taken

PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
SECRETS = (b"Hansens", b"55 deg", b"Slagelse Sygehus", b"GPSLatitude")
XMP = b"<x:xmpmeta>Hansens GPSLatitude</x:xmpmeta>"


def exif(turned: int = 1) -> bytes:
    """Owner, place and how the camera was held."""
    notes = Image.Exif()
    notes[0x0112], notes[0x010F], notes[0x013B] = turned, "Hansens telefon", "Hansens"
    notes.get_ifd(0x8825)[0x1B] = b"55 deg"
    return notes.tobytes()


def seen(checked: Checked) -> tuple[bytes, Image.Image]:
    """The bytes that would be kept, and the picture in them."""
    data = checked.content.read()
    return data, Image.open(BytesIO(data))


def with_chunk(kind: bytes, data: bytes) -> bytes:
    """A PNG with one chunk more, before its end."""
    plain = png()
    return plain[:-12] + png_chunk(kind, data) + plain[-12:]


NOTED_JPEGS = {
    "exif": jpeg(exif=exif()),
    "xmp": jpeg(xmp=XMP),
    "comment": jpeg(comment=b"Hansens"),
    "iptc": jpeg()[:2] + b"\xff\xed\x00\x20Photoshop 3.0\x00Slagelse Sygehus" + jpeg()[2:],
    "after its end": jpeg() + b"Hansens film",
}
TEXT = PngInfo()
TEXT.add_text("Author", "Hansens")
NOTED_PNGS = {
    "exif": png(exif=exif()),
    "text": png(pnginfo=TEXT),
    "xmp": with_chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP),
    "packed text": with_chunk(b"zTXt", b"Author\0\0Hansens"),
    "time": with_chunk(b"tIME", b"Hansens"),
    "what nobody knows": with_chunk(b"prVt", b"Hansens"),
    "after its end": png() + b"Hansens film",
}


@pytest.mark.parametrize("where", NOTED_JPEGS)
def test_a_jpeg_leaves_its_notes(where: str) -> None:
    checked = taken(NOTED_JPEGS[where], "foto.jpg")
    data, picture = seen(checked)
    assert checked.cleaned
    assert not [secret for secret in SECRETS if secret in data]
    assert not picture.getexif()
    assert {name for name, _ in picture.applist} <= {"APP0"}  # type: ignore[attr-defined]
    assert picture.quantization == Image.open(BytesIO(jpeg(quality=95))).quantization  # type: ignore[attr-defined]


@pytest.mark.parametrize("where", NOTED_PNGS)
def test_a_png_leaves_its_notes_and_keeps_its_pixels(where: str) -> None:
    checked = taken(NOTED_PNGS[where], "skærm.png")
    data, picture = seen(checked)
    assert checked.cleaned
    assert not [secret for secret in SECRETS if secret in data]
    assert data == png()
    assert picture.size == (40, 30)


@pytest.mark.parametrize(("ending", "made"), [("jpg", jpeg), ("png", png)])
@pytest.mark.parametrize("turned", [2, 3, 4, 5, 6, 7, 8])
def test_it_is_turned_the_right_way_up(ending: str, made: Callable[..., bytes], turned: int) -> None:
    checked = taken(made(exif=exif(turned)), f"foto.{ending}")
    _, picture = seen(checked)
    assert picture.size == ((30, 40) if turned >= 5 else (40, 30))
    # The dark half was to the left.
    dark = {2: (35, 5), 3: (35, 5), 4: (5, 5), 5: (5, 5), 6: (5, 5), 7: (5, 35), 8: (5, 35)}[turned]
    assert picture.convert("L").getpixel(dark) < 10  # type: ignore[operator]
    assert not picture.getexif()


@pytest.mark.parametrize("noted", [{"exif": exif()}, {"exif": exif(6)}, {}])
def test_the_colour_profile_stays(noted: dict[str, Any]) -> None:
    for data, ending in ((jpeg(icc_profile=PROFILE, **noted), "jpg"), (png(icc_profile=PROFILE, **noted), "png")):
        checked = taken(data, f"foto.{ending}")
        assert checked.cleaned is bool(noted)
        assert seen(checked)[1].info["icc_profile"] == PROFILE


def test_a_clear_colour_stays_clear() -> None:
    _, picture = seen(taken(png((40, 30), "RGBA", exif=exif(6)), "skærm.png"))
    assert picture.mode == "RGBA"


@pytest.mark.parametrize("noted", [*NOTED_JPEGS.values(), jpeg(exif=exif(6))])
def test_the_same_picture_gives_the_same_bytes(noted: bytes) -> None:
    assert seen(taken(noted, "foto.jpg"))[0] == seen(taken(noted, "foto.jpg"))[0]


def test_a_cleaned_picture_is_not_cleaned_again() -> None:
    for noted, ending in ((jpeg(exif=exif(6)), "jpg"), (png(exif=exif(6)), "png")):
        data, _ = seen(taken(noted, f"foto.{ending}"))
        assert not taken(data, f"foto.{ending}").cleaned
