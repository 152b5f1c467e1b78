"""A kind that nobody may put in, or that this site does not take."""

import pytest

from files.refused import Refused
from tests.files.samples import docx, open_document, package, pdf, taken

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def test_the_sentence_says_which_are_taken() -> None:
    with pytest.raises(Refused, match=r"tager ikke imod en tekstfil, kun PDF, PNG-billede eller Word-dokument\.$"):
        taken(b"tekst", "a.txt", allowed=("docx", "png", "pdf"))


def test_a_site_may_take_one_kind_only() -> None:
    assert taken(pdf(), "a.pdf", allowed=("pdf",)).kind.key == "pdf"
    with pytest.raises(Refused, match=r"tager ikke imod et Word-dokument, kun PDF\."):
        taken(docx(), "a.docx", allowed=("pdf",))


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"<!DOCTYPE html><html>", "side.html", "en hjemmeside"),
        (b"\0\0\0\x18ftypheic" + bytes(90), "IMG_1.heic", "HEIC-billede fra en telefon.*Gem det som PNG eller JPEG"),
        (b"GIF89a" + bytes(90), "a.gif", "et GIF-billede"),
        (b"MZ" + bytes(200), "setup.exe", "et program"),
        (package({"a.txt": "a"}), "a.zip", "en pakke.*Pak den ud"),
        (open_document("presentation"), "a.odp", "en pakke"),
        (b"id;navn\r\n", "liste.csv", r"filer, der ender på \.csv"),
        (b"\0\1\2\3" * 50, "a.dat", "filer af den slags"),
        (OLE, "brev.doc", r"gammelt Office-format. Gem den som \.docx"),
        (OLE, "besked.msg", "gammelt Office-format"),
    ],
)
def test_what_nobody_may_put_in(data: bytes, name: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        taken(data, name)
