"""Giving and ending roles."""

from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Membership, User
from accounts.roles import Act, Role
from audit.clock import day_of
from projects import events
from projects.access import lock_project, standing_of
from projects.manning import keeps_a_manager
from projects.models import Project, RoleHolding, Unit
from projects.record import record_in
from ui.danish import listed, long_date

UNITS_NAMED = 4


class LastProjectManager(Exception):
    """The project would have no projektleder: neither a holder nor an open invitation."""


class RoleChanged(Exception):
    """Somebody else ended the role in the meantime; nothing was written."""


class NotAWorker(ValueError):
    """The person does not work in the municipality."""


@transaction.atomic
def give_role(
    *,
    project: Project,
    user: User,
    role: Role,
    by: User,
    at: datetime,
    units: list[Unit] | None = None,
    from_on: date | None = None,
    signs_instead: bool = False,
) -> RoleHolding:
    """Give a person a role in the project from that day, or from a later one (G02–G10).

    Does nothing when the person has it already, but adds the units. The caller has looked at the right. Raises
    NotAWorker.
    """
    lock_project(project.pk)
    today = day_of(at)
    first = max(from_on or today, today)
    if not Membership.objects.on(first).filter(user=user, municipality_id=project.municipality_id).exists():
        raise NotAWorker(f"{user} does not work in {project.municipality}")
    held = RoleHolding.objects.filter(project=project, user=user, role=role)
    holding = held.on(first).first() or held.filter(to_on=None).first()
    if holding is None:
        now = first == today
        holding = RoleHolding.objects.create(
            project=project, user=user, role=role, from_on=first, begun=now, signs_instead=signs_instead
        )
        # The units stand before the event, so that whoever listens sees the role as it is.
        holding.units.set(units or [])
        if now:
            record_in(project, events.ROLE_GIVEN, by=by, at=at, person=user.name, role=role.label)
        else:
            day = long_date(first)
            record_in(project, events.ROLE_GIVEN_FROM, by=by, at=at, person=user.name, role=role.label, day=day)
    elif units:
        _set_units(holding, [*holding.units.all(), *units], by=by, at=at)
    return holding


@transaction.atomic
def set_units(*, holding: RoleHolding, units: list[Unit], by: User, at: datetime) -> RoleHolding:
    """Set the units a tovholder stands for (G06). Raises PermissionDenied, RoleChanged."""
    holding = _locked(holding, by=by, at=at)
    _set_units(holding, units, by=by, at=at)
    return holding


@transaction.atomic
def end_role(*, holding: RoleHolding, last_day: date, by: User, at: datetime) -> RoleHolding:
    """Let a role end after `last_day`; yesterday ends it now.

    Raises PermissionDenied, RoleChanged, LastProjectManager.
    """
    holding = _locked(holding, by=by, at=at)
    if holding.role == Role.PROJECT_MANAGER and not keeps_a_manager(holding.project, after=last_day, without=holding):
        raise LastProjectManager
    close_holding(holding=holding, last_day=last_day, by=by, at=at)
    return holding


@transaction.atomic
def let_role_go_on(*, holding: RoleHolding, by: User, at: datetime) -> RoleHolding:
    """Take a last day that has not come back again. Raises PermissionDenied, RoleChanged."""
    holding = _locked(holding, by=by, at=at)
    if holding.to_on is not None:
        holding.to_on = None
        holding.save(update_fields=["to_on"])
        record_in(
            holding.project,
            events.ROLE_GOES_ON,
            by=by,
            at=at,
            person=holding.user.name,
            role=holding.get_role_display(),
        )
    return holding


def close_holding(*, holding: RoleHolding, last_day: date, by: User, at: datetime) -> None:
    """Write the last day of a locked holding, and tell Historik; the caller has looked at right and rules."""
    yesterday = day_of(at) - timedelta(days=1)
    # A role taken back before it began holds on no day.
    holding.to_on = max(last_day, holding.from_on - timedelta(days=1))
    holding.ended = holding.to_on <= yesterday
    holding.begun = holding.begun or holding.ended
    holding.save(update_fields=["to_on", "ended", "begun"])
    person, role = holding.user.name, str(holding.get_role_display())
    if holding.ended:
        record_in(holding.project, events.ROLE_ENDED, by=by, at=at, person=person, role=role)
    else:
        day = long_date(holding.to_on)
        record_in(holding.project, events.ROLE_ENDS, by=by, at=at, person=person, role=role, day=day)


def _locked(holding: RoleHolding, *, by: User, at: datetime) -> RoleHolding:
    """The holding as it stands, project and row locked, the right checked under the lock."""
    project = lock_project(holding.project_id)
    if not standing_of(by, project, on=day_of(at)).may(Act.MANAGE_PEOPLE):
        raise PermissionDenied("This person may not change roles")
    found = RoleHolding.objects.select_for_update(of=("self",)).select_related("user", "project").get(pk=holding.pk)
    if found.ended or (found.to_on and found.to_on < day_of(at)):
        raise RoleChanged
    return found


def _set_units(holding: RoleHolding, units: list[Unit], *, by: User, at: datetime) -> None:
    if set(units) == set(holding.units.all()):
        return
    holding.units.set(units)
    names = listed(sorted(unit.name for unit in units), most=UNITS_NAMED) if units else "ingen enheder"
    record_in(holding.project, events.COORDINATES, by=by, at=at, person=holding.user.name, units=names)
