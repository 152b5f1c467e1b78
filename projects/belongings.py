"""What hangs on a person's roles, gathered from the parts above: to be seen before somebody hands over or leaves."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from projects.models import Project


@dataclass(frozen=True)
class Belonging:
    """One thing to be taken over: what, by when, and where it is."""

    text: str
    url: str
    due_on: date | None = None


Lister = Callable[[Project, Collection[str]], list[Belonging]]
_listers: list[Lister] = []


def register(lister: Lister) -> None:
    """Let a part list what hangs on these roles in a project. Called from an app's `ready`."""
    _listers.append(lister)


def belongings_of(project: Project, roles: Collection[str]) -> list[Belonging]:
    """Everything that hangs on the roles, part by part."""
    return [belonging for lister in _listers for belonging in lister(project, roles)]
