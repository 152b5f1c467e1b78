"""Rows under the playbook's phases, with their counts."""

from collections.abc import Iterable
from dataclasses import dataclass

from checklists.models import Edition
from checklists.moves import State
from checklists.rules.readiness import TaskRow


@dataclass(frozen=True)
class Bar:
    """A part of a bar: where it begins and how wide it is, in whole percent."""

    state: str
    start: int
    width: int


@dataclass(frozen=True)
class Phase:
    """A phase with its rows."""

    order: int
    key: str
    name: str
    rows: list[TaskRow]

    @property
    def done(self) -> int:
        """How many are done."""
        return sum(row.task.state == State.DONE for row in self.rows)

    @property
    def not_relevant(self) -> int:
        """How many were answered with ikke relevant."""
        return sum(row.task.state == State.NOT_RELEVANT for row in self.rows)

    @property
    def to_do(self) -> int:
        """How many count: all but those not relevant."""
        return len(self.rows) - self.not_relevant

    @property
    def late(self) -> int:
        """How many are late."""
        return sum(row.late for row in self.rows)

    @property
    def bars(self) -> list[Bar]:
        """What is done, begun and waits, as parts of a bar of what counts; no task stands in two."""
        begun = sum(row.task.state == State.IN_PROGRESS and row.wait is None for row in self.rows)
        waits = sum(row.task.state != State.DONE and row.wait is not None for row in self.rows)
        bars, start = [], 0
        for state, count in (("done", self.done), ("in_progress", begun), ("waiting", waits)):
            width = round(100 * count / self.to_do) if self.to_do else 0
            bars.append(Bar(state, start, width))
            start += width
        return [bar for bar in bars if bar.width]

    @property
    def is_finished(self) -> bool:
        """True when nothing is left to do."""
        return self.done == self.to_do


def by_phase(rows: Iterable[TaskRow], edition: Edition) -> list[Phase]:
    """The edition's phases in order, each with its rows; phases without any are left out."""
    rows = list(rows)
    phases = [
        Phase(order, phase["key"], phase["name"], [row for row in rows if row.task.item.phase == phase["key"]])
        for order, phase in enumerate(edition.phases, start=1)
    ]
    return [phase for phase in phases if phase.rows]
