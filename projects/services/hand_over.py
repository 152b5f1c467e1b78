"""Handing roles over to a successor, in one act."""

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from accounts.roles import Act, Role
from audit.clock import day_of
from outbox.services import put
from projects import events, letters
from projects.access import lock_project, standing_of
from projects.manning import keeps_a_manager
from projects.models import HandOver, Project, RoleHolding
from projects.record import record_in
from projects.services.roles import LastProjectManager, RoleChanged, put_in_role
from ui.danish import long_date


class AlreadyHandedOver(Exception):
    """One of the roles goes to somebody else already, from a day ahead; `hand_over` is that one."""

    def __init__(self, hand_over: HandOver) -> None:
        super().__init__(f"{hand_over} takes effect {hand_over.from_on}")
        self.hand_over = hand_over


class TooLate(Exception):
    """The hand-over has taken effect, or was taken back already."""


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
    again changes nothing. Raises PermissionDenied, HandOverToSelf, NotAWorker, AlreadyHandedOver, LastProjectManager
    when the successor is about to leave, RoleChanged when the leaver no longer holds one of the roles.
    """
    project = lock_project(project.pk)
    today = day_of(at)
    from_on = max(from_on, today)
    if not may_hand_over(project, leaver, by=by, on=today):
        raise PermissionDenied("This person may not hand over these roles")
    if same := HandOver.objects.filter(once=once).first():
        if (same.project_id, same.leaver_id, same.successor_id) == (project.pk, leaver.pk, successor.pk):
            return same
        # Another form's token says nothing about this one.
        once = uuid4()
    if leaver == successor:
        raise HandOverToSelf
    if planned := planned_hand_over(project, leaver, roles, on=today):
        raise AlreadyHandedOver(planned)
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
    if Role.PROJECT_MANAGER in roles and not keeps_a_manager(project, after=from_on, today=today):
        raise LastProjectManager
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


@transaction.atomic
def take_back(*, hand_over: HandOver, by: User, at: datetime) -> HandOver:
    """Take a hand-over back before its day: the leaver goes on. Raises PermissionDenied, TooLate."""
    project = lock_project(hand_over.project_id)
    today = day_of(at)
    if not may_hand_over(project, hand_over.leaver, by=by, on=today):
        raise PermissionDenied("This person may not take back the hand-over")
    done = HandOver.objects.select_for_update(of=("self",)).select_related("leaver", "successor").get(pk=hand_over.pk)
    if done.taken_back_at or done.from_on <= today:
        raise TooLate
    done.taken_back_at, done.taken_back_by = at, by
    done.save(update_fields=["taken_back_at", "taken_back_by"])
    roles = RoleHolding.objects.filter(project=project, role__in=done.roles)
    roles.filter(user=done.leaver, to_on=done.from_on - timedelta(days=1)).update(to_on=None)
    # What was to begin holds on no day, and nobody is told that it did.
    unbegun = roles.filter(user=done.successor, from_on=done.from_on, begun=False)
    unbegun.update(to_on=done.from_on - timedelta(days=1), begun=True, ended=True)
    record_in(
        project,
        events.HAND_OVER_TAKEN_BACK,
        by=by,
        at=at,
        leaver=done.leaver.name,
        successor=done.successor.name,
    )
    return done


def planned_hand_over(project: Project, leaver: User, roles: list[Role], *, on: date) -> HandOver | None:
    """A hand-over of one of these roles whose day has not come."""
    planned = HandOver.objects.filter(project=project, leaver=leaver, from_on__gt=on, taken_back_at=None)
    return planned.filter(roles__overlap=list(roles)).select_related("successor", "leaver").first()


def may_hand_over(project: Project, leaver: User, *, by: User, on: date) -> bool:
    """May `by` hand over the leaver's roles that day?"""
    standing = standing_of(by, project, on=on)
    return standing.may(Act.MANAGE_PEOPLE) or (by == leaver and standing.may(Act.WORK_OWN_TASKS))


def _held(project: Project, leaver: User, roles: list[Role], *, on: date) -> list[RoleHolding]:
    """The leaver's holdings of just these roles that reach to that day. Raises RoleChanged when one is missing."""
    holdings = (
        RoleHolding.objects.select_for_update(of=("self",))
        .on(on)
        .select_related("project")
        .filter(project=project, user=leaver, role__in=roles)
    )
    found = list(holdings.order_by("pk"))
    if {holding.role for holding in found} != {str(role) for role in roles}:
        raise RoleChanged
    return found


def _pass_on(holding: RoleHolding, successor: User, *, from_on: date, today: date) -> None:
    """The successor's holding begins the day after the leaver's ends; one the successor has goes on."""
    taken = put_in_role(
        holding.project,
        successor,
        Role(holding.role),
        first=from_on,
        signs_instead=holding.signs_instead,
        today=today,
    )
    taken.units.add(*holding.units.all())
    holding.to_on = from_on - timedelta(days=1)
    never = holding.to_on < holding.from_on
    holding.begun, holding.ended = holding.begun or never, holding.to_on < today or never
    holding.save(update_fields=["to_on", "begun", "ended"])
