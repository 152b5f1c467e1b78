"""A small PDF that unfolds into a great deal is refused before the memory is full."""

import zlib

import pytest
from pikepdf import Dictionary, Name, Pdf

from files.checks import pdf_limits
from files.refused import Refused
from tests.files.samples import pdf, saved, taken


def test_a_page_that_unfolds_without_end() -> None:
    made, packer = Pdf.new(), zlib.compressobj(9)
    packed = b"".join(packer.compress(b"q Q " * 262_144) for _ in range(100)) + packer.flush()
    made.add_blank_page().obj.Contents = made.make_stream(packed, Filter=Name.FlateDecode)
    assert len(packed) < 200_000
    with pytest.raises(Refused, match="PDF'en er for tung at læse"):
        taken(saved(made), "a.pdf")


def test_many_pages_that_each_unfold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_limits, "MOST_DRAWN", 10_000)
    made = Pdf.new()
    for _ in range(3):
        made.add_blank_page().obj.Contents = made.make_stream(b"q Q " * 1_000)
    with pytest.raises(Refused, match="PDF'en er for tung at læse"):
        taken(saved(made), "a.pdf")


def test_too_many_objects(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_limits, "MOST_OBJECTS", 30)
    assert taken(pdf(pages=10), "a.pdf").kind.key == "pdf"
    with pytest.raises(Refused, match="PDF'en er for tung at læse"):
        taken(pdf(pages=20), "a.pdf")


def test_too_much_in_packed_objects(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_limits, "MOST_PACKED", 10_000)
    made = Pdf.new()
    made.add_blank_page()
    made.Root.X = [made.make_indirect(Dictionary(Y="z" * 1_000)) for _ in range(20)]
    with pytest.raises(Refused, match="PDF'en er for tung at læse"):
        taken(saved(made, packed=True), "a.pdf")
