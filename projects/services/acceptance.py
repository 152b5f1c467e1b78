"""Saying yes to an invitation (G01–G10)."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import Municipality, User, holds_on
from accounts.roles import Role
from accounts.services.people import NationalPerson, ensure_membership
from audit.clock import day_of
from projects import events
from projects.access import lock_project
from projects.models import Invitation
from projects.services.invitations import InvitationGone, give_as_asked, is_overtaken, record_about
from projects.wording import named


class WrongPerson(Exception):
    """The invitation is for another than the signed-in person, or its address has an account: sign in first."""


@transaction.atomic
def accept(*, invitation: Invitation, user: User | None, name: str, password: str, at: datetime) -> User:
    """Say yes: membership and roles from today. Without `user` somebody new gets this name and password.

    Gives the person. Said twice by the same person, it is said once. Raises InvitationGone, WrongPerson,
    NationalPerson.
    """
    if invitation.project_id:
        lock_project(invitation.project_id)
    else:
        Municipality.objects.select_for_update(no_key=True).get(pk=invitation.municipality_id)
    invitation = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("project", "municipality")
        .get(pk=invitation.pk)
    )
    if user and invitation.accepted_by_id == user.pk:
        return user
    if not invitation.is_open(on=day_of(at)) or is_overtaken(invitation):
        raise InvitationGone(invitation)
    person = _person(invitation, user, name=name, password=password, at=at)
    ensure_membership(user=person, municipality=invitation.municipality, by=invitation.invited_by, at=at)
    invitation.accepted_at, invitation.accepted_by = at, person
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    record_about(invitation, events.INVITATION_ACCEPTED, by=person, at=at, roles=named(invitation.roles))
    if invitation.project:
        for role in invitation.roles:
            give_as_asked(
                invitation.project,
                person,
                Role(role),
                list(invitation.units.taking_part()),
                by=invitation.invited_by,
                at=at,
                signs_instead=invitation.signs_instead,
            )
    return person


def needs_sign_in(invitation: Invitation, *, at: datetime) -> bool:
    """Does the address belong to somebody who can sign in, and so says yes when signed in?"""
    known = User.objects.filter(email__iexact=invitation.email).first()
    return known is not None and _has_access(known, at=at)


def _has_access(person: User, *, at: datetime) -> bool:
    return User.objects.with_access(on=day_of(at)).filter(pk=person.pk).exists()


def _person(invitation: Invitation, user: User | None, *, name: str, password: str, at: datetime) -> User:
    """Who says yes. The link came by mail, so it proves the address, as the link for a forgotten password does."""
    known = User.objects.filter(email__iexact=invitation.email).first()
    if user and user != known:
        raise WrongPerson
    if known and known.national_roles.filter(holds_on(day_of(at))).exists():
        raise NationalPerson
    if known is None:
        try:
            with transaction.atomic():
                person = User.objects.create_user(email=invitation.email, name=name, password=password)
        except (IntegrityError, ValidationError):
            # The same person said yes elsewhere in this moment; anything else is a fault of ours.
            if User.objects.filter(email__iexact=invitation.email).exists():
                raise WrongPerson from None
            raise
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
        return person
    if user is None:
        if _has_access(known, at=at):
            raise WrongPerson
        # Worked in another municipality once: the account is there, but nobody can sign in to it.
        known.set_password(password)
        known.save(update_fields=["password"])
    return known
