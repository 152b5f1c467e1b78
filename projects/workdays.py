"""Danish working days: pure arithmetic. Store bededag is a working day from 2024, as the calendar package knows."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Self

import holidays

SATURDAY, WORKWEEK, WEEK = 5, 5, 7


@dataclass(frozen=True)
class Calendar:
    """The days on which a municipality is closed besides public holidays: (month, day) each year, and single days."""

    yearly: frozenset[tuple[int, int]] = frozenset()
    days: frozenset[date] = frozenset()

    @classmethod
    def of(cls, yearly: Iterable[str], days: Iterable[date]) -> Self:
        """Of yearly days as they are stored ("12-24"), and single ones."""
        parts = (text.split("-") for text in yearly)
        return cls(frozenset((int(month), int(day)) for month, day in parts), frozenset(days))

    def closes(self, day: date) -> bool:
        """Is it one of the municipality's own closing days?"""
        return day in self.days or (day.month, day.day) in self.yearly


# Public holidays only.
PUBLIC = Calendar()


@lru_cache(maxsize=64)
def _holidays(year: int) -> dict[date, str]:
    """The public holidays of a year, with their Danish names as they stand in a sentence."""
    found = holidays.country_holidays("DK", years=year, language="da")
    return {day: _in_sentence(name) for day, name in found.items()}


def _in_sentence(name: str) -> str:
    """As calendars write it: "2. påskedag", "skærtorsdag"; only the name of Christ keeps its capital."""
    return name if name.startswith("Kristi") else f"{name[0].lower()}{name[1:]}".replace("anden ", "2. ")


@lru_cache(maxsize=1024)
def _weekdays_off(year: int, calendar: Calendar) -> tuple[date, ...]:
    """The weekdays of a year on which nobody works, in order."""
    yearly = (_day_of(year, month, day) for month, day in calendar.yearly)
    own = {day for day in (*yearly, *calendar.days) if day and day.year == year}
    return tuple(sorted(day for day in {*_holidays(year), *own} if day.weekday() < SATURDAY))


def _day_of(year: int, month: int, day: int) -> date | None:
    """None for a 29 February that the year does not have."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def is_holiday(day: date) -> bool:
    """True on a public holiday, whatever the weekday."""
    return day in _holidays(day.year)


def is_workday(day: date, calendar: Calendar = PUBLIC) -> bool:
    """True on a weekday that is neither a public holiday nor one of the municipality's closing days."""
    return day.weekday() < SATURDAY and not is_holiday(day) and not calendar.closes(day)


def add_workdays(day: date, count: int, calendar: Calendar = PUBLIC) -> date:
    """The `count`-th working day after `day`, or before it when negative.

    0 gives the day itself, or the next working day when it is none.
    """
    if count == 0:
        return day if is_workday(day, calendar) else add_workdays(day, 1, calendar)
    step = timedelta(days=1 if count > 0 else -1)
    left = abs(count)
    while left:
        day += step
        left -= is_workday(day, calendar)
    return day


def workdays_between(first: date, last: date, calendar: Calendar = PUBLIC) -> int:
    """How many working days after `first` up to and including `last`; negative when `last` is before `first`."""
    if last < first:
        return -workdays_between(last, first, calendar)
    return _weekdays_until(last) - _weekdays_until(first) - _off_between(first, last, calendar)


def _weekdays_until(day: date) -> int:
    """How many days from Monday to Friday there have been since the calendar began, on a Monday."""
    weeks, rest = divmod(day.toordinal(), WEEK)
    return weeks * WORKWEEK + min(rest, WORKWEEK)


def _off_between(first: date, last: date, calendar: Calendar) -> int:
    """How many weekdays after `first` up to and including `last` nobody works."""
    years = (_weekdays_off(year, calendar) for year in range(first.year, last.year + 1))
    return sum(bisect_right(days, last) - bisect_right(days, first) for days in years)


def why_closed(day: date, calendar: Calendar = PUBLIC) -> str:
    """Why nobody works that day; empty for a working day.

    "en helligdag: 2. påskedag", "en søndag" or "en lukkedag hos jer".
    """
    if name := _holidays(day.year).get(day):
        return f"en helligdag: {name}"
    if day.weekday() >= SATURDAY:
        return "en lørdag" if day.weekday() == SATURDAY else "en søndag"
    return "en lukkedag hos jer" if calendar.closes(day) else ""
