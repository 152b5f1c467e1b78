"""Who holds which role on a day, asked of many projects at once. Pure reading."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Prefetch

from accounts.models import Membership
from accounts.roles import Role
from projects.models import Invitation, Project, RoleHolding, Unit

# A unit that was taken out stays on the row for history's sake, and counts nowhere.
PARTICIPATING = Prefetch("units", queryset=Unit.objects.taking_part())


def holdings_on(projects: Iterable[Project], *, on: date, units: bool = True) -> "list[RoleHolding]":
    """The holdings that count that day, with person and, if asked, units: the person must work in the municipality."""
    works_here = Membership.objects.on(on).filter(user=OuterRef("user"), municipality=OuterRef("project__municipality"))
    held = RoleHolding.objects.on(on).filter(Exists(works_here), project__in=projects)
    found = held.select_related("user").order_by("from_on", "user__name")
    return list(found.prefetch_related(PARTICIPATING) if units else found)


def manned_roles(project: Project, holdings: Iterable[RoleHolding]) -> frozenset[str]:
    """The roles that these holdings man. For tovholder: every unit has one, and there is a unit (G06)."""
    held = list(holdings)
    units = {unit.pk for unit in Unit.objects.taking_part().filter(project=project)}
    covered = {unit.pk for holding in held if holding.role == Role.UNIT_COORDINATOR for unit in holding.units.all()}
    roles = {str(holding.role) for holding in held} - {Role.UNIT_COORDINATOR.value}
    return frozenset(roles | ({Role.UNIT_COORDINATOR.value} if units and units <= covered else set()))


def is_manned(project: Project, role: str, *, on: date) -> bool:
    """Has the role a holder that day? For tovholder: has every unit one?"""
    return role in manned_roles(project, holdings_on([project], on=on))


def keeps_a_manager(
    project: Project,
    *,
    after: date,
    today: date,
    without: RoleHolding | None = None,
    without_invitation: Invitation | None = None,
) -> bool:
    """Is there a projektleder from the day after `after` on: a holder without an end, or an invitation open today?"""
    begins = after + timedelta(days=1)
    works_on = Membership.objects.filter(
        user=OuterRef("user"), municipality=OuterRef("project__municipality"), to_on=None
    )
    held = RoleHolding.objects.filter(
        Exists(works_on), project=project, role=Role.PROJECT_MANAGER, to_on=None, from_on__lte=begins
    )
    if without:
        held = held.exclude(pk=without.pk)
    asked = Invitation.objects.open(on=today).filter(project=project, roles__contains=[Role.PROJECT_MANAGER])
    if without_invitation:
        asked = asked.exclude(pk=without_invitation.pk)
    return held.exists() or asked.exists()
