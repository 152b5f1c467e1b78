"""What people change about themselves: their details, and where they are signed in."""

from collections.abc import Collection
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from accounts import events
from accounts.models import User
from accounts.not_cpr import record_not_cpr
from audit.record import record

DETAILS = ("name", "phone", "workplace", "letter_keys")


class DetailsChanged(Exception):
    """They were changed in another window in the meantime; `user` is as it stands."""

    def __init__(self, user: User) -> None:
        super().__init__(f"{user.pk} was changed")
        self.user = user


def mark_of(user: User) -> str:
    """A short mark of a person's details as they stand: another one means that they were changed."""
    return sha256(repr([getattr(user, name) for name in DETAILS]).encode()).hexdigest()[:16]


@transaction.atomic
def change_details(
    *,
    user: User,
    name: str,
    phone: str,
    workplace: str,
    letter_keys: bool,
    seen: str,
    at: datetime,
    not_cpr: Collection[str] = (),
) -> User:
    """Change one's own details; the same ones again change nothing.

    `seen` is the mark of the details that the page showed, `not_cpr` the form's `confirmed_not_cpr`. Raises
    DetailsChanged.
    """
    found = User.objects.select_for_update().get(pk=user.pk)
    before = mark_of(found)
    shown = seen == before
    found.name, found.phone, found.workplace, found.letter_keys = name, phone, workplace, letter_keys
    if mark_of(found) == before:
        return found
    if not shown:
        raise DetailsChanged(User.objects.get(pk=user.pk))
    found.save(update_fields=DETAILS)
    record(events.PERSON_CHANGED, by=found, at=at)
    record_not_cpr(not_cpr, where="Mine oplysninger", by=found, at=at)
    return found


@transaction.atomic
def end_sessions(*, user: User, at: datetime) -> User:
    """End all the person's sessions; the caller renews the one that asked (`update_session_auth_hash`)."""
    found = User.objects.select_for_update().get(pk=user.pk)
    found.session_epoch += 1
    found.save(update_fields=["session_epoch"])
    record(events.SESSIONS_ENDED, by=found, at=at)
    return found
