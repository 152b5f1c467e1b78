"""The moves of a task: start, close, reopen, not relevant; and the draft of its evidence."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from audit.clock import day_of
from checklists import events
from checklists.models import Need, Task
from checklists.moves import MoveKind, state_after
from checklists.rules.task_rights import may_work
from checklists.rules.unit_counts import units_behind
from checklists.services.answers import settle_others, take_back_others
from checklists.services.breaches import tell_opened, tell_too_early
from checklists.services.evidence import stand_on, write_evidence
from checklists.services.moving import make_move, tell, tell_not_cpr
from checklists.services.sub_points import tick_rest
from projects.access import lock_project, standing_of
from projects.calendar import calendar_in
from projects.workdays import add_workdays
from ui.danish import listed


class StaleTask(Exception):
    """The task was changed after the form was made; nothing was written. `task` is as it stands now."""

    def __init__(self, task: Task) -> None:
        super().__init__(f"{task.number} is at version {task.version}")
        self.task = task


class OutOfTurn(Exception):
    """What the guide names first, or a unit, is still open, and no reason was given; `missing` says which."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(f"{missing} are still open")
        self.missing = missing


@transaction.atomic
def start_task(*, task: Task, by: User, version: int, at: datetime) -> Task:
    """Someone begins on the task. Raises PermissionDenied, StaleTask, MoveNotAllowed."""
    task = locked_task(task, by=by, version=version, at=at)
    make_move(task, MoveKind.START, by=by, at=at)
    tell(events.TASK_STARTED, task, by=by, at=at)
    return task


@transaction.atomic
def close_task(
    *,
    task: Task,
    answers: dict[str, Any],
    by: User,
    version: int,
    at: datetime,
    early_reason: str = "",
    not_cpr: Collection[str] = (),
    tick_points: bool = False,
) -> Task:
    """Close the task by hand on these answers by kind; `not_cpr` is the form's `confirmed_not_cpr`.

    While something that the guide names first, or one of the units, is open, it takes a reason. `tick_points`: what is
    left of its points is done too. Raises PermissionDenied, StaleTask, MoveNotAllowed, OutOfTurn.
    """
    task = locked_task(task, by=by, version=version, at=at)
    state_after(MoveKind.CLOSE, task.state)
    missing = not_in_place(task)
    if missing and not early_reason:
        raise OutOfTurn(missing)
    tell_not_cpr(task, not_cpr, by=by, at=at)
    # Whoever closes it by hand keeps account elsewhere: no part opens it again.
    task.managed_by = ""
    if tick_points:
        tick_rest(task=task, by=by, at=at)
    return settle(task=task, answers=answers, by=by, at=at, early_reason=early_reason if missing else "")


def not_in_place(task: Task) -> list[str]:
    """What is still open of what the guide names first, by number, and how many units are."""
    behind = units_behind(task)
    return [*open_guide_needs(task), *([behind] if behind else [])]


def open_guide_needs(task: Task) -> list[str]:
    """The numbers of the tasks that the guide itself names first, and that are still open."""
    needs = Need.objects.filter(task=task, source=Need.Source.GUIDE, needs__in=Task.objects.open())
    return list(needs.order_by("needs__item__position").values_list("needs__number", flat=True))


def settle(
    *,
    task: Task,
    answers: dict[str, Any],
    by: User | None,
    at: datetime,
    why: str = "",
    early_reason: str = "",
    **more: Any,
) -> Task:
    """Close a locked task on this evidence: the one place where a task becomes done, by hand or by a part.

    A draft becomes the evidence; `by=None` is the portal itself, which says `why`. `more` are columns of the evidence
    that are no answers: what proof is still missing, the day it was done. The answer may make other tasks not relevant.
    Raises MoveNotAllowed when it is settled already.
    """
    state_after(MoveKind.CLOSE, task.state)
    evidence = write_evidence(task, answers, is_draft=False, by=by, at=at, **more)
    stand_on(task, evidence)
    move = make_move(task, MoveKind.CLOSE, by=by, at=at, evidence=evidence, reason=early_reason)
    if why:
        tell(events.TASK_SETTLED, task, by=by, at=at, why=why)
    elif early_reason:
        missing = listed(not_in_place(task), most=4)
        tell(events.TASK_CLOSED_EARLY, task, by=by, at=at, missing=missing)
    else:
        tell(events.TASK_CLOSED, task, by=by, at=at)
    settle_others(task, choice=answers.get("choice"), cause=move, at=at)
    tell_too_early(task, at=at)
    return task


