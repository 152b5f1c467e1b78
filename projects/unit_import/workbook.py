"""An XLSX -> text, one line a row. The file is a stranger's: sizes are looked at before anything is unpacked."""

import zlib
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from string import ascii_uppercase
from typing import Any
from zipfile import BadZipFile, ZipFile

from defusedxml.ElementTree import iterparse
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.workbook import Workbook

from projects.unit_import.table import HEADING_AMONG, MOST_LINES, NAME, TooManyLines, column_of
from ui.danish import numeric_date, whole_number

MOST_UNPACKED = 8 * 1024 * 1024
MOST_PARTS = 500
# What takes time and memory is not the bytes but what they mark up; formats and merged cells ten times a cell's.
MOST_TAGS, DEAR = 300_000, 10
CHEAP_PARTS = ("xl/worksheets/", "xl/sharedStrings")
MOST_COLUMNS = 50
LAST_ROW = 10_000
MOST_MERGED = 5000
Rows = dict[int, list[Any]]

TOO_BIG = "Regnearket fylder for meget. Kopiér rækkerne med enhederne, og indsæt dem i feltet."
BROKEN = "Vi kan ikke læse regnearket. Gem det igen som .xlsx eller CSV, eller kopiér rækkerne ind i feltet."
EMPTY = "Der står ingenting i regnearket."
TOO_FAR_DOWN = (
    f"Der står noget længere nede end række {whole_number(LAST_ROW)} i arket. "
    "Kopiér rækkerne med enhederne, og indsæt dem i feltet."
)


class Unreadable(Exception):
    """The file cannot be read; the message is the sentence for the person."""


@dataclass(frozen=True)
class FileText:
    """What a file says, one line a row; and of a workbook which sheet was read, and which were not."""

    text: str
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()


def text_of_workbook(data: bytes) -> FileText:
    """The first sheet that names a unit's column, else the first with anything in it; line n is row n.

    Formulas give the values they had when saved; a cell merged downwards stands in each of its rows. Raises Unreadable,
    TooManyLines.
    """
    _require_harmless(data)
    try:
        with closing(load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)) as book:
            return _text_of(book)
    except (Unreadable, TooManyLines):
        raise
    except Exception as fault:
        # A stranger's file can be broken in any way, and openpyxl fails in as many.
        raise Unreadable(BROKEN) from fault


def _require_harmless(data: bytes) -> None:
    """Raises Unreadable for what is no workbook, or holds more than a list of units can."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise Unreadable(TOO_BIG)
            if "xl/workbook.xml" not in archive.namelist():
                raise Unreadable(BROKEN)
            if sum(_tags_in(part.filename, archive.read(part)) for part in parts) > MOST_TAGS:
                raise Unreadable(TOO_BIG)
    # What the reader of archives raises for damage of every sort: wrong sums, cut off, encrypted, unknown packing.
    except (BadZipFile, zlib.error, ValueError, OSError, EOFError, RuntimeError, NotImplementedError):
        raise Unreadable(BROKEN) from None


def _tags_in(name: str, content: bytes) -> int:
    if name.startswith(CHEAP_PARTS):
        return content.count(b"<") + DEAR * content.count(b"mergeCell ")
    return DEAR * content.count(b"<")


def _text_of(book: Workbook) -> FileText:
    filled: dict[str, Rows] = {}
    long: list[str] = []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        try:
            filled[sheet.title] = _rows_of(sheet)
        except TooManyLines:
            long.append(sheet.title)
    filled = {title: rows for title, rows in filled.items() if rows}
    chosen = next((title for title, rows in filled.items() if _names_units(rows)), "")
    if not chosen and long:
        raise TooManyLines
    if not filled:
        raise Unreadable(EMPTY)
    chosen = chosen or next(iter(filled))
    return FileText(_as_lines(filled[chosen]), chosen, tuple(title for title in [*filled, *long] if title != chosen))


def _rows_of(sheet: Any) -> Rows:
    """Row number -> cells, empty rows left out. Raises TooManyLines, Unreadable."""
    merged = _merged_downwards(sheet)
    rows: Rows = {}
    # Our bounds, not the size the file claims for itself: that may be a million rows.
    cells_of = sheet.iter_rows(max_row=LAST_ROW + 1, max_col=MOST_COLUMNS, values_only=True)
    for number, cells in enumerate(cells_of, start=1):
        if not any(cell not in {None, ""} for cell in cells):
            continue
        if number > LAST_ROW:
            raise Unreadable(TOO_FAR_DOWN)
        if len(rows) > MOST_LINES + HEADING_AMONG:
            raise TooManyLines
        rows[number] = list(cells)
    for first, last, column in merged:
        if first in rows and column <= len(rows[first]):
            _fill_down(rows, first, last, column - 1)
    return rows


def _fill_down(rows: Rows, first: int, last: int, place: int) -> None:
    for number in range(first + 1, min(last, LAST_ROW) + 1):
        if number in rows:
            rows[number][place] = rows[first][place]


def _merged_downwards(sheet: Any) -> list[tuple[int, int, int]]:
    """(first row, last row, column) of each range merged over several rows, which openpyxl does not read in this mode.

    Raises Unreadable when something stands too far down.
    """
    found: list[tuple[int, int, int]] = []
    with sheet._get_source() as source:
        for _, element in iterparse(source, events=("end",)):
            tag = element.tag.rpartition("}")[2]
            if tag == "mergeCell" and len(found) < MOST_MERGED:
                column, first, _, last = range_boundaries(element.get("ref"))
                if first and last and column and last > first:
                    found.append((first, last, column))
            elif tag == "c" and len(element) and int(element.get("r", "").lstrip(ascii_uppercase) or 0) > LAST_ROW:
                raise Unreadable(TOO_FAR_DOWN)
            if tag != "v":
                element.clear()
    return found


def _names_units(rows: Rows) -> bool:
    """True when one of the first rows has a heading for the unit's name."""
    first = list(rows.values())[:HEADING_AMONG]
    return any(column_of(cell) == NAME for cells in first for cell in cells if isinstance(cell, str))


def _as_lines(rows: Rows) -> str:
    lines = ["\t".join(map(_as_text, rows.get(number, []))).rstrip("\t") for number in range(1, max(rows) + 1)]
    return "\n".join(lines)


def _as_text(value: Any) -> str:
    """A cell as one would write it. A quotation mark in front would be taken for a quoted cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value).replace(".", ",")
    if isinstance(value, date):
        return numeric_date(value)
    text = " ".join(str(value).split())
    return '"' + text.replace('"', '""') + '"' if text.startswith('"') else text
