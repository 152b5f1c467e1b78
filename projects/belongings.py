"""What hangs on a person and that person's roles, gathered from the parts above: seen before a hand-over or leaving."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from projects.models import Project


@dataclass(frozen=True)
class Belonging:
    """One thing to be taken over: what, by when, and where it is."""

    text: str
    url: str
    due_on: date | None = None


Lister = Callable[[Project, User, Collection[str]], list[Belonging]]
_listers: list[Lister] = []


def register(lister: Lister) -> None:
    """Let a part list what hangs on a person with these roles in a project. Called from an app's `ready`."""
    _listers.append(lister)


def belongings_of(project: Project, person: User, roles: Collection[str]) -> list[Belonging]:
    """Everything that hangs on the person and these roles, part by part."""
    return [belonging for lister in _listers for belonging in lister(project, person, roles)]
