"""Tasks given to people follow what happens to their roles: handed over to a successor, or back to the role."""

from collections.abc import Sequence
from datetime import datetime

from accounts.models import User
from audit.clock import day_of
from audit.models import Event
from checklists import events
from checklists.models import Assignment, Task
from checklists.rules.owners import Workers, workers_of
from projects.access import lock_project
from projects.models import HandOver, Project
from projects.record import record_in


def settle_assignments(*, project: Project, at: datetime, cause: Event) -> None:
    """Bring whose the open tasks are into line with who works in the project that day. Repeatable.

    What a person had when the task's role, or the person's last role, was handed over goes to the successor; what a
    person without any role has goes back to the task's role. Called with the project's row locked, or locks it.
    """
    lock_project(project.pk)
    workers = workers_of(project, on=day_of(at))
    handed = HandOver.objects.filter(project=project, from_on__lte=day_of(at), taken_back_at=None)
    latest = list(handed.select_related("successor").order_by("-from_on", "-pk"))
    rows = Assignment.objects.filter(task__in=Task.objects.open().filter(project=project))
    for row in rows.select_related("user", "task__item", "task__project").order_by("task_id", "pk"):
        if done := _handed_over(row, latest, workers):
            _pass_on(row, done, at=at, cause=cause)
        elif row.user_id not in workers:
            row.delete()
            _tell(events.TASK_RELEASED, row.task, at=at, cause=cause, person=row.user.name)


def _handed_over(row: Assignment, latest: Sequence[HandOver], workers: Workers) -> HandOver | None:
    """The hand-over that takes the task along, if one does: it took effect after the task was given."""
    roles = [held.role for held in workers.get(row.user_id, [])]
    for done in latest:
        after = row.assigned_at <= done.handed_over_at or day_of(row.assigned_at) < done.from_on
        of_role = row.task.role in done.roles and row.task.role not in roles
        if row.user_id == done.leaver_id and after and (of_role or not roles) and done.successor_id in workers:
            return done
    return None


def _pass_on(row: Assignment, done: HandOver, *, at: datetime, cause: Event) -> None:
    successor: User = done.successor
    row.delete()
    Assignment.objects.get_or_create(
        task=row.task, user=successor, defaults={"assigned_at": at, "assigned_by": done.handed_over_by}
    )
    about = {"leaver": row.user.name, "successor": successor.name}
    _tell(events.TASK_PASSED_ON, row.task, at=at, cause=cause, **about)


def _tell(event_type: str, task: Task, *, at: datetime, cause: Event, **about: str) -> None:
    record_in(
        task.project,
        event_type,
        by=None,
        at=at,
        subject=task.number,
        cause=cause,
        number=task.number,
        title=task.title,
        **about,
    )
