"""What is ready, blocked or late: derived from states when read, never stored. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from checklists.models import Edition, Task
from checklists.moves import OPEN, State
from projects.workdays import workdays_between


@dataclass(frozen=True)
class Gate:
    """A gate (P1–P5): the items that must be settled, and those that should not begin before."""

    key: str
    title: str
    items: frozenset[str]
    blocks: frozenset[str]


def blockers(
    number: str, *, guide_needs: Iterable[str], gates: Iterable[Gate], open_numbers: Collection[str]
) -> list[str]:
    """What stands in the way of beginning: open needs the guide itself names, and unmet gates that block the item.

    Gives item numbers and gate keys; empty when nothing does.
    """
    needs = [need for need in guide_needs if need in open_numbers]
    unmet = [gate.key for gate in gates if number in gate.blocks and any(i in open_numbers for i in gate.items)]
    return needs + unmet


def gates_of(edition: Edition) -> list[Gate]:
    """The gates of an edition."""
    return [
        Gate(
            gate["key"],
            gate["title"],
            frozenset(item["item"] for item in gate["items"]),
            frozenset(gate["blocks"]["items"]),
        )
        for gate in edition.gates
    ]


def freed_by(number: str, tasks: Iterable[Task], *, gates: Iterable[Gate], open_numbers: Collection[str]) -> list[str]:
    """The numbers of the not-started tasks that were blocked while `number` was open, and are not now."""
    gates = list(gates)
    before = {*open_numbers, number}

    def blocked(task: Task, numbers: Collection[str]) -> bool:
        return bool(blockers(task.number, guide_needs=task.item.needs["guide"], gates=gates, open_numbers=numbers))

    return [
        task.number
        for task in tasks
        if task.state == State.NOT_STARTED and blocked(task, before) and not blocked(task, open_numbers)
    ]


@dataclass(frozen=True)
class TaskRow:
    """A task as lists show it."""

    task: Task
    blocked_by: list[str]
    late: bool
    workdays_left: int | None
    # The absent people in whose place the reader does it.
    for_whom: str = ""

    @property
    def state(self) -> str:
        """The key of the icon and word: derived flags come first."""
        if self.late:
            return "late"
        if self.task.state == State.NOT_STARTED:
            return "blocked" if self.blocked_by else "ready"
        return self.task.state

    @property
    def detail(self) -> str:
        """What stands behind the word, e.g. "i gang" or "venter på G32"."""
        if self.blocked_by and self.task.state == State.NOT_STARTED:
            return f"venter på {', '.join(self.blocked_by)}"
        if self.late:
            return State(self.task.state).label.lower()
        return ""


def rows_of(tasks: Iterable[Task], *, gates: Iterable[Gate], open_numbers: Collection[str], on: date) -> list[TaskRow]:
    """The rows of tasks of one project; `open_numbers` are the numbers of all its open tasks."""
    gates = list(gates)
    return [
        TaskRow(
            task,
            blockers(task.number, guide_needs=task.item.needs["guide"], gates=gates, open_numbers=open_numbers)
            if task.state in OPEN
            else [],
            task.is_late(on=on),
            workdays_between(on, task.due_on) if task.due_on and task.state in OPEN else None,
        )
        for task in tasks
    ]
