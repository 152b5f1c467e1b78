"""Danish working days: pure arithmetic. Store bededag is a working day from 2024, as the calendar package knows."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays

SATURDAY = 5


@lru_cache(maxsize=64)
def _holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("DK", years=year))


@dataclass(frozen=True)
class Calendar:
    """The days on which a municipality is closed besides public holidays: (month, day) each year, and single days."""

    yearly: Collection[tuple[int, int]] = frozenset()
    days: Collection[date] = frozenset()

    def closes(self, day: date) -> bool:
        """Is it one of the municipality's own closing days?"""
        return day in self.days or (day.month, day.day) in self.yearly


# Public holidays only.
PUBLIC = Calendar()


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
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return sum(is_workday(day, calendar) for day in days)


def why_closed(day: date, calendar: Calendar = PUBLIC) -> str:
    """Why nobody works that day: "en søndag", "en helligdag" or "en lukkedag hos jer"; empty for a working day."""
    if is_holiday(day):
        return "en helligdag"
    if day.weekday() >= SATURDAY:
        return "en lørdag" if day.weekday() == SATURDAY else "en søndag"
    return "en lukkedag hos jer" if calendar.closes(day) else ""
