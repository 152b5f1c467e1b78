"""Ventedage: every midnight of a task under way is booked once, whatever happened and when."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.clock import day_of
from checklists.moves import State
from checklists.rules.waiting_days import Span, begun_spans, booked, holders, summed

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
PARTIES = ("us", "it", "jurist", "trifork", "gp")
# The clock goes back in this span: one of its days has 25 hours.
FIRST, ON = date(2026, 10, 19), date(2026, 11, 12)
START = datetime.combine(FIRST, time(0), COPENHAGEN)
HOURS = int((ON - FIRST).days * 24)

# Hours after the start, what happens, and whom it would wait for.
acts = st.lists(
    st.tuples(
        st.integers(0, HOURS * 60),
        st.sampled_from(["start", "stuck", "end", "close", "reopen", "not_relevant"]),
        st.sampled_from(PARTIES),
    ),
    max_size=30,
).map(sorted)


@dataclass
class Life:
    """One task's life, as services write it: its moves, and from when to when it waited."""

    state: State = State.NOT_STARTED
    moves: list[tuple[str, datetime]] = field(default_factory=list)
    waited: list[tuple[str, datetime, datetime | None]] = field(default_factory=list)

    def act(self, what: str, party: str, at: datetime) -> None:
        """Do it if it can be done now."""
        settled = self.state in {State.DONE, State.NOT_RELEVANT}
        waits = bool(self.waited) and self.waited[-1][2] is None
        if what == "stuck" and not settled:
            self._end(at)
            self.waited.append((party, at, None))
        elif what == "end" and waits:
            self._end(at)
        elif what == "start" and self.state == State.NOT_STARTED:
            self._move(State.IN_PROGRESS, at)
        elif what in {"close", "not_relevant"} and not settled:
            self._move(State.DONE if what == "close" else State.NOT_RELEVANT, at)
        elif what == "reopen" and settled:
            self._move(State.IN_PROGRESS if self.state == State.DONE else State.NOT_STARTED, at)

    def _move(self, state: State, at: datetime) -> None:
        self._end(at)
        self.state = state
        self.moves.append((state, at))

    def _end(self, at: datetime) -> None:
        if self.waited and self.waited[-1][2] is None:
            party, began, _ = self.waited[-1]
            self.waited[-1] = (party, began, at)

    def holder_at(self, midnight: datetime) -> str | None:
        """Who has it at that moment, found by looking at the moment alone."""
        for party, began, ended in self.waited:
            if began < midnight and (ended is None or ended >= midnight):
                return party
        states = [state for state, at in self.moves if at < midnight]
        return "us" if states and states[-1] == State.IN_PROGRESS else None

    def days(self) -> dict[date, str]:
        """What the portal makes of it."""
        begun = begun_spans((state, day_of(at)) for state, at in self.moves)
        waited = [(party, Span(day_of(began), day_of(ended) if ended else None)) for party, began, ended in self.waited]
        return holders(begun, waited, on=ON)


def lived(history: list[tuple[int, str, str]]) -> Life:
    """A life in which all this happened, or was tried."""
    life = Life()
    for minutes, what, party in history:
        # Real minutes, not those of the wall clock, so that the hour that comes twice is lived twice.
        life.act(what, party, datetime.fromtimestamp(START.timestamp() + minutes * 60, COPENHAGEN))
    return life


@given(acts)
def test_each_midnight_is_booked_on_the_one_who_has_it(history: list[tuple[int, str, str]]) -> None:
    life = lived(history)
    expected = {}
    for n in range((ON - FIRST).days):
        day = FIRST + timedelta(days=n)
        midnight = datetime.combine(day + timedelta(days=1), time(0), COPENHAGEN)
        if holder := life.holder_at(midnight):
            expected[day] = holder
    assert life.days() == expected


@given(st.lists(st.tuples(acts, st.sampled_from(["1", "2", "3"])), max_size=8))
def test_tasks_phases_and_project_add_up_to_the_calendar(tasks: list[tuple[list[tuple[int, str, str]], str]]) -> None:
    days = [(lived(history).days(), phase) for history, phase in tasks]
    phases = [summed(booked(found) for found, phase in days if phase == name) for name in ("1", "2", "3")]
    project = summed(phases)
    assert project == summed(booked(found) for found, _ in days)
    assert project.total() == sum(len(found) for found, _ in days)


def span(first: int, until: int | None) -> Span:
    """From a day of November to a day of November."""
    return Span(date(2026, 11, first), date(2026, 11, until) if until else None)


@pytest.mark.parametrize(
    ("begun", "waited", "expected"),
    [
        ([], [], {}),
        ([span(2, 9)], [], {"us": 7}),
        ([span(2, None)], [], {"us": 10}),
        # Begun on the 2nd, Trifork from the 4th, back on the 6th, done on the 9th.
        ([span(2, 9)], [("trifork", span(4, 6))], {"us": 5, "trifork": 2}),
        # From one to the next on the same day: the day is the second's.
        ([span(2, 9)], [("it", span(4, 6)), ("trifork", span(6, 8))], {"us": 3, "it": 2, "trifork": 2}),
        # Asked and answered within a day costs nobody a day.
        ([span(2, 9)], [("it", span(4, 4))], {"us": 7}),
        # It waits though nobody has begun: the day counts.
        ([], [("jurist", span(4, None))], {"jurist": 8}),
        # What begins today or later has no days yet.
        ([span(12, None)], [("it", span(12, None))], {}),
        # Closed and taken up again.
        ([span(2, 4), span(9, None)], [], {"us": 5}),
    ],
)
def test_by_hand(begun: list[Span], waited: list[tuple[str, Span]], expected: dict[str, int]) -> None:
    assert booked(holders(begun, waited, on=ON)) == Counter(expected)


def test_moves_that_do_not_begin_or_end_it_change_nothing() -> None:
    moves = [("in_progress", 2), ("in_progress", 3), ("not_started", 4), ("not_relevant", 4)]
    moves += [("in_progress", 5), ("done", 9), ("in_progress", 9)]
    assert begun_spans((state, date(2026, 11, day)) for state, day in moves) == [span(2, 4), span(5, 9), span(9, None)]
