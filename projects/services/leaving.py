"""A person stops working in the municipality."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q

from accounts.models import Membership, Municipality, User
from accounts.roles import Act, Role
from accounts.services.people import continue_membership, end_membership
from audit.clock import day_of
from projects import events
from projects.access import lock_project, standing_of
from projects.manning import keeps_a_manager
from projects.models import Project, RoleHolding
from projects.record import record_in
from projects.services.invitations import withdraw_all
from projects.services.roles import LastProjectManager, close_holding
from ui.danish import long_date


@transaction.atomic
def leave(
    *, project: Project, person: User, last_day: date, instead_of: date | None, by: User, at: datetime
) -> Membership:
    """End a person's roles in the municipality's projects, the work there, and with the last place the sign-in.

    What should go on is handed over first (`hand_over`). `instead_of` is the last day the page showed. Raises
    PermissionDenied, LastProjectManager, and what `end_membership` raises.
    """
    Municipality.objects.select_for_update(no_key=True).get(pk=project.municipality_id)
    for pk in Project.objects.filter(municipality=project.municipality_id).order_by("pk").values_list("pk", flat=True):
        lock_project(pk)
    if not standing_of(by, lock_project(project.pk), on=day_of(at)).may(Act.MANAGE_PEOPLE):
        raise PermissionDenied("This person may not let anybody go")
    withdraw_all(email=person.email, municipality_id=project.municipality_id, by=by, at=at)
    for holding in _held(project, person, after=last_day):
        if holding.role == Role.PROJECT_MANAGER and not keeps_a_manager(
            holding.project, after=last_day, today=day_of(at), without=holding
        ):
            raise LastProjectManager
        close_holding(holding=holding, last_day=last_day, by=by, at=at)
    ended = end_membership(
        user=person, municipality=project.municipality, last_day=last_day, by=by, at=at, instead_of=instead_of
    )
    record_in(project, events.LEAVES, by=by, at=at, person=person.name, day=long_date(last_day))
    return ended


@transaction.atomic
def stay(*, project: Project, person: User, by: User, at: datetime) -> None:
    """Take back that a person stops, with the roles that were to end that day. Raises PermissionDenied, NotLeaving."""
    Municipality.objects.select_for_update(no_key=True).get(pk=project.municipality_id)
    for pk in Project.objects.filter(municipality=project.municipality_id).order_by("pk").values_list("pk", flat=True):
        lock_project(pk)
    if not standing_of(by, lock_project(project.pk), on=day_of(at)).may(Act.MANAGE_PEOPLE):
        raise PermissionDenied("This person may not let anybody go on")
    last_day = continue_membership(user=person, municipality=project.municipality, by=by, at=at)
    RoleHolding.objects.filter(
        user=person, project__municipality=project.municipality_id, to_on=last_day, ended=False
    ).update(to_on=None)
    record_in(project, events.STAYS, by=by, at=at, person=person.name)


def _held(project: Project, person: User, *, after: date) -> list[RoleHolding]:
    """The person's roles in the municipality that reach beyond that day."""
    held = RoleHolding.objects.select_for_update(of=("self",)).filter(
        Q(to_on=None) | Q(to_on__gt=after), user=person, project__municipality=project.municipality_id
    )
    return list(held.select_related("project", "user").order_by("pk"))
