"""Role health: what is wrong, or soon will be, with who holds which role. Read when shown, never stored."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, prefetch_related_objects

from accounts.roles import Role
from audit.clock import day_of
from outbox.models import Letter
from projects.manning import PARTICIPATING, holdings_on
from projects.models import Invitation, Project, RoleHolding, Unit
from projects.workdays import PUBLIC, Calendar, workdays_between

# Ours: working days before silence is said aloud.
UNANSWERED_AFTER = 5
UNSEEN_AFTER = 20
# An observer need not be there; a jurist need not either, but then somebody must sign instead (G10).
NOT_MISSED = frozenset({Role.OBSERVER, Role.UNIT_COORDINATOR})


class Concern(StrEnum):
    """The kinds, in the order they are shown."""

    NO_HOLDER = "no_holder"
    NO_UNITS = "no_units"
    UNIT_WITHOUT = "unit_without"
    RUN_OUT = "run_out"
    UNANSWERED = "unanswered"
    ENDS = "ends"
    UNSEEN = "unseen"
    BOUNCED = "bounced"


LABELS = {
    Concern.NO_HOLDER: "Uden indehaver",
    Concern.NO_UNITS: "Ingen enheder endnu",
    Concern.UNIT_WITHOUT: "Enheder uden tovholder",
    Concern.RUN_OUT: "Invitation udløbet",
    Concern.UNANSWERED: "Invitation uden svar",
    Concern.ENDS: "Slutter uden efterfølger",
    Concern.UNSEEN: f"Ikke set i {UNSEEN_AFTER} arbejdsdage",
    Concern.BOUNCED: "Mail kommer retur",
}
# These stop the work; the others will.
GRAVE = frozenset({Concern.NO_HOLDER, Concern.NO_UNITS, Concern.UNIT_WITHOUT, Concern.RUN_OUT, Concern.BOUNCED})


@dataclass(frozen=True)
class Worry:
    """One thing that is wrong: its kind, and the role, unit, invitation or holding it is about."""

    kind: Concern
    role: Role
    unit: Unit | None = None
    invitation: Invitation | None = None
    holding: RoleHolding | None = None
    workdays: int = 0

    @property
    def whom(self) -> tuple[str, str]:
        """Name and address of the person it is about; blank for a role or a unit without one."""
        if self.holding:
            return self.holding.user.name, self.holding.user.email
        return (self.invitation.name, self.invitation.email) if self.invitation else ("", "")

    @property
    def grave(self) -> bool:
        """Does it stop the work now?"""
        return self.kind in GRAVE


@dataclass
class Manning:
    """Everything about who is there in one project on one day."""

    project: Project
    on: date
    holdings: list[RoleHolding] = field(default_factory=list)
    # Those that begin later: a successor is known.
    coming: list[RoleHolding] = field(default_factory=list)
    invitations: list[Invitation] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    bounced: set[str] = field(default_factory=set)
    calendar: Calendar = PUBLIC

    def holders_of(self, role: str) -> list[RoleHolding]:
        """Who holds the role."""
        return [holding for holding in self.holdings if holding.role == role]

    def invited_to(self, role: str) -> list[Invitation]:
        """Who is asked to, and has not answered."""
        return [invitation for invitation in self.invitations if role in invitation.roles]

    @property
    def addresses(self) -> set[str]:
        """Where the portal's mail to these people goes."""
        holders = {holding.user.email for holding in self.holdings}
        return holders | {invitation.email for invitation in self.invitations}

    @property
    def covered(self) -> set[int]:
        """The units that have a tovholder."""
        return {unit.pk for holding in self.holders_of(Role.UNIT_COORDINATOR) for unit in holding.units.all()}

    @property
    def uncovered(self) -> list[Unit]:
        """The units that have none."""
        covered = self.covered
        return [unit for unit in self.units if unit.pk not in covered]

    @property
    def worries(self) -> list[Worry]:
        """All that is wrong, the gravest first."""
        order = list(Concern)
        return sorted(self._worries(), key=lambda worry: order.index(worry.kind))

    def _worries(self) -> Iterator[Worry]:
        for role in Role:
            if role not in NOT_MISSED and not self.holders_of(role) and not self.invited_to(role):
                yield Worry(Concern.NO_HOLDER, role)
        if not self.units:
            yield Worry(Concern.NO_UNITS, Role.UNIT_COORDINATOR)
        asked = {unit.pk for invitation in self.invited_to(Role.UNIT_COORDINATOR) for unit in invitation.units.all()}
        for unit in [unit for unit in self.uncovered if unit.pk not in asked]:
            yield Worry(Concern.UNIT_WITHOUT, Role.UNIT_COORDINATOR, unit=unit)
        for invitation in self.invitations:
            yield from self._silence(invitation)
            if invitation.email in self.bounced:
                yield Worry(Concern.BOUNCED, Role(invitation.roles[0]), invitation=invitation)
        for holding in self.holdings:
            yield from self._trouble(holding)

    def _silence(self, invitation: Invitation) -> Iterator[Worry]:
        role, days = Role(invitation.roles[0]), self._workdays_since(invitation.last_sent_on)
        if invitation.expires_on < self.on:
            yield Worry(Concern.RUN_OUT, role, invitation=invitation, workdays=days)
        elif days >= UNANSWERED_AFTER:
            yield Worry(Concern.UNANSWERED, role, invitation=invitation, workdays=days)

    def _trouble(self, holding: RoleHolding) -> Iterator[Worry]:
        role = Role(holding.role)
        if holding.to_on and not self._followed(holding):
            yield Worry(Concern.ENDS, role, holding=holding)
        seen = max(holding.from_on, day_of(holding.user.last_login)) if holding.user.last_login else holding.from_on
        if (days := self._workdays_since(seen)) >= UNSEEN_AFTER:
            yield Worry(Concern.UNSEEN, role, holding=holding, workdays=days)
        if holding.user.email in self.bounced:
            yield Worry(Concern.BOUNCED, role, holding=holding)

    def _workdays_since(self, day: date) -> int:
        return workdays_between(day, self.on, self.calendar)

    def _followed(self, leaving: RoleHolding) -> bool:
        """Will somebody hold the role the day after? For a tovholder: for each of the units?"""
        after = leaving.to_on + timedelta(days=1) if leaving.to_on else None
        staying = [
            holding
            for holding in [*self.holdings, *self.coming]
            if holding.role == leaving.role and holding.pk != leaving.pk and after and _reaches(holding, after)
        ]
        if leaving.role != Role.UNIT_COORDINATOR:
            return bool(staying)
        kept = {unit.pk for holding in staying for unit in holding.units.all()}
        return {unit.pk for unit in leaving.units.all() if unit in self.units} <= kept


