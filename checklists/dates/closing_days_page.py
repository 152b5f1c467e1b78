"""What the page of the closing days shows: how they stand now."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from accounts.models import YEARLY_CLOSING, ClosingDay
from projects.models import Project
from projects.services.dates import closing_fingerprint
from ui.danish import numeric_date


@dataclass
class ClosingDaysPage:
    """The closing days of a project's municipality, seen on one day."""

    project: Project
    on: date

    @cached_property
    def _coming(self) -> list[ClosingDay]:
        return list(self.project.municipality.closing_days.filter(day__gte=self.on))

    @property
    def written(self) -> list[str]:
        """The single days to come, as one writes them."""
        return [f"{numeric_date(closed.day)} {closed.name}" for closed in self._coming]

    @property
    def yearly(self) -> list[str]:
        """The days of every year, in words."""
        return [words for key, words in YEARLY_CLOSING.items() if key in self.project.municipality.closed_yearly]

    @property
    def initial(self) -> dict[str, Any]:
        """What the form begins with."""
        return {"yearly": self.project.municipality.closed_yearly, "days": "\n".join(self.written)}

    @cached_property
    def seen(self) -> str:
        """What these days are told from others by."""
        return closing_fingerprint(self.project.municipality)
