"""The items that a role holding settles (`fills_role`): done when the role is manned, open again when it is empty."""

from datetime import datetime

from accounts.roles import Role
from audit.clock import day_of
from checklists.models import Task
from checklists.moves import OPEN, State
from checklists.services.proof import complete_proof
from checklists.services.tasks import settle, unsettle
from projects.access import lock_project
from projects.manning import holdings_on, manned_roles
from projects.models import Project, RoleHolding
from ui.danish import listed

# The part that closes these tasks, as it stands in Task.managed_by.
PART = "organisation"
NAMES, LONGEST_NAMES = 5, 200
MANNED = "rollen er besat"
COVERED = "alle enheder har en tovholder"
EMPTY = "rollen ikke længere har en indehaver"
UNCOVERED = "ikke alle enheder har en tovholder"


def settle_manning(*, project: Project, at: datetime) -> None:
    """Bring the items G02–G10 that man a role into line with who holds it that day (G06: every unit its tovholder).

    A task that was closed by hand is left as it is until the role is manned here; from then on it follows the role. One
    answered with ikke relevant stays so. The portal does it, whoever gave or ended the role: Historik has that person's
    act beside it. Called with the project's row locked, or locks it.
    """
    lock_project(project.pk)
    held = holdings_on([project], on=day_of(at))
    roles = manned_roles(project, held)
    tasks = Task.objects.select_for_update(of=("self",)).select_related("item", "project")
    for task in tasks.filter(project=project).exclude(item__fills_role="").order_by("pk"):
        manned = task.item.fills_role in roles
        if manned and task.state != State.NOT_RELEVANT:
            _close(task, [holding for holding in held if holding.role == task.item.fills_role], at=at)
        elif not manned and task.state == State.DONE and task.managed_by == PART:
            unsettle(task=task, at=at, why=UNCOVERED if _of_units(task) else EMPTY)


def _of_units(task: Task) -> bool:
    return bool(task.item.fills_role == Role.UNIT_COORDINATOR)


def _close(task: Task, held: list[RoleHolding], *, at: datetime) -> None:
    if task.managed_by != PART:
        task.managed_by = PART
        task.save(update_fields=["managed_by"])
    if task.state in OPEN:
        why = COVERED if _of_units(task) else MANNED
        settle(task=task, answers=_answers(task, held), by=None, at=at, why=why)
    elif task.proof_missing:
        complete_proof(task=task, answers=_answers(task, held), by=None, at=at, why=MANNED)


def _answers(task: Task, held: list[RoleHolding]) -> dict[str, object]:
    """The evidence: who holds the role, and since when."""
    days = [holding.from_on for holding in held]
    names = list(dict.fromkeys(holding.user.name for holding in held))
    answers: dict[str, object] = {
        "person": listed(names, most=NAMES)[:LONGEST_NAMES],
        # G06 is met by the last of its tovholdere, every other role by its first holder.
        "date": max(days) if _of_units(task) else min(days),
    }
    if task.item.choices:
        # The item's first choice is that the role is filled, its last that somebody else signs (G10).
        somebody_else = all(holding.signs_instead for holding in held)
        answers["choice"] = task.item.choices[-1 if somebody_else else 0]["key"]
    return answers
