"""A PDF with a file in it, or with sound and moving pictures, is refused."""

from io import BytesIO

import pytest
from pikepdf import Array, AttachedFileSpec, Dictionary, Name, Pdf

from files.refused import Refused
from tests.files.samples import note, pdf, pdf_with, saved, taken

EMBEDDED = r"^PDF'en har en fil liggende i sig\. Tag filen ud"


def attached() -> bytes:
    """As a program attaches one."""
    made = Pdf.open(BytesIO(pdf()))
    made.attachments["a.txt"] = AttachedFileSpec(made, b"hej", filename="a.txt")
    return saved(made)


@pytest.mark.parametrize(
    "data",
    [
        attached(),
        pdf_with(Annots=Array([note("FileAttachment", FS="a.txt")])),
        pdf(AF=Array([Dictionary(EF=Dictionary(UF=Dictionary()))])),
        pdf(Collection=Dictionary(View=Name.D)),
        pdf(OpenAction=Dictionary(S=Name.GoToE, D="x")),
    ],
)
def test_a_file_in_it_is_refused(data: bytes) -> None:
    with pytest.raises(Refused, match=EMBEDDED):
        taken(data, "Aftale.pdf")


@pytest.mark.parametrize("kind", ["RichMedia", "Movie", "Sound", "Screen", "3D"])
def test_sound_and_moving_pictures_are_refused(kind: str) -> None:
    with pytest.raises(Refused, match="rummer lyd, video eller 3D"):
        taken(pdf_with(Annots=Array([note(kind)])), "Aftale.pdf")
