"""The filtered rows as a file: one line a task, in the list's order, and no cell that a program would reckon with."""

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO, StringIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from checklists.moves import State
from checklists.rules.readiness import TaskRow
from checklists.task_list.page import TaskListPage
from ui.danish import numeric_date
from ui.states import STATES

Cell = str | date | None
# A text that begins with one of these is a formula, or an order, to some program.
FORMULA = tuple("=+-@\t\r\n|%＝＋－＠")
TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
WIDEST = 60


@dataclass(frozen=True)
class Words:
    """What a line says beside its row: the phase's name, the gates that need it, whose role it is."""

    phases: Mapping[str, str]
    gates: Mapping[str, str]
    see_work: bool


def _owners(row: TaskRow, words: Words) -> Cell:
    return ", ".join(row.owners) if words.see_work else ""


def _units(row: TaskRow, words: Words) -> Cell:
    return f"{row.units[0]} af {row.units[1]}" if row.units else ""


def _waits(row: TaskRow, words: Words) -> Cell:
    return row.wait.who if row.wait else ""


def _whose_date(row: TaskRow, words: Words) -> Cell:
    if row.task.due_on is None:
        return ""
    return "sat af jer" if row.task.due_by_hand else "portalens forslag"


COLUMNS: Mapping[str, Callable[[TaskRow, Words], Cell]] = {
    "Nummer": lambda row, words: row.task.number,
    "Titel": lambda row, words: row.task.title,
    "Fase": lambda row, words: words.phases[row.task.item.phase],
    "Spor": lambda row, words: str(row.task.item.get_track_display()),
    "Type": lambda row, words: str(row.task.item.get_kind_display()),
    "Krav": lambda row, words: str(row.task.item.get_force_display()),
    "Tilstand": lambda row, words: STATES[row.state].word,
    "Detalje": lambda row, words: row.detail,
    "Rolle": lambda row, words: str(row.task.get_role_display()),
    "Ansvarlige": _owners,
    "Enheder": _units,
    "Frist": lambda row, words: row.task.due_on,
    "Fristen er": _whose_date,
    "Færdig": lambda row, words: row.task.done_on if row.task.state == State.DONE else None,
    "Venter på": _waits,
    "Siden": lambda row, words: row.wait.since if row.wait else None,
    "Kræves til": lambda row, words: words.gates.get(row.task.number, ""),
}


def lines_of(page: TaskListPage) -> list[list[Cell]]:
    """A line for each row the address asks for, in its order; the columns are `COLUMNS`."""
    gates: dict[str, list[str]] = {}
    for gate in page.plan.gates:
        for item in gate.items:
            gates.setdefault(item.number, []).append(gate.key)
    words = Words(page.choices["phase"], {number: ", ".join(keys) for number, keys in gates.items()}, page.see_work)
    return [[say(row, words) for say in COLUMNS.values()] for row in page.told(page.found)]


def as_text(cell: Cell) -> str:
    """A cell of a text file: dates as Danes write them, and an apostrophe before what would be a formula."""
    if isinstance(cell, date):
        return numeric_date(cell)
    text = " ".join((cell or "").split("\n"))
    return f"'{text}" if text.lstrip().startswith(FORMULA) or text.startswith(FORMULA) else text


def as_csv(lines: Iterable[list[Cell]]) -> bytes:
    """As Excel opens it in Danish: semicolons, a byte order mark, CRLF."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([as_text(cell) for cell in line] for line in lines)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(lines: Iterable[list[Cell]], *, title: str) -> bytes:
    """A workbook with one sheet: texts are texts and dates are dates, so nothing in it can reckon."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    lines = list(lines)
    for place, name in enumerate(COLUMNS, start=1):
        widest = max((len(as_text(line[place - 1])) for line in lines), default=0)
        sheet.column_dimensions[get_column_letter(place)].width = min(max(widest, len(name)) + 2, WIDEST)
    sheet.append([_bold(WriteOnlyCell(sheet, value=name)) for name in COLUMNS])
    for line in lines:
        sheet.append([_cell(WriteOnlyCell(sheet), value) for value in line])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _bold(cell: SheetCell) -> SheetCell:
    cell.font = Font(bold=True)
    return cell


def _cell(cell: SheetCell, value: Cell) -> SheetCell:
    if isinstance(value, date):
        cell.value, cell.number_format = value, "dd.mm.yyyy"
    elif value:
        cell.value = ILLEGAL_CHARACTERS_RE.sub(" ", value)
        # What looks like a formula is a text all the same, also after somebody has looked into the cell.
        cell.data_type = "s"
        cell.quotePrefix = value.lstrip().startswith(FORMULA)
    return cell
