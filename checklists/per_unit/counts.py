"""How far the units are with tasks: read for any number of tasks at once."""

from collections.abc import Iterable

from django.db.models import Count, Q

from checklists.models import Task, TaskUnit
from checklists.moves import SETTLED
from checklists.per_unit.in_unit import is_reported
from checklists.per_unit.sums import UnitCount


def unit_counts(tasks: Iterable[Task]) -> dict[int, UnitCount]:
    """How many of its units have settled each task that is done in each unit, by its key: one query, or none."""
    reported = [task.pk for task in tasks if is_reported(task.item)]
    if not reported:
        return {}
    counted = (
        TaskUnit.objects.taking_part()
        .filter(task__in=reported)
        .values("task")
        .annotate(every=Count("pk"), settled=Count("pk", filter=Q(state__in=SETTLED)))
    )
    return {row["task"]: UnitCount(row["settled"], row["every"]) for row in counted}


def units_behind(task: Task) -> str:
    """How many of its units have not settled the task, e.g. "2 enheder"; "" for none."""
    count = unit_counts([task]).get(task.pk)
    left = count.all - count.settled if count else 0
    return f"{left} {'enhed' if left == 1 else 'enheder'}" if left else ""
