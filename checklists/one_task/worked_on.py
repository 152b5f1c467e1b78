"""Where a task is worked on, when that is not its own page: every part may say so in a line that leads there."""

from collections.abc import Callable
from dataclasses import dataclass

from checklists.models import Task
from projects.access import Standing


@dataclass(frozen=True)
class WorkLine:
    """What is said, and where it leads."""

    text: str
    url: str
    action: str


Maker = Callable[[Standing, Task], WorkLine | None]
_makers: list[Maker] = []


def register(maker: Maker) -> None:
    """Let a part say where its tasks are worked on. Called from an app's `ready`."""
    _makers.append(maker)


def work_line(standing: Standing, task: Task) -> WorkLine | None:
    """The first that knows the task; None when it is worked on here."""
    return next((line for maker in _makers if (line := maker(standing, task))), None)
