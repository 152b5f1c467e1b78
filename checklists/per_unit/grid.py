"""The grid of one task: a row for each unit, as text or as a form, and what came of sending it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from checklists.models import Task, TaskUnit
from checklists.moves import State
from checklists.per_unit.forms import UnitForm, day_label, units_in
from checklists.per_unit.lines import said_of
from checklists.rules.in_unit import ask_of, kinds_in
from checklists.rules.unit_report import Report
from checklists.rules.unit_rights import UnitRight, right_to_report
from checklists.rules.unit_sums import UnitCount, count_of
from projects.access import Standing
from projects.manning import holdings_on
from projects.unit_list import rows_from
from ui.danish import short_date

# Rows on one page; a browser's form holds so many fields at most.
PAGE = 100


@dataclass
class GridRow:
    """A unit's row: its form where the reader may fill it in."""

    row: TaskUnit
    coordinators: Sequence[str] = ()
    form: UnitForm | None = None
    # What stands in the row by now, where the reader typed something else.
    theirs: str = ""

    @property
    def said(self) -> list[tuple[str, str]]:
        """(kind, text) of what it says besides state and day."""
        return said_of(self.row)


@dataclass
class Grid:
    """A task's rows for one reader. `only_open` shows those that are missing."""

    standing: Standing
    task: Task
    today: date
    only_open: bool = False
    page: int = 1
    forms: Mapping[int, UnitForm] = field(default_factory=dict)
    theirs: Mapping[int, str] = field(default_factory=dict)

    @cached_property
    def right(self) -> UnitRight:
        """Whose rows the reader may fill in."""
        return right_to_report(self.standing, self.task, on=self.today)

    @property
    def may_fill(self) -> bool:
        """Is there anything for the reader to fill in?"""
        return self.right.any and self.task.state != State.NOT_RELEVANT

    @cached_property
    def every_row(self) -> dict[int, TaskUnit]:
        """All rows by unit, those of units that were taken out among them."""
        rows = self.task.unit_rows.select_related("unit", "changed_by").in_unit_order()
        found = {row.unit_id: row for row in rows}
        for row in found.values():
            row.task = self.task
        return found

    @cached_property
    def taking_part(self) -> list[TaskUnit]:
        """The rows that count."""
        return [row for row in self.every_row.values() if row.unit.taken_out_at is None]

    @property
    def count(self) -> UnitCount:
        """How many are settled."""
        return count_of(self.taking_part)

    @property
    def missing(self) -> int:
        """How many are not."""
        return self.count.all - self.count.settled

    @cached_property
    def _chosen(self) -> list[TaskUnit]:
        if self.forms:
            return [row for row in self.taking_part if row.unit_id in self.forms]
        found = [row for row in self.taking_part if not (self.only_open and row.is_settled)]
        # A tovholder's own units come first.
        return sorted(found, key=lambda row: not self.right.may(row.unit_id))

    @property
    def pages(self) -> range:
        """The numbers of the pages."""
        return range(1, -(-len(self._chosen) // PAGE) + 1)

    @cached_property
    def rows(self) -> list[GridRow]:
        """The rows of this page."""
        begin = 0 if self.forms else (self.page - 1) * PAGE
        shown = self._chosen[begin : begin + PAGE]
        units = rows_from([row.unit for row in shown], holdings_on([self.standing.project], on=self.today), [])
        names = {unit.unit.pk: unit.coordinators for unit in units}
        return [GridRow(row, names[row.unit_id], self._form_of(row), self.theirs.get(row.unit_id, "")) for row in shown]

    def _form_of(self, row: TaskUnit) -> UnitForm | None:
        if row.unit_id in self.forms:
            return self.forms[row.unit_id]
        if not self.may_fill or not self.right.may(row.unit_id):
            return None
        return self.new_form(row)

    def new_form(self, row: TaskUnit, data: Mapping[str, Any] | None = None) -> UnitForm:
        """A row's form, empty or as sent."""
        return UnitForm(data, row=row, item=self.task.item, today=self.today).as_row()

    def sent(self, data: Mapping[str, Any]) -> dict[int, UnitForm]:
        """The forms that were sent, by unit. Raises KeyError for a unit without a row."""
        return {unit: self.new_form(self.every_row[unit], data) for unit in units_in(data)}

    @property
    def heads(self) -> list[tuple[str, str]]:
        """(kind, label) of the columns after the day."""
        fields = self.new_form(next(iter(self.every_row.values()))).fields
        return [(kind, str(fields[kind].label)) for kind in (*kinds_in(self.task.item), "note")]

    @property
    def day_label(self) -> str:
        """The head of the day's column."""
        return day_label(self.task.item)

    @property
    def ask(self) -> str:
        """What each unit is asked to do."""
        return ask_of(self.task.item)

    @property
    def refused(self) -> list[UnitForm]:
        """The forms with something to put right, or whose digits were just hidden."""
        return [row.form for row in self.rows if row.form and (row.form.errors or row.form.masked)]

    @property
    def gone(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """(unit, what was typed) for units that were taken out meanwhile."""
        out = [self.every_row[unit] for unit in self.forms if self.every_row[unit].unit.taken_out_at]
        return [(row.unit.name, self.forms[row.unit_id].typed) for row in out]


def reports_of(forms: Mapping[int, UnitForm]) -> list[Report]:
    """What valid forms say."""
    return [form.report for form in forms.values() if form.report]


def in_words(row: TaskUnit, *, today: date) -> str:
    """Who says what of a unit: "Pia Nørgaard: færdig ons. 25. nov., Vi har kun iOS"."""
    said = [str(row.get_state_display()).lower()]
    if row.on_date:
        said[0] += f" {short_date(row.on_date, today)}"
    who = row.changed_by.name if row.changed_by else "Portalen"
    return f"{who}: {', '.join([*said, *(text for _, text in said_of(row))])}"
