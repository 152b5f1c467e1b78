"""The rows beneath the tasks that are done in each unit: made as units come, counted while they take part."""

from collections import defaultdict
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from audit.clock import day_of
from checklists.models import Task, TaskUnit
from checklists.moves import State
from checklists.services.follow_units import CAME, GREW_OLD, follow_units
from checklists.services.unit_entries import write_rows
from projects.access import lock_project
from projects.models import Project

BATCH = 1000


@transaction.atomic
def bring_rows(*, project: Project) -> int:
    """Make the rows that are missing, one for each unit that takes part and each task that is done in each unit.

    Not for G06, which follows who is tovholder. Repeatable; returns how many were made.
    """
    lock_project(project.pk)
    tasks = list(_in_each_unit(project).values_list("pk", flat=True))
    units = list(project.units.taking_part().values_list("pk", flat=True))
    there = set(TaskUnit.objects.filter(task__in=tasks).values_list("task", "unit"))
    missing = [(task, unit) for task in tasks for unit in units if (task, unit) not in there]
    rows = (TaskUnit(task_id=task, unit_id=unit) for task, unit in missing)
    TaskUnit.objects.bulk_create(rows, batch_size=BATCH)
    return len(missing)


@transaction.atomic
def units_came_or_went(*, project: Project, at: datetime) -> None:
    """Make the rows of new units, and let the tasks follow: a new one opens what was done, the last open one closes it.

    The row of a unit taken out is kept with its answers, and counts again when the unit is back.
    """
    bring_rows(project=project)
    tasks = list(_in_each_unit(project).select_for_update(of=("self",)).order_by("pk"))
    rows: dict[int, list[TaskUnit]] = defaultdict(list)
    for row in TaskUnit.objects.taking_part().filter(task__in=tasks).select_related("unit").in_unit_order():
        rows[row.task_id].append(row)
    for task in tasks:
        follow_units(task, rows[task.pk], by=None, at=at, opened=CAME)


def expire_rows(task: Task, *, at: datetime) -> bool:
    """Open the units of a locked task whose proof is too old, and the task with them; what they answered stays.

    Gives whether there were any. Calendar days, as the playbook suggests (`decays_days`).
    """
    rows = list(task.unit_rows.taking_part().select_for_update(of=("self",)).select_related("unit").in_unit_order())
    first = day_of(at) - timedelta(task.item.decays_days or 0)
    old = [row for row in rows if row.on_date and row.on_date < first]
    for row in old:
        row.state, row.on_date = State.IN_PROGRESS, None
    write_rows(old, by=None, at=at)
    follow_units(task, rows, by=None, at=at, opened=GREW_OLD)
    return bool(old)


def bring_rows_everywhere() -> int:
    """The rows of every open project, for those that had units before there were rows. Repeatable."""
    return sum(bring_rows(project=project) for project in Project.objects.open().order_by("pk"))


def _in_each_unit(project: Project) -> QuerySet[Task]:
    tasks = Task.objects.filter(project=project, item__per_unit=True, item__fills_role="")
    return tasks.select_related("item__edition", "project")
