"""Finding items in the guide by words, phase, force and role. Pure: works on loaded items."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import NamedTuple
from urllib.parse import urlencode

from checklists.models import Edition, Item
from checklists.playbook.vocabulary import GUIDE_FORCES

# How the search is written in an address.
PARAMETERS = {"q": "q", "phase": "fase", "force": "krav", "role": "rolle"}
LONGEST = 100
AROUND = 70


class Excerpt(NamedTuple):
    """A piece of a text with the words found in it."""

    before: str
    hit: str
    after: str


@dataclass(frozen=True)
class Search:
    """What the reader asked for; empty means everything."""

    q: str = ""
    phase: str = ""
    force: str = ""
    role: str = ""

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))

    @property
    def patterns(self) -> list[re.Pattern[str]]:
        """One pattern for each word; all must be found."""
        return [re.compile(re.escape(word), re.IGNORECASE) for word in self.q.split()]

    def without(self, name: str) -> "Search":
        """The search with one of its parts taken away."""
        return replace(self, **{name: ""})

    @property
    def address(self) -> str:
        """The query string, or "" for no search."""
        asked = {PARAMETERS[field.name]: getattr(self, field.name) for field in fields(self)}
        return urlencode({name: value for name, value in asked.items() if value})


def read_search(query: Mapping[str, str], edition: Edition, items: Iterable[Item]) -> Search:
    """The search an address asks for. A phase, force or role the edition does not know is left out."""
    words = unicodedata.normalize("NFC", query.get(PARAMETERS["q"], "")[:LONGEST])
    known = {
        "phase": {phase["key"] for phase in edition.phases},
        "force": {force.value for force in GUIDE_FORCES},
        "role": {item.role for item in items},
    }
    asked = {name: query.get(PARAMETERS[name], "") for name in known}
    return Search(
        q=" ".join(words.replace("\x00", " ").split()),
        **{name: value for name, value in asked.items() if value in known[name]},
    )


def texts_of(item: Item, edition: Edition) -> Iterator[str]:
    """Every text of an item that may be searched, the most telling first."""
    documents = {document["key"]: document["name"] for document in edition.data["documents"]}
    yield from (item.number, item.title, item.what, item.why, *item.how, item.done_when, item.proof_example)
    yield from (*item.sub_points, item.who, edition.role_name(item.role))
    yield from (one["label"] for one in [*item.choices, *item.counts, *item.tried])
    yield from (documents[key] for key in item.documents)
    for advice in item.faults:
        yield from (advice["symptom"], advice["cause"], advice["try"])
    for check in item.proof_checks:
        yield from (check["label"], check["looks_for"], check["good"], check["bad"])
    if item.message:
        yield from (item.message["subject"], item.message["body"])


def finds(search: Search, item: Item, edition: Edition) -> bool:
    """True when the item is what the search asks for: each word somewhere in it, and every filter met."""
    for name in ("phase", "force", "role"):
        asked = getattr(search, name)
        if asked and getattr(item, name) != asked:
            return False
    if not search.q:
        return True
    text = "\n".join(texts_of(item, edition))
    return all(pattern.search(text) for pattern in search.patterns)


def excerpt(search: Search, item: Item, edition: Edition) -> Excerpt | None:
    """Where the words stand when they are not in number or title, so that one can see why the item was found."""
    heading = f"{item.number} {item.title}"
    for pattern in search.patterns:
        if pattern.search(heading):
            continue
        for text in texts_of(item, edition):
            if found := pattern.search(text):
                return _around(text, *found.span())
    return None


def _around(text: str, start: int, end: int) -> Excerpt:
    """The hit with whole words on both sides, on one line."""
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    if start > AROUND:
        before = "…" + before.partition(" ")[2]
    if end + AROUND < len(text):
        after = after.rpartition(" ")[0] + " …"
    return Excerpt(before.replace("\n", " "), text[start:end], after.replace("\n", " "))
