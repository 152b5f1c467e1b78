"""The parts of the portal that own files: each says where its files belong, for many at once."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from files.models import File
from projects.models import Project


@dataclass(frozen=True)
class Place:
    """Where a file belongs: the words for it, their address, and the address of the file's own page; "" for none."""

    name: str
    url: str = ""
    file_url: str = ""


# Some files of a project, by key, in as many queries whatever their number.
Places = Callable[[Project, Collection[File]], Mapping[int, Place]]


@dataclass(frozen=True)
class Part:
    """A part: its key as `File.part` has it, what its files are called together, and where they belong."""

    key: str
    label: str
    places: Places


_parts: dict[str, Part] = {}


def register(part: Part) -> None:
    """Let a part say where its files belong. Called from an app's `ready`."""
    _parts[part.key] = part


def label_of(key: str) -> str:
    """What the files of a part are called together; "Andet" for a part that has not said it."""
    return _parts[key].label if key in _parts else "Andet"


def places_of(project: Project, files: Collection[File]) -> dict[int, Place]:
    """Where each of a project's files belongs; its subject alone where its part does not know."""
    found = {file.pk: Place(file.subject) for file in files}
    for key in {file.part for file in files} & _parts.keys():
        found |= _parts[key].places(project, [file for file in files if file.part == key])
    return found
