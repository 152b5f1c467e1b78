"""Giving and ending roles."""

from datetime import datetime

from django.db import transaction

from accounts.models import Membership, User
from accounts.roles import Role
from audit.clock import day_of
from projects import events
from projects.access import lock_project
from projects.models import Project, RoleHolding, Unit
from projects.record import record_in


@transaction.atomic
def give_role(
    *, project: Project, user: User, role: Role, by: User, at: datetime, units: list[Unit] | None = None
) -> RoleHolding:
    """Give a person a role in the project from that day (G02–G10); does nothing when the person has it.

    Raises ValueError when the person does not work in the municipality.
    """
    lock_project(project.pk)
    day = day_of(at)
    if not Membership.objects.on(day).filter(user=user, municipality_id=project.municipality_id).exists():
        raise ValueError(f"{user} does not work in {project.municipality}")
    holding = RoleHolding.objects.on(day).filter(project=project, user=user, role=role).first()
    if not holding:
        holding = RoleHolding.objects.create(project=project, user=user, role=role, from_on=day, begun=True)
        record_in(project, events.ROLE_GIVEN, by=by, at=at, person=user.name, role=role.label)
    if units:
        holding.units.add(*units)
    return holding
