"""Giving and ending the roles across all municipalities: MedCom's programleder and Trifork's 2nd level."""

from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts import events
from accounts.access import national_acts
from accounts.letters import put_welcome
from accounts.models import NationalRole, User
from accounts.roles import Act, NationalRoleKind
from accounts.services.people import EndsBeforeItBegan, ensure_person, is_over
from audit.clock import day_of
from audit.record import record
from ui.danish import long_date


class WorksInMunicipality(Exception):
    """Somebody who works in a municipality gets no role across all of them."""


class AnotherName(Exception):
    """The address belongs to someone with another name."""


class RoleEnded(Exception):
    """The role has another last day by now; `role` is as it stands."""

    def __init__(self, role: NationalRole) -> None:
        super().__init__(f"{role} ends on {role.to_on}")
        self.role = role


class LastProgrammeManager(Exception):
    """No programleder would be left."""


@transaction.atomic
def give_national_role(*, user: User, role: NationalRoleKind, by: User | None, at: datetime) -> NationalRole:
    """Give a national role from that day; one that was to end goes on, any other that is held stays as it is.

    The caller has looked at the right. Raises WorksInMunicipality.
    """
    day = day_of(at)
    # The person's row is the lock, here and where a municipality takes the person in.
    User.objects.select_for_update().get(pk=user.pk)
    found = NationalRole.objects.filter(user=user, role=role).on(day).first()
    if found:
        return _go_on(found, user, by=by, at=at)
    if user.memberships.on_or_after(day).exists():
        raise WorksInMunicipality
    given = NationalRole.objects.create(user=user, role=role, from_on=day)
    record(events.NATIONAL_ROLE_GIVEN, by=by, at=at, person=user.name, role=role.label)
    return given


def _go_on(role: NationalRole, user: User, *, by: User | None, at: datetime) -> NationalRole:
    if role.to_on is not None:
        role.to_on = None
        role.save(update_fields=["to_on"])
        record(events.NATIONAL_ROLE_GOES_ON, by=by, at=at, person=user.name, role=NationalRoleKind(role.role).label)
    return role


@transaction.atomic
def appoint(*, email: str, name: str, role: NationalRoleKind, by: User, at: datetime) -> NationalRole:
    """Give a national role to the person with this address, new or known; a new one is welcomed by mail.

    A known address needs its own name beside it, so that a slip gives nobody the role. Raises PermissionDenied,
    AnotherName, WorksInMunicipality, ValidationError for an address that is none.
    """
    _require_right(by, at)
    person = ensure_person(email=email, name=name)
    if person.name.casefold() != name.strip().casefold():
        raise AnotherName
    given = give_national_role(user=person, role=role, by=by, at=at)
    if not person.has_usable_password():
        put_welcome(person, at=at)
    return given


@transaction.atomic
def end_national_role(
    *, role: NationalRole, last_day: date, by: User, at: datetime, instead_of: date | None = None
) -> NationalRole:
    """Let a national role end after `last_day`; yesterday ends it now.

    The same last day again changes nothing. `instead_of` is the last day that the page showed. Raises PermissionDenied,
    RoleEnded, EndsBeforeItBegan, LastProgrammeManager.
    """
    # All of one kind are held: of two at once, the second sees what the first left.
    held = NationalRole.objects.filter(role=role.role).order_by("pk").select_for_update(of=("self",))
    of_kind = {row.pk: row for row in held.select_related("user")}
    _require_right(by, at)
    found = of_kind.pop(role.pk)
    if found.to_on == last_day:
        return found
    if found.to_on != instead_of or is_over(found.to_on, at):
        raise RoleEnded(found)
    _require_day(last_day, found, at)
    if found.role == NationalRoleKind.PROGRAMME_MANAGER and not any(_goes_on(row) for row in of_kind.values()):
        raise LastProgrammeManager
    found.to_on = last_day
    found.save(update_fields=["to_on"])
    event = events.NATIONAL_ROLE_ENDED if is_over(last_day, at) else events.NATIONAL_ROLE_ENDS
    label = NationalRoleKind(found.role).label
    record(event, by=by, at=at, person=found.user.name, role=label, day=long_date(last_day))
    return found


def _require_right(by: User, at: datetime) -> None:
    if Act.GIVE_NATIONAL_ROLES not in national_acts(by, on=day_of(at)):
        raise PermissionDenied("This person may not give national roles")


def _require_day(last_day: date, role: NationalRole, at: datetime) -> None:
    """A role given today may be taken back at once; nothing is ended further back than yesterday."""
    earliest = max(role.from_on, day_of(at)) - timedelta(days=1)
    if last_day < earliest:
        raise EndsBeforeItBegan(earliest)


def _goes_on(role: NationalRole) -> bool:
    """Whether the role has no end, and somebody who can sign in holds it."""
    return role.to_on is None and role.user.is_active
