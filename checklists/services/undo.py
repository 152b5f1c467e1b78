"""Taking back one's own last move, as a move of its own, until somebody else has acted on the task."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from audit.models import Event
from checklists import events
from checklists.models import Move, Task
from checklists.moves import MoveKind, State
from checklists.rules.in_unit import is_reported
from checklists.services.answers import settle_others, take_back_others
from checklists.services.breaches import tell_opened, tell_too_early
from checklists.services.evidence import stand_on
from checklists.services.follow_units import CAME, follow_units, rows_of_task
from checklists.services.moving import make_move, tell
from checklists.services.proof import without_proof
from checklists.services.tasks import locked_task
from projects import events as project_events

# What others may say of a task without acting on it.
NO_ACTS = (events.TASK_TOO_EARLY, events.COMMENTED, events.COMMENTED_TO, events.COMMENT_WITHDRAWN)
# One's own later steps that are no moves: whom it waits for, and what a unit has done, which has an undo of its own.
LATER_STEPS = (
    *(events.TASK_STUCK, events.WAITING_MOVED, events.WAITING_CHANGED, events.WAITING_ENDED),
    *(events.UNITS_DONE, events.UNITS_BEGUN, events.UNITS_OPENED, events.UNITS_LEFT_OUT),
    *(events.UNITS_CORRECTED, events.UNITS_UNDONE),
)
# What changes of which units a task is made up.
UNITS_CHANGE = (
    *(project_events.UNIT_ADDED, project_events.UNIT_TAKEN_OUT),
    *(project_events.UNIT_BROUGHT_BACK, project_events.UNITS_IMPORTED),
)


class NothingToUndo(Exception):
    """The last move is not this person's, has been undone, or somebody else has acted since."""


def undoable(task: Task, *, by: User, last: Move | None = None) -> Move | None:
    """The last move, if this person made it and nothing else was done to the task since; `last` if it is known."""
    last = last or task.moves.first()
    if last is None or last.moved_by_id != by.pk or last.kind == MoveKind.UNDO:
        return None
    since = Event.objects.of_project(task.project_id).about(task.number).filter(occurred_at__gte=last.moved_at)
    others = ~Q(actor_id=by.pk) | Q(actor_id=None)
    acted = since.filter((others & ~Q(type__in=NO_ACTS)) | Q(type__in=LATER_STEPS))
    return None if acted.exists() else last


@transaction.atomic
def undo_move(*, task: Task, by: User, version: int, at: datetime) -> Task:
    """Bring the task back to where its last move came from; evidence stays as an earlier version.

    What an answer settled follows, and units that came or went since count. Raises PermissionDenied, StaleTask,
    NothingToUndo.
    """
    task = locked_task(task, by=by, version=version, at=at)
    last = undoable(task, by=by)
    if last is None:
        raise NothingToUndo
    to_state = State(last.from_state)
    if last.kind == MoveKind.PROOF and last.evidence:
        without_proof(task, last.evidence, by=by, at=at)
    stood_on = task.evidence.filter(is_draft=False).first() if to_state == State.DONE else None
    if stood_on:
        stand_on(task, stood_on)
    move = make_move(task, MoveKind.UNDO, by=by, at=at, cause=last, to_state=to_state)
    tell(events.TASK_UNDONE, task, by=by, at=at)
    if stood_on and last.kind != MoveKind.PROOF:
        settle_others(task, choice=stood_on.data.get("choice"), cause=move, at=at)
    else:
        take_back_others(task, cause=move, at=at)
    if to_state == State.DONE:
        tell_too_early(task, at=at)
    else:
        tell_opened(task, at=at)
    if is_reported(task.item) and _units_changed(last):
        # It comes back to where it was, but not to units that are others by now.
        follow_units(task, rows_of_task(task), by=None, at=at, opened=CAME)
    return task


def _units_changed(last: Move) -> bool:
    since = Event.objects.of_project(last.task.project_id).filter(occurred_at__gte=last.moved_at)
    return since.filter(type__in=UNITS_CHANGE).exists()
