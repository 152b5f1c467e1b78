"""Giving tasks to people, or leaving them to their role."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from accounts.roles import Act
from audit.clock import day_of
from checklists import events
from checklists.models import Assignment, Task
from checklists.moves import SETTLED
from checklists.rules.owners import fingerprint, may_assign, people_given, workers_of
from projects.access import actor_on, lock_project, standing_of
from projects.models import Project
from projects.record import record_in
from projects.wording import named
from ui.danish import listed

NAMED = 4


class MayNotWork(ValueError):
    """One of the people holds no role in the project that day in which one does something."""


class AssignedMeanwhile(Exception):
    """Somebody else changed whose the tasks are after the page was made; nothing was written."""


@transaction.atomic
def assign(
    *,
    project: Project,
    tasks: Iterable[Task],
    people: Collection[User],
    by: User,
    at: datetime,
    seen: str | None = None,
) -> list[Task]:
    """Give tasks to these people and nobody else, all or none; nobody means that their roles have them.

    Settled tasks stay as they are. `seen` is the `owners.fingerprint` the page was made from. Gives the tasks that
    changed. Raises PermissionDenied, MayNotWork, AssignedMeanwhile.
    """
    project = lock_project(project.pk)
    chosen = Task.objects.select_for_update(of=("self",)).select_related("item", "project")
    locked = list(chosen.filter(project=project, pk__in=[task.pk for task in tasks]).order_by("pk"))
    standing = standing_of(by, project, on=day_of(at))
    standing.require(Act.WORK_OWN_TASKS)
    workers = workers_of(project, on=day_of(at))
    if any(person.pk not in workers for person in people):
        raise MayNotWork
    before, after = people_given(locked), set(people)
    if seen is not None and seen != fingerprint(before):
        raise AssignedMeanwhile
    changed = [task for task in locked if task.state not in SETTLED and before[task.pk] != after]
    if not all(may_assign(standing, task, before[task.pk], after, workers=workers) for task in changed):
        raise PermissionDenied("This person may not give the tasks to these people")
    for task in changed:
        _set(task, before[task.pk], after, by=by, at=at)
    return changed


def _set(task: Task, before: set[User], after: set[User], *, by: User, at: datetime) -> None:
    task.assignments.exclude(user__in=after).delete()
    Assignment.objects.bulk_create(
        Assignment(task=task, user=person, assigned_at=at, assigned_by=by)
        for person in sorted(after - before, key=lambda person: person.pk)
    )
    about = {"number": task.number, "title": task.title}
    if not after:
        event_type, about = events.TASK_LEFT_TO_ROLE, {**about, "role": named([task.role])}
    elif after == {by}:
        event_type = events.TASK_TAKEN
    else:
        event_type = events.TASK_ASSIGNED
        about = {**about, "people": listed(sorted(person.name for person in after), most=NAMED)}
    actor = actor_on(task.project, task.role, by=by, on=day_of(at))
    record_in(task.project, event_type, by=actor, at=at, subject=task.number, cause=None, **about)
