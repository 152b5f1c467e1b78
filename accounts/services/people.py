"""Giving people access, and ending it."""

from datetime import date, datetime, timedelta

from allauth.account.app_settings import PASSWORD_RESET_TOKEN_GENERATOR
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts import events
from accounts.models import Membership, Municipality, User
from audit.clock import day_of
from audit.record import record
from ui.danish import long_date


class NationalPerson(Exception):
    """MedCom's and Trifork's people see across municipalities, so they work in none."""


class NotAMember(Exception):
    """The person has never worked in the municipality."""


class AlreadyEnding(Exception):
    """The membership has another last day by now; `membership` is as it stands."""

    def __init__(self, membership: Membership) -> None:
        super().__init__(f"{membership} ends on {membership.to_on}")
        self.membership = membership


class NotLeaving(Exception):
    """No last day is set, or it has passed."""


class EndsBeforeItBegan(Exception):
    """The last day lies before the first; `from_on` is the first."""

    def __init__(self, from_on: date) -> None:
        super().__init__(f"It began on {from_on}")
        self.from_on = from_on


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
    """Let a person work in a municipality from that day; does nothing when the person already does.

    The caller has looked at the right. Raises NationalPerson.
    """
    day = day_of(at)
    # One request at a time for one person: two would both find no membership.
    User.objects.select_for_update().get(pk=user.pk)
    found = Membership.objects.filter(user=user, municipality=municipality).on(day).first()
    if found:
        return found
    if user.national_roles.on_or_after(day).exists():
        raise NationalPerson
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
def end_membership(
    *,
    user: User,
    municipality: Municipality,
    last_day: date,
    by: User,
    at: datetime,
    instead_of: date | None = None,
) -> Membership:
    """Let a person's work in a municipality end after `last_day`, and the sign-in with the last one.

    The same last day again changes nothing. `instead_of` is the last day that the caller's page showed: another one is
    only replaced knowingly. The caller has looked at the right, and hands over what hangs on the person. Raises
    NotAMember, AlreadyEnding, EndsBeforeItBegan.
    """
    User.objects.select_for_update().get(pk=user.pk)
    membership = Membership.objects.filter(user=user, municipality=municipality).order_by("from_on", "pk").last()
    if membership is None:
        raise NotAMember
    if membership.to_on == last_day:
        return membership
    if membership.to_on != instead_of or is_over(membership.to_on, at):
        raise AlreadyEnding(membership)
    # What is taken back on its first day ends the day before it.
    if last_day < membership.from_on - timedelta(days=1):
        raise EndsBeforeItBegan(membership.from_on)
    membership.to_on = last_day
    membership.save(update_fields=["to_on"])
    record(
        events.PERSON_LEFT if is_over(last_day, at) else events.PERSON_LEAVES,
        by=by,
        at=at,
        municipality_id=municipality.pk,
        person=user.name,
        municipality=municipality.name,
        day=long_date(last_day),
    )
    return membership


@transaction.atomic
def continue_membership(*, user: User, municipality: Municipality, by: User, at: datetime) -> date:
    """Take a last day that has not passed back; gives the day it was. The caller has looked at the right.

    Raises NotLeaving.
    """
    User.objects.select_for_update().get(pk=user.pk)
    membership = Membership.objects.filter(user=user, municipality=municipality).on(day_of(at)).first()
    if membership is None or membership.to_on is None:
        raise NotLeaving
    last_day: date = membership.to_on
    membership.to_on = None
    membership.save(update_fields=["to_on"])
    record(
        events.PERSON_GOES_ON,
        by=by,
        at=at,
        municipality_id=municipality.pk,
        person=user.name,
        municipality=municipality.name,
    )
    return last_day


def is_over(last_day: date | None, at: datetime) -> bool:
    """True when that last day has passed."""
    return last_day is not None and last_day < day_of(at)


def password_link(user: User) -> str:
    """A link with which this person chooses a password. Works once, and for `PASSWORD_RESET_TIMEOUT` seconds."""
    token = PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": token})
    return f"{settings.SITE_URL}{path}"
