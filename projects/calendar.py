"""The working days of municipalities, by the days each keeps closed. `Project.calendar` is a project's."""

from collections.abc import Iterable

from accounts.models import ClosingDay, Municipality
from projects.models import Project
from projects.workdays import Calendar


def calendar_of(municipality: Municipality) -> Calendar:
    """The municipality's: one query."""
    days = ClosingDay.objects.filter(municipality=municipality).values_list("day", flat=True)
    return Calendar.of(municipality.closed_yearly, days)


def calendars_of(projects: Iterable[int]) -> dict[int, Calendar]:
    """Each project's, by the project's key: one query."""
    found = Project.objects.filter(pk__in=projects).with_closing_days().select_related("municipality")
    return {project.pk: project.calendar for project in found}


def calendar_in(project: int) -> Calendar:
    """One project's, by its key: one query."""
    return calendars_of([project])[project]
