"""The parts of the portal that own files: each says which of a project's files a person may see, and where they are."""

from collections.abc import Callable
from dataclasses import dataclass

from files.models import File
from projects.access import Standing


@dataclass(frozen=True)
class Part:
    """`key` as it stands on its files; `visible` by the person's standing; `address` of the page that shows a file."""

    key: str
    label: str
    visible: Callable[[Standing], bool]
    address: Callable[[File], str]


_parts: dict[str, Part] = {}


def register(part: Part) -> None:
    """Tell `files` of a part. Called from an app's `ready`."""
    _parts[part.key] = part


def parts_seen_by(standing: Standing) -> list[Part]:
    """The parts whose files the person may see in the project."""
    return [part for part in _parts.values() if part.visible(standing)]
