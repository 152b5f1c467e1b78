"""Dates and counts as Danes write them."""

from datetime import date, time

import pytest

from ui import danish

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("day", "short", "long"),
    [
        (date(2026, 11, 27), "fre. 27. nov.", "fredag den 27. november"),
        (date(2026, 5, 1), "fre. 1. maj", "fredag den 1. maj"),
        (date(2026, 6, 7), "søn. 7. jun.", "søndag den 7. juni"),
        (date(2026, 2, 28), "lør. 28. feb.", "lørdag den 28. februar"),
        (date(2027, 1, 8), "fre. 8. jan. 2027", "fredag den 8. januar 2027"),
        (date(2025, 12, 31), "ons. 31. dec. 2025", "onsdag den 31. december 2025"),
    ],
)
def test_the_year_is_said_when_it_is_not_this_year(day: date, short: str, long: str) -> None:
    assert danish.short_date(day, TODAY) == short
    assert danish.long_date(day, TODAY) == long


def test_without_a_today_the_year_is_always_said() -> None:
    assert danish.short_date(date(2026, 11, 27)) == "fre. 27. nov. 2026"
    assert danish.long_date(date(2026, 11, 27)) == "fredag den 27. november 2026"


def test_every_month_and_day_has_its_name() -> None:
    months = [danish.long_date(date(2026, month, 1)).split()[3] for month in range(1, 13)]
    days = [danish.long_date(date(2026, 11, day)).split()[0] for day in range(23, 30)]
    assert months == danish.MONTHS
    assert days == danish.DAYS


def test_numeric_date() -> None:
    assert danish.numeric_date(date(2026, 2, 3)) == "03.02.2026"


@pytest.mark.parametrize(
    ("moment", "text"),
    [(time(9, 2), "kl. 9.02"), (time(0, 0), "kl. 0.00"), (time(14, 30, 59), "kl. 14.30")],
)
def test_clock_time(moment: time, text: str) -> None:
    assert danish.clock_time(moment) == text


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 11, 24), "i dag"),
        (date(2026, 11, 23), "i går"),
        (date(2026, 11, 25), "i morgen"),
        (date(2026, 11, 26), "om 2 dage"),
        (date(2026, 11, 19), "for 5 dage siden"),
    ],
)
def test_relative_day(day: date, text: str) -> None:
    assert danish.relative_day(day, TODAY) == text


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 11, 24), "I dag, tirsdag den 24. november"),
        (date(2026, 11, 23), "I går, mandag den 23. november"),
        (date(2026, 11, 20), "Fredag den 20. november"),
        (date(2026, 11, 25), "Onsdag den 25. november"),
        (date(2025, 12, 31), "Onsdag den 31. december 2025"),
    ],
)
def test_day_heading(day: date, text: str) -> None:
    assert danish.day_heading(day, TODAY) == text


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (3, "om 3 arbejdsdage"),
        (1, "om 1 arbejdsdag"),
        (0, "i dag"),
        (-1, "1 arbejdsdag over"),
        (-6, "6 arbejdsdage over"),
    ],
)
def test_workdays_left(count: int, text: str) -> None:
    assert danish.workdays_left(count) == text


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["G33"], "G33"),
        (["G33", "G34"], "G33 og G34"),
        (["G33", "G34", "G35"], "G33, G34 og G35"),
        (["G33", "G34", "G35", "G36", "G37"], "G33, G34 og 3 andre"),
    ],
)
def test_listed(words: list[str], text: str) -> None:
    assert danish.listed(words, most=3) == text
