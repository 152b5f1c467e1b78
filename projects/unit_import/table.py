"""Pasted text -> cells under known columns. Pure."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import StringIO

# Lines taken in at a time; more of them is a mistake more often than a municipality.
MOST_LINES = 500
# A heading stands among the first lines that say something.
HEADING_AMONG = 10
Record = tuple[int, list[str]]

NAME, KIND, ADDRESS, STAFF, USERS = "name", "kind", "address", "staff_count", "expected_users"
# Without a heading the columns stand in this order.
COLUMNS = (NAME, KIND, ADDRESS, STAFF, USERS)
HEADINGS = {
    NAME: "enhed enheder enhedsnavn enhedensnavn navn navnpåenhed sted arbejdssted",
    KIND: "slags type art enhedstype slagsenhed typeafenhed",
    ADDRESS: "adresse adr postadresse enhedensadresse",
    STAFF: "medarbejdere medarbejder ansatte antalmedarbejdere antalansatte medarbejderantal",
    USERS: "brugere bruger antalbrugere forventedebrugere forventetantalbrugere brugereafappen",
}
_COLUMN_OF = {word: column for column, words in HEADINGS.items() for word in words.split()}
# "Antal ansatte (2026)" is "antalansatte"; but "Enhed 1" is a unit.
_NOT_HEADING = re.compile(r"\(.*|[\W_]+")


class TooManyLines(Exception):
    """More lines than are taken in at a time."""


@dataclass(frozen=True)
class Table:
    """The lines below the heading: (line number, text by column), and what was left unread.

    `unused_cells` are those of the lines, by line number.
    """

    lines: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    unused_columns: list[str] = field(default_factory=list)
    unused_cells: dict[int, list[str]] = field(default_factory=dict)
    skipped: list[int] = field(default_factory=list)


def read_table(text: str) -> Table:
    """The table in a pasted text: tab, semicolon or comma, with or without a heading. Raises TooManyLines."""
    records = [(number, cells) for number, cells in _records(text) if any(cells)]
    place = _heading_at(records)
    body = records if place is None else records[place + 1 :]
    if len(body) > MOST_LINES:
        raise TooManyLines
    if place is None:
        lines = [(number, dict(zip(COLUMNS, cells, strict=False))) for number, cells in body]
        return Table(lines, unused_cells={number: cells[len(COLUMNS) :] for number, cells in body})
    columns, unused = _columns_of(records[place][1])
    lines = [(number, _by_column(columns, cells)) for number, cells in body]
    used = set(columns.values())
    return Table(
        [(number, cells) for number, cells in lines if any(cells.values())],
        unused,
        {number: [cell for at, cell in enumerate(cells) if at not in used] for number, cells in body},
        [number for number, _ in records[:place]],
    )


def _records(text: str) -> Iterator[Record]:
    """(number of its first line, cells) of each record; a quoted cell may hold line breaks."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    separator = _separator_of(text)
    reader = csv.reader(StringIO(text), delimiter=separator, strict=True)
    found: list[Record] = []
    begins = 1
    try:
        for cells in reader:
            found.append((begins, [_one_line(cell) for cell in cells]))
            begins = reader.line_num + 1
    except csv.Error:
        # A quotation mark that only belongs to a name: then each line is a record.
        return _unquoted(text, separator)
    return iter(found)


def _unquoted(text: str, separator: str) -> Iterator[Record]:
    for number, line in enumerate(text.split("\n"), start=1):
        yield number, [_one_line(cell) for cell in line.split(separator)]


def _one_line(cell: str) -> str:
    return " ".join(cell.split())


def _separator_of(text: str) -> str:
    """Tab from a spreadsheet; semicolon from a Danish CSV; comma only where every line has one."""
    lines = [line for line in text.split("\n") if line.strip()]
    for separator in ("\t", ";"):
        if any(separator in line for line in lines):
            return separator
    return "," if lines and all("," in line for line in lines) else "\t"


def column_of(heading: str) -> str | None:
    """The column a heading means; None for one that we do not use."""
    return _COLUMN_OF.get(_NOT_HEADING.sub("", heading.casefold()))


def _heading_at(records: Sequence[Record]) -> int | None:
    """The place of the heading: the first record that names the unit's column, and nothing else or one more column."""
    for place, (_, cells) in enumerate(records[:HEADING_AMONG]):
        known = [column for cell in cells if (column := column_of(cell))]
        if NAME in known and (len(known) > 1 or sum(map(bool, cells)) == 1):
            return place
    return None


def _columns_of(heading: Sequence[str]) -> tuple[dict[str, int], list[str]]:
    """Column -> its place; and the headings not used. The first of two with the same meaning counts."""
    columns: dict[str, int] = {}
    unused = []
    for place, cell in enumerate(heading):
        column = column_of(cell)
        if column and column not in columns:
            columns[column] = place
        elif cell:
            unused.append(cell)
    return columns, unused


def _by_column(columns: dict[str, int], cells: Sequence[str]) -> dict[str, str]:
    return {column: cells[place] if place < len(cells) else "" for column, place in columns.items()}
