"""A task that is done in each unit follows its rows: the one place where its state is derived from theirs."""

from collections.abc import Sequence
from datetime import datetime

from accounts.models import User
from checklists.evidence.forms import as_answers
from checklists.models import Task, TaskUnit
from checklists.moves import OPEN, MoveKind, State
from checklists.rules.unit_sums import choice_of, is_complete, sum_up
from checklists.services.moving import make_move
from checklists.services.proof import complete_proof
from checklists.services.tasks import settle, unsettle
from ui.danish import listed

# The part that closes these tasks, as it stands in Task.managed_by.
PART = "units"
ALL_DONE = "alle enheder er færdige"
NONE_LEFT = "ingen enheder er med længere"
NONE_DONE = "ingen enhed har løst den"
OTHER_ANSWER = "enhederne nu svarer noget andet"
# What happened to the rows that are open.
CAME, OPENED_AGAIN, GREW_OLD = "er kommet til", "er åbnet igen", "skal ses efter igen, fordi beviset er for gammelt"
NAMES = 3


def rows_of_task(task: Task) -> list[TaskUnit]:
    """The rows of the units that take part, in Danish order."""
    return list(task.unit_rows.taking_part().select_related("unit").in_unit_order())


def follow_units(task: Task, rows: Sequence[TaskUnit], *, by: User | None, at: datetime, opened: str) -> None:
    """Bring a locked task into line with its rows, those of the units that take part.

    It is done when every unit that takes part has settled it and at least one has done it. A task closed by hand stays
    closed until its units are all done here; from then on it follows them. One answered with ikke relevant stays so.
    `by` is whoever has reported, None when units came or went; `opened` says what happened to the rows that are open.
    """
    if task.state == State.NOT_RELEVANT:
        return
    complete = is_complete(task.item, rows)
    if complete and (by or task.state in OPEN):
        _take_over(task)
    if task.state == State.DONE and task.managed_by == PART and not (complete and _stands(task, rows)):
        unsettle(task=task, at=at, why=_why(task, rows, opened))
    if complete and task.state in OPEN:
        settle(task=task, answers=_evidence(task, rows), by=None, at=at, why=ALL_DONE)
    elif complete and by and task.proof_missing:
        complete_proof(task=task, answers=_evidence(task, rows), by=None, at=at, why=ALL_DONE)
    elif by and task.state == State.NOT_STARTED and any(row.state != State.NOT_STARTED for row in rows):
        make_move(task, MoveKind.START, by=by, at=at)


def _take_over(task: Task) -> None:
    if task.managed_by != PART:
        task.managed_by = PART
        task.save(update_fields=["managed_by"])


def _stands(task: Task, rows: Sequence[TaskUnit]) -> bool:
    """Does the answer still hold on which the task was closed? Others may follow from it (`settles`)."""
    if not task.item.choices:
        return True
    evidence = task.evidence.filter(is_draft=False).first()
    return evidence is not None and evidence.data.get("choice") == choice_of(task.item, rows)


def _evidence(task: Task, rows: Sequence[TaskUnit]) -> dict[str, object]:
    """What the units say, and beside it what was written for the municipality as a whole, as a draft."""
    draft = task.evidence.filter(is_draft=True).first()
    return {**(as_answers(draft) if draft else {}), **sum_up(task.item, rows)}


def _why(task: Task, rows: Sequence[TaskUnit], opened: str) -> str:
    names = [row.unit.name for row in rows if not row.is_settled]
    if names:
        return f"{'enheden' if len(names) == 1 else 'enhederne'} {listed(names, most=NAMES)} {opened}"
    if not rows:
        return NONE_LEFT
    return NONE_DONE if all(row.state == State.NOT_RELEVANT for row in rows) else OTHER_ANSWER
