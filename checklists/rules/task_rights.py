"""Who may work on a task: who may work for its role, and whoever it is given to."""

from collections.abc import Iterable
from datetime import date

from accounts.models import User
from accounts.roles import Act
from checklists.models import Assignment, Task
from projects.access import Actor, Standing, acting_for, standing_of


def may_work(standing: Standing, task: Task, *, on: date) -> bool:
    """May this person move the task that day: by role, because it is the person's own, or as a deputy?"""
    return standing.may_work(task.role) or (standing.may(Act.WORK_OWN_TASKS) and bool(_given(standing.user, task, on)))


def workable(standing: Standing, tasks: Iterable[Task], *, on: date) -> set[int]:
    """The keys of those of a project's tasks that the person may move that day: one query at most."""
    found, others = set(), []
    for task in tasks:
        if standing.may_work(task.role):
            found.add(task.pk)
        else:
            others.append(task.pk)
    if others and standing.may(Act.WORK_OWN_TASKS):
        given = Assignment.objects.filled_by(standing.user, on=on).filter(task__in=others)
        found |= set(given.values_list("task", flat=True))
    return found


def actor_of(task: Task, *, by: User, on: date) -> Actor:
    """Who works on the task that day, and for whom: "Lone Dahl for Pia Nørgaard"."""
    given = _given(by, task, on)
    if by.pk in given:
        return Actor(by.pk, by.name)
    standing = standing_of(by, task.project, on=on)
    absent = standing.stands_in_for(task.role) if standing.may_work(task.role) else list(given.values())
    return acting_for(by, absent)


def _given(user: User, task: Task, on: date) -> dict[int, str]:
    """The people whose assignment to the task the person fills, by key: one's own, and those stood in for."""
    given = Assignment.objects.filled_by(user, on=on).filter(task=task).order_by("user__name")
    return dict(given.values_list("user_id", "user__name"))
