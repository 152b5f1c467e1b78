"""Invented documents for the demo: one page of text as a PDF."""

from collections.abc import Sequence
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from pikepdf import Dictionary, Name, Pdf

A4 = (595, 842)
MARGIN, LINE = 56, 22


def a_pdf(name: str, lines: Sequence[str]) -> SimpleUploadedFile:
    """An upload with these lines, the first of them larger."""
    made, content = Pdf.new(), BytesIO()
    page = made.add_blank_page(page_size=A4)
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    page.obj.Resources = Dictionary(Font=Dictionary(F1=made.make_indirect(font)))
    page.obj.Contents = made.make_stream(_drawn(lines))
    made.save(content, static_id=True)
    return SimpleUploadedFile(name, content.getvalue(), content_type="application/pdf")


def _drawn(lines: Sequence[str]) -> bytes:
    begun = f"BT /F1 20 Tf {MARGIN} {A4[1] - MARGIN - LINE} Td {LINE} TL"
    shown = [f"({_escaped(line)}) Tj T*{' /F1 12 Tf T*' if not order else ''}" for order, line in enumerate(lines)]
    return "\n".join([begun, *shown, "ET"]).encode("cp1252")


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
