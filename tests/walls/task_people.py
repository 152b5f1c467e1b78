"""The pages about whose tasks are, in the matrix, and their rows."""

from typing import Any

from accounts.roles import Act, Role
from checklists.models import Task
from checklists.owners import fingerprint, people_given
from checklists.services.assignments import assign
from tests.cast import Cast, make_member


def given_to_it(cast: Cast) -> dict[str, str]:
    """G31 for the it-medarbejder, as the page sends it."""
    return {"nr": "G31", "people": str(cast.it.pk), "seen": fingerprint(people_given([cast.task("G31")]))}


def give_many(cast: Cast, times: int) -> None:
    """Give the open tasks to many people each."""
    people = [
        make_member(
            cast.slagelse,
            Role.IT_STAFF,
            email=f"it-{times}-{n}@slagelse.example",
            name=f"It {n}",
            by=cast.leader,
            at=cast.at,
        )
        for n in range(times)
    ]
    tasks = Task.objects.open().filter(project=cast.slagelse)
    assign(project=cast.slagelse, tasks=tasks, people=people, by=cast.leader, at=cast.at)


def task_people_rows(row: Any) -> list[Any]:
    """Everybody who works may give tasks; which, and to whom, is the role's matter."""
    own: dict[str, Any] = {"takes": Act.WORK_OWN_TASKS, "in_project": True}
    return [
        row("task_assign", **own),
        row("task_assign", data=given_to_it, task_role=Role.IT_STAFF, **own),
    ]
