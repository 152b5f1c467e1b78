"""Everything the page Organisation shows, read once (G01)."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from accounts.models import Membership, User
from accounts.roles import ROLE_SENTENCES, Act, Role
from audit.clock import day_of
from projects.absence_list import AbsenceRow, absence_rows
from projects.access import Standing
from projects.models import HandOver, Invitation, RoleHolding
from projects.role_health import GRAVE, LABELS, Concern, Manning, Worry, manning_of
from projects.unit_list import UnitRow, rows_from
from ui.danish import numeric_date

HAND_OVERS_SHOWN = 5


@dataclass(frozen=True)
class HolderRow:
    """One holder of a role, and how it is going."""

    holding: RoleHolding
    worry: Worry | None
    away_until: date | None
    # The last day in the municipality.
    stops_on: date | None

    @property
    def state(self) -> str:
        """The key of the icon."""
        if self.away_until or self.stops_on:
            return "waiting"
        if self.worry is None:
            return "done"
        return "late" if self.worry.kind in {Concern.UNSEEN, Concern.BOUNCED} else "waiting"

    @property
    def word(self) -> str:
        """Beside the icon: "Aktiv", "Væk til 27.11.2026", "Slutter 31.12.2026", "Set 12.10.2026"."""
        holding = self.holding
        if self.away_until:
            return f"Væk til {numeric_date(self.away_until)}"
        if self.stops_on:
            return f"Stopper {numeric_date(self.stops_on)}"
        if holding.to_on:
            return f"Slutter {numeric_date(holding.to_on)}"
        if self.worry is None:
            return "Aktiv"
        if self.worry.kind == Concern.BOUNCED:
            return "Mail kommer retur"
        seen = holding.user.last_login
        return f"Set {numeric_date(day_of(seen))}" if seen else "Ikke set endnu"


@dataclass(frozen=True)
class RoleRow:
    """One role: what it is, who holds it, who is asked to."""

    role: Role
    sentence: str
    holders: list[HolderRow]
    invitations: list[Invitation]
    coming: list[RoleHolding]


@dataclass
class Organisation:
    """The people of one project for one reader on one day."""

    standing: Standing
    on: date

    @cached_property
    def manning(self) -> Manning:
        """Who is there."""
        project = self.standing.project
        return manning_of([project], on=self.on)[project.pk]

    @property
    def may_manage(self) -> bool:
        """May the reader invite, end and hand over?"""
        return self.standing.may(Act.MANAGE_PEOPLE)

    @property
    def own_roles(self) -> bool:
        """Does the reader hold a role that can be handed over?"""
        held = any(holding.user_id == self.standing.user.pk for holding in self.manning.holdings)
        return held and self.standing.may(Act.WORK_OWN_TASKS)

    @cached_property
    def worries(self) -> list[Worry]:
        """What is wrong, the gravest first."""
        return self.manning.worries

    @property
    def health(self) -> list[tuple[str, str, int]]:
        """(icon, label, how many) for every kind."""
        kinds = [worry.kind for worry in self.worries]
        return [(_icon(kind, kinds.count(kind)), label, kinds.count(kind)) for kind, label in LABELS.items()]

    @cached_property
    def roles(self) -> list[RoleRow]:
        """Every role; tovholdere too."""
        return [
            RoleRow(
                role,
                ROLE_SENTENCES[role],
                [self._holder(holding) for holding in self.manning.holders_of(role)],
                self.manning.invited_to(role),
                [holding for holding in self.manning.coming if holding.role == role],
            )
            for role in Role
        ]

    def _holder(self, holding: RoleHolding) -> HolderRow:
        about = [worry for worry in self.worries if worry.holding == holding]
        away = [row.absence.last_day for row in self.absences if row.now and row.absence.user_id == holding.user_id]
        stops = self._leaving.get(holding.user_id)
        return HolderRow(holding, about[-1] if about else None, away[0] if away else None, stops)

    @cached_property
    def _leaving(self) -> dict[int, date]:
        """Person -> last day in the municipality, for the holders who have one ahead."""
        people = [holding.user_id for holding in self.manning.holdings]
        working = Membership.objects.on(self.on).filter(municipality=self.standing.project.municipality_id)
        ending = working.filter(user__in=people, to_on__isnull=False)
        return {membership.user_id: membership.to_on for membership in ending if membership.to_on}

    @cached_property
    def absences(self) -> list[AbsenceRow]:
        """Who is away, or will be."""
        return absence_rows(self.standing, on=self.on)

    @property
    def may_say_away(self) -> bool:
        """May the reader put an absence in, at least the own one?"""
        return self.standing.may(Act.WORK_OWN_TASKS)

    @property
    def summary(self) -> str:
        """One line: "9 roller: 8 er besat. 8 enheder: 7 har en tovholder."."""
        manned = sum(bool(row.holders) for row in self.roles)
        units, covered = len(self.manning.units), len(self.manning.units) - len(self.manning.uncovered)
        roles = f"{len(self.roles)} roller: {manned} er besat."
        if not units:
            return f"{roles} Ingen enheder endnu."
        return f"{roles} {units} {'enhed' if units == 1 else 'enheder'}: {covered} har en tovholder."

    @cached_property
    def jurist_signs(self) -> bool:
        """Is there somebody who reads and signs the agreements (G10)?"""
        return bool(self.manning.holders_of(Role.LEGAL_OFFICER) or self.manning.invited_to(Role.LEGAL_OFFICER))

    @property
    def units(self) -> list[UnitRow]:
        """The units that take part."""
        asked = [invitation for invitation in self.manning.invitations if invitation.is_open(on=self.on)]
        return rows_from(self.manning.units, self.manning.holdings, asked)

    @cached_property
    def without_role(self) -> list[User]:
        """Those who have access to the portal from this municipality, and no role here today or later."""
        project = self.standing.project
        busy = {holding.user_id for holding in [*self.manning.holdings, *self.manning.coming]}
        people = User.objects.working_in(project.municipality_id, on=self.on).exclude(pk__in=busy)
        return list(people.order_by("name")) if self.may_manage else []

    @cached_property
    def hand_overs(self) -> list[HandOver]:
        """The last ones."""
        done = self.standing.project.hand_overs.filter(taken_back_at=None).select_related("leaver", "successor")
        return list(done.order_by("-handed_over_at")[:HAND_OVERS_SHOWN])


def _icon(kind: Concern, count: int) -> str:
    if not count:
        return "done"
    return "late" if kind in GRAVE else "waiting"
