"""Ticking off the points that a task consists of."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from audit.clock import day_of
from checklists import events
from checklists.models import SubPointTick, Task
from checklists.moves import SETTLED
from checklists.rules.task_rights import may_work
from checklists.services.moving import tell
from projects.access import lock_project, standing_of


class NoSuchPoint(LookupError):
    """The task has no point at that position."""


class TaskIsSettled(Exception):
    """The points of a settled task stay as they are."""


@transaction.atomic
def set_tick(*, task: Task, position: int, ticked: bool, by: User, at: datetime) -> None:
    """Tick one point off, or take the tick away; what is so already stays so.

    Raises PermissionDenied, NoSuchPoint, TaskIsSettled.
    """
    project = lock_project(task.project_id)
    found = Task.objects.select_for_update(of=("self",)).select_related("item", "project").get(pk=task.pk)
    if not may_work(standing_of(by, project, on=day_of(at)), found, on=day_of(at)):
        raise PermissionDenied("This person may not work on this task")
    if not 0 <= position < len(found.item.sub_points):
        raise NoSuchPoint(position)
    if found.state in SETTLED:
        raise TaskIsSettled
    if ticked:
        _, changed = found.ticks.get_or_create(position=position, defaults={"ticked_at": at, "ticked_by": by})
    else:
        changed = bool(found.ticks.filter(position=position).delete()[0])
    if changed:
        event_type = events.POINT_TICKED if ticked else events.POINT_UNTICKED
        tell(event_type, found, by=by, at=at, point=str(position + 1))


def tick_rest(*, task: Task, by: User, at: datetime) -> None:
    """Tick off all that is left of a locked task, which is about to be closed."""
    left = unticked(task)
    SubPointTick.objects.bulk_create(
        SubPointTick(task=task, position=position, ticked_at=at, ticked_by=by) for position in left
    )


def unticked(task: Task) -> list[int]:
    """The positions of the points that are left."""
    ticked = set(task.ticks.values_list("position", flat=True)) if task.item.sub_points else set()
    return [position for position in range(len(task.item.sub_points)) if position not in ticked]


def move_ticks(*, task: Task, before: Sequence[str], after: Sequence[str]) -> None:
    """A locked own task's points were written anew: a tick follows its point's words, and goes where they are gone."""
    if list(before) == list(after):
        return
    kept = {before[tick.position]: tick for tick in task.ticks.all() if tick.position < len(before)}
    task.ticks.all().delete()
    SubPointTick.objects.bulk_create(
        SubPointTick(
            task=task, position=position, ticked_at=kept[point].ticked_at, ticked_by_id=kept[point].ticked_by_id
        )
        for position, point in enumerate(after)
        if point in kept
    )
