"""Names in a comment: "@Anders Bruun" mentions him, anything else behind an @ is only text. Pure."""

import re
from collections.abc import Iterable, Mapping

SIGN = "@"


def named_in(text: str, names: Iterable[str]) -> set[str]:
    """Those of the names that the text mentions."""
    return {name for name, _ in _found(text, names)}


def pieces(text: str, names: Iterable[str]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is a mention of one of the names, the @ included."""
    parts: list[tuple[str, bool]] = []
    end = 0
    for _, found in _found(text, names):
        parts += [(text[end : found.start()], False), (found[0], True)]
        end = found.end()
    return [(part, is_mention) for part, is_mention in [*parts, (text[end:], False)] if part]


def _found(text: str, names: Iterable[str]) -> list[tuple[str, re.Match[str]]]:
    """Each mention, in order, with the name it means: of two names that fit, the longer one."""
    known: Mapping[str, str] = {_folded(name): name for name in names if name.strip()}
    if not known:
        return []
    longest_first = sorted(known, key=len, reverse=True)
    either = "|".join(r"\s+".join(map(re.escape, name.split())) for name in longest_first)
    # An @ inside a word is an address, and a name ends where a word does.
    pattern = re.compile(rf"(?<!\w){SIGN}({either})(?!\w)", re.IGNORECASE)
    return [(known[_folded(found[1])], found) for found in pattern.finditer(text)]


def _folded(name: str) -> str:
    return " ".join(name.split()).lower()
