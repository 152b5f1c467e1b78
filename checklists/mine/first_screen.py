"""What the first screen tells besides tasks: a project to start, a tovholder's units, a role that begins later."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Exists, OuterRef, Prefetch

from accounts.models import Membership, Municipality, User
from accounts.roles import Role
from checklists.mine.day import MyDay
from checklists.models import Edition
from projects.manning import holdings_on
from projects.models import Invitation, Project, RoleHolding, Unit
from projects.models.people import RoleHoldingQuerySet
from projects.wording import held_as

# Whom a tovholder asks, the nearest first.
ASKED = (Role.IMPLEMENTATION_LEAD, Role.PROJECT_MANAGER)


@dataclass
class FirstScreen:
    """One person's roles on one day, read as they are needed."""

    day: MyDay

    @property
    def user(self) -> User:
        """The person."""
        return self.day.user

    @property
    def on(self) -> date:
        """The day."""
        return self.day.on

    @cached_property
    def to_start(self) -> list[Municipality]:
        """Where the person has said yes to lead a project that nobody has started (G02)."""
        working = Membership.objects.on(self.on).filter(user=self.user).values("municipality")
        asked = Invitation.objects.accepted().waiting_to_start().filter(accepted_by=self.user)
        there = Municipality.objects.filter(pk__in=working).filter(pk__in=asked.order_by().values("municipality"))
        return list(there.exclude(projects__in=Project.objects.open()))

    @cached_property
    def coordinates(self) -> list[RoleHolding]:
        """The person's holdings as tovholder in open projects, with the units that take part (G06)."""
        held = self._held().on(self.on).filter(role=Role.UNIT_COORDINATOR).order_by("pk")
        return list(held) if self.day.fills(Role.UNIT_COORDINATOR) else []

    @property
    def coordinator_lines(self) -> list[str]:
        """Such as "tovholder for Bosted Æblehaven i Slagelse Kommune"."""
        return [f"{held_as([held])} i {held.project.municipality.name}" for held in self.coordinates]

    @property
    def without_units(self) -> bool:
        """Is the person tovholder, and for nothing yet?"""
        return not any(held.units.all() for held in self.coordinates)

    @cached_property
    def coordinator_does(self) -> list[str]:
        """What the playbook says a tovholder does."""
        edition = Edition.objects.newest()
        return list(edition.role(Role.UNIT_COORDINATOR)["does"]) if edition else []

    @cached_property
    def to_ask(self) -> list[RoleHolding]:
        """In each of these projects those nearest to a tovholder: implementeringsansvarlig, or else projektleder."""
        projects = [held.project for held in self.coordinates]
        others = [held for held in holdings_on(projects, on=self.on) if held.user_id != self.user.pk]
        nearest = []
        for project in projects:
            by_role = [[h for h in others if (h.project_id, h.role) == (project.pk, role)] for role in ASKED]
            nearest += next(filter(None, by_role), [])
        return nearest

    @cached_property
    def coming(self) -> list[RoleHolding]:
        """The person's roles that begin later, the next first."""
        return list(self._held().on_or_after(self.on).filter(from_on__gt=self.on).order_by("from_on", "pk"))

    def _held(self) -> RoleHoldingQuerySet:
        works_here = Membership.objects.on_or_after(self.on).filter(
            user=self.user, municipality=OuterRef("project__municipality")
        )
        held = RoleHolding.objects.filter(Exists(works_here), user=self.user, project__closed_at=None)
        units = Prefetch("units", Unit.objects.taking_part())
        return held.select_related("project__municipality").prefetch_related(units)
