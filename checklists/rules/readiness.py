"""What is ready, blocked or late: derived from states when read, never stored. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from checklists.gates import Gate, GateItem, TaskState, breaches, unmet_items
from checklists.models import Task
from checklists.moves import OPEN, State
from checklists.rules.waits import Wait
from projects.workdays import PUBLIC, Calendar
from ui.danish import listed


@dataclass(frozen=True)
class Plan:
    """A project's tasks as far as readiness asks: their states, what each needs first, the gates and the working days.

    `needs` holds the blocking needs only (the guide's and the municipality's own) by number; `waits` the numbers of
    those that somebody said wait for someone, or None where that was not read: such a plan cannot say what is ready.
    """

    states: Mapping[str, TaskState]
    needs: Mapping[str, Collection[str]]
    gates: Collection[Gate]
    calendar: Calendar = PUBLIC
    waits: frozenset[str] | None = None

    def with_state(self, number: str, state: str) -> "Plan":
        """The same plan, one task in another state."""
        return replace(self, states={**self.states, number: TaskState(state)})

    @cached_property
    def too_early(self) -> dict[str, tuple[GateItem, ...]]:
        """What was done although a gate that nothing replaces was shut: number -> what is missing."""
        found = breaches(self.gates, self.states, live=False)
        return {breach.number: breach.missing for breach in found}

    def is_open(self, number: str) -> bool:
        """Is the task still to be settled?"""
        return number in self.states and self.states[number].state in OPEN


def open_needs(number: str, plan: Plan) -> list[str]:
    """The numbers of the tasks that must be settled first and are not."""
    return [need for need in plan.needs.get(number, ()) if plan.is_open(need)]


def unmet_gates(number: str, plan: Plan) -> list[tuple[Gate, list[GateItem]]]:
    """The unmet gates that block the task, each with what is missing."""
    found = [(gate, unmet_items(gate, plan.states)) for gate in plan.gates if number in gate.blocks]
    return [(gate, missing) for gate, missing in found if missing]


def shut_gates(number: str, plan: Plan) -> list[str]:
    """Their keys."""
    return [gate.key for gate, _ in unmet_gates(number, plan)]


def blockers(number: str, plan: Plan) -> list[str]:
    """What stands in the way of beginning: numbers of open needs, then keys of shut gates. Empty when nothing does."""
    return open_needs(number, plan) + shut_gates(number, plan)


def is_ready(number: str, plan: Plan) -> bool:
    """Not started, waiting for nobody, and nothing stands in the way. Raises ValueError where waits were not read."""
    if plan.waits is None:
        raise ValueError("This plan does not know what waits")
    begun = plan.states[number].state != State.NOT_STARTED
    return not begun and number not in plan.waits and not blockers(number, plan)


def freed_by(number: str, plan: Plan) -> list[str]:
    """The numbers of the tasks that are ready now, and were not while `number` was open; in the plan's order."""
    before = plan.with_state(number, State.IN_PROGRESS)
    others = (other for other in plan.states if other != number)
    return [other for other in others if is_ready(other, plan) and not is_ready(other, before)]


# Calendar days before proof runs out from which it is shown.
SOON = 14


def expiry_in_words(days_left: int) -> str:
    """Such as "bevis udløber om 3 dage" or "bevis udløbet"."""
    if days_left < 0:
        return "bevis udløbet"
    return "bevis udløber i dag" if days_left == 0 else f"bevis udløber om {days_left} dag{'e' * (days_left > 1)}"


@dataclass(frozen=True)
class TaskRow:
    """A task as lists show it."""

    task: Task
    blocked_by: list[str]
    late: bool
    workdays_left: int | None
    # Calendar days until the proof should be looked at again; negative when that day has passed.
    proof_days_left: int | None = None
    # Done although a gate that nothing replaces was shut (G41 without G50): what is missing.
    too_early: tuple[str, ...] = ()
    # The absent people in whose place the reader does it.
    for_whom: str = ""
    # The names of those it was given to, for a reader who may see them.
    owners: tuple[str, ...] = ()
    # How many units have settled it, and how many there are; None for a task that is not done in each unit.
    units: tuple[int, int] | None = None
    # Whom it waits for, when somebody said so.
    wait: Wait | None = None
    # May the reader move it?
    may_work: bool = False
    # Another's task that waits for the reader.
    asked: bool = False

    @property
    def state(self) -> str:
        """The key of the icon and word: derived flags come first."""
        if self.late:
            return "late"
        if self.wait:
            return "waiting"
        if self.too_early:
            return "too_early"
        if self.proof_days_left is not None and self.proof_days_left <= SOON:
            return "expiring"
        if self.task.state == State.NOT_STARTED:
            return "blocked" if self.blocked_by else "ready"
        return self.task.state

    @property
    def detail(self) -> str:
        """What stands behind the word, e.g. "i gang", "venter på G32" or "Trifork, 8 arbejdsdage"."""
        if self.wait:
            return self.wait.when_late if self.late else self.wait.detail
        if self.blocked_by and self.task.state == State.NOT_STARTED:
            return f"venter på {', '.join(self.blocked_by)}"
        if self.late:
            return State(self.task.state).label.lower()
        if self.too_early:
            return f"{listed(self.too_early, most=3)} mangler"
        if self.state == "expiring" and self.proof_days_left is not None:
            return expiry_in_words(self.proof_days_left)
        return "bevis mangler" if self.task.proof_missing else ""

    @property
    def may_get_stuck(self) -> bool:
        """May the reader say that it is stuck?"""
        return self.may_work and not self.wait and self.task.state in OPEN

    @property
    def may_mend_wait(self) -> bool:
        """May the reader say whom it waits for, or that it waits no longer?"""
        return self.may_work and self.wait is not None
