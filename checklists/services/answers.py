"""Answers that settle other tasks (`settles`): only iOS in use (G29) makes the Android guide (G22) not relevant."""

from datetime import datetime

from django.db.models import QuerySet

from checklists import events
from checklists.models import Item, Move, Task
from checklists.moves import OPEN, MoveKind, State
from checklists.playbook.item_data import Settles
from checklists.services.moving import make_move, tell


def settled_by(item: Item, choice: object) -> list[Settles]:
    """What the answer makes not relevant, each with its reason. Pure."""
    return [rule for rule in item.settles if rule["when"] == choice]


def settle_others(task: Task, *, choice: object, cause: Move, at: datetime) -> None:
    """The portal answers the other open tasks with ikke relevant; what somebody has settled already is left alone."""
    rules = {rule["item"]: rule["reason"] for rule in settled_by(task.item, choice)}
    for other in _locked(task, Task.objects.filter(number__in=rules, state__in=OPEN)):
        make_move(other, MoveKind.NOT_RELEVANT, by=None, at=at, reason=rules[other.number], cause=cause)
        tell(events.TASK_ANSWERED_BY, other, by=None, at=at, source=task.number)


def take_back_others(task: Task, *, cause: Move, at: datetime) -> None:
    """The tasks that this one's answer settled open again, unless somebody has moved them since."""
    answered = Task.objects.filter(state=State.NOT_RELEVANT, number__in=[rule["item"] for rule in task.item.settles])
    for other in _locked(task, answered):
        last = _standing_move(other)
        if last and last.cause and last.cause.task_id == task.pk:
            reason = f"Svaret på {task.number} er taget tilbage."
            make_move(other, MoveKind.REOPEN, by=None, at=at, reason=reason, cause=cause)
            tell(events.TASK_ANSWER_TAKEN_BACK, other, by=None, at=at, source=task.number)


def _standing_move(task: Task) -> Move | None:
    """The move on which the task stands: its last, those left out that were taken back with their undo."""
    moves = iter(task.moves.select_related("cause"))
    undone: set[int] = set()
    for move in moves:
        if move.kind == MoveKind.UNDO and move.cause_id:
            undone.add(move.cause_id)
        elif move.pk not in undone:
            return move
    return None


def _locked(task: Task, others: QuerySet[Task]) -> list[Task]:
    tasks = Task.objects.select_for_update(of=("self",)).filter(project=task.project_id, pk__in=others)
    return list(tasks.select_related("item", "project").order_by("pk"))
