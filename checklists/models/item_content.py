"""What an item says, read from its `content`."""

from collections.abc import Mapping
from typing import Any, cast

from checklists.playbook.aids import Message
from checklists.playbook.item_data import Advice, Choice, Count, Named, ProofCheck, Settles


class ItemContent:
    """The texts of an item and what its closing form asks for, typed."""

    content: Any

    def _text(self, name: str) -> str:
        return cast("str", self.content[name])

    def _list(self, name: str) -> list[Any]:
        return cast("list[Any]", self.content.get(name, []))

    @property
    def what(self) -> str:
        """What the guide asks for."""
        return self._text("what")

    @property
    def why(self) -> str:
        """Why it matters."""
        return self._text("why")

    @property
    def who(self) -> str:
        """Who normally does it."""
        return self._text("who")

    @property
    def done_when(self) -> str:
        """What must be so before it is done."""
        return self._text("done_when")

    @property
    def proof_example(self) -> str:
        """What good proof looks like."""
        return self._text("proof_example")

    @property
    def how(self) -> list[str]:
        """The steps."""
        return self._list("how")

    @property
    def sub_points(self) -> list[str]:
        """What it consists of."""
        return self._list("sub_points")

    @property
    def evidence_fields(self) -> list[str]:
        """The kinds of answer its closing form asks for."""
        return self._list("evidence_fields")

    @property
    def optional_evidence(self) -> list[str]:
        """Those of the kinds that may be left blank."""
        return self._list("evidence_optional")

    @property
    def date_may_lie_ahead(self) -> bool:
        """True when the date it asks for is a plan, e.g. go-live (G87); otherwise it is the day something was done."""
        return bool(self.content.get("date_may_lie_ahead", False))

    def evidence_words(self, kind: str) -> dict[str, str]:
        """The item's own `label` and `hint` for a kind; empty where the kind's usual words do."""
        words: Mapping[str, dict[str, str]] = self.content.get("evidence_words", {})
        return words.get(kind, {})

    @property
    def choices(self) -> list[Choice]:
        """The ready answers; without any, a choice is written freely."""
        return self._list("choices")

    @property
    def counts(self) -> list[Count]:
        """Numbers its closing form asks for, each with the least it takes."""
        return self._list("counts")

    @property
    def tried(self) -> list[Named]:
        """What must have succeeded wherever it is in use."""
        return self._list("tried")

    @property
    def settles(self) -> list[Settles]:
        """Which answers make which other items not relevant."""
        return self._list("settles")

    @property
    def proof_checks(self) -> list[ProofCheck]:
        """What the proof should show, point by point."""
        return self._list("proof_checks")

    @property
    def faults(self) -> list[Advice]:
        """The usual faults."""
        return self._list("faults")

    @property
    def needs(self) -> Mapping[str, list[str]]:
        """The numbers of the items that come first, by who says so: `guide` and `ours`."""
        return cast("Mapping[str, list[str]]", self.content["needs"])

    @property
    def documents(self) -> list[str]:
        """The keys of the guidance documents that help."""
        return self._list("documents")

    @property
    def sources(self) -> list[str]:
        """The keys of the sources for what the guide itself does not say."""
        return self._list("sources")

    @property
    def message(self) -> Message | None:
        """A mail ready to copy."""
        return cast("Message | None", self.content.get("message"))

    @property
    def guide_roles(self) -> list[str]:
        """The roles the guide itself names; most items name none."""
        return self._list("guide_roles")

    @property
    def role_is_suggestion(self) -> bool:
        """True when the guide does not name the role: it is ours."""
        return bool(self.content.get("role_is_suggestion", False))

    @property
    def available_aid(self) -> bool:
        """True when the guide offers this as help, ready to fetch."""
        return bool(self.content.get("available_aid", False))

    @property
    def hours(self) -> int | None:
        """Our suggestion; None where it depends on the units or the supplier."""
        return cast("int | None", self.content["hours"])

    @property
    def decays_days(self) -> int | None:
        """Our suggestion: calendar days after which the proof should be looked at again."""
        return cast("int | None", self.content.get("decays_days_suggestion"))
