"""What a moved date breaks elsewhere: each part says it here, to be seen before go-live is moved."""

from collections.abc import Callable
from dataclasses import dataclass

from projects.models import Project
from projects.services.dates import Dates


@dataclass(frozen=True)
class Consequence:
    """One thing to look after, in a sentence, and where it is."""

    text: str
    url: str = ""


Lister = Callable[[Project, Dates, Dates], list[Consequence]]
_listers: list[Lister] = []


def register(lister: Lister) -> None:
    """Let a part say what moving from the first dates to the second breaks. Called from an app's `ready`."""
    _listers.append(lister)


def consequences_of(project: Project, before: Dates, after: Dates) -> list[Consequence]:
    """Everything that breaks, part by part."""
    return [consequence for lister in _listers for consequence in lister(project, before, after)]
