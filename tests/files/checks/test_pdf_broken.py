"""A PDF that does not open without repair, or whose pages cannot be read, is refused."""

import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from files.refused import Refused
from tests.files.samples import pdf, pdf_of, saved, taken

SAID = r"^PDF'en er i stykker og kan ikke læses\. Hent eller gem den igen"


def refused(data: bytes) -> None:
    """Looks for the sentence."""
    with pytest.raises(Refused, match=SAID):
        taken(data, "Aftale.pdf")


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.98])
def test_cut_off(part: float) -> None:
    data = pdf(pages=30)
    refused(data[: int(len(data) * part)])


def test_without_its_last_sign() -> None:
    refused(pdf().rstrip()[:-1])


def test_a_little_may_follow_the_end() -> None:
    assert taken(pdf() + b"\n\n", "Aftale.pdf").kind.key == "pdf"


def test_no_page() -> None:
    refused(pdf(pages=0))


def test_an_index_that_points_elsewhere() -> None:
    refused(pdf().replace(b"%PDF-1.3\n", b"%PDF-1.3\nxxxxxxxxxx"))


def test_an_object_that_cannot_be_read() -> None:
    refused(pdf().replace(b"<< /Contents", b"<) /Contents"))


def test_an_object_that_no_page_needs() -> None:
    assert taken(pdf_of(b"<< /A 1 >>"), "Aftale.pdf").kind.key == "pdf"
    refused(pdf_of(b"<) /A 1 >>"))


def test_a_page_whose_content_is_no_stream() -> None:
    made = Pdf.new()
    made.add_blank_page().obj.Contents = Array([Dictionary(A=1)])
    refused(saved(made))


def test_a_page_whose_content_cannot_be_unpacked() -> None:
    made = Pdf.new()
    made.add_blank_page().obj.Contents = made.make_stream(b"x" * 100, Filter=Name.FlateDecode)
    refused(saved(made))


def test_pages_in_a_ring() -> None:
    made = Pdf.new()
    made.add_blank_page()
    made.Root.Pages.Kids.append(made.Root.Pages)
    refused(saved(made))


def test_dictionaries_in_one_another_without_end() -> None:
    deep = b"<</A " * 100_000 + b"1" + b">>" * 100_000
    refused(pdf(X=Dictionary(Y=1)).replace(b"<< /Y 1 >>", deep))
