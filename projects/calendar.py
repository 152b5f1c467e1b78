"""The working days of one municipality."""

from datetime import date

from accounts.models import ClosingDay, Municipality
from projects.workdays import Calendar


def calendar_of(municipality: Municipality) -> Calendar:
    """Its closing days, as it has said them: one query."""
    yearly = [tuple(int(part) for part in text.split("-")) for text in municipality.closed_yearly]
    days: list[date] = list(ClosingDay.objects.filter(municipality=municipality).values_list("day", flat=True))
    return Calendar(frozenset((month, day) for month, day in yearly), frozenset(days))
