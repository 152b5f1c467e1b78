"""The pages of Start hvor I er in the matrix."""

from typing import Any

from accounts.roles import Act, Role
from tests.answers import posted
from tests.cast import Cast
from tests.checklists.start_answers import answered, answers, plan_of_answers


def a_round(cast: Cast) -> int:
    """Answers that closed G31, made the first time."""
    return answered(cast, ("Q07", "context_handler")).pk


def as_shown(cast: Cast) -> dict[str, Any]:
    """Answers as the list showed them."""
    return answers(Q02="chosen") | {"seen": plan_of_answers(cast.slagelse, ("Q02", "chosen")).fingerprint}


def start_rows(row: Any) -> list[Any]:
    """The questions are the projektleder's; missing proof is for everybody who sees the work."""
    leads = {"takes": Act.WORK_ALL_TASKS, "in_project": True}
    one = {"own": {"round_pk": a_round}, **leads}
    proof = {"takes": Act.WORK_OWN_TASKS, "task_role": Role.IT_STAFF, "number": "G31", "in_project": True}
    return [
        row("start_where_you_are", **leads),
        # Looking writes nothing.
        row("start_where_you_are", data=lambda cast: answers(Q02="chosen"), answers={"*": 200}, **leads),
        row("start_where_you_are_save", data=as_shown, **leads),
        row("start_round", **one),
        row("start_round_undo", data=lambda cast: {}, **one),
        row("missing_proof", Act.SEE_WORK, in_project=True),
        row("task_proof", prepare=a_round, **proof),
        row("task_proof", prepare=a_round, data=lambda cast: posted(cast.task("G31").item, version=2), **proof),
    ]
