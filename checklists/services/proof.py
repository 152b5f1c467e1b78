"""Proof that comes after the task was done: delivered without opening the task again."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from checklists import events
from checklists.evidence.forms import as_answers
from checklists.models import Evidence, Task
from checklists.moves import MoveKind, MoveNotAllowed
from checklists.services.answers import settle_others
from checklists.services.breaches import tell_too_early
from checklists.services.evidence import stand_on, write_evidence
from checklists.services.moving import make_move, tell, tell_not_cpr
from checklists.services.tasks import locked_task


@transaction.atomic
def deliver_proof(
    *, task: Task, answers: dict[str, Any], by: User, version: int, at: datetime, not_cpr: Collection[str] = ()
) -> Task:
    """Give a done task that lacks its proof what was asked for; it stays done, and what was asked stays to be read.

    `not_cpr` is the form's `confirmed_not_cpr`. Raises PermissionDenied, StaleTask, MoveNotAllowed when no proof is
    missing.
    """
    task = locked_task(task, by=by, version=version, at=at)
    if not task.proof_missing:
        raise MoveNotAllowed(f"{task.number} lacks no proof")
    tell_not_cpr(task, not_cpr, by=by, at=at)
    return complete_proof(task=task, answers=answers, by=by, at=at)


def complete_proof(*, task: Task, answers: dict[str, Any], by: User | None, at: datetime, why: str = "") -> Task:
    """The same for a locked task; `by=None` is the portal itself, which says `why`."""
    done_on = task.done_on
    # Where the form asks for no day, or for one that lies ahead, the day of the first answer stands.
    keeps_day = "date" not in task.item.evidence_fields or task.item.date_may_lie_ahead
    more = {"done_on": done_on} if keeps_day else {}
    evidence = write_evidence(task, answers, is_draft=False, by=by, at=at, **more)
    stand_on(task, evidence)
    move = make_move(task, MoveKind.PROOF, by=by, at=at, evidence=evidence)
    if why:
        tell(events.PROOF_FOUND, task, by=by, at=at, why=why)
    else:
        tell(events.PROOF_DELIVERED, task, by=by, at=at)
    settle_others(task, choice=answers.get("choice"), cause=move, at=at)
    tell_too_early(task, at=at)
    return task


def renew_proof(*, task: Task, answers: dict[str, Any], at: datetime, **more: Any) -> Task:
    """More, or other, or less is known by now of a locked task: one more version of what it stands on."""
    evidence = write_evidence(task, answers, is_draft=False, by=None, at=at, **more)
    stand_on(task, evidence)
    make_move(task, MoveKind.PROOF, by=None, at=at, evidence=evidence)
    return task


def without_proof(task: Task, proof: Evidence, *, by: User, at: datetime) -> None:
    """Write what the locked task was done on before this proof came once more, as its newest version."""
    earlier = task.evidence.filter(is_draft=False, version__lt=proof.version).first()
    if earlier:
        more = {"proof_missing": earlier.proof_missing, "done_on": earlier.done_on}
        write_evidence(task, as_answers(earlier), is_draft=False, by=by, at=at, **more)
