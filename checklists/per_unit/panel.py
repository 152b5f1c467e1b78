"""How far the units are, as the task's own page shows it; for G06 who is tovholder where."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from checklists.models import Task, TaskUnit
from checklists.moves import State
from checklists.per_unit.grid import Grid
from checklists.per_unit.lines import said_of
from checklists.rules.in_unit import is_reported
from checklists.rules.unit_sums import UnitCount
from projects.access import Standing
from projects.manning import holdings_on
from projects.unit_list import rows_from
from ui.states import STATES

SHOWN = 15


@dataclass(frozen=True)
class PanelLine:
    """One unit."""

    name: str
    state: str
    word: str
    said: str
    on_date: date | None = None


@dataclass(frozen=True)
class Panel:
    """The first units, those that are missing on top when there are many."""

    count: UnitCount
    lines: Sequence[PanelLine]
    # G06: it follows who is tovholder, and nobody reports it.
    of_people: bool = False
    may_fill: bool = False
    every: bool = False

    @property
    def behind(self) -> str:
        """How many units have yet to report, in words; "" where nobody reports."""
        return "" if self.of_people else self.count.behind

    @property
    def shown(self) -> Sequence[PanelLine]:
        """The lines the page has room for."""
        if len(self.lines) <= SHOWN:
            return self.lines
        return sorted(self.lines, key=lambda line: line.state in {State.DONE, State.NOT_RELEVANT})[:SHOWN]

    @property
    def more(self) -> int:
        """How many are left out."""
        return len(self.lines) - len(self.shown)


def panel_of(standing: Standing, task: Task, *, on: date) -> Panel | None:
    """The panel of a task that is done in each unit; None for any other."""
    if not task.item.per_unit:
        return None
    if not is_reported(task.item):
        units = standing.project.units.taking_part()
        rows = rows_from(units, holdings_on([standing.project], on=on), [])
        settled = sum(bool(row.coordinators) for row in rows)
        said = [PanelLine(row.name, row.state, row.word, ", ".join(row.coordinators)) for row in rows]
        return Panel(UnitCount(settled, len(rows)), said, of_people=True)
    grid = Grid(standing, task, on)
    lines = [
        PanelLine(row.unit.name, row.state, STATES[row.state].word, _said(row), row.on_date) for row in grid.taking_part
    ]
    return Panel(grid.count, lines, may_fill=grid.may_fill, every=grid.right.every)


def _said(row: TaskUnit) -> str:
    return " · ".join(text for _, text in said_of(row))
