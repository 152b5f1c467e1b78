"""Due dates: they follow our suggestion until somebody sets one by hand (G86)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from audit.clock import day_of
from audit.models import Event
from checklists import events
from checklists.due_dates import Anchors, suggested_due
from checklists.models import Task
from checklists.services.moving import tell
from checklists.services.tasks import locked_task
from checklists.task_rights import may_work
from projects.access import lock_project, standing_of
from projects.models import Project
from projects.record import record_in
from projects.services.dates import Dates
from ui.danish import numeric_date

NO_DATE = "ingen dato"


@dataclass(frozen=True)
class Moved:
    """A task whose due date follows another day."""

    task: Task
    old: date | None
    new: date | None


def anchors_of(project: Project, dates: Dates | None = None) -> Anchors:
    """What the project's suggested dates are counted from, with these dates or those it has."""
    dates = dates or Dates.of(project.waves.get(is_default=True))
    return Anchors(project.start_on, dates.go_live_on, dates.hypercare_to_on, project.calendar)


def moved_by(tasks: Iterable[Task], anchors: Anchors) -> list[Moved]:
    """Which due dates follow to another day. Done tasks, those set by hand and the municipality's own stay."""
    follows = [task for task in tasks if task.follows_suggestion]
    found = [Moved(task, task.due_on, suggested_due(task.item, anchors)) for task in follows]
    return [moved for moved in found if moved.old != moved.new]


@transaction.atomic
def recount_due_dates(*, project: Project, at: datetime, why: str, cause: Event | None = None) -> list[Moved]:
    """Let the due dates follow the project's dates; Historik has a sentence for each, with `why` and its cause."""
    lock_project(project.pk)
    moved = moved_by(_locked(project), anchors_of(project))
    for one in moved:
        one.task.due_on = one.new
    Task.objects.bulk_update([one.task for one in moved], ["due_on"])
    for one in moved:
        about = {"number": one.task.number, "title": one.task.title, "old": _said(one.old), "new": _said(one.new)}
        record_in(project, events.DUE_MOVED, by=None, at=at, subject=one.task.number, cause=cause, why=why, **about)
    return moved


@transaction.atomic
def set_due(*, task: Task, day: date | None, by: User, version: int, at: datetime) -> Task:
    """Set a task's due date by hand; None lets it follow our suggestion again.

    Raises PermissionDenied, StaleTask.
    """
    task = locked_task(task, by=by, version=version, at=at)
    _set(task, day, anchors_of(task.project), by=by, at=at)
    return task


@transaction.atomic
def set_due_dates(*, project: Project, numbers: Sequence[str], day: date, by: User, at: datetime) -> int:
    """Set the due date of several open tasks, all or none; returns how many changed.

    Raises PermissionDenied when one of them belongs to a role the person may not work for.
    """
    project = lock_project(project.pk)
    standing, anchors = standing_of(by, project, on=day_of(at)), anchors_of(project)
    tasks = [task for task in _locked(project) if task.number in numbers and not task.is_settled]
    if not all(may_work(standing, task, on=day_of(at)) for task in tasks):
        raise PermissionDenied("This person may not set all of these dates")
    changed = [task for task in tasks if (task.due_on, task.due_by_hand) != (day, True)]
    for task in changed:
        _set(task, day, anchors, by=by, at=at)
    return len(changed)


def _locked(project: Project) -> list[Task]:
    tasks = Task.objects.select_for_update(of=("self",)).filter(project=project)
    return list(tasks.select_related("item", "project").order_by("pk"))


def _set(task: Task, day: date | None, anchors: Anchors, *, by: User, at: datetime) -> None:
    old = task.due_on
    task.due_by_hand = day is not None
    task.due_on = day or (None if task.item.is_own else suggested_due(task.item, anchors))
    task.version += 1
    task.save(update_fields=["due_on", "due_by_hand", "version"])
    tell(events.DUE_SET if day else events.DUE_BACK, task, by=by, at=at, old=_said(old), new=_said(task.due_on))


def _said(day: date | None) -> str:
    return numeric_date(day) if day else NO_DATE
