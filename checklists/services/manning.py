"""The items that a role holding settles (`fills_role`): done when the role is manned, open again when it is empty."""

from datetime import datetime

from accounts.models import User
from accounts.roles import Role
from audit.clock import day_of
from checklists.models import Task
from checklists.moves import OPEN, State
from checklists.services.tasks import settle, take_up_again
from projects.access import lock_project
from projects.manning import holdings_on, is_manned
from projects.models import Project
from ui.danish import listed

# The part that closes these tasks, as it stands in Task.managed_by.
PART = "organisation"
NAMES, LONGEST_NAMES = 5, 200
EMPTY = "Rollen har ingen indehaver længere."
UNIT_WITHOUT = "Ikke alle enheder har en tovholder længere."


def settle_manning(*, project: Project, by: User | None, at: datetime) -> None:
    """Bring the items G02–G10 that man a role into line with who holds it that day (G06: every unit its tovholder).

    A task that was closed by hand is left as it is until the role is manned here; from then on it follows the role. One
    answered with ikke relevant stays so. `by=None` means that a day turned. Called with the project's row locked, or
    locks it.
    """
    lock_project(project.pk)
    tasks = Task.objects.select_for_update(of=("self",)).select_related("item", "project")
    for task in tasks.filter(project=project).exclude(item__fills_role="").order_by("pk"):
        manned = is_manned(project, task.item.fills_role, on=day_of(at))
        if manned and task.state != State.NOT_RELEVANT:
            _close(task, by=by, at=at)
        elif not manned and task.state == State.DONE and task.managed_by == PART:
            reason = UNIT_WITHOUT if task.item.fills_role == Role.UNIT_COORDINATOR else EMPTY
            take_up_again(task=task, by=by, at=at, reason=reason)


def _close(task: Task, *, by: User | None, at: datetime) -> None:
    if task.managed_by != PART:
        task.managed_by = PART
        task.save(update_fields=["managed_by"])
    if task.state in OPEN:
        settle(task=task, answers=_answers(task, at=at), by=by, at=at)


def _answers(task: Task, *, at: datetime) -> dict[str, object]:
    """The evidence: who holds the role, and since when."""
    held = [holding for holding in holdings_on([task.project], on=day_of(at)) if holding.role == task.item.fills_role]
    days = [holding.from_on for holding in held]
    names = list(dict.fromkeys(holding.user.name for holding in held))
    answers: dict[str, object] = {
        "person": listed(names, most=NAMES)[:LONGEST_NAMES],
        # G06 is met by the last of its tovholdere, every other role by its first holder.
        "date": max(days) if task.item.fills_role == Role.UNIT_COORDINATOR else min(days),
    }
    if task.item.choices:
        # The item's first choice is that the role is filled, its last that somebody else signs (G10).
        somebody_else = all(holding.signs_instead for holding in held)
        answers["choice"] = task.item.choices[-1 if somebody_else else 0]["key"]
    return answers
