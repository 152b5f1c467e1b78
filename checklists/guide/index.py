"""The guide's first page: its items under their phases, as the search leaves them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from checklists.guide.search import Excerpt, Search, excerpt, finds
from checklists.models import Edition, Item
from checklists.playbook.content import Note, PhaseData, RoleData, SourceData
from checklists.playbook.vocabulary import Force, GateDate, MetBy


@dataclass(frozen=True)
class Row:
    """An item as the list shows it."""

    item: Item
    role_name: str
    excerpt: Excerpt | None

    @property
    def force_word(self) -> str:
        """How strongly the guide asks, where it is not a plain "skal"."""
        return "" if self.item.force == Force.MUST else Force(self.item.force).label


@dataclass(frozen=True)
class PhaseRows:
    """A phase with the rows that were found in it."""

    order: int
    phase: PhaseData
    rows: list[Row]


@dataclass(frozen=True)
class Chip:
    """A part of the search, with the address of the search without it."""

    label: str
    address: str


def phases_of(edition: Edition, items: Iterable[Item], search: Search) -> list[PhaseRows]:
    """The phases in order with what was found; phases without anything are left out."""
    found = [item for item in items if finds(search, item, edition)]
    phases = [
        PhaseRows(
            order,
            phase,
            [
                Row(item, edition.role_name(item.role), excerpt(search, item, edition))
                for item in found
                if item.phase == phase["key"]
            ],
        )
        for order, phase in enumerate(edition.phases, start=1)
    ]
    return [phase for phase in phases if phase.rows]


def chips_of(search: Search, edition: Edition) -> list[Chip]:
    """The parts of the search in words."""
    labels = {
        "q": f"”{search.q}”" if search.q else "",
        "phase": edition.phase(search.phase)["name"] if search.phase else "",
        "force": Force(search.force).label if search.force else "",
        "role": edition.role_name(search.role) if search.role else "",
    }
    return [Chip(label, search.without(name).address) for name, label in labels.items() if label]


def role_choices(edition: Edition, items: Iterable[Item]) -> list[tuple[str, str]]:
    """The roles that have items, in the edition's order."""
    used = {item.role for item in items}
    return [(role["key"], role["name"]) for role in edition.data["roles"] if role["key"] in used]


class NoteLine(NamedTuple):
    """A gap or slip of the guide's, the items it is about, and its sources."""

    note: Note
    numbers: list[str]
    sources: list[SourceData]


def notes_of(edition: Edition) -> list[NoteLine]:
    """What to know about the guide, in order."""
    return [
        NoteLine(note, note.get("items", []), [edition.source(key) for key in note.get("sources", [])])
        for note in edition.introduction["notes"]
    ]


@dataclass(frozen=True)
class GateLine:
    """An item of a gate, and when it counts if closing it is not enough."""

    item: Item
    counts: str


@dataclass(frozen=True)
class Gate:
    """One of our gates with its items; `before`: the day that should not pass without it."""

    key: str
    title: str
    question: str
    closed_when: str
    before: str
    never_without: list[str]
    lines: list[GateLine]


def roles_of(edition: Edition) -> list[tuple[RoleData, list[SourceData]]]:
    """The roles in order, each with its sources."""
    return [(role, [edition.source(key) for key in role.get("sources", [])]) for role in edition.data["roles"]]


def gates_of(edition: Edition, items: Iterable[Item]) -> list[Gate]:
    """The gates in order."""
    by_number = {item.number: item for item in items}
    return [
        Gate(
            gate["key"],
            gate["title"],
            gate["question"],
            gate["closed_when"],
            GateDate(gate["blocks"]["date"]).label.lower() if "date" in gate["blocks"] else "",
            gate.get("no_override", []),
            [
                GateLine(by_number[line["item"]], MetBy(line["met_by"]).label if "met_by" in line else "")
                for line in gate["items"]
            ],
        )
        for gate in edition.gates
    ]
