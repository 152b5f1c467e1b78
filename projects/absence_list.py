"""Who in a project is away, now or later, and who stands in."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from accounts.models import Absence, AbsenceQuerySet, Membership
from projects.access import Standing
from projects.models import Project, RoleHolding
from projects.services.absence import may_say_away


@dataclass(frozen=True)
class AbsenceRow:
    """One absence that still lasts, or is to come."""

    absence: Absence
    now: bool
    # The deputy is away too in some of the days, or no longer works there.
    deputy_away: bool
    deputy_left: bool
    may_change: bool

    @property
    def days(self) -> str:
        """The days in words."""
        return self.absence.days

    @property
    def name(self) -> str:
        """Who is away."""
        return self.absence.user.name

    @property
    def deputy(self) -> str:
        """Who stands in; empty when nobody does."""
        return self.absence.deputy.name if self.absence.deputy else ""


def absence_rows(standing: Standing, *, on: date) -> list[AbsenceRow]:
    """The project's absences from that day on, the first one on top."""
    lasting = absences_of(standing.project, on=on).counting().filter(to_on__gte=on)
    absences = list(lasting.select_related("user", "deputy").order_by("from_on", "pk"))
    deputies = {absence.deputy_id for absence in absences if absence.deputy_id}
    away = list(Absence.objects.counting().filter(user__in=deputies, to_on__gte=on))
    working = set(
        Membership.objects.on(on)
        .filter(user__in=deputies, municipality=standing.project.municipality_id)
        .values_list("user_id", flat=True)
    )
    return [
        AbsenceRow(
            absence,
            now=absence.from_on <= on,
            deputy_away=any(_shares_a_day(absence, other) for other in away if other.user_id == absence.deputy_id),
            deputy_left=absence.deputy_id is not None and absence.deputy_id not in working,
            may_change=may_say_away(standing, absence.user),
        )
        for absence in absences
    ]


def absences_of(project: Project, *, on: date) -> AbsenceQuerySet:
    """All absences, also those over or withdrawn, of people who hold a role in the project that day or later."""
    held = RoleHolding.objects.on_or_after(on).filter(project=project)
    return Absence.objects.filter(user__in=held.values("user"))


def stand_ins(project: Project, people: Collection[int], *, on: date) -> dict[int, str]:
    """Absent person -> the deputy's name, for those of these people who have one that day who works there."""
    working = Membership.objects.on(on).filter(municipality=project.municipality_id)
    away = Absence.objects.away_on(on).filter(user__in=people, deputy__in=working.values("user"))
    return dict(away.values_list("user_id", "deputy__name"))


def stood_in_for(absence: Absence) -> list[Absence]:
    """The absences, in some of the same days, in which the absent person was to stand in for somebody else."""
    days = Absence.objects.overlapping(absence.from_on, absence.last_day)
    return list(days.filter(deputy=absence.user_id).select_related("user").order_by("from_on"))


def _shares_a_day(one: Absence, other: Absence) -> bool:
    return one.from_on <= other.last_day and other.from_on <= one.last_day
