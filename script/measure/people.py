"""The people and units of one invented municipality."""

from datetime import date
from functools import cache

from django.contrib.auth.hashers import make_password

from accounts.models import Membership, User
from accounts.roles import Role
from projects.models import Project, RoleHolding, Unit

UNITS, COORDINATORS = 12, 6


@cache
def no_password() -> str:
    """They are signed in by their session, never by a password."""
    return make_password(None)


def add_people(project: Project, *, on: date) -> dict[str, User]:
    """Somebody in each role but the projektleder's, and six tovholdere with two units each. Gives one by role."""
    slug = project.municipality.slug
    roles = [role for role in Role if role not in {Role.PROJECT_MANAGER, Role.UNIT_COORDINATOR}]
    held = [*roles, *[Role.UNIT_COORDINATOR] * COORDINATORS]
    users = User.objects.bulk_create(
        User(
            email=f"{role.value}{number}@{slug}.example",
            name=f"{role.label} {number} i {project.municipality.name}",
            phone=f"55 00 20 {number:02}",
            password=no_password(),
        )
        for number, role in enumerate(held)
    )
    Membership.objects.bulk_create(
        Membership(user=user, municipality=project.municipality, from_on=on) for user in users
    )
    holdings = RoleHolding.objects.bulk_create(
        RoleHolding(project=project, user=user, role=role, from_on=on, begun=True)
        for user, role in zip(users, held, strict=True)
    )
    units = _add_units(project)
    for number, holding in enumerate(holdings[-COORDINATORS:]):
        holding.units.set(units[number * 2 : number * 2 + 2])
    return dict(zip(held, users, strict=True))


def _add_units(project: Project) -> list[Unit]:
    wave = project.waves.get(is_default=True)
    kinds = list(Unit.Kind)
    return Unit.objects.bulk_create(
        Unit(
            project=project,
            wave=wave,
            name=f"Enhed {number + 1} i {project.municipality.name}",
            kind=kinds[number % len(kinds)],
            address=f"Skovvej {number + 1}",
            staff_count=40 + number * 7,
            expected_users=30 + number * 5,
        )
        for number in range(UNITS)
    )
