"""A package that unfolds into far too much, or outside its own folder, is refused."""

import struct
import warnings
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from files.checks import office, packages
from files.refused import Refused
from tests.files.samples import docx, taken

SAID = "^Filen fylder alt for meget, når den pakkes ud"


def grown(parts: dict[str, bytes]) -> bytes:
    """A Word file with these parts more."""
    content = BytesIO(docx())
    with ZipFile(content, "a", ZIP_DEFLATED) as made, warnings.catch_warnings():
        for name, data in parts.items():
            made.writestr(name, data)
    return content.getvalue()


def test_what_it_declares(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refused before anything is unpacked."""
    monkeypatch.setattr(office, "check_unpacked", None)
    piece = bytes(packages.MOST_UNPACKED // 4)
    data = grown({f"word/{number}.bin": piece for number in range(5)})
    assert len(data) < 2_000_000
    with pytest.raises(Refused, match=SAID):
        taken(data, "aftale.docx")


def test_what_it_really_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every part declares little; the parts lie over one another, or the list says less than there is."""
    monkeypatch.setattr(packages, "_check_parts", lambda parts: None)
    monkeypatch.setattr(packages, "MOST_UNPACKED", 300_000)
    with pytest.raises(Refused, match=SAID):
        taken(grown({"word/a.bin": bytes(400_000)}), "aftale.docx")


def test_a_list_that_declares_less_than_there_is() -> None:
    data = bytearray(grown({"word/a.bin": bytes(400_000)}))
    place = data.rindex(b"PK\x01\x02")
    struct.pack_into("<L", data, place + 24, 10)
    with pytest.raises(Refused, match="Filen er i stykker"):
        taken(bytes(data), "aftale.docx")


def test_too_many_parts() -> None:
    with pytest.raises(Refused, match=SAID):
        taken(grown({f"w/{number}": b"" for number in range(packages.MOST_PARTS)}), "aftale.docx")


@pytest.mark.parametrize("large", [False, True])
def test_the_list_is_not_read_when_it_is_far_too_long(large: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "ZipFile", None)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 9, 9, 9 if large else 50_000_000, 0, 0)
    if large:
        end = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 9, 9, 50_000_000, 0) + (
            struct.pack("<4sLQL", b"PK\x06\x07", 0, 0, 1) + end
        )
    with pytest.raises(Refused, match=SAID):
        taken(b"PK\x03\x04" + bytes(200) + end, "aftale.docx")


def test_a_large_list_of_types() -> None:
    with pytest.raises(Refused, match=SAID):
        taken(docx(types="<a>" + " " * 3_000_000 + "</a>"), "aftale.docx")


@pytest.mark.parametrize("name", ["../../etc/passwd", "word/../../a", "/etc/passwd", "..\\a", "\\a", "C:\\a", "C:/a"])
def test_a_part_that_leads_out(name: str) -> None:
    with pytest.raises(Refused, match="skrive uden for sin egen mappe"):
        taken(grown({name: b"x"}), "aftale.docx")
