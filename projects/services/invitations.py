"""Asking people to take roles, and their answer (G01–G10)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.access import national_acts
from accounts.models import Municipality, NationalRole, User
from accounts.roles import Act, Role
from accounts.services.people import NationalPerson
from audit.clock import day_of
from audit.record import record
from outbox.models import Letter
from outbox.services import put
from projects import events, letters
from projects.access import lock_project, standing_of
from projects.manning import keeps_a_manager
from projects.models import Invitation, Project, RoleHolding, Unit
from projects.models.people import DAYS_OPEN, InvitationQuerySet
from projects.record import record_in
from projects.services.roles import LastProjectManager, give_role
from projects.wording import named


class AlreadyInvited(Exception):
    """The address has an open invitation; `invitation` is that one."""

    def __init__(self, invitation: Invitation) -> None:
        super().__init__(f"{invitation.email} is invited already")
        self.invitation = invitation


class HasTheRoles(Exception):
    """The person holds all these roles already."""


class HasAProject(Exception):
    """The municipality has an open project, or somebody is asked to lead it; no first projektleder is needed."""


class InvitationGone(Exception):
    """The invitation can no longer be answered; `invitation` says why."""

    def __init__(self, invitation: Invitation) -> None:
        super().__init__("The invitation is closed")
        self.invitation = invitation


@dataclass(frozen=True)
class Invited:
    """What came of it: a colleague has the roles at once, everybody else an invitation."""

    invitation: Invitation | None = None
    person: User | None = None


@transaction.atomic
def invite(
    *,
    project: Project,
    email: str,
    name: str,
    roles: list[Role],
    by: User,
    at: datetime,
    once: UUID,
    units: list[Unit] | None = None,
    signs_instead: bool = False,
) -> Invited:
    """Ask somebody to take roles in the project (G02–G10). One who works in the municipality has them at once.

    The same once-token again changes nothing. Raises PermissionDenied, AlreadyInvited, HasTheRoles, NationalPerson.
    """
    project = lock_project(project.pk)
    day, email = day_of(at), email.strip().lower()
    _require_right(project, roles, by=by, at=at)
    if same := Invitation.objects.filter(once=once).first():
        if same.project_id == project.pk and same.email == email:
            return Invited(invitation=same)
        # Another form's token says nothing about this one.
        once = uuid4()
    if User.objects.filter(email__iexact=email, national_roles__in=NationalRole.objects.on(day)).exists():
        raise NationalPerson
    if colleague := _colleague(email, project.municipality_id, at=at):
        _give_at_once(project, colleague, roles, units, signs_instead=signs_instead, by=by, at=at, once=once)
        return Invited(person=colleague)
    _make_room(Invitation.objects.filter(project=project, email__iexact=email), by=by, at=at)
    invitation = Invitation.objects.create(
        municipality_id=project.municipality_id,
        project=project,
        email=email,
        name=name,
        roles=list(roles),
        signs_instead=signs_instead,
        expires_on=day + timedelta(days=DAYS_OPEN),
        once=once,
        invited_at=at,
        invited_by=by,
    )
    invitation.units.set(units or [])
    record_in(project, events.INVITED, by=by, at=at, person=name, roles=named(invitation.roles))
    _mail(invitation, at=at)
    return Invited(invitation=invitation)


@transaction.atomic
def appoint(*, municipality: Municipality, email: str, name: str, by: User, at: datetime, once: UUID) -> Invitation:
    """Ask somebody to be a municipality's first projektleder, who then starts the project (G02).

    The same once-token again changes nothing. Raises PermissionDenied, HasAProject, AlreadyInvited.
    """
    if Act.APPOINT_PROJECT_MANAGER not in national_acts(by, on=day_of(at)):
        raise PermissionDenied("Only the programleder appoints a first projektleder")
    # The municipality's row is the lock: there is no project yet.
    municipality = Municipality.objects.select_for_update(no_key=True).get(pk=municipality.pk)
    if same := Invitation.objects.filter(once=once).first():
        if same.municipality_id == municipality.pk and same.email == email.strip().lower():
            return same
        once = uuid4()
    if Project.objects.open().filter(municipality=municipality).exists():
        raise HasAProject
    _make_room(Invitation.objects.filter(municipality=municipality, project=None), by=by, at=at)
    invitation = Invitation.objects.create(
        municipality=municipality,
        email=email.strip().lower(),
        name=name,
        roles=[Role.PROJECT_MANAGER],
        expires_on=day_of(at) + timedelta(days=DAYS_OPEN),
        once=once,
        invited_at=at,
        invited_by=by,
    )
    record_about(invitation, events.INVITED, by=by, at=at, person=name, roles=named(invitation.roles))
    _mail(invitation, at=at)
    return invitation


@transaction.atomic
def send_again(*, invitation: Invitation, times_sent: int, by: User, at: datetime) -> Invitation:
    """Mail an unanswered invitation once more; it then runs for another three weeks.

    `times_sent` is the number the page showed: with another one somebody has just done it, and nothing is sent. Raises
    PermissionDenied, InvitationGone.
    """
    invitation = _locked(invitation, by=by, at=at)
    if invitation.times_sent != times_sent:
        return invitation
    invitation.expires_on = day_of(at) + timedelta(days=DAYS_OPEN)
    invitation.times_sent += 1
    invitation.save(update_fields=["expires_on", "times_sent"])
    record_about(invitation, events.INVITED_AGAIN, by=by, at=at, person=invitation.name)
    _mail(invitation, at=at)
    return invitation


@transaction.atomic
def withdraw(*, invitation: Invitation, by: User, at: datetime) -> Invitation:
    """Take an invitation back. Raises PermissionDenied, InvitationGone, LastProjectManager."""
    invitation = _locked(invitation, by=by, at=at)
    project = invitation.project
    if project and Role.PROJECT_MANAGER in invitation.roles:
        yesterday = day_of(at) - timedelta(days=1)
        if not keeps_a_manager(project, after=yesterday, today=day_of(at), without_invitation=invitation):
            raise LastProjectManager
    _withdraw(invitation, by=by, at=at)
    return invitation


def may_invite(project: Project, roles: list[Role], *, by: User, at: datetime) -> bool:
    """The projektleder may; the programleder only a projektleder, and only when the project has none."""
    standing = standing_of(by, project, on=day_of(at))
    if standing.may(Act.MANAGE_PEOPLE):
        return True
    yesterday = day_of(at) - timedelta(days=1)
    return (
        standing.may(Act.APPOINT_PROJECT_MANAGER)
        and roles == [Role.PROJECT_MANAGER]
        and not keeps_a_manager(project, after=yesterday, today=day_of(at))
    )


def _require_right(project: Project, roles: list[Role], *, by: User, at: datetime) -> None:
    if not may_invite(project, roles, by=by, at=at):
        raise PermissionDenied("This person may not invite")


def _colleague(email: str, municipality_id: int, *, at: datetime) -> User | None:
    """The person with this address, if that one works in the municipality; about others nothing is said."""
    return User.objects.working_in(municipality_id, on=day_of(at)).filter(email__iexact=email).first()


def _give_at_once(
    project: Project,
    person: User,
    roles: list[Role],
    units: list[Unit] | None,
    *,
    signs_instead: bool,
    by: User,
    at: datetime,
    once: UUID,
) -> None:
    """Roles for a colleague, and a mail about it unless one gave them to oneself. Raises HasTheRoles."""
    told = {"to_email": person.email, "subject": f"roles:{project.pk}:{person.pk}", "occasion": str(once)}
    if Letter.objects.filter(**told).exists():
        return
    held = RoleHolding.objects.on(day_of(at)).filter(project=project, user=person, to_on=None)
    has = set(held.values_list("role", flat=True))
    new = [role for role in roles if role not in has or (role == Role.UNIT_COORDINATOR and units)]
    if not new:
        raise HasTheRoles
    for role in new:
        give_as_asked(project, person, role, units, by=by, at=at, signs_instead=signs_instead)
    if person != by:
        put(
            letters.ROLE_GIVEN,
            **told,
            to_user_id=person.pk,
            at=at,
            project_id=project.pk,
            municipality_id=project.municipality_id,
            roles=named(new),
            given_by=by.name,
        )


def give_as_asked(
    project: Project, person: User, role: Role, units: list[Unit] | None, *, by: User, at: datetime, signs_instead: bool
) -> None:
    give_role(
        project=project,
        user=person,
        role=role,
        by=by,
        at=at,
        units=units if role == Role.UNIT_COORDINATOR else None,
        signs_instead=signs_instead and role == Role.LEGAL_OFFICER,
    )


def _make_room(others: InvitationQuerySet, *, by: User, at: datetime) -> None:
    """One unanswered invitation at a time: one that has run out gives way, an open one does not."""
    for other in others.unanswered():
        if other.is_open(on=day_of(at)):
            raise AlreadyInvited(other)
        _withdraw(other, by=by, at=at)


def is_overtaken(invitation: Invitation) -> bool:
    """Was it to lead a project that somebody else has started since, or is the project over?"""
    if invitation.project:
        return invitation.project.closed_at is not None
    return not Invitation.objects.waiting_to_start().filter(pk=invitation.pk).exists()


def withdraw_all(*, email: str, municipality_id: int, by: User, at: datetime) -> None:
    """Take back whatever an address is asked to in a municipality; the caller has the right and the locks."""
    asked = Invitation.objects.unanswered().filter(email__iexact=email, municipality=municipality_id)
    for invitation in asked.select_for_update(of=("self",)):
        _withdraw(invitation, by=by, at=at)


def _withdraw(invitation: Invitation, *, by: User, at: datetime) -> None:
    invitation.withdrawn_at, invitation.withdrawn_by = at, by
    invitation.save(update_fields=["withdrawn_at", "withdrawn_by"])
    record_about(invitation, events.INVITATION_WITHDRAWN, by=by, at=at, person=invitation.name)


def _locked(invitation: Invitation, *, by: User, at: datetime) -> Invitation:
    """The invitation as it stands, what it belongs to and itself locked, the right checked under the lock."""
    if invitation.project_id:
        _require_right_to_change(lock_project(invitation.project_id), invitation, by=by, at=at)
    else:
        Municipality.objects.select_for_update(no_key=True).get(pk=invitation.municipality_id)
        if Act.APPOINT_PROJECT_MANAGER not in national_acts(by, on=day_of(at)):
            raise PermissionDenied("This person may not change the invitation")
    found = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("project", "municipality")
        .get(pk=invitation.pk)
    )
    if found.accepted_at or found.withdrawn_at or is_overtaken(found):
        raise InvitationGone(found)
    return found


def _require_right_to_change(project: Project, invitation: Invitation, *, by: User, at: datetime) -> None:
    standing = standing_of(by, project, on=day_of(at))
    own_appointment = standing.may(Act.APPOINT_PROJECT_MANAGER) and invitation.invited_by_id == by.pk
    if not (standing.may(Act.MANAGE_PEOPLE) or own_appointment):
        raise PermissionDenied("This person may not change the invitation")


def record_about(invitation: Invitation, event_type: str, *, by: User, at: datetime, **params: Any) -> None:
    """One event about an invitation, whether it has a project yet or only a municipality."""
    record(
        event_type,
        by=by,
        at=at,
        municipality_id=invitation.municipality_id,
        project_id=invitation.project_id,
        **params,
    )


def _mail(invitation: Invitation, *, at: datetime) -> None:
    put(
        letters.INVITATION,
        to_email=invitation.email,
        subject=f"invitation:{invitation.pk}",
        occasion=f"sent {invitation.times_sent}",
        at=at,
        project_id=invitation.project_id,
        municipality_id=invitation.municipality_id,
        roles=invitation.role_names,
        name=invitation.name,
    )
