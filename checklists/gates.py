"""The gates P1–P5: which of their items are met, and what was done although a gate forbids it. Pure.

A gate is ours: a sum of the guide's items. A task counts as met when it is settled, unless its answer says otherwise
(G42 "ikke godkendt"). An item that nothing can replace (`no_override`, G50) must be done: no reason makes it green.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from checklists.moves import SETTLED, State
from checklists.playbook.content import GateData
from checklists.playbook.vocabulary import GateDate, MetBy


@dataclass(frozen=True)
class GateItem:
    """An item of a gate, with the sentence said while it is missing."""

    number: str
    missing: str
    met_by: str = ""


@dataclass(frozen=True)
class Gate:
    """A gate: the items that must be met, and what should not begin, or pass, before."""

    key: str
    title: str
    items: tuple[GateItem, ...]
    blocks: frozenset[str] = frozenset()
    blocks_date: str = ""
    no_override: frozenset[str] = frozenset()
    # What must hold besides the items: a key of `GateAlso`.
    also: str = ""
    question: str = ""


@dataclass(frozen=True)
class TaskState:
    """What a gate must know of a task: its state, and whether its answer keeps gates shut."""

    state: str
    blocks_gate: bool = False


# Facts that are not a task's state, e.g. that hypercare has ended; one that is not known is left out.
Facts = Mapping[MetBy, bool]


def gates_of(gates: Iterable[GateData]) -> list[Gate]:
    """The gates of an edition."""
    return [
        Gate(
            gate["key"],
            gate["title"],
            tuple(GateItem(item["item"], item["missing"], item.get("met_by", "")) for item in gate["items"]),
            frozenset(gate["blocks"]["items"]),
            gate["blocks"].get("date", ""),
            frozenset(gate.get("no_override", [])),
            gate.get("also", ""),
            gate["question"],
        )
        for gate in gates
    ]


def is_met(number: str, gate: Gate, task: TaskState) -> bool:
    """Does the task with this number count as met in the gate?"""
    if number in gate.no_override:
        return task.state == State.DONE and not task.blocks_gate
    return task.state in SETTLED and not task.blocks_gate


def unmet_items(gate: Gate, tasks: Mapping[str, TaskState], *, facts: Facts | None = None) -> list[GateItem]:
    """The gate's items that are not met, in its order; an item without a task in the project is left out."""

    def counts(item: GateItem) -> bool:
        fact = (facts or {}).get(MetBy(item.met_by), True) if item.met_by else True
        return fact and is_met(item.number, gate, tasks[item.number])

    return [item for item in gate.items if item.number in tasks and not counts(item)]


def unknown_items(gate: Gate, tasks: Mapping[str, TaskState], *, facts: Facts) -> list[GateItem]:
    """The items whose task counts, but that count on a fact which nobody knows yet: neither met nor missing."""
    asked = [item for item in gate.items if item.met_by and MetBy(item.met_by) not in facts]
    return [item for item in asked if item.number in tasks and is_met(item.number, gate, tasks[item.number])]


@dataclass(frozen=True)
class Breach:
    """Something that happened although a gate that nothing can replace was shut: red until it is mended."""

    gate: Gate
    # The task that was done, or "" for the day that came: the app was taken in use.
    number: str
    missing: tuple[GateItem, ...]


def breaches(gates: Iterable[Gate], tasks: Mapping[str, TaskState], *, live: bool) -> list[Breach]:
    """What was done too early: G41, or go-live (`live`), without a signed databehandleraftale (G50)."""
    found = []
    for gate in gates:
        missing = tuple(item for item in unmet_items(gate, tasks) if item.number in gate.no_override)
        if not missing:
            continue
        done = [number for number in sorted(gate.blocks) if number in tasks and tasks[number].state == State.DONE]
        found += [Breach(gate, number, missing) for number in done]
        if live and gate.blocks_date == GateDate.GO_LIVE:
            found.append(Breach(gate, "", missing))
    return found


def is_live(go_live_on: date | None, *, on: date) -> bool:
    """Has the day come on which the municipality said it would take the app into use?"""
    return go_live_on is not None and go_live_on <= on
