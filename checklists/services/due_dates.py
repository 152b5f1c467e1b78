"""Due dates: they follow our suggestion until somebody sets one by hand (G86)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from accounts.models import User
from audit.clock import day_of
from audit.models import Event
from checklists import events
from checklists.models import Move, Task
from checklists.moves import MoveKind, MoveNotAllowed
from checklists.rules.due_dates import Anchors, suggested_due
from checklists.rules.task_rights import may_work
from checklists.services.moving import tell
from checklists.services.tasks import locked_task
from projects.access import lock_project, standing_of
from projects.models import Project
from projects.record import record_in
from projects.services.dates import Dates
from projects.workdays import add_workdays
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


def moved_by(project: Project, tasks: Iterable[Task], anchors: Anchors) -> list[Moved]:
    """Which due dates follow to another day. Done tasks, those set by hand and the municipality's own stay."""
    follows, opened = [task for task in tasks if task.follows_suggestion], opened_again(project)
    found = [Moved(task, task.due_on, _suggested(task, anchors, opened)) for task in follows]
    return [moved for moved in found if moved.old != moved.new]


def opened_again(project: Project) -> dict[int, date]:
    """The day on which the portal last opened a task again of itself, by the task's key."""
    moves = Move.objects.filter(task__project=project, kind=MoveKind.REOPEN, moved_by=None, cause=None)
    last = moves.order_by().values_list("task").annotate(at=Max("moved_at"))
    return {task: day_of(at) for task, at in last}


def _suggested(task: Task, anchors: Anchors, opened: Mapping[int, date]) -> date | None:
    """Our suggestion; for a task the portal opened again, with the time it was given then (`tasks.unsettle`)."""
    day = suggested_due(task.item, anchors)
    if day and task.pk in opened:
        return max(day, add_workdays(opened[task.pk], task.item.duration_workdays, anchors.calendar))
    return day


@transaction.atomic
def recount_due_dates(*, project: Project, at: datetime, why: str, cause: Event | None = None) -> list[Moved]:
    """Let the due dates follow the project's dates; Historik has a sentence for each, with `why` and its cause."""
    lock_project(project.pk)
    moved = moved_by(project, _locked(project), anchors_of(project))
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

    Raises PermissionDenied, StaleTask, MoveNotAllowed for a task that is settled: its date is history.
    """
    task = locked_task(task, by=by, version=version, at=at)
    if task.is_settled:
        raise MoveNotAllowed(f"{task.number} is settled")
    _set(task, day, anchors_of(task.project), by=by, at=at)
    return task


class DueDatesChanged(Exception):
    """One of the tasks has another date than the page showed, or is closed; nothing was written."""


def fingerprint_of_due(tasks: Iterable[Task]) -> str:
    """Another one as soon as one of the tasks has another date, or a task came or went: what a page was made from."""
    said = sorted((task.pk, task.due_on, task.due_by_hand) for task in tasks)
    return sha256(repr(said).encode()).hexdigest()[:16]


@transaction.atomic
def set_due_dates(*, project: Project, numbers: Sequence[str], day: date, seen: str, by: User, at: datetime) -> int:
    """Set the due date of several open tasks, all or none; returns how many changed.

    `seen` is the fingerprint of their dates as they were shown. When all have this date already nothing is written.
    Raises PermissionDenied when one of them belongs to a role the person may not work for, DueDatesChanged.
    """
    project = lock_project(project.pk)
    standing, anchors = standing_of(by, project, on=day_of(at)), anchors_of(project)
    tasks = [task for task in _locked(project) if task.number in numbers and not task.is_settled]
    if not all(may_work(standing, task, on=day_of(at)) for task in tasks):
        raise PermissionDenied("This person may not set all of these dates")
    changed = [task for task in tasks if (task.due_on, task.due_by_hand) != (day, True)]
    if changed and fingerprint_of_due(tasks) != seen:
        raise DueDatesChanged
    for task in changed:
        _set(task, day, anchors, by=by, at=at)
    return len(changed)


def _locked(project: Project) -> list[Task]:
    tasks = Task.objects.select_for_update(of=("self",)).filter(project=project)
    return list(tasks.select_related("item", "project").order_by("pk"))


def _set(task: Task, day: date | None, anchors: Anchors, *, by: User, at: datetime) -> None:
    old = task.due_on
    task.due_by_hand = day is not None
    task.due_on = day or (None if task.item.is_own else _suggested(task, anchors, opened_again(task.project)))
    task.version += 1
    task.save(update_fields=["due_on", "due_by_hand", "version"])
    tell(events.DUE_SET if day else events.DUE_BACK, task, by=by, at=at, old=_said(old), new=_said(task.due_on))


def _said(day: date | None) -> str:
    return numeric_date(day) if day else NO_DATE
