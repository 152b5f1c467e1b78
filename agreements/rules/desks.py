"""Whose desk an agreement lies on, and how many days each party has had it. Pure.

A day belongs to whoever has the agreement at the midnight that ends it, as with the days tasks wait; today counts for
nobody yet. Calendar days.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from agreements.kinds import COUNTERPART, Kind
from agreements.models import Agreement, Position
from agreements.moves import Step


@dataclass(frozen=True)
class Stay:
    """On one party's desk, from a day on."""

    party: str
    since: date


def desk_of(kind: Kind, agreement: Agreement) -> str:
    """The party that has the agreement now; "" when nobody has it, as one filed or ended."""
    if agreement.ended_on:
        return ""
    party = kind.waits_on(agreement.step)
    open_position = agreement.position and agreement.position != Position.ACCEPT
    if party == COUNTERPART or (agreement.step == Step.POSITION and open_position):
        return agreement.counterpart or kind.data["counterparts"][0]
    # Nobody has it once the last step of its kind is walked.
    return "" if agreement.step == kind.walked[-1] else party


def stays(moves: Iterable[tuple[str, date]]) -> list[Stay]:
    """From the desk after each move and its day, in the order they were made: where it has lain, one after another.

    A day before the one in front counts as that one: life's dates may be entered late.
    """
    found: list[Stay] = []
    for party, day in moves:
        since = max(day, found[-1].since) if found else day
        if not found or found[-1].party != party:
            found.append(Stay(party, since))
    return found


def days_by_party(found: Sequence[Stay], *, on: date) -> Counter[str]:
    """How many days each party has had it up to yesterday; days on nobody's desk are left out."""
    days: Counter[str] = Counter()
    ends = [*(stay.since for stay in found[1:]), on]
    for stay, until in zip(found, ends, strict=bool(found)):
        if stay.party and until > stay.since:
            days[stay.party] += (until - stay.since).days
    return days
