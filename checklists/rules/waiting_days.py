"""Ventedage: the days a task is under way, each booked on the one party that has it. Pure.

A day belongs to whoever has the task at the midnight that ends it, Danish time; today is not over and counts for
nobody yet. A task is under way at a midnight when it is begun (in progress), or when it waits for somebody, begun or
not. The party waited for has the day, and when nobody is waited for it is ours. Days before a task is begun, and days
on which it is settled, are nobody's. Calendar days, weekends included: whoever has a task over Christmas has it.

So the days of a task add up to the days it was under way, no day twice and none lost, and phases and the project are
sums of their tasks: a day on which five tasks are under way is five days there.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from checklists.models.waiting import US
from checklists.moves import State

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """From a day to the day on which it was over, which is no longer part of it; `until=None` goes on."""

    first: date
    until: date | None

    def days(self, *, before: date) -> Iterator[date]:
        """Its days, those from `before` on left out."""
        day, end = self.first, min(self.until or before, before)
        while day < end:
            yield day
            day += DAY


def begun_spans(moves: Iterable[tuple[str, date]]) -> list[Span]:
    """When a task was in progress, from the state each of its moves led to and the day it was made, in order."""
    spans: list[Span] = []
    began: date | None = None
    for state, day in moves:
        if began and state != State.IN_PROGRESS:
            spans.append(Span(began, max(began, day)))
            began = None
        elif not began and state == State.IN_PROGRESS:
            began = day
    return [*spans, Span(began, None)] if began else spans


def holders(begun: Iterable[Span], waited: Iterable[tuple[str, Span]], *, on: date) -> dict[date, str]:
    """Who has each day up to yesterday: the party by day. `waited` are party and span, the earlier first."""
    days = {day: US for span in begun for day in span.days(before=on)}
    return days | {day: party for party, span in waited for day in span.days(before=on)}


def booked(days: Mapping[date, str]) -> Counter[str]:
    """How many days each party has had."""
    return Counter(days.values())


def summed(bookings: Iterable[Counter[str]]) -> Counter[str]:
    """The days of several tasks, or phases, together."""
    total: Counter[str] = Counter()
    for booking in bookings:
        total.update(booking)
    return total
