"""Small real files of every kind, made when asked for."""

import struct
import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from pikepdf import Dictionary, Encryption, Name, ObjectStreamMode, Page, Pdf
from PIL import Image

from files.checks.check import Checked, check
from files.kinds import KINDS

MOST = 25 * 1024 * 1024
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
DOCX_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPES}"/></Types>'
)
MANIFEST = (
    '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def taken(data: bytes, name: str, *, most: int = MOST, allowed: tuple[str, ...] = tuple(KINDS)) -> Checked:
    """The bytes, looked at as an upload of that name would be."""
    return check(BytesIO(data), name, most_bytes=most, allowed=allowed)


def pdf(*, pages: int = 1, locked: Encryption | None = None, **root: Any) -> bytes:
    """A PDF with so many pages, and what is given in its catalogue."""
    made = Pdf.new()
    for _ in range(pages):
        _page(made)
    for key, value in root.items():
        made.Root[f"/{key}"] = value
    return saved(made, locked=locked)


def pdf_with(**on_page: Any) -> bytes:
    """A PDF of one page that carries what is given."""
    made = Pdf.new()
    page = _page(made)
    for key, value in on_page.items():
        page.obj[f"/{key}"] = value
    return saved(made)


def saved(made: Pdf, *, locked: Encryption | None = None, packed: bool = False) -> bytes:
    """The document's bytes, the same each time; packed, its objects lie in streams."""
    content, mode = BytesIO(), ObjectStreamMode.generate if packed else ObjectStreamMode.disable
    made.save(content, encryption=locked or False, static_id=locked is None, object_stream_mode=mode)
    return content.getvalue()


def pdf_of(*objects: bytes) -> bytes:
    """A PDF of one page with these objects beside it, written as they are."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"
    data, table = b"%PDF-1.5\n", b"0000000000 65535 f \n"
    for number, written in enumerate(
        [b"<< /Pages 2 0 R /Type /Catalog >>", b"<< /Count 1 /Kids [3 0 R] /Type /Pages >>", page, *objects], 1
    ):
        table += b"%010d 00000 n \n" % len(data)
        data += b"%d 0 obj\n%b\nendobj\n" % (number, written)
    size = len(objects) + 4
    trailer = b"trailer << /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(data))
    return data + b"xref\n0 %d\n" % size + table + trailer


def note(kind: str = "Link", **more: Any) -> Dictionary:
    """A note on a page."""
    return Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=[0, 0, 9, 9], **more)


def script() -> Dictionary:
    """An action that runs JavaScript."""
    return Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def png(size: tuple[int, int] = (40, 30), mode: str = "RGB", **how: Any) -> bytes:
    """A PNG without notes."""
    return _picture("PNG", size, mode, **how)


def jpeg(size: tuple[int, int] = (40, 30), mode: str = "RGB", **how: Any) -> bytes:
    """A JPEG without notes."""
    return _picture("JPEG", size, mode, **how)


def png_chunk(kind: bytes, data: bytes) -> bytes:
    """One chunk with its checksum."""
    return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))


def package(parts: Mapping[str, bytes | str]) -> bytes:
    """A ZIP of these parts."""
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return content.getvalue()


def docx(*, types: str = DOCX_TYPES, **more: bytes | str) -> bytes:
    """A Word file, with further parts."""
    return package({"[Content_Types].xml": types, "word/document.xml": "<document/>", **more})


def xlsx() -> bytes:
    """A workbook with one number in it."""
    book, content = Workbook(), BytesIO()
    book.active.append(["Antal", 98])  # type: ignore[union-attr]
    book.save(content)
    return content.getvalue()


def open_document(kind: str = "text", *, manifest: str = MANIFEST, **more: bytes | str) -> bytes:
    """An OpenDocument file, with further parts."""
    parts = {"content.xml": "<content/>", "META-INF/manifest.xml": manifest, **more}
    return package({"mimetype": f"application/vnd.oasis.opendocument.{kind}", **parts})


def every_kind() -> dict[str, bytes]:
    """An honest file of each kind, by its ending."""
    return {
        "pdf": pdf(),
        "png": png(),
        "jpg": jpeg(),
        "docx": docx(),
        "xlsx": xlsx(),
        "odt": open_document(),
        "ods": open_document("spreadsheet"),
        "txt": "Blåbærgrød til alle\r\n".encode(),
    }


def _page(made: Pdf) -> Page:
    page = made.add_blank_page()
    page.obj.Contents = made.make_stream(b"q 1 0 0 1 0 0 cm Q\n")
    return page


def _picture(form: str, size: tuple[int, int], mode: str, **how: Any) -> bytes:
    content = BytesIO()
    # Left half dark, so that turning it can be seen.
    picture = Image.new(mode, size, "white")
    picture.paste(Image.new(mode, (size[0] // 2, size[1]), "black"))
    picture.save(content, form, **how)
    return content.getvalue()
