"""How far a project is: the guide's must items only (61), own tasks and units never in the denominator."""

from collections.abc import Iterable
from dataclasses import dataclass

from checklists.models import Task
from checklists.models.playbook import Force
from checklists.moves import State


@dataclass(frozen=True)
class Progress:
    """Must items in all, done, and not relevant."""

    musts: int
    done: int
    not_relevant: int

    @property
    def to_do(self) -> int:
        """How many must be done: all but those not relevant."""
        return self.musts - self.not_relevant

    def __str__(self) -> str:
        """E.g. "61 skal-punkter: 44 løst, 3 ikke relevante"."""
        left_out = "ikke relevant" if self.not_relevant == 1 else "ikke relevante"
        return f"{self.musts} skal-punkter: {self.done} løst, {self.not_relevant} {left_out}"


def progress_of(tasks: Iterable[Task]) -> Progress:
    """The progress of these tasks (their items loaded)."""
    musts = [task.state for task in tasks if task.item.force == Force.MUST]
    return Progress(len(musts), musts.count(State.DONE), musts.count(State.NOT_RELEVANT))
