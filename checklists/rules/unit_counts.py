"""How far the units are with tasks."""

from collections.abc import Iterable

from checklists.models import Task, TaskUnit
from checklists.rules.in_unit import is_reported
from checklists.rules.unit_sums import UnitCount


def unit_counts(tasks: Iterable[Task]) -> dict[int, UnitCount]:
    """How many of its units have settled each task that is done in each unit, by its key: one query, or none."""
    reported = [task for task in tasks if is_reported(task.item)]
    counts = TaskUnit.objects.settled_of(reported) if reported else {}
    return {task: UnitCount(settled, every) for task, (settled, every) in counts.items()}


def units_behind(task: Task) -> str:
    """How many of its units have not settled the task, e.g. "2 enheder"; "" for none."""
    count = unit_counts([task]).get(task.pk)
    return count.behind if count else ""
