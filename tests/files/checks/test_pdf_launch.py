"""A PDF that starts a program is refused."""

import pytest
from pikepdf import Array, Dictionary, Name

from files.refused import Refused
from tests.files.samples import note, pdf, pdf_with, taken

START = Dictionary(S=Name.Launch, F="cmd.exe")


@pytest.mark.parametrize(
    "data",
    [pdf(OpenAction=START), pdf_with(Annots=Array([note(A=START)])), pdf_with(AA=Dictionary(O=Dictionary(Next=START)))],
)
def test_a_launch_action_is_refused(data: bytes) -> None:
    with pytest.raises(Refused, match=r"^PDF'en kan starte et program\. Udskriv den"):
        taken(data, "Aftale.pdf")
