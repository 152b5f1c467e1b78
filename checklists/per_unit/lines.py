"""What one unit, or one tovholder, has to report: lines with one tap each, as lists show them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from accounts.models import User
from accounts.roles import Role
from checklists.mine.day import MyDay
from checklists.models import TaskUnit
from checklists.moves import OPEN, SETTLED, State
from checklists.rules.in_unit import ask_of, kinds_in, labels_of
from checklists.rules.readiness import Plan, TaskRow
from checklists.rules.task_rows import row_of
from projects.access import units_coordinated
from projects.models import Unit

SHOWN = 8


@dataclass(frozen=True)
class UnitLine:
    """One task in one unit, for one reader."""

    row: TaskUnit
    task: TaskRow
    may: bool
    reader: int

    @property
    def ask(self) -> str:
        """What the unit is asked to do."""
        return ask_of(self.row.task.item)

    @property
    def unit(self) -> Unit:
        """Where."""
        return self.row.unit

    @property
    def is_open(self) -> bool:
        """Is it still to be reported? Not where the task is closed for the whole municipality."""
        return not self.row.is_settled and self.task.task.state in OPEN

    @property
    def state(self) -> str:
        """The key of the icon and word: a unit is late when the task is."""
        if not self.is_open:
            return str(self.row.state) if self.row.is_settled else State.DONE
        return "late" if self.task.late else str(self.row.state)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """(key, label) of the ready answers, each a button; none where the task asks for no choice."""
        item = self.row.task.item
        return list(labels_of(item).items()) if "choice" in kinds_in(item) else []

    @property
    def takes_a_day(self) -> bool:
        """Must the day be written, since it is a plan (G91)? Otherwise one tap means today."""
        return self.row.task.item.date_may_lie_ahead

    @property
    def may_undo(self) -> bool:
        """Did the reader report it last, so that it can be taken back?"""
        return self.may and self.row.changed_by_id == self.reader and self.row.is_settled

    @property
    def said(self) -> str:
        """What the unit has said: "Vi har kun iOS · Aftalt med lederen"."""
        return " · ".join(text for _, text in said_of(self.row))


def said_of(row: TaskUnit) -> list[tuple[str, str]]:
    """(kind, text) of what a row says besides state and day; its task's item loaded."""
    item = row.task.item
    labels = labels_of(item)
    given = [(kind, str(row.answers[kind])) for kind in kinds_in(item) if row.answers.get(kind)]
    words = [(kind, labels.get(text, text) if kind == "choice" else text) for kind, text in given]
    return [*words, *([("note", row.note)] if row.note else [])]


def lines_of(
    rows: Sequence[TaskUnit], plans: Mapping[int, Plan], *, reader: User, may: Iterable[int], on: date
) -> list[UnitLine]:
    """The lines of these rows, in their order; `may` are the tasks' keys whose row the reader may fill in."""
    allowed = set(may)
    return [
        UnitLine(row, row_of(row.task, plans[row.task.project_id], on=on), row.task_id in allowed, reader.pk)
        for row in rows
    ]


@dataclass(frozen=True)
class MyUnits:
    """What a tovholder sees on Mine opgaver: what can be reported now, and what was just reported."""

    units: Sequence[Unit]
    open: Sequence[UnitLine]
    just_done: Sequence[UnitLine]

    @property
    def shown(self) -> Sequence[UnitLine]:
        """The first lines."""
        return self.open[:SHOWN]

    @property
    def more(self) -> int:
        """How many are left out."""
        return len(self.open) - len(self.shown)

    @property
    def several(self) -> bool:
        """More than one unit, so that each line says which?"""
        return len(self.units) > 1


def my_units(day: MyDay) -> MyUnits:
    """What the person can report of the units he or she stands for: late tasks first, then by date.

    A task that waits for another one, or is closed for the whole municipality, is left to the unit's own page.
    """
    user, on = day.user, day.on
    mine = units_coordinated(user, on=on).select_related("project__municipality").order_by("project", "sort_key")
    units = list(mine) if day.fills(Role.UNIT_COORDINATOR) else []
    if not units:
        return MyUnits([], [], [])
    still_open = Q(task__state__in=OPEN) & ~Q(state__in=SETTLED)
    just_now = Q(changed_by=user, changed_at__date=on, state__in=SETTLED) & ~Q(task__state=State.NOT_RELEVANT)
    rows = (
        TaskUnit.objects.filter(still_open | just_now, unit__in=units)
        .filter(task__item__per_unit=True, task__item__fills_role="")
        .select_related("task__item", "task__project__municipality", "unit")
        .order_by("task__due_on", "task__item__position", "unit__sort_key")
    )
    found = list(rows)
    lines = lines_of(found, day.plans, reader=user, may=[row.task_id for row in found], on=on)
    can = [line for line in lines if line.is_open and (line.task.late or not line.task.blocked_by)]
    just_done = [line for line in lines if line.may_undo]
    return MyUnits(units, sorted(can, key=lambda line: not line.task.late), just_done)
