"""A task that is stuck: saying so, whom exactly it waits for, and that it waits no longer.

Whatever moves the task ends the waiting too (services/moving.py).
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from audit.clock import day_of
from checklists import events
from checklists.models import Task, Waiting
from checklists.moves import MoveKind, state_after
from checklists.rules.stuck_reasons import Party, party_of, reason_of
from checklists.services.moving import tell
from checklists.services.tasks import locked_task
from projects.calendar import calendar_in
from ui.danish import long_date


class AlreadyWaiting(Exception):
    """The task waits for somebody already; `waiting` is that one."""

    def __init__(self, waiting: Waiting) -> None:
        super().__init__(f"{waiting.task.number} waits for {waiting.party}")
        self.waiting = waiting


class NotWaiting(Exception):
    """The task waits for nobody."""


class PastDay(ValueError):
    """One cannot ask again on a day that has passed."""


@dataclass(frozen=True)
class Details:
    """What may be said of a waiting beyond its reason."""

    party: str
    whom: str
    note: str
    ask_again_on: date


@transaction.atomic
def get_stuck(*, task: Task, reason: str, by: User, version: int, at: datetime) -> Waiting:
    """The task is stuck for a reason of its edition (`Reason.choice`), and waits for the party that suggests.

    Its state stays: a task not started that waits counts as under way in ventedage. Raises PermissionDenied, StaleTask,
    UnknownReason, MoveNotAllowed when it is settled, AlreadyWaiting.
    """
    task = locked_task(task, by=by, version=version, at=at)
    state_after(MoveKind.CLOSE, task.state)
    if found := task.waitings.open().first():
        raise AlreadyWaiting(found)
    why = reason_of(task.item.edition, reason)
    waiting = _begin(
        task,
        why.party,
        reason=why.key,
        reason_label=why.label if why.key else "",
        ask_again_on=why.party.ask_again_on(calendar_in(task.project_id), on=day_of(at)),
        by=by,
        at=at,
    )
    tell(events.TASK_STUCK, task, by=by, at=at, reason=why.label, party=why.party.in_sentence)
    return waiting


@transaction.atomic
def change_waiting(*, task: Task, details: Details, by: User, version: int, at: datetime) -> Waiting:
    """Say whom exactly, what for, or when to ask again. Another party begins a waiting of its own from now on.

    Raises PermissionDenied, StaleTask, NotWaiting, UnknownReason for an unknown party, PastDay.
    """
    task = locked_task(task, by=by, version=version, at=at)
    waiting = _open(task)
    party = party_of(task.item.edition, details.party)
    if details.ask_again_on < day_of(at):
        raise PastDay(details.ask_again_on)
    if party.key != waiting.party:
        return _move_on(waiting, party, details, by=by, at=at)
    for name in ("whom", "note", "ask_again_on"):
        setattr(waiting, name, getattr(details, name))
    waiting.save(update_fields=["whom", "note", "ask_again_on"])
    _touch(task)
    tell(events.WAITING_CHANGED, task, by=by, at=at, ask_again=long_date(waiting.ask_again_on))
    return waiting


@transaction.atomic
def end_waiting(*, task: Task, by: User, version: int, at: datetime) -> Task:
    """The task waits no longer, and is ours again. Raises PermissionDenied, StaleTask, NotWaiting."""
    task = locked_task(task, by=by, version=version, at=at)
    waiting = _open(task)
    task.waitings.open().end(by=by, at=at)
    _touch(task)
    tell(events.WAITING_ENDED, task, by=by, at=at, party=waiting.party_name)
    return task


def _open(task: Task) -> Waiting:
    waiting = task.waitings.open().first()
    if waiting is None:
        raise NotWaiting(task.number)
    return waiting


def _move_on(waiting: Waiting, party: Party, details: Details, *, by: User, at: datetime) -> Waiting:
    """The same reason, another party: the days until now stay with the one who had them."""
    task = waiting.task
    task.waitings.open().end(by=by, at=at)
    following = _begin(
        task,
        party,
        reason=waiting.reason,
        reason_label=waiting.reason_label,
        whom=details.whom,
        note=details.note,
        ask_again_on=details.ask_again_on,
        by=by,
        at=at,
    )
    tell(events.WAITING_MOVED, task, by=by, at=at, party=party.in_sentence)
    return following


def _begin(task: Task, party: Party, *, by: User, at: datetime, **facts: str | date) -> Waiting:
    _touch(task)
    return Waiting.objects.create(
        task=task, party=party.key, party_name=party.in_sentence, began_at=at, began_by=by, **facts
    )


def _touch(task: Task) -> None:
    """Whoever has the task's page open sees that it changed."""
    task.version += 1
    task.save(update_fields=["version"])
