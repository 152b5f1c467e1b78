"""What happened although nothing can replace what is missing: the test (G41) or go-live without a signed G50.

It is recorded, never called ready, and the projektleder and the jurist are told at once. It is mended when what is
missing is done.
"""

import logging
from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from accounts.roles import Role
from audit.clock import day_of
from audit.models import Event
from checklists import events
from checklists.gates import Breach, breaches, gates_of
from checklists.letters import TOO_EARLY
from checklists.models import Task
from checklists.rules.task_rows import plan_of
from checklists.services.moving import tell
from outbox.services import put
from projects.access import lock_project
from projects.models import Project, RoleHolding, Wave
from projects.record import record_in
from ui.danish import listed

logger = logging.getLogger(__name__)
# Who can mend it.
TOLD = (Role.PROJECT_MANAGER, Role.LEGAL_OFFICER)


def tell_too_early(task: Task, *, at: datetime) -> None:
    """When the locked task was closed although a gate forbids it, say so in Historik and by mail."""
    gates = gates_of(task.item.edition.gates)
    if not any(task.number in gate.blocks and gate.no_override for gate in gates):
        return
    for breach in _breaches_in(task.project_id):
        if breach.number == task.number:
            _tell(task, breach, occasion=f"version {task.version}", at=at)


def tell_opened(task: Task, *, at: datetime) -> None:
    """When the locked task was taken up again under what must not stand without it (G50 under G41), say that too."""
    gates = gates_of(task.item.edition.gates)
    if not any(task.number in gate.no_override for gate in gates):
        return
    for breach in _breaches_in(task.project_id):
        if breach.number and task.number in {item.number for item in breach.missing}:
            done = Task.objects.select_related("item", "project").get(project=task.project_id, number=breach.number)
            _tell(done, breach, occasion=f"{task.number}, version {task.version}", at=at)


def _breaches_in(project: int) -> list[Breach]:
    plan = plan_of(project)
    return breaches(plan.gates, plan.states, live=False)


def _tell(task: Task, breach: Breach, *, occasion: str, at: datetime) -> None:
    missing = missing_in(breach)
    tell(events.TASK_TOO_EARLY, task, by=None, at=at, missing=missing)
    _write(task.project, task.number, missing, occasion=occasion, at=at)


def tell_live_too_early(*, at: datetime) -> int:
    """Tell of every project whose go-live day has come although G50 is not signed, once for each such day.

    Repeatable; returns how many were told.
    """
    waves = Wave.objects.filter(is_default=True, go_live_on__lte=day_of(at), project__closed_at=None)
    told = 0
    for project, day in waves.order_by("project").values_list("project", "go_live_on"):
        try:
            told += _tell_live(project, day, at=at)
        except Exception:
            # One project's trouble is not the others'; the next round tries again.
            logger.exception("Go-live was not looked at in project %s", project)
    return told


@transaction.atomic
def _tell_live(pk: int, day: date | None, *, at: datetime) -> int:
    project, subject = lock_project(pk), f"go-live {day}"
    if Event.objects.of_project(pk).about(subject).filter(type=events.LIVE_TOO_EARLY).exists():
        return 0
    plan = plan_of(pk)
    found = [breach for breach in breaches(plan.gates, plan.states, live=True) if not breach.number]
    for breach in found:
        missing = missing_in(breach)
        record_in(project, events.LIVE_TOO_EARLY, by=None, at=at, subject=subject, missing=missing)
        _write(project, "go-live", missing, occasion=str(day), at=at)
    return len(found)


def missing_in(breach: Breach) -> str:
    """The numbers that are missing, in words."""
    return listed([item.number for item in breach.missing], most=4)


def _write(project: Project, what: str, missing: str, *, occasion: str, at: datetime) -> None:
    held = RoleHolding.objects.on(day_of(at)).filter(project=project, role__in=TOLD)
    for person in User.objects.filter(pk__in=held.values("user")).order_by("pk"):
        put(
            TOO_EARLY,
            to_email=person.email,
            subject=f"too_early:{project.pk}:{what}",
            occasion=occasion,
            at=at,
            to_user_id=person.pk,
            project_id=project.pk,
            municipality_id=project.municipality_id,
            what=what,
            missing=missing,
        )
