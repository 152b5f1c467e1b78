"""The points of one task, as its page shows them."""

from dataclasses import dataclass
from functools import cached_property

from checklists.models import SubPointTick, Task


@dataclass(frozen=True)
class Point:
    """One point, and who ticked it off when."""

    position: int
    text: str
    tick: SubPointTick | None


@dataclass
class TaskPoints:
    """All of them, in the item's order."""

    task: Task

    @cached_property
    def rows(self) -> list[Point]:
        """Each point with its tick."""
        texts = self.task.item.sub_points
        ticks = {tick.position: tick for tick in self.task.ticks.select_related("ticked_by")} if texts else {}
        return [Point(position, text, ticks.get(position)) for position, text in enumerate(texts)]

    @property
    def left(self) -> list[Point]:
        """Those that are not ticked off."""
        return [row for row in self.rows if not row.tick]

    @property
    def done(self) -> int:
        """How many are."""
        return len(self.rows) - len(self.left)
