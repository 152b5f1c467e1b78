"""Being away from a day to a day. Who may say so, and who may be deputy, is for the part that knows roles."""

from datetime import date, datetime, timedelta

from django.db import transaction

from accounts.models import Absence, User
from audit.clock import day_of

LONGEST = timedelta(days=366)
# Deputies' own deputies are followed as far as this when a circle is looked for.
FARTHEST = 10


class OutOfOrder(ValueError):
    """The last day lies before the first."""


class TooLong(ValueError):
    """Longer than a year: then roles are handed over instead."""


class Over(ValueError):
    """It is over already."""


class OverlapsOther(Exception):
    """The person is away in some of these days already; `other` says when."""

    def __init__(self, other: Absence) -> None:
        super().__init__(f"Overlaps {other}")
        self.other = other


class InACircle(Exception):
    """The deputy's own deputy, in some of these days, is the absent person."""


class DeputyAway(Exception):
    """The deputy is away in some of these days; `absences` says when. Allowed when it is confirmed."""

    def __init__(self, absences: list[Absence]) -> None:
        super().__init__("The deputy is away too")
        self.absences = absences


class AbsenceChanged(Exception):
    """Somebody else has changed or withdrawn it in the meantime; `absence` is as it stands."""

    def __init__(self, absence: Absence) -> None:
        super().__init__(f"{absence} has changed")
        self.absence = absence


@transaction.atomic
def put_absence(
    *, user: User, from_on: date, to_on: date, deputy: User | None, anyway: bool, by: User, at: datetime
) -> tuple[Absence, bool]:
    """A person is away in these days; returns the absence and whether it is new (the same again changes nothing).

    It may have begun before it is told. `anyway` takes a deputy who is away too. The caller has looked at the right.
    Raises OutOfOrder, Over, TooLong, OverlapsOther, InACircle, DeputyAway.
    """
    _lock(user, deputy)
    _require_days(from_on, to_on)
    if to_on < day_of(at):
        raise Over
    for other in Absence.objects.overlapping(from_on, to_on).filter(user=user).select_related("user"):
        if (other.from_on, other.to_on, other.deputy_id) == (from_on, to_on, deputy and deputy.pk):
            return other, False
        raise OverlapsOther(other)
    if deputy:
        _require_deputy(user, deputy, from_on, to_on, anyway=anyway)
    made = Absence.objects.create(
        user=user, deputy=deputy, from_on=from_on, to_on=to_on, registered_at=at, registered_by=by
    )
    return made, True


@transaction.atomic
def move_absence(
    *, absence: Absence, from_on: date, to_on: date, deputy: User | None, anyway: bool, seen: str, at: datetime
) -> tuple[Absence, bool]:
    """Other days or another deputy; returns the absence and whether it is another now.

    The new last day may have passed: one is back early. `seen` is the `fingerprint` the caller's page showed. Raises
    Over when the absence has ended, AbsenceChanged, and what `put_absence` raises.
    """
    found = _found(absence, deputy)
    if found.withdrawn_at:
        raise AbsenceChanged(found)
    before = found.fingerprint
    found.from_on, found.to_on, found.deputy = from_on, to_on, deputy
    if found.fingerprint == before:
        return found, False
    current = _require_unchanged(absence, seen, at=at)
    _require_days(from_on, to_on)
    others = Absence.objects.overlapping(from_on, to_on).filter(user=found.user).exclude(pk=found.pk)
    if other := others.select_related("user").first():
        raise OverlapsOther(other)
    if deputy and (deputy.pk != current.deputy_id or (from_on, to_on) != (current.from_on, current.to_on)):
        _require_deputy(found.user, deputy, from_on, to_on, anyway=anyway)
    found.save(update_fields=["from_on", "to_on", "deputy"])
    return found, True


@transaction.atomic
def take_absence_back(*, absence: Absence, by: User, at: datetime) -> tuple[Absence, bool]:
    """It never came to anything. Once more changes nothing. Raises Over when it has ended."""
    found = _found(absence, None)
    if found.withdrawn_at:
        return found, False
    if found.last_day < day_of(at):
        raise Over
    found.withdrawn_at, found.withdrawn_by = at, by
    found.save(update_fields=["withdrawn_at", "withdrawn_by"])
    return found, True


def _lock(*people: User | None) -> None:
    """Both people's rows, in the order of their keys: two absences of one person, and a circle, come one by one."""
    keys = sorted({person.pk for person in people if person})
    list(User.objects.select_for_update().filter(pk__in=keys).order_by("pk"))


def _found(absence: Absence, deputy: User | None) -> Absence:
    _lock(absence.user, deputy)
    return Absence.objects.select_related("user", "deputy").get(pk=absence.pk)


def _require_unchanged(absence: Absence, seen: str, *, at: datetime) -> Absence:
    current = Absence.objects.select_related("user", "deputy").get(pk=absence.pk)
    if current.fingerprint != seen:
        raise AbsenceChanged(current)
    if current.last_day < day_of(at):
        raise Over
    return current


def _require_days(from_on: date, to_on: date) -> None:
    if to_on < from_on:
        raise OutOfOrder
    if to_on - from_on >= LONGEST:
        raise TooLong


def _require_deputy(user: User, deputy: User, from_on: date, to_on: date, *, anyway: bool) -> None:
    if leads_back(deputy, user, from_on, to_on):
        raise InACircle
    away = Absence.objects.overlapping(from_on, to_on).filter(user=deputy).select_related("user").order_by("from_on")
    if away and not anyway:
        raise DeputyAway(list(away))


def leads_back(deputy: User, user: User, first: date, last: date) -> bool:
    """Does the chain of deputies, in days they share, come back to the person?"""
    chain = [(deputy.pk, first, last)]
    for _ in range(FARTHEST):
        chain = [
            (away.deputy_id, max(begin, away.from_on), min(end, away.last_day))
            for person, begin, end in chain
            for away in Absence.objects.overlapping(begin, end).filter(user=person, deputy__isnull=False)
        ]
        if any(person == user.pk for person, _, _ in chain):
            return True
    return False
