"""Many tasks, and much on one of them, for the pages."""

from datetime import timedelta
from uuid import uuid4

from accounts.roles import Role
from audit import clock
from checklists.models import Task
from checklists.services.own_tasks import OwnWords, add_own_task
from checklists.services.saved_filters import save_filter
from checklists.services.tasks import close_task, reopen_task, save_draft
from tests.answers import ANSWERS, EARLY_REASON
from tests.cast import Cast
from tests.checklists.start_answers import answered
from tests.walls.documents import fill_national
from tests.walls.many_people import MANY, fill_people, stand_in_for_many
from tests.walls.task_files import fill_files
from tests.walls.task_people import comment_many, give_many
from tests.walls.task_units import coordinate
from tests.walls.waiting import fill_waitings


def close_and_reopen(cast: Cast, times: int) -> None:
    """Fill one task with evidence, moves and events, and end with a draft."""
    for n in range(times):
        task = cast.task("G31")
        at = cast.at + timedelta(minutes=n + 1)
        answers = {
            "person": cast.it.name,
            "date": clock.today(),
            "reference": f"Sag {n}",
            "file": ANSWERS["file"],
        }
        task = close_task(
            task=task, answers=answers, early_reason=EARLY_REASON, by=cast.it, version=task.version, at=at
        )
        reopen_task(task=task, by=cast.it, version=task.version, at=at, reason="Prøves om.")
    task = cast.task("G31")
    save_draft(task=task, answers={"reference": "Sag"}, by=cast.it, version=task.version, at=cast.at)


def fill_my_tasks(cast: Cast, times: int) -> None:
    """All that one's own page gathers."""
    stand_in_for_many(cast, times)
    give_many(cast, times)
    fill_waitings(cast, times)
    comment_many(cast, times)
    coordinate(cast, times)
    fill_national(cast, times)


def add_own_tasks(cast: Cast, times: int) -> None:
    """Fill the project with tasks of its own, each waiting for the one before."""
    for n in range(times):
        needs = [Task.objects.filter(project=cast.slagelse).order_by("-pk")[0].number]
        words = OwnWords(f"Opgave {times}-{n}", "plan", Role.PROJECT_MANAGER, needs=needs)
        add_own_task(project=cast.slagelse, words=words, by=cast.leader, at=cast.at, once=uuid4())
    fill_waitings(cast, times)


def fill_task(cast: Cast, times: int) -> None:
    """All that a task's page gathers."""
    close_and_reopen(cast, times)
    give_many(cast, times)
    fill_waitings(cast, times)
    comment_many(cast, times)
    fill_files(cast, times)


def save_filters(cast: Cast, times: int) -> None:
    """Some filters have names."""
    for n in range(min(times, 17)):
        save_filter(
            project=cast.slagelse,
            name=f"Filter {times}-{n}",
            query=f"q={times}-{n}",
            is_shared=False,
            by=cast.leader,
            at=cast.at,
            once=uuid4(),
        )


def fill_overview(cast: Cast, times: int) -> None:
    """All that a project's page gathers."""
    fill_people(cast, times)
    add_own_tasks(cast, times)
    close_and_reopen(cast, times)
    give_many(cast, times)


def answer_many(cast: Cast, times: int) -> None:
    """Many times of answers, of which the first closed tasks."""
    few = (("Q07", "context_handler"), ("Q02", "chosen"))
    answered(cast, *few, *([("Q04", "signed"), ("Q05", "signed"), ("Q10", "support_agreed")] if times == MANY else []))
    for _ in range(times):
        answered(cast)
