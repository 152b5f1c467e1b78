"""The moves of a task: start, close, reopen, not relevant; and the draft of its evidence."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from accounts.models import User
from audit.clock import day_of
from checklists import events
from checklists.evidence_forms import as_columns
from checklists.models import Evidence, Move, Task
from checklists.moves import MoveKind, state_after
from projects.access import actor_on, lock_project, standing_of
from projects.models import RoleHolding
from projects.record import record_in


class StaleTask(Exception):
    """The task was changed after the form was made; nothing was written. `task` is as it stands now."""

    def __init__(self, task: Task) -> None:
        super().__init__(f"{task.number} is at version {task.version}")
        self.task = task


@transaction.atomic
def start_task(*, task: Task, by: User, version: int, at: datetime) -> Task:
    """Someone begins on the task. Raises PermissionDenied, StaleTask, MoveNotAllowed."""
    task = _locked(task, by=by, version=version, at=at)
    _move(task, MoveKind.START, by=by, at=at)
    _tell(events.TASK_STARTED, task, by=by, at=at)
    return task


@transaction.atomic
def close_task(*, task: Task, answers: dict[str, Any], by: User, version: int, at: datetime) -> Task:
    """Close the task by hand on these answers by kind. Raises PermissionDenied, StaleTask, MoveNotAllowed."""
    task = _locked(task, by=by, version=version, at=at)
    return settle(task=task, answers=answers, by=by, at=at)


def settle(*, task: Task, answers: dict[str, Any], by: User | None, at: datetime, why: str = "") -> Task:
    """Close a locked task on this evidence: the one place where a task becomes done, by hand or by a part.

    A draft becomes the evidence; `by=None` is the portal itself, which says `why`. Raises MoveNotAllowed when it is
    settled already.
    """
    state_after(MoveKind.CLOSE, task.state)
    evidence = _write(task, answers, is_draft=False, by=by, at=at)
    today = day_of(at)
    task.done_on = min(evidence.on_date or today, today)
    _move(task, MoveKind.CLOSE, by=by, at=at, evidence=evidence)
    if why:
        _tell(events.TASK_SETTLED, task, by=by, at=at, why=why)
    else:
        _tell(events.TASK_CLOSED, task, by=by, at=at)
    return task


@transaction.atomic
def save_draft(*, task: Task, answers: dict[str, Any], by: User, version: int, at: datetime) -> Task:
    """Keep answers without closing. Raises PermissionDenied, StaleTask, MoveNotAllowed when it is settled."""
    task = _locked(task, by=by, version=version, at=at)
    state_after(MoveKind.CLOSE, task.state)
    _write(task, answers, is_draft=True, by=by, at=at)
    task.version += 1
    task.save(update_fields=["version"])
    _tell(events.DRAFT_SAVED, task, by=by, at=at)
    return task


@transaction.atomic
def reopen_task(*, task: Task, by: User, version: int, at: datetime, reason: str) -> Task:
    """Take a settled task up again; its evidence stays. Raises PermissionDenied, StaleTask, MoveNotAllowed."""
    task = _locked(task, by=by, version=version, at=at)
    task.done_on = None
    _move(task, MoveKind.REOPEN, by=by, at=at, reason=reason)
    _tell(events.TASK_REOPENED, task, by=by, at=at)
    return task


def unsettle(*, task: Task, at: datetime, why: str) -> Task:
    """Open a locked task again because the state of the part that closed it fell back. Raises MoveNotAllowed."""
    task.done_on = None
    _move(task, MoveKind.REOPEN, by=None, at=at, reason=f"{why[0].upper()}{why[1:]}.")
    _tell(events.TASK_UNSETTLED, task, by=None, at=at, why=why)
    return task


@transaction.atomic
def set_not_relevant(*, task: Task, by: User, version: int, at: datetime, reason: str) -> Task:
    """Answer the task with "ikke relevant" and why. Raises PermissionDenied, StaleTask, MoveNotAllowed."""
    task = _locked(task, by=by, version=version, at=at)
    _move(task, MoveKind.NOT_RELEVANT, by=by, at=at, reason=reason)
    _tell(events.TASK_NOT_RELEVANT, task, by=by, at=at)
    return task


def _locked(task: Task, *, by: User, version: int, at: datetime) -> Task:
    """The task, project and task locked in that order, the right and the version checked under the lock."""
    project = lock_project(task.project_id)
    locked = Task.objects.select_for_update(of=("self",)).select_related("item", "project").get(pk=task.pk)
    if not standing_of(by, project, on=day_of(at)).may_work(locked.role):
        raise PermissionDenied("This person may not work on this task")
    if locked.version != version:
        raise StaleTask(locked)
    return locked


def _move(
    task: Task, kind: MoveKind, *, by: User | None, at: datetime, reason: str = "", evidence: Evidence | None = None
) -> None:
    before, task.state = task.state, state_after(kind, task.state)
    task.version += 1
    task.save(update_fields=["state", "version", "done_on"])
    # Whoever was waited for, the wait is over when the task moves.
    task.waitings.open().end(by=by, at=at)
    Move.objects.create(
        task=task,
        kind=kind,
        from_state=before,
        to_state=task.state,
        reason=reason,
        evidence=evidence,
        moved_at=at,
        moved_by=by,
    )


def _write(task: Task, answers: dict[str, Any], *, is_draft: bool, by: User | None, at: datetime) -> Evidence:
    """The task's draft, changed or made, as a draft still or as evidence."""
    evidence = task.evidence.filter(is_draft=True).first()
    if evidence is None:
        last = task.evidence.aggregate(last=Max("version"))["last"] or 0
        evidence = Evidence(task=task, version=last + 1)
    for column, value in as_columns(answers).items():
        setattr(evidence, column, value)
    evidence.person = _person_named(task, evidence.person_name, on=day_of(at))
    evidence.is_draft = is_draft
    evidence.written_at, evidence.written_by = at, by
    evidence.full_clean()
    evidence.save()
    return evidence


def _person_named(task: Task, name: str, *, on: date) -> User | None:
    """The one person of the project with this name, if there is just one."""
    if not name:
        return None
    holdings = RoleHolding.objects.on(on).filter(project_id=task.project_id, user__name__iexact=name)
    people = list(User.objects.filter(pk__in=holdings.values("user"))[:2])
    return people[0] if len(people) == 1 else None


def _tell(event_type: str, task: Task, *, by: User | None, at: datetime, **more: str) -> None:
    # A deputy does it in somebody's place, and Historik says so.
    actor = actor_on(task.project, task.role, by=by, on=day_of(at)) if by else None
    about = {"number": task.number, "title": task.title, **more}
    record_in(task.project, event_type, by=actor, at=at, subject=task.number, cause=None, **about)
