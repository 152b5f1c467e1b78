"""Danish working days, by a table made by hand from paper calendars and by properties."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.workdays import PUBLIC, Calendar, add_workdays, is_workday, why_closed, workdays_between

# Reading a year's holidays for the first time takes a moment; it is no part of drawing a date.
for year in range(2015, 2041):
    is_workday(date(year, 1, 1))

DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2035, 12, 31))
COUNTS = st.integers(min_value=-150, max_value=150)
CALENDARS = st.builds(
    Calendar,
    yearly=st.frozensets(st.sampled_from([(12, 24), (12, 31), (6, 5), (5, 1), (2, 29)])),
    days=st.frozensets(DAYS, max_size=20),
)
# 24 and 31 December and 5 June, and the Friday after Ascension Day in 2026.
TOWN_HALL = Calendar(frozenset({(12, 24), (12, 31), (6, 5)}), frozenset({date(2026, 5, 15)}))
MAY_DAY = Calendar(frozenset({(5, 1)}))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        # Easter 2024: 28 and 29 March, 1 April.
        (date(2024, 3, 27), True),
        (date(2024, 3, 28), False),
        (date(2024, 3, 29), False),
        (date(2024, 4, 1), False),
        (date(2024, 4, 2), True),
        # Easter 2025: 17, 18 and 21 April.
        (date(2025, 4, 16), True),
        (date(2025, 4, 17), False),
        (date(2025, 4, 18), False),
        (date(2025, 4, 21), False),
        # Easter 2026: 2, 3 and 6 April.
        (date(2026, 4, 1), True),
        (date(2026, 4, 2), False),  # skærtorsdag
        (date(2026, 4, 3), False),  # langfredag
        (date(2026, 4, 6), False),  # 2. påskedag
        (date(2026, 4, 7), True),
        # Easter 2027: 25, 26 and 29 March.
        (date(2027, 3, 25), False),
        (date(2027, 3, 29), False),
        (date(2027, 3, 30), True),
        (date(2023, 5, 5), False),  # store bededag, the last one
        (date(2024, 4, 26), True),  # it would have been: no longer a holiday
        (date(2025, 5, 16), True),
        (date(2026, 5, 1), True),  # it would have been, and it is 1 May: no public holiday
        (date(2026, 5, 14), False),  # Kristi himmelfart
        (date(2026, 5, 15), True),
        (date(2026, 5, 25), False),  # 2. pinsedag
        (date(2026, 6, 5), True),  # a municipality's own choice, not a public holiday
        (date(2026, 12, 24), True),  # the same
        (date(2026, 12, 25), False),
        (date(2026, 12, 26), False),
        (date(2026, 12, 28), True),  # week 53
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
        (date(2027, 1, 4), True),  # week 1
        (date(2026, 11, 28), False),  # Saturday
        (date(2026, 11, 29), False),  # Sunday
    ],
)
def test_a_day(day: date, works: bool) -> None:
    assert is_workday(day) is works


@pytest.mark.parametrize(
    ("calendar", "day", "why"),
    [
        (TOWN_HALL, date(2026, 12, 24), "en lukkedag hos jer"),
        (TOWN_HALL, date(2026, 12, 31), "en lukkedag hos jer"),
        (TOWN_HALL, date(2026, 6, 5), "en lukkedag hos jer"),
        (TOWN_HALL, date(2027, 6, 5), "en lørdag"),
        (TOWN_HALL, date(2026, 5, 15), "en lukkedag hos jer"),
        (TOWN_HALL, date(2027, 5, 7), ""),  # the Friday after Ascension Day in 2027 was not named
        (TOWN_HALL, date(2026, 5, 1), ""),
        (MAY_DAY, date(2026, 5, 1), "en lukkedag hos jer"),
        (MAY_DAY, date(2026, 12, 24), ""),
        (MAY_DAY, date(2026, 12, 25), "en helligdag: juledag"),
        (PUBLIC, date(2026, 4, 6), "en helligdag: 2. påskedag"),
        (PUBLIC, date(2026, 5, 14), "en helligdag: Kristi himmelfartsdag"),
        (PUBLIC, date(2023, 5, 5), "en helligdag: store bededag"),
        (PUBLIC, date(2026, 11, 29), "en søndag"),
        (PUBLIC, date(2026, 4, 5), "en helligdag: påskedag"),  # påskedag is a Sunday too
        (PUBLIC, date(2026, 11, 27), ""),
    ],
)
def test_why_nobody_works(calendar: Calendar, day: date, why: str) -> None:
    assert why_closed(day, calendar) == why
    assert is_workday(day, calendar) is not bool(why)


@pytest.mark.parametrize(
    ("calendar", "day", "count", "expected"),
    [
        (PUBLIC, date(2026, 11, 25), 0, date(2026, 11, 25)),
        (PUBLIC, date(2026, 11, 28), 0, date(2026, 11, 30)),
        (PUBLIC, date(2026, 11, 27), 1, date(2026, 11, 30)),
        (PUBLIC, date(2026, 11, 30), -1, date(2026, 11, 27)),
        # Easter
        (PUBLIC, date(2026, 4, 1), 1, date(2026, 4, 7)),
        (PUBLIC, date(2026, 4, 7), -1, date(2026, 4, 1)),
        # store bededag
        (PUBLIC, date(2023, 5, 4), 1, date(2023, 5, 8)),
        (PUBLIC, date(2024, 4, 25), 1, date(2024, 4, 26)),
        # Christmas and the year's end, through week 53 into week 1
        (PUBLIC, date(2026, 12, 23), 1, date(2026, 12, 24)),
        (PUBLIC, date(2026, 12, 31), 1, date(2027, 1, 4)),
        (PUBLIC, date(2020, 12, 30), 2, date(2021, 1, 4)),
        (PUBLIC, date(2027, 1, 11), -10, date(2026, 12, 24)),
        (TOWN_HALL, date(2026, 12, 23), 1, date(2026, 12, 28)),
        (TOWN_HALL, date(2026, 12, 30), 1, date(2027, 1, 4)),
        (TOWN_HALL, date(2026, 12, 24), 0, date(2026, 12, 28)),
        (TOWN_HALL, date(2027, 1, 11), -10, date(2026, 12, 22)),
        # single days
        (TOWN_HALL, date(2026, 5, 13), 1, date(2026, 5, 18)),
        (PUBLIC, date(2026, 5, 13), 1, date(2026, 5, 15)),
        (TOWN_HALL, date(2026, 6, 4), 1, date(2026, 6, 8)),
        (MAY_DAY, date(2026, 4, 30), 1, date(2026, 5, 4)),
    ],
)
def test_counting(calendar: Calendar, day: date, count: int, expected: date) -> None:
    assert add_workdays(day, count, calendar) == expected


@pytest.mark.parametrize(
    ("calendar", "first", "last", "count"),
    [
        (PUBLIC, date(2026, 12, 23), date(2027, 1, 4), 6),  # 24, 28, 29, 30, 31 December and 4 January
        (TOWN_HALL, date(2026, 12, 23), date(2027, 1, 4), 4),  # 28, 29, 30 December and 4 January
        (PUBLIC, date(2026, 3, 30), date(2026, 4, 7), 3),  # 31 March, 1 and 7 April
        (PUBLIC, date(2023, 5, 1), date(2023, 5, 8), 4),
        (PUBLIC, date(2024, 4, 22), date(2024, 4, 29), 5),
        (PUBLIC, date(2026, 11, 27), date(2026, 11, 29), 0),
        (PUBLIC, date(2026, 11, 29), date(2026, 11, 27), 0),
        (PUBLIC, date(2026, 11, 30), date(2026, 11, 27), -1),
        # 2025 has 253: 261 weekdays, less 1 January, 17, 18 and 21 April, 29 May, 9 June, 25 and 26 December.
        (PUBLIC, date(2024, 12, 31), date(2025, 12, 31), 253),
        (TOWN_HALL, date(2024, 12, 31), date(2025, 12, 31), 250),
    ],
)
def test_days_between(calendar: Calendar, first: date, last: date, count: int) -> None:
    assert workdays_between(first, last, calendar) == count


@given(DAYS, COUNTS, CALENDARS)
def test_it_always_lands_on_a_working_day(day: date, count: int, calendar: Calendar) -> None:
    assert is_workday(add_workdays(day, count, calendar), calendar)


@given(DAYS, COUNTS, CALENDARS)
def test_there_and_back_from_a_working_day(day: date, count: int, calendar: Calendar) -> None:
    start = add_workdays(day, 0, calendar)
    there = add_workdays(start, count, calendar)
    assert add_workdays(there, -count, calendar) == start
    assert workdays_between(start, there, calendar) == count


@given(DAYS, COUNTS, COUNTS, CALENDARS)
def test_in_two_steps_or_in_one(day: date, first: int, second: int, calendar: Calendar) -> None:
    start = add_workdays(day, 0, calendar)
    between = add_workdays(start, first, calendar)
    assert add_workdays(between, second, calendar) == add_workdays(start, first + second, calendar)


@given(DAYS, st.integers(min_value=-800, max_value=800), CALENDARS)
def test_days_between_are_those_one_counts_on_the_fingers(day: date, days: int, calendar: Calendar) -> None:
    first, last = sorted([day, day + timedelta(days=days)])
    counted = sum(is_workday(first + timedelta(days=n), calendar) for n in range(1, (last - first).days + 1))
    assert workdays_between(first, last, calendar) == counted
    assert workdays_between(last, first, calendar) == -counted


@given(DAYS, COUNTS, CALENDARS)
def test_a_later_start_never_ends_earlier(day: date, count: int, calendar: Calendar) -> None:
    assert add_workdays(day, count, calendar) <= add_workdays(day + timedelta(days=1), count, calendar)


@given(DAYS, CALENDARS)
def test_closing_days_only_ever_take_working_days_away(day: date, calendar: Calendar) -> None:
    assert is_workday(day) or not is_workday(day, calendar)
    assert is_workday(day, calendar) is (is_workday(day) and not calendar.closes(day))
