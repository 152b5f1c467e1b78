"""Which of a project's files an address asks for, and in which order."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from django.db.models.functions import Collate

from accounts.models import danish_key
from files.models.file import FileVersionQuerySet
from ui.danish import sort_key
from ui.filters import Filter

# How each part is called on the page.
LABELS = {
    "q": "Søgning",
    "kind": "Type",
    "part": "Hører til",
    "who": "Lagt op af",
    "withdrawn": "Også tilbagetrukne",
    "sort": "Sortér efter",
}
YES = "ja"
SORTS = {"navn": "Navn", "stoerrelse": "Størrelse"}
ORDERS = {"": ("-uploaded_at", "-pk"), "navn": ("name_key", "pk"), "stoerrelse": ("-size", "pk")}


@dataclass(frozen=True)
class FileFilter(Filter):
    """What the reader asked for; empty means all that is not taken back, what came last first."""

    PARAMETERS: ClassVar[Mapping[str, str]] = {
        "q": "q",
        "kind": "type",
        "part": "sted",
        "who": "person",
        "withdrawn": "tilbagetrukne",
        "sort": "sorter",
    }

    q: str = ""
    kind: str = ""
    part: str = ""
    who: str = ""
    withdrawn: str = ""
    sort: str = ""

    @property
    def narrows(self) -> list[str]:
        """The parts that leave files out."""
        return [name for name in super().narrows if name != "withdrawn"]

    @property
    def needs_more(self) -> bool:
        """Is a part in use that is folded away on a phone?"""
        return bool(self.sort or self.withdrawn or set(self.narrows) - {"q", "kind"})


def finds(asked: FileFilter, versions: FileVersionQuerySet) -> FileVersionQuerySet:
    """Those of the versions that the filter asks for, in its order: every part met, each word in the name."""
    versions = versions.annotate(name_key=Collate(danish_key("name"), "C"))
    for word in sort_key(asked.q).split():
        versions = versions.filter(name_key__contains=word)
    met = {"kind": asked.kind, "file__part": asked.part, "uploaded_by": asked.who}
    versions = versions.filter(**{column: value for column, value in met.items() if value})
    if not asked.withdrawn:
        versions = versions.standing()
    return versions.order_by(*ORDERS[asked.sort])
