"""A filter of a list that stands in the page's address: it survives a reload and can be sent to others."""

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, Self
from urllib.parse import urlencode

LONGEST, SHOWN, SENTENCES = 100, 40, 5
# The values each part may have, and their words.
Choices = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Filter:
    """What a reader asked for, each part as the address has it; "" means everything, or the list's own order.

    Made for subclasses with a field for each of `PARAMETERS`, which says how the part is written in an address: `q` are
    words to search for, `sort` is an order, all others leave rows out by one of their choices.
    """

    PARAMETERS: ClassVar[Mapping[str, str]] = {}

    @classmethod
    def read(cls, query: Mapping[str, str], choices: Choices, *, also: Collection[str] = ()) -> tuple[Self, list[str]]:
        """The filter an address asks for, and a plain sentence for each part nobody knows, which is not used.

        `also` are the parameters that are no filter, e.g. the page's number.
        """
        asked = {"q": _words(query.get("q", ""))}
        unknown = [name for name in query if name not in cls.PARAMETERS.values() and name not in also]
        for name, written in cls.PARAMETERS.items():
            value = query.get(written, "")
            if name != "q" and value and value in choices.get(name, {}):
                asked[name] = value
            elif name != "q" and value:
                unknown.append(f"{written}={value}")
        return cls(**asked), [f"Filteret {_plain(name)} findes ikke og er ikke brugt." for name in unknown[:SENTENCES]]

    @property
    def narrows(self) -> list[str]:
        """The parts that leave rows out; the order is none of them."""
        return [name for name in self.PARAMETERS if name != "sort" and getattr(self, name)]

    def without(self, *names: str) -> Self:
        """The filter with some of its parts taken away."""
        return replace(self, **dict.fromkeys(names, ""))

    @property
    def address(self) -> str:
        """The query string, always written in the same way; "" for no filter."""
        asked = {written: getattr(self, name) for name, written in self.PARAMETERS.items()}
        return urlencode({name: value for name, value in asked.items() if value})


def fold(text: str) -> str:
    """Letters however they were written: G31 and g31, å in one part or two."""
    return unicodedata.normalize("NFC", text).casefold()


def _words(text: str) -> str:
    return " ".join(_plain(text, LONGEST).split())


def _plain(text: str, longest: int = SHOWN) -> str:
    """As much of a text from an address as may be shown or searched for, without what nobody can see."""
    seen = (mark if unicodedata.category(mark)[0] != "C" else " " for mark in text[: longest * 4])
    return unicodedata.normalize("NFC", "".join(seen))[:longest]
