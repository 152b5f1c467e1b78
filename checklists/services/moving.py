"""The one place where a task's state changes, and where Historik is told of it."""

from collections.abc import Collection
from datetime import datetime

from accounts.models import User
from accounts.not_cpr import record_not_cpr
from audit.clock import day_of
from checklists.models import Evidence, Move, StartRound, Task
from checklists.moves import MoveKind, State, state_after
from checklists.rules.task_rights import actor_of
from projects.record import record_in


def make_move(
    task: Task,
    kind: MoveKind,
    *,
    by: User | None,
    at: datetime,
    reason: str = "",
    evidence: Evidence | None = None,
    cause: Move | None = None,
    to_state: State | None = None,
    start_round: StartRound | None = None,
) -> Move:
    """Move a locked task, `by=None` being the portal; an undo says `to_state` itself. Raises MoveNotAllowed."""
    before, task.state = task.state, to_state or state_after(kind, task.state)
    if task.state != State.DONE:
        task.done_on, task.valid_until, task.blocks_gate, task.proof_missing = None, None, False, False
    task.version += 1
    derived = ["done_on", "valid_until", "blocks_gate", "proof_missing"]
    task.save(update_fields=["state", "version", "managed_by", *derived])
    # Whoever was waited for, the wait is over when the task moves.
    task.waitings.open().end(by=by, at=at)
    return Move.objects.create(
        task=task,
        kind=kind,
        from_state=before,
        to_state=task.state,
        reason=reason,
        evidence=evidence,
        cause=cause,
        start_round=start_round,
        moved_at=at,
        moved_by=by,
    )


def tell(event_type: str, task: Task, *, by: User | None, at: datetime, **more: str) -> None:
    """Write into Historik what happened to the task; a deputy does it in somebody's place, and Historik says so."""
    actor = actor_of(task, by=by, on=day_of(at)) if by else None
    about = {"number": task.number, "title": task.title, **more}
    record_in(task.project, event_type, by=actor, at=at, subject=task.number, cause=None, **about)


def tell_not_cpr(task: Task, fields: Collection[str], *, by: User, at: datetime) -> None:
    """Write that somebody said of these fields (by label): this is no CPR-nummer."""
    if not fields:
        return
    record_not_cpr(
        fields,
        where=f"{task.number} {task.title}",
        by=actor_of(task, by=by, on=day_of(at)),
        at=at,
        municipality_id=task.project.municipality_id,
        project_id=task.project_id,
        subject=task.number,
    )
