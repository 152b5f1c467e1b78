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
from projects.wording import named
from ui.danish import listed, long_date

UNITS_NAMED = 4


class LastProjectManager(Exception):
    """The project would have no projektleder: neither a holder nor an open invitation."""


class RoleChanged(Exception):
    """Somebody else ended the role in the meantime; nothing was written."""


class PersonLeaves(Exception):
    """The person stops in the municipality after `last_day`, so no role there goes on."""

    def __init__(self, last_day: date) -> None:
        super().__init__(f"The person leaves after {last_day}")
        self.last_day = last_day


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

    Does nothing when the person has it by then, but adds the units; one that was to begin later, or to end, is brought
    forward or goes on. It ends with the person's work in the municipality. The caller has looked at the right. Raises
    NotAWorker.
    """
    lock_project(project.pk)
    today = day_of(at)
    first = max(from_on or today, today)
    until = _works_until(user, project, on=first)
    holding, changed = _put(project, user, role, first=first, until=until, signs_instead=signs_instead, today=today)
    if changed:
        # The units stand before the event, so that whoever listens sees the role as it is.
        holding.units.add(*(units or []))
        _tell_given(holding, first, changed, by=by, at=at)
    elif units:
        _set_units(holding, [*holding.units.all(), *units], by=by, at=at)
    return holding


def put_in_role(
    project: Project, user: User, role: Role, *, first: date, signs_instead: bool, today: date
) -> RoleHolding:
    """The same without a word to Historik, for an act that tells of the whole. Raises NotAWorker."""
    until = _works_until(user, project, on=first)
    return _put(project, user, role, first=first, until=until, signs_instead=signs_instead, today=today)[0]


def _works_until(user: User, project: Project, *, on: date) -> date | None:
    """The last day of the person's work in the municipality: no role there outlives it. Raises NotAWorker."""
    membership = Membership.objects.on(on).filter(user=user, municipality_id=project.municipality_id).first()
    if membership is None:
        raise NotAWorker(f"{user} does not work in {project.municipality}")
    last: date | None = membership.to_on
    return last


def _put(
    project: Project, user: User, role: Role, *, first: date, until: date | None, signs_instead: bool, today: date
) -> tuple[RoleHolding, str]:
    """One row that holds from `first` to `until`: a new one, or the person's own brought into line.

    Gives it, and which event tells of it ("" when nothing changed).
    """
    own = RoleHolding.objects.on_or_after(first).filter(project=project, user=user, role=role).order_by("from_on")
    holding, *later = [*own] or [None]
    for row in later:
        # Two rows would overlap: the one that begins later holds on no day.
        row.to_on, row.begun, row.ended = row.from_on - timedelta(days=1), True, True
        row.save(update_fields=["to_on", "begun", "ended"])
    if holding is None:
        row = RoleHolding(project=project, user=user, role=role, from_on=first, to_on=until)
        row.signs_instead, row.begun = signs_instead, first == today
        row.save()
        return row, events.ROLE_GIVEN
    if holding.from_on <= first and holding.to_on == until:
        return holding, ""
    event_type = events.ROLE_GIVEN if holding.from_on > first else events.ROLE_GOES_ON
    holding.from_on, holding.to_on = min(holding.from_on, first), until
    holding.begun, holding.ended = holding.begun or holding.from_on == today, False
    holding.save(update_fields=["from_on", "to_on", "begun", "ended"])
    return holding, event_type


def _tell_given(holding: RoleHolding, first: date, event_type: str, *, by: User, at: datetime) -> None:
    project, person, role = holding.project, holding.user.name, named([holding.role])
    if event_type == events.ROLE_GIVEN and first != day_of(at):
        record_in(project, events.ROLE_GIVEN_FROM, by=by, at=at, person=person, role=role, day=long_date(first))
    else:
        record_in(project, event_type, by=by, at=at, person=person, role=role)


@transaction.atomic
def set_units(*, holding: RoleHolding, units: list[Unit], by: User, at: datetime) -> RoleHolding:
    """Set the units a tovholder stands for (G06). Raises PermissionDenied, RoleChanged, ValueError for another role."""
    holding = _locked(holding, by=by, at=at)
    if holding.role != Role.UNIT_COORDINATOR:
        raise ValueError(f"{holding} stands for no units")
    _set_units(holding, units, by=by, at=at)
    return holding


@transaction.atomic
def end_role(
    *, holding: RoleHolding, last_day: date, by: User, at: datetime, instead_of: date | None = None
) -> RoleHolding:
    """Let a role end after `last_day`; yesterday ends it now. The same last day again changes nothing.

    `instead_of` is the last day that the page showed. Raises PermissionDenied, LastProjectManager, RoleChanged (also
    when another last day was set in the meantime).
    """
    holding = _locked(holding, by=by, at=at)
    if holding.to_on == last_day:
        return holding
    if holding.to_on != instead_of:
        raise RoleChanged
    today = day_of(at)
    if holding.role == Role.PROJECT_MANAGER and not keeps_a_manager(
        holding.project, after=last_day, today=today, without=holding
    ):
        raise LastProjectManager
    close_holding(holding=holding, last_day=last_day, by=by, at=at)
    return holding


@transaction.atomic
def let_role_go_on(*, holding: RoleHolding, by: User, at: datetime) -> RoleHolding:
    """Take a last day that has not come back again. Raises PermissionDenied, RoleChanged, PersonLeaves."""
    holding = _locked(holding, by=by, at=at)
    if leaves_on := last_day_of(holding.user, holding.project, on=day_of(at)):
        raise PersonLeaves(leaves_on)
    again = RoleHolding.objects.on_or_after(day_of(at)).filter(
        project=holding.project_id, user=holding.user_id, role=holding.role
    )
    if again.exclude(pk=holding.pk).exists():
        raise RoleChanged
    if holding.to_on is not None:
        holding.to_on = None
        holding.save(update_fields=["to_on"])
        record_in(
            holding.project,
            events.ROLE_GOES_ON,
            by=by,
            at=at,
            person=holding.user.name,
            role=named([holding.role]),
        )
    return holding


def last_day_of(user: User, project: Project, *, on: date) -> date | None:
    """The last day of the person's work in the project's municipality, if one is set."""
    membership = Membership.objects.on(on).filter(user=user, municipality=project.municipality_id).first()
    return membership.to_on if membership else None


def close_holding(*, holding: RoleHolding, last_day: date, by: User, at: datetime) -> None:
    """Write the last day of a locked holding, and tell Historik; the caller has looked at right and rules."""
    yesterday = day_of(at) - timedelta(days=1)
    # A role taken back before it began holds on no day.
    holding.to_on = max(last_day, holding.from_on - timedelta(days=1))
    holding.ended = holding.to_on <= yesterday or holding.to_on < holding.from_on
    holding.begun = holding.begun or holding.ended
    holding.save(update_fields=["to_on", "ended", "begun"])
    person, role = holding.user.name, named([holding.role])
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
    if not units:
        record_in(holding.project, events.UNITS_CLEARED, by=by, at=at, person=holding.user.name)
        return
    names = listed(sorted(unit.name for unit in units), most=UNITS_NAMED)
    record_in(holding.project, events.COORDINATES, by=by, at=at, person=holding.user.name, units=names)
