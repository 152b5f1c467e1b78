"""What a project's answers would close, what they leave alone and why. Read once, written nowhere."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256

from checklists.models import Need, Task, TaskUnit
from checklists.moves import OPEN
from checklists.rules.in_unit import is_reported
from checklists.rules.start_given import Tick

# Older than this, a day is probably a slip in the year.
EARLIEST = date(2020, 1, 1)


@dataclass(frozen=True)
class Closing:
    """A task that is closed as done before the portal.

    `first` are the numbers of what the guide names first and stays open, `behind` how many units have not reported.
    """

    task: Task
    tick: Tick
    first: tuple[str, ...] = ()
    behind: int = 0

    @property
    def is_old(self) -> bool:
        """Is the day so long ago that the year is probably wrong?"""
        return self.tick.on < EARLIEST


@dataclass(frozen=True)
class LeftAlone:
    """A task that the answers tick, and that is settled already."""

    task: Task
    why: str


class StartPlan:
    """What the ticks do in a project as it stands."""

    def __init__(self, ticks: Sequence[Tick], tasks: Iterable[Task]) -> None:
        """`tasks`: the project's, with their items; a tick without a task is passed over."""
        self._ticks = ticks
        self._tasks = {task.number: task for task in tasks}

    @cached_property
    def closing(self) -> list[Closing]:
        """The tasks it closes, in the guide's order."""
        found = [(self._tasks[tick.number], tick) for tick in self._ticks if tick.number in self._tasks]
        open_ones = [(task, tick) for task, tick in found if not why_left(task)]
        first = self._open_first([task for task, _ in open_ones])
        units = TaskUnit.objects.settled_of(task for task, _ in open_ones if is_reported(task.item))
        behind = {task: count - settled for task, (settled, count) in units.items()}
        closing = [
            Closing(task, tick, tuple(first.get(task.pk, ())), behind.get(task.pk, 0)) for task, tick in open_ones
        ]
        return sorted(closing, key=lambda one: one.task.item.position)

    @cached_property
    def left(self) -> list[LeftAlone]:
        """The tasks it leaves alone, in the guide's order."""
        ticked = [self._tasks[tick.number] for tick in self._ticks if tick.number in self._tasks]
        left = [LeftAlone(task, why) for task in ticked if (why := why_left(task))]
        return sorted(left, key=lambda one: one.task.item.position)

    @property
    def old(self) -> list[Closing]:
        """Those whose day is so long ago that it should be looked at."""
        return [one for one in self.closing if one.is_old]

    @property
    def fingerprint(self) -> str:
        """Changes when anything that was shown does."""
        shown = [(one.task.number, one.task.version, one.tick, one.first, one.behind) for one in self.closing]
        return sha256(repr((shown, [(one.task.number, one.why) for one in self.left])).encode()).hexdigest()

    @staticmethod
    def _open_first(tasks: list[Task]) -> dict[int, list[str]]:
        """What the guide names before each task, is open, and is not closed with it."""
        needs = Need.objects.filter(task__in=tasks, source=Need.Source.GUIDE, needs__state__in=OPEN)
        found: dict[int, list[str]] = {}
        for need in needs.exclude(needs__in=tasks).select_related("needs").order_by("needs__item__position"):
            found.setdefault(need.task_id, []).append(need.needs.number)
        return found


def why_left(task: Task) -> str:
    """Why the task is not touched; "" when it can be closed."""
    if task.state not in OPEN:
        return "ikke relevant i forvejen" if task.done_on is None else "færdig i forvejen"
    return ""
