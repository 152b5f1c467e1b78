"""Why a task can be stuck, and whom it then waits for: the edition's reasons and parties, made ready to choose from."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from checklists.models import Edition
from checklists.playbook.content import PartyData
from projects.workdays import Calendar, add_workdays

SHOWN = 6


@dataclass(frozen=True)
class Party:
    """Someone a task can wait for. `in_sentence` is the name as a sentence has it: "juristen", "Trifork"."""

    key: str
    name: str
    in_sentence: str
    label: str
    chase_after_workdays: int

    def ask_again_on(self, calendar: Calendar, *, on: date) -> date:
        """Our suggestion for when to ask again, counted from that day."""
        return add_workdays(on, self.chase_after_workdays, calendar)


@dataclass(frozen=True)
class Reason:
    """A reason with the party it usually means; `choice` is what a form sends.

    An edition without reasons has one for each party, with the key "".
    """

    choice: str
    key: str
    label: str
    party: Party
    hint: str = ""
    next_action: str = ""


class UnknownReason(LookupError):
    """The edition has no such reason, or no such party."""


def parties_of(edition: Edition) -> dict[str, Party]:
    """The edition's parties by key, in its order."""
    return {party["key"]: _party(party) for party in edition.data["parties"]}


def _party(data: PartyData) -> Party:
    name, label = data["name"], data["label"]
    # The label is a sentence with the name in it, and knows whether that takes a capital.
    at = label.lower().find(name.lower())
    written = label[at : at + len(name)] if at >= 0 else name
    return Party(data["key"], name, written, label, data["chase_after_workdays"])


def reasons_of(edition: Edition) -> list[Reason]:
    """The edition's reasons in its order, or else one for each party."""
    parties = parties_of(edition)
    if not edition.stuck_reasons:
        return [Reason(party.key, "", party.label, party) for party in parties.values()]
    return [
        Reason(
            reason["key"],
            reason["key"],
            reason["label"],
            parties[reason["party"]],
            reason["hint"],
            reason["next_action"],
        )
        for reason in edition.stuck_reasons
    ]


def reason_of(edition: Edition, choice: str) -> Reason:
    """The reason a form sent. Raises UnknownReason."""
    for reason in reasons_of(edition):
        if reason.choice == choice:
            return reason
    raise UnknownReason(choice)


def party_of(edition: Edition, key: str) -> Party:
    """A party. Raises UnknownReason."""
    try:
        return parties_of(edition)[key]
    except KeyError:
        raise UnknownReason(key) from None


def shown_first(
    reasons: Sequence[Reason], *, here: Counter[str], everywhere: Counter[str]
) -> tuple[list[Reason], list[Reason]]:
    """The six used most (here, then everywhere, then the edition's order) and the rest.

    Both in the edition's order, so that a button stays where the hand expects it.
    """
    used = sorted(reasons, key=lambda reason: (-here[reason.choice], -everywhere[reason.choice]))
    most = {reason.choice for reason in used[:SHOWN]}
    return [r for r in reasons if r.choice in most], [r for r in reasons if r.choice not in most]
