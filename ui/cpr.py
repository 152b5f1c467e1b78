"""Finds what looks like a CPR-nummer in a text, and hides its last four digits. Pure.

Six digits that are a day, and four more, free-standing. There is no modulus check: newer numbers need not satisfy it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import unquote_plus

# Spaces that stay on the line, and what phones, Word and file names put where the hyphen should be.
_SPACE = "[\u0020\u00a0\u2000-\u200a\u202f\u205f\u3000]"
_DASH = "[-_\u00ad\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d]"
_NUMBER = re.compile(
    rf"(?<!\d)(\d\d){_SPACE}?(\d\d){_SPACE}?(\d\d)({_SPACE}{{0,2}}{_DASH}?{_SPACE}{{0,2}})(\d{{4}})(?!\d)"
)
# The id of a role or a tenant, whose digits mean nothing.
_UUID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", re.IGNORECASE)
# How far a word that stands close to the number is looked at.
_NEAR = 40
HIDDEN = "xxxx"


@dataclass(frozen=True)
class Found:
    """One number: its place in the text, its line (from 1), its ten digits, and how it may be shown."""

    start: int
    end: int
    line: int
    digits: str
    shown: str


def find(text: str) -> list[Found]:
    """Everything in the text that looks like a CPR-nummer, in order."""
    found: list[Found] = []
    line, counted = 1, 0
    for match in _matches(text):
        line, counted = line + text.count("\n", counted, match.start()), match.start()
        birth = "".join(match.group(1, 2, 3))
        found.append(Found(match.start(), match.end(), line, birth + match[5], f"{birth}-{HIDDEN}"))
    return found


def find_in_address(text: str) -> list[Found]:
    """The same for what may be an address, which has its own signs for space and hyphen: "Sag%20010190-1234"."""
    return find(text) or find(unquote_plus(text))


def mask(text: str) -> str:
    """The text with the last four digits of each number hidden: "010190-xxxx". Nothing else is touched."""
    parts, done = [], 0
    for match in _matches(text):
        parts += [text[done : match.end(3)], match[4] or "-", HIDDEN]
        done = match.end()
    return "".join([*parts, text[done:]])


def _matches(text: str) -> Iterator[re.Match[str]]:
    # As long as before, so that places stay.
    searched = _UUID.sub(lambda uuid: "." * len(uuid[0]), text)
    match = _NUMBER.search(searched)
    while match:
        counts = _is_day(match) and _stands_free(searched, match)
        if counts:
            yield match
        match = _NUMBER.search(searched, match.end() if counts else match.start() + 1)


def _is_day(match: re.Match[str]) -> bool:
    """Whether the six digits are a day in some century: each of ours has the leap years of this one, or fewer."""
    day, month, year = (int(part) for part in match.group(1, 2, 3))
    try:
        date(2000 + year, month, day)
    except ValueError:
        return False
    return True


def _stands_free(text: str, match: re.Match[str]) -> bool:
    """False inside a word with more digits, such as an id of letters and digits. "CPR0101901234" stands free."""
    before, after = text[max(0, match.start() - _NEAR) : match.start()], text[match.end() : match.end() + _NEAR]
    return not (_word_has_digit(before[::-1]) or _word_has_digit(after))


def _word_has_digit(text: str) -> bool:
    """Whether a digit comes before the end of the word that the text begins with."""
    for mark in text:
        if not mark.isalnum():
            return False
        if mark.isdecimal():
            return True
    return False
