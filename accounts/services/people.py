"""Giving people access."""

from datetime import datetime

from allauth.account.app_settings import PASSWORD_RESET_TOKEN_GENERATOR
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts import events
from accounts.models import Membership, Municipality, NationalRole, User
from accounts.roles import NationalRoleKind
from audit.clock import day_of
from audit.record import record


@transaction.atomic
def ensure_person(*, email: str, name: str) -> User:
    """The person with this e-mail, made if nobody has it. An existing person's name stays as it is.

    Raises ValidationError for an address that is none.
    """
    known = User.objects.filter(email__iexact=email.strip())
    if person := known.first():
        return person
    try:
        with transaction.atomic():
            person = User.objects.create_user(email=email, name=name)
    except IntegrityError:
        # Someone else made the same person in this moment.
        return known.get()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


@transaction.atomic
def ensure_membership(*, user: User, municipality: Municipality, by: User | None, at: datetime) -> Membership:
    """Let a person work in a municipality from that day; does nothing when the person already does."""
    day = day_of(at)
    # One request at a time for one person: two would both find no membership.
    User.objects.select_for_update().get(pk=user.pk)
    found = Membership.objects.filter(user=user, municipality=municipality).on(day).first()
    if found:
        return found
    membership = Membership.objects.create(user=user, municipality=municipality, from_on=day)
    record(
        events.PERSON_ADDED,
        by=by,
        at=at,
        municipality_id=municipality.pk,
        person=user.name,
        municipality=municipality.name,
    )
    return membership


@transaction.atomic
def give_national_role(*, user: User, role: NationalRoleKind, by: User | None, at: datetime) -> NationalRole:
    """Give a national role from that day; does nothing when the person already has it."""
    day = day_of(at)
    User.objects.select_for_update().get(pk=user.pk)
    found = NationalRole.objects.filter(user=user, role=role).on(day).first()
    if found:
        return found
    given = NationalRole.objects.create(user=user, role=role, from_on=day)
    record(events.NATIONAL_ROLE_GIVEN, by=by, at=at, person=user.name, role=role.label)
    return given


def password_link(user: User) -> str:
    """A link with which this person chooses a password. Works once, and for `PASSWORD_RESET_TIMEOUT` seconds."""
    token = PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": token})
    return f"{settings.SITE_URL}{path}"
