"""Handing roles over to a successor, in one act."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Membership, User
from accounts.roles import Act, Role
from audit.clock import day_of
from outbox.services import put
from projects import events, letters
from projects.access import lock_project, standing_of
from projects.models import HandOver, Project, RoleHolding
from projects.record import record_in
from projects.services.roles import NotAWorker, RoleChanged
from ui.danish import long_date


class HandOverToSelf(ValueError):
    """Leaver and successor are the same person."""


@transaction.atomic
def hand_over(
    *,
    project: Project,
    leaver: User,
    successor: User,
    roles: list[Role],
    from_on: date,
    by: User,
    at: datetime,
    once: UUID,
) -> HandOver:
    """Give the leaver's roles, with the units of each, to a successor from a day on; history stays the leaver's.

    The projektleder hands over anybody's, everybody the own. A day that has passed means today. The same once-token
    again changes nothing. Raises PermissionDenied, HandOverToSelf, NotAWorker, RoleChanged when the leaver no longer
    holds one of the roles.
    """
    lock_project(project.pk)
    today = day_of(at)
    from_on = max(from_on, today)
    if not may_hand_over(project, leaver, by=by, on=today):
        raise PermissionDenied("This person may not hand over these roles")
    if same := HandOver.objects.filter(once=once).first():
        return same
    if leaver == successor:
        raise HandOverToSelf
    if not Membership.objects.on(from_on).filter(user=successor, municipality_id=project.municipality_id).exists():
        raise NotAWorker(f"{successor} does not work in {project.municipality}")
    done = HandOver.objects.create(
        project=project,
        leaver=leaver,
        successor=successor,
        roles=list(roles),
        from_on=from_on,
        once=once,
        handed_over_at=at,
        handed_over_by=by,
    )
    for holding in _held(project, leaver, roles, on=from_on):
        _pass_on(holding, successor, from_on=from_on, today=today)
    names = letters.named(roles)
    record_in(
        project,
        events.HANDED_OVER,
        by=by,
        at=at,
        roles=names,
        leaver=leaver.name,
        successor=successor.name,
        day="i dag" if from_on == today else long_date(from_on),
    )
    put(
        letters.HANDED_OVER,
        to_email=successor.email,
        to_user_id=successor.pk,
        subject=f"hand_over:{done.pk}",
        occasion="handed over",
        at=at,
        project_id=project.pk,
        municipality_id=project.municipality_id,
        roles=names,
    )
    return done


def may_hand_over(project: Project, leaver: User, *, by: User, on: date) -> bool:
    """May `by` hand over the leaver's roles that day?"""
    standing = standing_of(by, project, on=on)
    return standing.may(Act.MANAGE_PEOPLE) or (by == leaver and standing.may(Act.WORK_OWN_TASKS))


def _held(project: Project, leaver: User, roles: list[Role], *, on: date) -> list[RoleHolding]:
    """The leaver's holdings of just these roles that reach to that day. Raises RoleChanged when one is missing."""
    holdings = RoleHolding.objects.select_for_update().on(on).filter(project=project, user=leaver, role__in=roles)
    found = list(holdings.order_by("pk"))
    if {holding.role for holding in found} != {str(role) for role in roles}:
        raise RoleChanged
    return found


def _pass_on(holding: RoleHolding, successor: User, *, from_on: date, today: date) -> None:
    """The successor's holding begins the day after the leaver's ends; one the successor has is kept."""
    taken = RoleHolding.objects.filter(
        project=holding.project_id, user=successor, role=holding.role, to_on=None
    ).first()
    if taken is None or taken.from_on > from_on:
        if taken:
            taken.from_on = from_on
        else:
            taken = RoleHolding(
                project_id=holding.project_id,
                user=successor,
                role=holding.role,
                from_on=from_on,
                signs_instead=holding.signs_instead,
            )
        taken.begun = from_on <= today
        taken.save()
    taken.units.add(*holding.units.all())
    holding.to_on = from_on - timedelta(days=1)
    holding.ended = holding.to_on < today
    holding.save(update_fields=["to_on", "ended"])