@transaction.atomic
def save_draft(
    *, task: Task, answers: dict[str, Any], by: User, version: int, at: datetime, not_cpr: Collection[str] = ()
) -> Task:
    """Keep answers without closing; `not_cpr` is the form's `confirmed_not_cpr`.

    Raises PermissionDenied, StaleTask, MoveNotAllowed when it is settled.
    """
    task = locked_task(task, by=by, version=version, at=at)
    state_after(MoveKind.CLOSE, task.state)
    write_evidence(task, answers, is_draft=True, by=by, at=at)
    task.version += 1
    task.save(update_fields=["version"])
    tell(events.DRAFT_SAVED, task, by=by, at=at)
    tell_not_cpr(task, not_cpr, by=by, at=at)
    return task


@transaction.atomic
def reopen_task(*, task: Task, by: User, version: int, at: datetime, reason: str) -> Task:
    """Take a settled task up again; its evidence stays, what its answer settled opens too.

    Raises PermissionDenied, StaleTask, MoveNotAllowed.
    """
    task = locked_task(task, by=by, version=version, at=at)
    move = make_move(task, MoveKind.REOPEN, by=by, at=at, reason=reason)
    tell(events.TASK_REOPENED, task, by=by, at=at)
    take_back_others(task, cause=move, at=at)
    tell_opened(task, at=at)
    return task


def unsettle(*, task: Task, at: datetime, why: str, due_stays: bool = False) -> Task:
    """Open a locked task again because the state of the part that closed it fell back, or its proof is too old.

    It gets the time our suggestion gives it, counted from that day, so that it is not late at once, unless its due date
    stays because it is closed again in the same moment. Raises MoveNotAllowed.
    """
    if task.due_on and not due_stays:
        calendar = calendar_in(task.project_id)
        task.due_on = max(task.due_on, add_workdays(day_of(at), task.item.duration_workdays, calendar))
        task.save(update_fields=["due_on"])
    move = make_move(task, MoveKind.REOPEN, by=None, at=at, reason=f"{why[0].upper()}{why[1:]}.")
    tell(events.TASK_UNSETTLED, task, by=None, at=at, why=why)
    take_back_others(task, cause=move, at=at)
    tell_opened(task, at=at)
    return task


@transaction.atomic
def set_not_relevant(*, task: Task, by: User, version: int, at: datetime, reason: str) -> Task:
    """Answer the task with "ikke relevant" and why. Raises PermissionDenied, StaleTask, MoveNotAllowed."""
    task = locked_task(task, by=by, version=version, at=at)
    make_move(task, MoveKind.NOT_RELEVANT, by=by, at=at, reason=reason)
    tell(events.TASK_NOT_RELEVANT, task, by=by, at=at)
    return task


def locked_task(task: Task, *, by: User, version: int, at: datetime) -> Task:
    """The task, project and task locked in that order, the right and the version checked under the lock.

    Raises PermissionDenied, StaleTask.
    """
    project = lock_project(task.project_id)
    locked = Task.objects.select_for_update(of=("self",)).select_related("item__edition", "project").get(pk=task.pk)
    if not may_work(standing_of(by, project, on=day_of(at)), locked, on=day_of(at)):
        raise PermissionDenied("This person may not work on this task")
    if locked.version != version:
        raise StaleTask(locked)
    return locked
