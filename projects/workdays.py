"""Danish working days: pure arithmetic. Store bededag is a working day from 2024, as the calendar package knows."""

from datetime import date, timedelta
from functools import lru_cache

import holidays

SATURDAY = 5


@lru_cache(maxsize=64)
def _holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("DK", years=year))


def is_workday(day: date) -> bool:
    """True on a weekday that is not a public holiday."""
    return day.weekday() < SATURDAY and day not in _holidays(day.year)


def add_workdays(day: date, count: int) -> date:
    """The `count`-th working day after `day`, or before it when negative.

    0 gives the day itself, or the next working day when it is none.
    """
    if count == 0:
        return day if is_workday(day) else add_workdays(day, 1)
    step = timedelta(days=1 if count > 0 else -1)
    left = abs(count)
    while left:
        day += step
        left -= is_workday(day)
    return day


def workdays_between(first: date, last: date) -> int:
    """How many working days after `first` up to and including `last`; negative when `last` is before `first`."""
    if last < first:
        return -workdays_between(last, first)
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return sum(is_workday(day) for day in days)
