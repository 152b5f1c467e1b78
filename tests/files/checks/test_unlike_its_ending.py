"""The name says one thing and the bytes another: what it really is, is said."""

import pytest

from files.refused import Refused
from tests.files.samples import docx, every_kind, jpeg, open_document, pdf, taken, xlsx


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"\n<!-- x --><HTML><body>", "skærm.png", r"ender på \.png, men er en hjemmeside"),
        (b"<!doctype html><script>", "noter.txt", r"ender på \.txt, men er en hjemmeside"),
        (jpeg(), "skærm.png", r"ender på \.png, men er et JPEG-billede.*Ret endelsen til \.jpg"),
        (pdf(), "aftale.docx", r"men er en PDF"),
        (pdf(), "aftale.exe", r"ender på \.exe, men er en PDF"),
        (docx(), "aftale.xlsx", "men er et Word-dokument"),
        (xlsx(), "aftale.docx", "men er et Excel-regneark"),
        (open_document(), "aftale.ods", "men er en OpenDocument-tekst"),
        (b"hej", "aftale.pdf", r"ender på \.pdf, men er en tekstfil"),
        (b"\0\1\2\3" * 50, "aftale.pdf", r"ender på \.pdf, men er ikke en PDF"),
        (b"\0\1\2\3" * 50, "noter.txt", r"ender på \.txt, men er ikke en tekstfil"),
    ],
)
def test_what_it_really_is_is_said(data: bytes, name: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        taken(data, name)


@pytest.mark.parametrize("ending", sorted(every_kind()))
def test_no_kind_passes_under_the_ending_of_another(ending: str) -> None:
    for other, data in every_kind().items():
        if other != ending:
            with pytest.raises(Refused, match=rf"ender på \.{ending}, men er"):
                taken(data, f"a.{ending}")


def test_what_a_file_is_does_not_hang_on_its_name() -> None:
    for ending, data in every_kind().items():
        assert taken(data, "uden endelse").name.endswith(f".{ending}")
