"""An Office file that is broken, or locked, is refused."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from files.refused import Refused
from tests.files.samples import DOCX_TYPES, MANIFEST, docx, open_document, package, taken, xlsx

BROKEN = "^Filen er i stykker og kan ikke pakkes ud"
LOCKED = r"^Filen er låst med adgangskode\. Gem en kopi uden adgangskode"
ENTITIES = '<!DOCTYPE a [<!ENTITY b "c">]>'


def changed(data: bytes, at: bytes, *, after: int) -> bytes:
    """With one byte turned round, so far after the first place of these."""
    place = data.index(at) + after
    return data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]


@pytest.mark.parametrize(
    "data",
    [
        docx()[:-30],
        docx()[: len(docx()) // 2],
        changed(docx(), b"word/document.xml", after=20),
        package({"[Content_Types].xml": DOCX_TYPES}),
        docx(types="<Types"),
        docx(types="<a>" * 300_000),
        docx(types=DOCX_TYPES.replace("<Types", f"{ENTITIES}<Types")),
        docx(types=DOCX_TYPES.replace("UTF-8", "klingon")),
        docx(**{"WORD/document.xml": "x"}),
        b"PK\x03\x04" + bytes(100),
    ],
)
def test_a_broken_office_file(data: bytes) -> None:
    with pytest.raises(Refused, match=BROKEN):
        taken(data, "aftale.docx")


@pytest.mark.parametrize(
    "data",
    [
        package({"mimetype": "application/vnd.oasis.opendocument.text"}),
        open_document(manifest="<a"),
        package({"mimetype": "application/vnd.oasis.opendocument.text", "META-INF/manifest.xml": MANIFEST}),
    ],
)
def test_a_broken_open_document(data: bytes) -> None:
    with pytest.raises(Refused, match=BROKEN):
        taken(data, "aftale.odt")


@pytest.mark.parametrize("method", [12, 14])
def test_packed_in_a_way_that_office_does_not(method: int) -> None:
    content = BytesIO(docx())
    with ZipFile(content, "a") as made:
        made.writestr("word/more.xml", "x", compress_type=method)
    with pytest.raises(Refused, match=BROKEN):
        taken(content.getvalue(), "aftale.docx")


def test_an_office_file_with_a_password() -> None:
    with pytest.raises(Refused, match=LOCKED):
        taken(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "aftale.docx")


def test_a_package_with_a_password() -> None:
    data = bytearray(xlsx())
    # The flags of the first part, in the list at the end.
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(Refused, match=LOCKED):
        taken(bytes(data), "aftale.xlsx")


@pytest.mark.parametrize(
    "data",
    [
        open_document(manifest=MANIFEST.replace("/></", "><manifest:encryption-data/></manifest:file-entry></")),
        package(
            {
                "mimetype": "application/vnd.oasis.opendocument.text",
                "META-INF/manifest.xml": MANIFEST,
                "encrypted-package": b"x",
            }
        ),
    ],
)
def test_an_open_document_with_a_password(data: bytes) -> None:
    with pytest.raises(Refused, match=LOCKED):
        taken(data, "aftale.odt")
