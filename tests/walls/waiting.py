"""The pages about waiting in the matrix, and what fills them."""

from datetime import timedelta
from typing import Any

from accounts.roles import Act, Role
from audit import clock
from checklists.models import Edition, Task
from checklists.rules.stuck_reasons import reasons_of
from checklists.services.waiting import end_waiting, get_stuck
from tests.cast import Cast
from ui.danish import numeric_date


def a_reason(n: int = 0) -> str:
    """One of the edition's reasons, as a form sends it."""
    edition = Edition.objects.newest()
    assert edition
    reasons = reasons_of(edition)
    return reasons[n % len(reasons)].choice


def waits(cast: Cast) -> None:
    """G31 waits."""
    task = cast.task("G31")
    get_stuck(task=task, reason=a_reason(), by=cast.leader, version=task.version, at=cast.at)


def _fresh(cast: Cast) -> dict[str, str]:
    return {"task_version": str(cast.task("G31").version)}


def _details(cast: Cast) -> dict[str, str]:
    day = numeric_date(clock.today() + timedelta(days=1))
    return {"party": "it", "whom": "Netværk", "ask_again_on": day, **_fresh(cast)}


def waiting_rows(row: Any) -> list[Any]:
    """Saying whom a task waits for is working on it."""
    work: dict[str, Any] = {
        "takes": Act.WORK_OWN_TASKS,
        "in_project": True,
        "number": "G31",
        "task_role": Role.IT_STAFF,
    }
    return [
        row("task_stuck", **work),
        row("task_stuck", data=lambda cast: {"reason": a_reason(), **_fresh(cast)}, **work),
        row("task_waiting", prepare=waits, **work),
        row("task_waiting", data=_details, prepare=waits, **work),
        row("task_waiting_end", data=_fresh, prepare=waits, **work),
    ]


def fill_waitings(cast: Cast, times: int) -> None:
    """G31 has waited many times and waits now, and so do other tasks."""
    for n in range(times):
        at = cast.at + timedelta(minutes=n)
        task = cast.task("G31")
        if task.waitings.open().exists():
            end_waiting(task=task, by=cast.it, version=task.version, at=at)
            task.refresh_from_db()
        get_stuck(task=task, reason=a_reason(n), by=cast.it, version=task.version, at=at)
    others_wait(cast, times)


def others_wait(cast: Cast, times: int) -> None:
    """Tasks beside G31 wait."""
    others = Task.objects.open().filter(project=cast.slagelse, waitings=None).exclude(number="G31")
    for n, task in enumerate(others.select_related("item", "project")[:times]):
        get_stuck(task=task, reason=a_reason(n), by=cast.leader, version=task.version, at=cast.at)
