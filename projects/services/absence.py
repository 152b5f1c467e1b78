"""Absence of somebody in a project, and the deputy who has that person's roles meanwhile."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet

from accounts.models import Absence, Membership, User
from accounts.roles import Act, Role
from accounts.services.absence import move_absence, put_absence, take_absence_back
from audit.clock import day_of
from projects import events
from projects.access import Standing, lock_project, standing_of
from projects.models import Project, RoleHolding
from projects.record import record_in

NOBODY = "ingen"


class NotInProject(ValueError):
    """The person holds no role in the project."""


class NotADeputy(ValueError):
    """The deputy does not work there, or holds no role in the project other than observer, or is the absent person."""


@transaction.atomic
def register_absence(
    *,
    project: Project,
    user: User,
    from_on: date,
    to_on: date,
    deputy: User | None,
    anyway: bool,
    by: User,
    at: datetime,
) -> Absence:
    """A person in the project is away from a day to a day, both included; a deputy may stand in.

    Raises PermissionDenied, NotInProject, NotADeputy, and what `accounts.services.absence.put_absence` raises.
    """
    _lock(project, user, by=by, at=at)
    _require_deputy(project, user, deputy, on=max(from_on, day_of(at)))
    absence, is_new = put_absence(user=user, from_on=from_on, to_on=to_on, deputy=deputy, anyway=anyway, by=by, at=at)
    if is_new and by == user:
        _tell(project, events.ABSENCE_OWN, absence, by=by, at=at)
    elif is_new:
        _tell(project, events.ABSENCE_REGISTERED, absence, by=by, at=at, person=user.name)
    return absence


@transaction.atomic
def change_absence(
    *,
    project: Project,
    absence: Absence,
    from_on: date,
    to_on: date,
    deputy: User | None,
    anyway: bool,
    seen: str,
    by: User,
    at: datetime,
) -> Absence:
    """Other days, or another deputy. `seen` is the `fingerprint` that the caller's page showed.

    Raises PermissionDenied, NotInProject, NotADeputy, and what `accounts.services.absence.move_absence` raises.
    """
    _lock(project, absence.user, by=by, at=at)
    # A deputy who was right once is not questioned because of other days.
    if deputy and deputy.pk != absence.deputy_id:
        _require_deputy(project, absence.user, deputy, on=max(from_on, day_of(at)))
    moved, is_other = move_absence(
        absence=absence, from_on=from_on, to_on=to_on, deputy=deputy, anyway=anyway, seen=seen, at=at
    )
    if is_other:
        _tell(project, events.ABSENCE_CHANGED, moved, by=by, at=at, person=moved.user.name)
    return moved


@transaction.atomic
def withdraw_absence(*, project: Project, absence: Absence, by: User, at: datetime) -> Absence:
    """It never came to anything. Raises PermissionDenied, NotInProject, accounts.services.absence.Over."""
    _lock(project, absence.user, by=by, at=at)
    found, is_gone = take_absence_back(absence=absence, by=by, at=at)
    if is_gone:
        record_in(project, events.ABSENCE_WITHDRAWN, by=by, at=at, person=found.user.name, days=found.days)
    return found


def may_say_away(standing: Standing, user: User) -> bool:
    """May this person register, change and withdraw the other's absence? Everybody who works may the own."""
    return standing.may(Act.MANAGE_PEOPLE) or (standing.user == user and standing.may(Act.WORK_OWN_TASKS))


def people_of(project: Project, *, on: date) -> QuerySet[User]:
    """Those who hold a role in the project that day or later, and work there that day."""
    held = RoleHolding.objects.on_or_after(on).filter(project=project)
    return _working(project, held, on=on)


def deputies_of(project: Project, *, on: date) -> QuerySet[User]:
    """Those who can be deputy that day: they work there, and hold a role in which one does something."""
    held = RoleHolding.objects.on(on).filter(project=project).exclude(role=Role.OBSERVER)
    return _working(project, held, on=on)


def _working(project: Project, held: QuerySet[RoleHolding], *, on: date) -> QuerySet[User]:
    working = Membership.objects.on(on).filter(municipality=project.municipality_id)
    people = User.objects.filter(pk__in=held.values("user")).filter(pk__in=working.values("user"))
    return people.order_by("name", "pk")


def _lock(project: Project, user: User, *, by: User, at: datetime) -> None:
    """The project locked first; then whether the person is in it, and the right."""
    project = lock_project(project.pk)
    if not may_say_away(standing_of(by, project, on=day_of(at)), user):
        raise PermissionDenied("This person may not say that the other is away")
    if not people_of(project, on=day_of(at)).filter(pk=user.pk).exists():
        raise NotInProject


def _require_deputy(project: Project, user: User, deputy: User | None, *, on: date) -> None:
    if deputy and (deputy == user or not deputies_of(project, on=on).filter(pk=deputy.pk).exists()):
        raise NotADeputy


def _tell(project: Project, event_type: str, absence: Absence, *, by: User, at: datetime, **own: Any) -> None:
    deputy = absence.deputy.name if absence.deputy else NOBODY
    record_in(project, event_type, by=by, at=at, days=absence.days, deputy=deputy, **own)
