"""Work in parts above that several tasks make up: on Mine opgaver one card instead of those tasks."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from checklists.mine.day import MyDay
from checklists.models import Task
from checklists.rules.readiness import TaskRow
from projects.models import Project


@dataclass(frozen=True)
class Piece:
    """A piece of work: what it is, how it stands, what is asked of the person, and the tasks it stands for.

    `turn`: it is the person's to move it now. `lies`: it is known on whose desk it lies, which a wait of its tasks does
    not outdo. `read` is (words, address) of what to look at first.
    """

    project: Project
    title: str
    state: str
    asked: str
    url: str
    action: str
    turn: bool
    lies: bool = False
    tasks: tuple[Task, ...] = ()
    read: tuple[str, str] | None = None

    @property
    def due_on(self) -> date | None:
        """When the first of its open tasks is due."""
        return min((task.due_on for task in self.tasks if task.due_on and not task.is_settled), default=None)

    def is_late(self, *, on: date) -> bool:
        """Is one of its tasks late?"""
        return any(task.is_late(on=on) for task in self.tasks)


Maker = Callable[[MyDay], list[Piece]]
_makers: list[Maker] = []


def register(maker: Maker) -> None:
    """Let a part make pieces for a person's day. Called from an app's `ready`."""
    _makers.append(maker)


def pieces_for(day: MyDay) -> list[Piece]:
    """All for the person that day: those whose turn it is first, then the earliest due."""
    found = [piece for maker in _makers for piece in maker(day)]
    return sorted(found, key=lambda piece: (not piece.turn, piece.due_on or date.max))


def apart(rows: Iterable[TaskRow], pieces: Sequence[Piece]) -> list[TaskRow]:
    """The rows of tasks that no piece stands for; what others wait for stays while no desk is known."""
    joined = {task.pk for piece in pieces for task in piece.tasks}
    asked_by_piece = {task.pk for piece in pieces if piece.turn or piece.lies for task in piece.tasks}
    return [row for row in rows if row.task.pk not in (asked_by_piece if row.asked else joined)]
