"""A new e-mail: asked for, confirmed from the new mailbox, and only then the one to sign in with.

The address asked for is an unverified row of allauth's `EmailAddress`, one per person at most.
"""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from accounts import events
from accounts.letters import put_confirm_email, put_notice
from accounts.models import User
from audit.record import record


class SameAddress(Exception):
    """It is the address the person has."""


class AddressTaken(Exception):
    """Somebody else has the address by now. Said only to someone who reads its mail."""


class NotAsked(Exception):
    """The person has not asked for this address, or has given it up."""


def asked_address(user: User) -> EmailAddress | None:
    """The address the person has asked to change to."""
    return EmailAddress.objects.get_new(user)


@transaction.atomic
def ask_for_address(*, user: User, email: str, at: datetime) -> EmailAddress:
    """Ask to change to an address: a link goes to it, and word of it to the old one.

    Where somebody else has it, that person is told instead, and nothing here shows it. The caller has asked for the
    password. Raises SameAddress.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    email = email.strip().lower()
    if email == user.email.lower():
        raise SameAddress
    asked = asked_address(user)
    if asked is None or asked.email != email:
        if asked:
            asked.delete()
        asked = EmailAddress.objects.create(user=user, email=email)
        record(events.ADDRESS_ASKED, by=user, at=at)
    if owner := User.objects.filter(email__iexact=email).first():
        put_notice("account_already_exists", to_email=owner.email, user=owner, at=at)
    else:
        put_confirm_email(asked, at=at)
    put_notice("email_change_asked", to_email=user.email, user=user, at=at)
    return asked


@transaction.atomic
def give_up_address(*, user: User) -> None:
    """Stay with the old address; the link sent to the new one is dead."""
    EmailAddress.objects.filter(user=user, verified=False).delete()


@transaction.atomic
def confirm_address(*, user: User, address_id: int, at: datetime) -> User:
    """Let the address asked for be the one to sign in with; confirmed again, it stays so.

    Raises NotAsked, AddressTaken.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    address = EmailAddress.objects.filter(pk=address_id, user=user).first()
    if address is None:
        raise NotAsked
    if address.verified:
        return user
    old = user.email
    try:
        with transaction.atomic():
            _take(user, address)
    except IntegrityError:
        raise AddressTaken from None
    record(events.ADDRESS_CHANGED, by=user, at=at)
    put_notice("email_changed", to_email=old, user=user, at=at)
    return user


def _take(user: User, address: EmailAddress) -> None:
    """The database keeps an address with one person: IntegrityError when another has it."""
    EmailAddress.objects.filter(user=user).exclude(pk=address.pk).delete()
    address.verified = address.primary = True
    address.save(update_fields=["verified", "primary"])
    user.email = address.email
    user.save(update_fields=["email"])
