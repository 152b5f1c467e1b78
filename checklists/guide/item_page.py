"""One item of the guide with everything around it. Reads nothing: it is given the edition and its items."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, TypeVar

from checklists.evidence.of_several import fields_of_several
from checklists.evidence_fields import KINDS
from checklists.guide.links import Given
from checklists.guide.suggestions import due_in_words, hours_in_words, workdays
from checklists.models import Edition, Item
from checklists.playbook.content import ContactData, DocumentData, GateData, LinkData, Note, PartyData, SourceData
from checklists.playbook.vocabulary import Kind, Scope

Linked = TypeVar("Linked", DocumentData, LinkData)


class Neighbour(NamedTuple):
    """An item this one needs, or that waits for it; `ours`: the guide does not say so, we do."""

    item: Item
    ours: bool


class Asked(NamedTuple):
    """One answer the closing form asks for, in words."""

    label: str
    hint: str
    optional: bool


class Told(NamedTuple):
    """A source; `inferred`: our conclusion from it."""

    source: SourceData
    inferred: bool


class GateNeed(NamedTuple):
    """A gate that counts this item, and what is said while it is missing."""

    gate: GateData
    missing: str


@dataclass
class ItemPage:
    """What the page of one item shows."""

    edition: Edition
    item: Item
    items: list[Item]
    # Links that came after the edition, by the document's key.
    given: Mapping[str, Given] = field(default_factory=dict)

    @cached_property
    def _by_number(self) -> dict[str, Item]:
        return {item.number: item for item in self.items}

    @cached_property
    def previous(self) -> Item | None:
        """The item before, in the guide's order."""
        return next((item for item in reversed(self.items) if item.position < self.item.position), None)

    @cached_property
    def next(self) -> Item | None:
        """The item after."""
        return next((item for item in self.items if item.position > self.item.position), None)

    @property
    def kind(self) -> str:
        """What sort of work it is."""
        return Kind(self.item.kind).label

    @property
    def role_name(self) -> str:
        """Who gets the task."""
        return self.edition.role_name(self.item.role)

    @property
    def guide_roles(self) -> str:
        """Whom the guide itself names; "" when nobody."""
        return self._listed(self.item.guide_roles)

    def _listed(self, keys: Iterable[str]) -> str:
        """Roles in a sentence: "jurist, it-medarbejder og MedCom programleder"."""
        roles = [self.edition.role(key) for key in keys]
        names = [
            role["name"] if role["scope"] == Scope.NATIONAL else role["name"][0].lower() + role["name"][1:]
            for role in roles
        ]
        return " og ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)

    @cached_property
    def needs(self) -> list[Neighbour]:
        """What must be in place first, in the guide's order."""
        return self._sorted(
            Neighbour(self._by_number[number], said == "ours")
            for said, numbers in self.item.needs.items()
            for number in numbers
        )

    @cached_property
    def needed_by(self) -> list[Neighbour]:
        """What waits for this item."""
        return self._sorted(
            Neighbour(other, said == "ours")
            for other in self.items
            for said, numbers in other.needs.items()
            if self.item.number in numbers
        )

    @staticmethod
    def _sorted(neighbours: Iterable[Neighbour]) -> list[Neighbour]:
        return sorted(neighbours, key=lambda neighbour: neighbour.item.position)

    @cached_property
    def gates(self) -> list[GateNeed]:
        """The gates that need it."""
        return [
            GateNeed(gate, line["missing"])
            for gate in self.edition.gates_with(self.item.number)
            for line in gate["items"]
            if line["item"] == self.item.number
        ]

    @property
    def blocked_by(self) -> list[GateData]:
        """The gates that should be met before it begins."""
        return [gate for gate in self.edition.gates if self.item.number in gate["blocks"]["items"]]

    @property
    def asked(self) -> list[Asked]:
        """What the closing form asks for."""
        usual = [
            Asked(words.get("label") or KINDS[kind].label, words.get("hint", ""), kind in self.item.optional_evidence)
            for kind in self.item.evidence_fields
            for words in [self.item.evidence_words(kind)]
        ]
        several = fields_of_several(self.item, required=True).values()
        return [*usual, *(Asked(str(field.label), str(field.help_text), optional=False) for field in several)]

    @property
    def settles(self) -> list[tuple[str, Item, str]]:
        """Answers (their label) that make another item not relevant, and why."""
        labels = {choice["key"]: choice["label"] for choice in self.item.choices}
        return [
            (labels[settles["when"]], self._by_number[settles["item"]], settles["reason"])
            for settles in self.item.settles
        ]

    @property
    def faults(self) -> list[tuple[dict[str, str], Told]]:
        """The usual faults, each with its source."""
        return [
            (
                {"symptom": advice["symptom"], "cause": advice["cause"], "remedy": advice["try"]},
                Told(self.edition.source(advice["source"]), advice.get("inferred", False)),
            )
            for advice in self.item.faults
        ]

    @property
    def proof_checks(self) -> list[tuple[dict[str, str], Told]]:
        """What the proof should show, each point with its source."""
        return [
            (
                {name: check[name] for name in ("label", "looks_for", "good", "bad")},
                Told(self.edition.source(check["source"]), check.get("inferred", False)),
            )
            for check in self.item.proof_checks
        ]

    @property
    def documents(self) -> list[tuple[DocumentData, str]]:
        """The guidance documents that help, each with the roles that should read it."""
        return [
            (self._as_given(document), self._listed(document["readers"]))
            for document in self.edition.data["documents"]
            if document["key"] in self.item.documents
        ]

    @property
    def other_links(self) -> list[LinkData]:
        """Other links the guide gives here."""
        found = [link for link in self.edition.data["other_links"] if self.item.number in link["items"]]
        return [self._as_given(link) for link in found]

    def _as_given(self, entry: Linked) -> Linked:
        """The entry with the link and version that take the place of the edition's."""
        given = self.given.get(entry["key"])
        return {**entry, "link": given.link or None, "version": given.version or None} if given else entry

    @property
    def lacks_link(self) -> bool:
        """True when one of them is blank."""
        links = [document["link"] for document, _ in self.documents] + [link["link"] for link in self.other_links]
        return not all(links)

    @property
    def contacts(self) -> list[ContactData]:
        """Addresses the guide prints, or leaves out, for this item."""
        return [contact for contact in self.edition.data["contacts"] if self.item.number in contact["items"]]

    @property
    def notes(self) -> list[Note]:
        """What to know about the guide here."""
        return self.edition.notes_on(self.item.number)

    @property
    def sources(self) -> list[SourceData]:
        """Where the rest comes from."""
        noted = [key for note in self.notes for key in note.get("sources", [])]
        return [self.edition.source(key) for key in dict.fromkeys([*self.item.sources, *noted])]

    @property
    def recipients(self) -> list[str]:
        """Whom the ready message is for."""
        message = self.item.message
        keys = [message["to"], message.get("or_to")] if message else []
        return [self.edition.recipient_name(key) for key in keys if key]

    @property
    def placeholders(self) -> list[tuple[str, str]]:
        """The message's placeholders and what to write instead."""
        message = self.item.message
        names = re.findall(r"{(\w+)}", message["subject"] + message["body"]) if message else []
        return [(f"{{{name}}}", self.edition.data["placeholders"][name]) for name in dict.fromkeys(names)]

    @property
    def party(self) -> PartyData | None:
        """Whom one usually waits for."""
        return next((party for party in self.edition.data["parties"] if party["key"] == self.item.waits_on), None)

    @property
    def due(self) -> str:
        """Our suggested due date in words."""
        return due_in_words(self.item)

    @property
    def duration(self) -> str:
        """Our suggested length."""
        return workdays(self.item.duration_workdays)

    @property
    def hours(self) -> str:
        """Our suggested hours."""
        return hours_in_words(self.item)
