"""What the pages of one unit show: all its tasks, or one of them with everything it has said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from checklists.models import TaskUnit, TaskUnitEntry
from checklists.moves import State
from checklists.per_unit.lines import UnitLine, lines_of, said_of
from checklists.rules.in_unit import ask_of
from checklists.rules.task_rights import workable
from checklists.rules.task_rows import plans_of
from checklists.rules.unit_rights import right_to_report, units_of_ones_own
from projects.access import Standing
from projects.manning import holdings_on
from projects.models import Unit
from projects.unit_list import rows_from


@dataclass
class UnitPage:
    """One unit's tasks for one reader."""

    standing: Standing
    unit: Unit
    today: date

    @cached_property
    def coordinators(self) -> list[str]:
        """Who stands for the unit (G06)."""
        (row,) = rows_from([self.unit], holdings_on([self.standing.project], on=self.today), [])
        return row.coordinators

    @cached_property
    def lines(self) -> list[UnitLine]:
        """All that is done in the unit, in the guide's order; what is not relevant to the municipality is left out."""
        rows = list(
            TaskUnit.objects.filter(unit=self.unit, task__item__per_unit=True, task__item__fills_role="")
            .exclude(task__state=State.NOT_RELEVANT)
            .select_related("task__item", "task__project", "unit")
            .order_by("task__item__position")
        )
        project = self.standing.project
        plans = plans_of([project.pk], {project.pk: project.calendar})
        return lines_of(rows, plans, reader=self.standing.user, may=self._may(rows), on=self.today)

    def _may(self, rows: Sequence[TaskUnit]) -> set[int]:
        """The tasks the reader may report here: all, where the reader stands for the unit."""
        if self.unit.taken_out_at:
            return set()
        if self.unit.pk in units_of_ones_own(self.standing, on=self.today):
            return {row.task_id for row in rows}
        return workable(self.standing, (row.task for row in rows), on=self.today)

    @property
    def open(self) -> list[UnitLine]:
        """What is missing: what is late or can be done now first."""
        missing = [line for line in self.lines if line.is_open]
        return sorted(missing, key=lambda line: (not line.task.late, bool(line.task.blocked_by)))

    @property
    def settled(self) -> list[UnitLine]:
        """What is done here, or closed for the whole municipality."""
        return [line for line in self.lines if not line.is_open]


@dataclass
class RowPage:
    """One task in one unit for one reader."""

    standing: Standing
    row: TaskUnit
    today: date

    @property
    def may(self) -> bool:
        """May the reader fill it in?"""
        if self.row.unit.taken_out_at or self.row.task.state == State.NOT_RELEVANT:
            return False
        return right_to_report(self.standing, self.row.task, on=self.today).may(self.row.unit_id)

    @property
    def ask(self) -> str:
        """What the unit is asked to do."""
        return ask_of(self.row.task.item)

    @property
    def may_undo(self) -> bool:
        """Did the reader change it last?"""
        return self.may and self.row.changed_by_id == self.standing.user.pk

    @cached_property
    def entries(self) -> list[tuple[TaskUnitEntry, str]]:
        """All it has said, newest first, each with its answers in words."""
        entries = list(self.row.entries.select_related("changed_by"))
        return [(entry, " · ".join(text for _, text in said_of(self._as_then(entry)))) for entry in entries]

    def _as_then(self, entry: TaskUnitEntry) -> TaskUnit:
        return TaskUnit(task=self.row.task, answers=entry.answers, note=entry.note)
