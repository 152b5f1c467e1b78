"""The pages about whose tasks are, in the matrix, and their rows."""

from typing import Any
from uuid import uuid4

from accounts.roles import Act, Role
from checklists.models import Comment, Task
from checklists.rules.owners import fingerprint, people_given
from checklists.services.assignments import assign
from checklists.services.comments import write_comment
from projects.models import RoleHolding
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


def a_comment(cast: Cast, **own: Any) -> Comment:
    """The it-medarbejder writes about G31."""
    words = {"text": "Hvem har nøglen?", "mentioned": [], "by": cast.it, "at": cast.at, "once": uuid4(), **own}
    return write_comment(task=cast.task("G31"), **words)


def comment_words(cast: Cast) -> dict[str, str]:
    """A comment as the form sends it."""
    return {"comment-text": "Det har jeg.", "comment-once": str(uuid4())}


def comment_many(cast: Cast, times: int) -> None:
    """Write many comments that mention many, on one task and on others; the last day of all, so that they are shown."""
    people = [cast.leader, *(held.user for held in RoleHolding.objects.filter(project=cast.slagelse)[:times])]
    for n, task in enumerate(Task.objects.filter(project=cast.slagelse)[:times]):
        for about in (cast.task("G31"), task):
            text = f"Til @{cast.leader.name}, nummer {n}"
            common: dict[str, Any] = {"by": cast.it, "at": cast.at, "once": uuid4()}
            write_comment(task=about, text=text, mentioned=set(people), **common)


def tick_many(cast: Cast, times: int) -> None:
    """Tick points of G28 off, each by somebody else."""
    task = cast.task("G28")
    people = [held.user for held in RoleHolding.objects.filter(project=cast.slagelse).select_related("user")]
    for position in range(len(task.item.sub_points))[:times]:
        task.ticks.get_or_create(position=position, defaults={"ticked_at": cast.at, "ticked_by": people[position]})


def task_people_rows(row: Any) -> list[Any]:
    """Everybody who works may give tasks; which, and to whom, is the role's matter."""
    own: dict[str, Any] = {"takes": Act.WORK_OWN_TASKS, "in_project": True}
    return [
        row("task_assign", **own),
        row("task_assign", data=given_to_it, task_role=Role.IT_STAFF, **own),
        row("task_comment", Act.COMMENT, number="G31", in_project=True, data=comment_words),
        # One's own only: the projektleder is refused as well.
        row(
            "comment_withdraw",
            Act.COMMENT,
            number="G31",
            in_project=True,
            own={"comment": lambda cast: a_comment(cast).pk},
            data=lambda cast: {},
            answers={"leader": 403},
        ),
        row("task_tick", number="G28", task_role=Role.TECHNICAL_OWNER, data=lambda cast: {"tick": "0"}, **own),
    ]
