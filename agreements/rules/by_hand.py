"""What the items say that were closed by hand: before the agreement was kept here, or because it is kept elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from agreements.kinds import Kind
from agreements.models import Agreement, Position
from agreements.moves import ORDER, SINCE_SIGNED, Step
from checklists.evidence.forms import as_answers
from checklists.models import Evidence, Task
from checklists.moves import State
from projects.models import Project

# The part that closes the items of agreements, as it stands in Task.managed_by.
PART = "agreements"


@dataclass(frozen=True)
class ByHand:
    """What hand-closed items tell of an agreement: the steps, its columns, and its version."""

    steps: Mapping[Step, str] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    version: str = ""
    received_on: date | None = None
    place: str = ""

    @property
    def step(self) -> Step:
        """The furthest of them."""
        return max(self.steps, key=ORDER.index, default=Step.NOT_REQUESTED)


def closed_by_hand(project: Project, kind: Kind) -> ByHand:
    """Read from the items that a person closed, not this part; two queries."""
    return all_closed_by_hand(project, [kind])[kind.key]


def all_closed_by_hand(project: Project, kinds: Sequence[Kind]) -> dict[str, ByHand]:
    """The same by kind, in two queries for any number of them."""
    numbers = [number for kind in kinds for number in kind.items]
    tasks = Task.objects.filter(project=project, number__in=numbers, state=State.DONE).exclude(managed_by=PART)
    by_number = {task.number: task for task in tasks}
    newest = Evidence.objects.filter(task__in=by_number.values(), is_draft=False).order_by("task", "-version")
    evidence = {found.task_id: found for found in newest.distinct("task")}
    return {kind.key: _told(kind, by_number, evidence) for kind in kinds}


def _told(kind: Kind, tasks: Mapping[str, Task], evidence: Mapping[int, Evidence]) -> ByHand:
    steps: dict[Step, str] = {}
    said: dict[Step, dict[str, Any]] = {}
    for step, numbers in kind.closes.items():
        for task in (tasks[number] for number in numbers if number in tasks):
            steps[step] = task.number
            found = evidence.get(task.pk)
            said[step] = {"date": task.done_on, **as_answers(found)} if found else {"date": task.done_on}
    received = said.get(Step.RECEIVED, {})
    return ByHand(
        steps,
        {name: value for name, value in _facts(said, kind).items() if value},
        version=_first(said, "version"),
        received_on=received.get("date"),
        place=received.get("file", ""),
    )


def add_by_hand(agreement: Agreement, by_hand: ByHand, kind: Kind) -> bool:
    """Let the agreement say what was closed by hand, where it says nothing itself. True when there was any; unsaved.

    The first of its kind alone: what was closed by hand before another was begun is not about that one.
    """
    if not by_hand.steps or agreement.number != 1 or agreement.ended_on:
        return False
    if by_hand.step in kind.walked and ORDER.index(by_hand.step) > ORDER.index(Step(agreement.step)):
        agreement.step = by_hand.step
        agreement.is_in_force = by_hand.step in SINCE_SIGNED
    for name, value in by_hand.facts.items():
        if not getattr(agreement, name):
            setattr(agreement, name, value)
    return True


def _facts(said: Mapping[Step, Mapping[str, Any]], kind: Kind) -> dict[str, Any]:
    received, sent = said.get(Step.RECEIVED, {}), said.get(Step.AT_LEGAL, {})
    position, signed = said.get(Step.POSITION, {}), said.get(Step.SIGNED, {})
    if kind.several:
        return {"practice": signed.get("reference"), "test_on": signed.get("date"), "terms": signed.get("note")}
    choice = position.get("choice")
    return {
        "asked_whom": received.get("reference"),
        "sent_to": sent.get("person"),
        "sent_on": sent.get("date"),
        "position": choice if choice in Position.values else "",
        "decider": position.get("decider"),
        "position_on": position.get("date"),
        "signed_place": signed.get("file"),
        "signed_by": signed.get("person"),
        "signed_on": signed.get("date"),
        "case_number": signed.get("reference"),
    }


def _first(said: Mapping[Step, Mapping[str, Any]], name: str) -> str:
    return next((str(answers[name]) for answers in said.values() if answers.get(name)), "")
