"""Danish working days, by a table made by hand and by properties."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.workdays import add_workdays, is_workday, workdays_between

DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2035, 12, 31))
COUNTS = st.integers(min_value=-150, max_value=150)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 4, 2), False),  # skærtorsdag
        (date(2026, 4, 3), False),  # langfredag
        (date(2026, 4, 6), False),  # 2. påskedag
        (date(2026, 4, 7), True),
        (date(2023, 5, 5), False),  # store bededag, the last one
        (date(2024, 4, 26), True),  # no longer a holiday
        (date(2026, 5, 14), False),  # Kristi himmelfart
        (date(2026, 5, 25), False),  # 2. pinsedag
        (date(2026, 12, 24), True),  # a municipality's own choice, not a public holiday
        (date(2026, 12, 25), False),
        (date(2027, 1, 1), False),
        (date(2026, 11, 28), False),  # Saturday
    ],
)
def test_a_day(day: date, works: bool) -> None:
    assert is_workday(day) is works


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 11, 25), 0, date(2026, 11, 25)),
        (date(2026, 11, 28), 0, date(2026, 11, 30)),
        (date(2026, 11, 27), 1, date(2026, 11, 30)),
        (date(2026, 11, 30), -1, date(2026, 11, 27)),
        (date(2026, 4, 1), 1, date(2026, 4, 7)),
        (date(2026, 12, 31), 1, date(2027, 1, 4)),  # into week 1, past week 53
    ],
)
def test_counting(day: date, count: int, expected: date) -> None:
    assert add_workdays(day, count) == expected


@given(DAYS, COUNTS)
def test_it_always_lands_on_a_working_day(day: date, count: int) -> None:
    assert is_workday(add_workdays(day, count))


@given(DAYS, COUNTS)
def test_there_and_back_from_a_working_day(day: date, count: int) -> None:
    start = add_workdays(day, 0)
    there = add_workdays(start, count)
    assert add_workdays(there, -count) == start
    assert workdays_between(start, there) == count


@given(DAYS, st.integers(min_value=0, max_value=400))
def test_days_between_grow_by_one_a_working_day(day: date, days: int) -> None:
    later = day + timedelta(days=days)
    grown = workdays_between(day, later + timedelta(days=1)) - workdays_between(day, later)
    assert grown == is_workday(later + timedelta(days=1))
