"""An uploaded file -> text, by its content and not by its name."""

import codecs

from projects.unit_import.workbook import FileText, Unreadable, text_of_workbook

MOST_BYTES = 2 * 1024 * 1024
ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
# A text holds none of these; a picture or a PDF does.
NOT_TEXT = frozenset(map(chr, range(32))) - set("\t\n\r\f\v")

TOO_BIG = "Filen er for stor. Højst 2 MB kan læses. Kopiér rækkerne i regnearket, og indsæt dem i feltet."
OLD = "Filen er i det gamle Excel-format. Gem den som .xlsx eller CSV, eller kopiér rækkerne ind i feltet."
NO_TABLE = "Vi kan ikke læse filen. Vælg et regneark (.xlsx) eller en CSV-fil, eller kopiér rækkerne ind i feltet."


def text_of_file(data: bytes) -> FileText:
    """The rows of a CSV or an XLSX as text. Raises Unreadable with a sentence for the person."""
    if len(data) > MOST_BYTES:
        raise Unreadable(TOO_BIG)
    if data.startswith(OLD_EXCEL):
        raise Unreadable(OLD)
    if data.startswith(ZIP):
        return text_of_workbook(data)
    text = _decoded(data)
    if NOT_TEXT & set(text) or data.startswith(b"%PDF"):
        raise Unreadable(NO_TABLE)
    return FileText(text)


def _decoded(data: bytes) -> str:
    """UTF-16 and UTF-8 with a mark, UTF-8 without, and Windows-1252. Raises Unreadable."""
    try:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return data.decode("utf-16")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        raise Unreadable(NO_TABLE) from None
