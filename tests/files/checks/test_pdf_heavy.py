"""A small PDF that unfolds into a great deal is refused before the memory is full."""

import zlib
from resource import RUSAGE_SELF, getrusage
from tempfile import TemporaryFile

import pytest
from pikepdf import Dictionary, Name, Pdf

from files.checks import apart, pdf_limits
from files.checks.pdf import check_pdf
from files.refused import Refused
from tests.files.samples import pdf, pdf_of, saved, taken

HEAVY = "PDF'en er for tung at læse"


def here(data: bytes) -> None:
    """Looked at in this process, whose limits a test may lower."""
    with TemporaryFile() as content:
        content.write(data)
        check_pdf(content)


def most_memory_here() -> int:
    """The most that this process ever had, in kilobytes."""
    return getrusage(RUSAGE_SELF).ru_maxrss


def test_a_page_that_unfolds_without_end() -> None:
    made, packer = Pdf.new(), zlib.compressobj(9)
    packed = b"".join(packer.compress(b"q Q " * 262_144) for _ in range(100)) + packer.flush()
    made.add_blank_page().obj.Contents = made.make_stream(packed, Filter=Name.FlateDecode)
    assert len(packed) < 200_000
    with pytest.raises(Refused, match=HEAVY):
        taken(saved(made), "a.pdf")


def test_many_pages_that_each_unfold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_limits, "MOST_DRAWN", 10_000)
    made = Pdf.new()
    for _ in range(3):
        made.add_blank_page().obj.Contents = made.make_stream(b"q Q " * 1_000)
    with pytest.raises(Refused, match=HEAVY):
        here(saved(made))


def test_too_many_objects(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_limits, "MOST_OBJECTS", 30)
    here(pdf(pages=10))
    with pytest.raises(Refused, match=HEAVY):
        here(pdf(pages=20))


def test_too_much_in_packed_objects(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_limits, "MOST_PACKED", 10_000)
    made = Pdf.new()
    made.add_blank_page()
    made.Root.X = [made.make_indirect(Dictionary(Y="z" * 1_000)) for _ in range(20)]
    with pytest.raises(Refused, match=HEAVY):
        here(saved(made, packed=True))


@pytest.mark.parametrize("inner", [b"0 ", b"[]", b"<<>>", b"[/JS]"])
def test_what_fills_the_memory_or_the_clock_is_stopped(inner: bytes) -> None:
    """Megabytes of the smallest objects there are: a hundred times their own size, once read.

    The parser may call an object broken that it has no room for. It is refused either way, and soon.
    """
    rows = b"[" + (b"[" + inner * 100_000 + b"]") * (240 // len(inner)) + b"]"
    before = most_memory_here()
    with pytest.raises(Refused, match=f"{HEAVY}|PDF'en er i stykker"):
        taken(pdf_of(rows), "a.pdf")
    assert most_memory_here() - before < 100 * 1024


def test_it_takes_no_longer_than_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_WAIT", 0.001)
    with pytest.raises(Refused, match=HEAVY):
        taken(pdf(), "a.pdf")


def test_a_process_that_comes_down_is_not_a_yes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_MEMORY", 1024)
    with pytest.raises(Refused, match=HEAVY):
        taken(pdf(), "a.pdf")
