"""What lines would do to the units there are: add, change, leave alone; and which are wrong. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from projects.models import Project, Unit, Wave
from projects.unit_import.lines import Line
from projects.unit_import.table import ADDRESS, KIND, NAME, STAFF, USERS
from ui.danish import whole_number

NEW, CHANGED, UNCHANGED, WRONG = "new", "changed", "unchanged", "wrong"
FACTS = {KIND: "slags", ADDRESS: "adresse", STAFF: "medarbejdere", USERS: "brugere"}


@dataclass(frozen=True)
class PlanRow:
    """One line and the unit it is about, if there is one."""

    line: Line
    unit: Unit | None

    @property
    def changes(self) -> list[tuple[str, Any, Any]]:
        """(column, old, new) of each fact that the line gives and that is another."""
        if self.unit is None or self.line.faults:
            return []
        facts = ((column, getattr(self.unit, column), self.line.facts.get(column)) for column in FACTS)
        return [(column, old, new) for column, old, new in facts if column in self.line.facts and old != new]

    @property
    def state(self) -> str:
        """New, changed, unchanged or wrong."""
        if self.line.faults:
            return WRONG
        if self.unit is None:
            return NEW
        return CHANGED if self.changes else UNCHANGED

    @property
    def words(self) -> list[str]:
        """What will happen, or what is wrong."""
        if self.line.faults:
            return list(self.line.faults)
        if self.unit is None:
            return [_said(column, self.line.facts[column]) for column in self._given]
        return [_change(column, old, new) for column, old, new in self.changes]

    @property
    def _given(self) -> list[str]:
        return [column for column in FACTS if column in self.line.facts]

    def as_unit(self, project: Project, wave: Wave) -> Unit:
        """The unit as the line will have it: a new one, or the known one changed. Not saved."""
        unit = self.unit or Unit(project=project, wave=wave, name=self.line.facts[NAME])
        for column in self._given:
            setattr(unit, column, self.line.facts[column])
        return unit


class Plan:
    """All lines against the units that take part."""

    def __init__(self, lines: Sequence[Line], units: Iterable[Unit]) -> None:
        known = {unit.name.casefold(): unit for unit in units}
        self.rows = [PlanRow(line, known.get(line.name.casefold())) for line in lines]

    def _in(self, state: str) -> list[PlanRow]:
        return [row for row in self.rows if row.state == state]

    @cached_property
    def new(self) -> list[PlanRow]:
        """Lines that add a unit."""
        return self._in(NEW)

    @cached_property
    def changed(self) -> list[PlanRow]:
        """Lines that change a unit."""
        return self._in(CHANGED)

    @cached_property
    def unchanged(self) -> list[PlanRow]:
        """Lines that say what is known."""
        return self._in(UNCHANGED)

    @cached_property
    def wrong(self) -> list[PlanRow]:
        """Lines that cannot be taken in."""
        return self._in(WRONG)

    @property
    def to_take(self) -> list[PlanRow]:
        """Lines that would do something."""
        return [*self.new, *self.changed]

    @cached_property
    def fingerprint(self) -> str:
        """Another one as soon as the lines would do something else."""
        said = [(row.line.number, row.state, row.line.name, row.words) for row in self.rows]
        return sha256(repr(said).encode()).hexdigest()


def _shown(column: str, value: Any) -> str:
    if value in {None, ""}:
        return "intet"
    if column == KIND:
        return str(Unit.Kind(value).label).lower()
    return whole_number(value) if isinstance(value, int) else str(value)


def _said(column: str, value: Any) -> str:
    """A fact by itself: "bosted", "Skovvej 1", "34 medarbejdere"."""
    return f"{_shown(column, value)} {FACTS[column]}" if column in {STAFF, USERS} else _shown(column, value)


def _change(column: str, old: Any, new: Any) -> str:
    if old in {None, ""}:
        return f"{FACTS[column]} {_shown(column, new)}"
    return f"{FACTS[column]} fra {_shown(column, old)} til {_shown(column, new)}"
