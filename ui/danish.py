"""Dates, times and counts as Danes write them. Pure: "today" is always an argument."""

from collections.abc import Sequence
from datetime import date, datetime, time

MONTHS = [
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
]
DAYS = ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"]
SHORT_MONTHS = ["jan.", "feb.", "mar.", "apr.", "maj", "jun.", "jul.", "aug.", "sep.", "okt.", "nov.", "dec."]
SHORT_DAYS = ["man.", "tir.", "ons.", "tor.", "fre.", "lør.", "søn."]


def short_date(day: date, today: date | None = None) -> str:
    """For rows: "fre. 27. nov."; with the year when it is not this year's, or when `today` is not given."""
    text = f"{SHORT_DAYS[day.weekday()]} {day.day}. {SHORT_MONTHS[day.month - 1]}"
    return text if today and today.year == day.year else f"{text} {day.year}"


def long_date(day: date, today: date | None = None) -> str:
    """For running text: "fredag den 27. november 2026"; without the year when `today` is given and shares it."""
    text = f"{DAYS[day.weekday()]} den {day.day}. {MONTHS[day.month - 1]}"
    return text if today and today.year == day.year else f"{text} {day.year}"


def numeric_date(day: date) -> str:
    """For fields: "27.11.2026"."""
    return f"{day.day:02}.{day.month:02}.{day.year}"


def day_span(first: date, last: date) -> str:
    """From a day to a day: "3.–7. december 2026", "28. november–4. december 2026", "3. december 2026"."""
    end = f"{last.day}. {MONTHS[last.month - 1]} {last.year}"
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}.–{end}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{first.day}. {MONTHS[first.month - 1]}{year}–{end}"


def clock_time(moment: time) -> str:
    """The time of day: "kl. 9.02"."""
    return f"kl. {moment.hour}.{moment.minute:02}"


def relative_day(day: date, today: date) -> str:
    """How far a day is from today in calendar days: "i går", "i dag", "i morgen", "om 5 dage", "for 5 dage siden"."""
    days = (day - today).days
    if abs(days) <= 1:
        return ("i går", "i dag", "i morgen")[days + 1]
    return f"om {days} dage" if days > 0 else f"for {-days} dage siden"


def day_and_time(moment: datetime, today: date) -> str:
    """When something happened: "i dag kl. 9.02", "i går kl. 14.20", "tir. 24. nov. kl. 14.20"."""
    day = moment.date()
    said = relative_day(day, today) if -1 <= (day - today).days <= 0 else short_date(day, today)
    return f"{said} {clock_time(moment.time())}"


def day_heading(day: date, today: date) -> str:
    """For a list by day: "I dag, tirsdag den 24. november", "Mandag den 23. november"."""
    written = long_date(day, today)
    if -1 <= (day - today).days <= 0:
        return f"{relative_day(day, today).capitalize()}, {written}"
    return written.capitalize()


def workdays_left(count: int) -> str:
    """How long until a date in working days, or how long past it: "om 3 arbejdsdage", "6 arbejdsdage over"."""
    unit = "arbejdsdag" if abs(count) == 1 else "arbejdsdage"
    if count < 0:
        return f"{-count} {unit} over"
    return f"om {count} {unit}" if count else "i dag"


def whole_number(count: int) -> str:
    """A number with dots between the thousands: "1.234"."""
    return f"{count:,}".replace(",", ".")


_LAST_LETTERS = str.maketrans("æøå", "{|}")


def sort_key(text: str) -> str:
    """What a text is sorted by: æ, ø and å last, "aa" as "å". The same as the tables' own sort keys."""
    return text.lower().replace("aa", "å").translate(_LAST_LETTERS)


def counted(count: int, one: str, many: str) -> str:
    """A count with its word: "1 opgave", "1.200 opgaver"."""
    return f"{whole_number(count)} {one if count == 1 else many}"


def listed(words: Sequence[str], *, most: int) -> str:
    """Words in a sentence: "G33", "G33 og G34", "G33, G34 og 3 andre" when there are more than `most`."""
    if len(words) > most:
        words = [*words[: most - 1], f"{len(words) - most + 1} andre"]
    *first, last = words
    return f"{', '.join(first)} og {last}" if first else last
