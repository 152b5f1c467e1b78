"""An Office file with macros is refused, whatever it calls itself."""

from typing import Any

import pytest

from files.refused import Refused
from tests.files.samples import DOCX_TYPES, docx, open_document, taken

SAID = r"^Filen rummer makroer\. Gem den som"
MACRO_MAIN = {
    "docm": "application/vnd.ms-word.document.macroEnabled.main+xml",
    "xlsm": "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    "xlsb": "application/vnd.ms-excel.sheet.binary.macroEnabled.main",
    "dotm": "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
}


@pytest.mark.parametrize("ending", [*MACRO_MAIN, "docx"])
def test_by_its_declared_type(ending: str) -> None:
    main = MACRO_MAIN.get(ending, MACRO_MAIN["docm"])
    types = DOCX_TYPES.replace("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", main)
    with pytest.raises(Refused, match=SAID):
        taken(docx(types=types), f"aftale.{ending}")


@pytest.mark.parametrize(
    "part", ["word/vbaProject.bin", "vbaproject.BIN", "hidden/deep/VBAPROJECT.bin", "xl\\vbaProject.bin"]
)
def test_by_a_part_of_it(part: str) -> None:
    parts: dict[str, Any] = {part: b"x"}
    with pytest.raises(Refused, match=SAID):
        taken(docx(**parts), "aftale.docx")


@pytest.mark.parametrize("kind", ["application/vnd.ms-office.vbaProject", "application/vnd.ms-excel.macrosheet+xml"])
def test_by_a_part_that_is_called_something_else(kind: str) -> None:
    types = DOCX_TYPES.replace("</Types>", f'<Default Extension="bin" ContentType="{kind}"/></Types>')
    with pytest.raises(Refused, match=SAID):
        taken(docx(types=types, **{"word/picture.bin": b"x"}), "aftale.docx")


@pytest.mark.parametrize("part", ["Basic/Standard/Module1.xml", "Scripts/python/a.py", "basic/script-lc.xml"])
@pytest.mark.parametrize("kind", ["text", "spreadsheet"])
def test_in_open_document(part: str, kind: str) -> None:
    with pytest.raises(Refused, match=SAID):
        taken(open_document(kind, **{part: "x"}), "aftale.odt")
