"""Names in a comment: "@Anders Bruun" mentions him, anything else behind an @ is only text. Pure."""

import re
from collections.abc import Iterable, Mapping

SIGN = "@"
# What reads as a name: up to three words with a capital; of a name written small, its first word.
NAME = re.compile(rf"(?<!\w){SIGN}([^\W\d_][\w'’-]*(?:[ ](?=[A-ZÆØÅÄÖÉ])[\w'’-]+){{0,2}})")


def named_in(text: str, names: Iterable[str]) -> set[str]:
    """Those of the names that the text mentions."""
    return {name for name, _ in _found(text, names)}


def unknown_in(text: str, names: Iterable[str]) -> list[str]:
    """What stands behind an @ and is none of the names, in the text's order, each once: "Karin Lund"."""
    known = {found.start() for _, found in _found(text, names)}
    return list(dict.fromkeys(found[1] for found in NAME.finditer(text) if found.start() not in known))


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
    # The pattern takes a few letters for another (ı for i, ſ for s) that are none: such a name is only text.
    matches = [(known.get(_folded(found[1])), found) for found in pattern.finditer(text)]
    return [(name, found) for name, found in matches if name]


def _folded(name: str) -> str:
    return " ".join(name.split()).lower()
