"""Start hvor I er: what was done before the portal is closed at once, and can be taken back as a whole."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef

from accounts.models import User
from accounts.roles import Act
from audit.clock import day_of
from checklists import events
from checklists.evidence.forms import as_answers
from checklists.models import Move, StartRound, Task
from checklists.moves import MoveKind, State
from checklists.playbook.aids import StartQuestion
from checklists.rules.start_given import Given, ticks_of
from checklists.rules.start_plan import Closing, StartPlan
from checklists.services.breaches import tell_too_early
from checklists.services.evidence import stand_on, write_evidence
from checklists.services.moving import make_move, tell
from projects.access import lock_project, standing_of
from projects.models import Project
from projects.record import record_in
from ui.danish import counted


class StartChanged(Exception):
    """The tasks are not as they were when the plan was shown; nothing was written."""


class AnsweredBefore(Exception):
    """The same form has been sent with other answers; `round` is what it wrote then."""

    def __init__(self, round_: StartRound) -> None:
        super().__init__("The form has been sent before")
        self.round = round_


class AlreadyUndone(Exception):
    """The answers have been taken back."""


@transaction.atomic
def answer_start(
    *,
    project: Project,
    questions: Sequence[StartQuestion],
    given: Sequence[Given],
    seen: str,
    by: User,
    at: datetime,
    once: UUID,
) -> StartRound:
    """Close what the answers tick as done before the portal, as the plan with this fingerprint (`seen`) showed it.

    The same form with the same answers gives the round of the first. Raises PermissionDenied, StartChanged,
    AnsweredBefore.
    """
    project = lock_project(project.pk)
    standing_of(by, project, on=day_of(at)).require(Act.WORK_ALL_TASKS)
    answers = [answer.as_json for answer in given]
    if again := StartRound.objects.filter(once=once).first():
        if (again.project_id, again.answered_by_id, again.answers) == (project.pk, by.pk, answers):
            return again
        raise AnsweredBefore(again)
    tasks = Task.objects.select_for_update(of=("self",)).select_related("item__edition", "project")
    plan = StartPlan(ticks_of(questions, given), tasks.filter(project=project).order_by("pk"))
    if plan.fingerprint != seen:
        raise StartChanged
    try:
        with transaction.atomic():
            round_ = StartRound.objects.create(
                project=project, once=once, answers=answers, answered_at=at, answered_by=by
            )
    except IntegrityError:
        # The same form, sent for another project in the same moment.
        raise AnsweredBefore(StartRound.objects.get(once=once)) from None
    for closing in plan.closing:
        _close(closing, round_, by=by, at=at)
    # Only now, when all are closed: G41 is not too early when G50 was answered with it.
    for closing in plan.closing:
        tell_too_early(closing.task, at=at)
    closed = counted(len(plan.closing), "opgave", "opgaver")
    record_in(project, events.START_ANSWERED, by=by, at=at, subject=subject_of(round_), tasks=closed)
    return round_


def _close(closing: Closing, round_: StartRound, *, by: User, at: datetime) -> None:
    """One task, on what its draft says and the day; the proof is still missing."""
    task, tick = closing.task, closing.tick
    draft = task.evidence.filter(is_draft=True).first()
    answers = as_answers(draft) if draft else {}
    if "date" in task.item.evidence_fields and not task.item.date_may_lie_ahead:
        answers["date"] = tick.on
    if tick.name:
        answers["person"] = tick.name
    evidence = write_evidence(task, answers, is_draft=False, by=by, at=at, proof_missing=tick.proof, done_on=tick.on)
    stand_on(task, evidence)
    # As when it is closed by hand: no part opens it again.
    task.managed_by = ""
    make_move(task, MoveKind.BEFORE, by=by, at=at, evidence=evidence, start_round=round_)
    tell(events.TASK_BEFORE, task, by=by, at=at)


@transaction.atomic
def undo_start(*, round_: StartRound, by: User, at: datetime) -> list[Task]:
    """Open what the answers closed, but for the tasks somebody has moved since. Gives those it opened.

    Raises PermissionDenied, AlreadyUndone.
    """
    project = lock_project(round_.project_id)
    standing_of(by, project, on=day_of(at)).require(Act.WORK_ALL_TASKS)
    round_ = StartRound.objects.select_for_update(of=("self",)).get(pk=round_.pk)
    if round_.undone_at:
        raise AlreadyUndone
    opened = [_open(move, by=by, at=at) for move in standing_moves(round_)]
    round_.undone_at, round_.undone_by = at, by
    round_.save(update_fields=["undone_at", "undone_by"])
    tasks = counted(len(opened), "opgave", "opgaver")
    record_in(project, events.START_UNDONE, by=by, at=at, subject=subject_of(round_), tasks=tasks)
    return opened


def _open(move: Move, *, by: User, at: datetime) -> Task:
    task = Task.objects.select_for_update(of=("self",)).select_related("item__edition", "project").get(pk=move.task_id)
    make_move(task, MoveKind.UNDO, by=by, at=at, cause=move, to_state=State(move.from_state))
    tell(events.TASK_BEFORE_UNDONE, task, by=by, at=at)
    return task


def standing_moves(round_: StartRound) -> list[Move]:
    """The moves of the answers that are still the last of their task: nobody has moved it since."""
    later = Move.objects.filter(task=OuterRef("task"), pk__gt=OuterRef("pk"))
    standing = round_.moves.filter(~Exists(later)).select_related("task__item")
    return list(standing.order_by("task__item__position"))


def subject_of(round_: StartRound) -> str:
    """What the record calls these answers."""
    return f"start {round_.pk}"