def _reaches(holding: RoleHolding, day: date) -> bool:
    return holding.from_on <= day and (holding.to_on is None or holding.to_on >= day)


def manning_of(projects: Iterable[Project], *, on: date) -> dict[int, Manning]:
    """Who is there in each of these projects; no more queries with more of them, when read `with_closing_days`."""
    found = {project.pk: Manning(project, on, calendar=project.calendar) for project in projects}
    held = holdings_on([manning.project for manning in found.values()], on=on, units=False)
    later = RoleHolding.objects.on_or_after(on).filter(project__in=found, from_on__gt=on)
    coming = list(later.select_related("user"))
    prefetch_related_objects([*held, *coming], PARTICIPATING)
    for holding in held:
        found[holding.project_id].holdings.append(holding)
    for holding in coming:
        found[holding.project_id].coming.append(holding)
    asked = Invitation.objects.unanswered().filter(project__in=found).prefetch_related(PARTICIPATING)
    for invitation in asked.order_by("invited_at"):
        found[invitation.project_id or 0].invitations.append(invitation)
    for unit in Unit.objects.taking_part().filter(project__in=found):
        found[unit.project_id].units.append(unit)
    used = {mail for manning in found.values() for mail in manning.addresses}
    bounced = _bounced(used, found)
    for manning in found.values():
        manning.bounced = manning.addresses & bounced
    return found


def _bounced(emails: set[str], found: dict[int, Manning]) -> set[str]:
    """Those of the addresses that a mail server has refused for good, and taken nothing for since.

    Only the municipality's own mails tell, and those to its own people about themselves: what others wrote to the same
    address is nobody's business here.
    """
    places = {manning.project.municipality_id for manning in found.values()}
    holders = {holding.user_id for manning in found.values() for holding in manning.holdings}
    ours = Q(municipality_id__in=places) | Q(municipality_id=None, to_user_id__in=holders)
    taken_since = Letter.objects.filter(
        to_email=OuterRef("to_email"), state=Letter.State.SENT, sent_at__gt=OuterRef("put_at")
    )
    refused = Letter.objects.bounced().filter(ours, ~Exists(taken_since), to_email__in=emails)
    return set(refused.values_list("to_email", flat=True))
