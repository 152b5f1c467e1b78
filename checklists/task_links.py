"""What in the parts above helps with a task: links on its page. Where it is worked on: one_task/worked_on.py."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from checklists.models import Task


@dataclass(frozen=True)
class TaskLink:
    """A line on the task's page."""

    label: str
    url: str


Maker = Callable[[Task], Sequence[TaskLink]]
_makers: list[Maker] = []


def register(maker: Maker) -> None:
    """Let a part make links for a task, whose item and edition are read. Called from an app's `ready`."""
    _makers.append(maker)


def links_of(task: Task) -> list[TaskLink]:
    """All links for the task."""
    return [link for maker in _makers for link in maker(task)]
