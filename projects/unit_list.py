"""The project's units as lists show them: who stands for each, and what is missing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from accounts.roles import Role
from projects.manning import holdings_on
from projects.models import Invitation, Project, RoleHolding, Unit


@dataclass(frozen=True)
class UnitRow:
    """A unit that takes part, its tovholdere that day, and those who have been asked."""

    unit: Unit
    coordinators: list[str]
    invited: list[str]

    @property
    def name(self) -> str:
        """What it is called."""
        return self.unit.name

    @property
    def kind(self) -> str:
        """What sort of place it is, in a word."""
        return str(self.unit.get_kind_display())

    @property
    def state(self) -> str:
        """The icon: done when somebody stands for it, waiting when somebody is asked, late otherwise."""
        if self.coordinators:
            return "done"
        return "waiting" if self.invited else "late"

    @property
    def word(self) -> str:
        """The state in words."""
        return {"done": "Har tovholder", "waiting": "Inviteret", "late": "Mangler"}[self.state]


def unit_rows(project: Project, *, on: date) -> list[UnitRow]:
    """The units that take part, in Danish order."""
    asked = Invitation.objects.open(on=on).filter(project=project).prefetch_related("units")
    return rows_from(Unit.objects.taking_part().filter(project=project), holdings_on([project], on=on), asked)


def rows_from(
    units: Iterable[Unit], holdings: Iterable[RoleHolding], invitations: Iterable[Invitation]
) -> list[UnitRow]:
    """The rows of these units, from who holds a role today and who is asked to."""
    held = (holding for holding in holdings if holding.role == Role.UNIT_COORDINATOR)
    coordinators = _names_by_unit((holding.user.name, holding.units.all()) for holding in held)
    asked = (invitation for invitation in invitations if Role.UNIT_COORDINATOR in invitation.roles)
    invited = _names_by_unit((asking.name, asking.units.all()) for asking in asked)
    return [UnitRow(unit, coordinators[unit.pk], invited[unit.pk]) for unit in units]


def units_taken_out(project: Project) -> list[Unit]:
    """The units that have been taken out, the last one first."""
    out = Unit.objects.filter(project=project, taken_out_at__isnull=False)
    return list(out.select_related("taken_out_by").order_by("-taken_out_at", "sort_key"))


def coordinators_of(unit: Unit, *, on: date) -> list[str]:
    """The names of a unit's tovholdere that day, whether it still takes part or not."""
    theirs = set(unit.holdings.values_list("pk", flat=True))
    held = holdings_on([unit.project], on=on)
    return [holding.user.name for holding in held if holding.role == Role.UNIT_COORDINATOR and holding.pk in theirs]


def _names_by_unit(named: Iterable[tuple[str, Iterable[Unit]]]) -> dict[int, list[str]]:
    names: dict[int, list[str]] = defaultdict(list)
    for name, units in named:
        for unit in units:
            names[unit.pk].append(name)
    return names
