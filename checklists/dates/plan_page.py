"""What the page Plan shows: the dates, every date they have had, and what each phase has of dates."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from accounts.models import YEARLY_CLOSING, ClosingDay
from accounts.roles import Act
from checklists.models import Edition, Task
from projects.access import Standing
from projects.models import Wave, WaveDate
from projects.workdays import workdays_between


@dataclass(frozen=True)
class PhaseDates:
    """The first and the last due date of a phase's open tasks."""

    order: int
    key: str
    name: str
    open: int
    first: date | None
    last: date | None


@dataclass
class PlanPage:
    """The plan of one project for one reader on one day."""

    standing: Standing
    on: date

    @property
    def may_set(self) -> bool:
        """May the reader set dates?"""
        return self.standing.may(Act.SET_DATES)

    @cached_property
    def wave(self) -> Wave:
        """The default wave."""
        return self.standing.project.waves.get(is_default=True)

    @cached_property
    def go_live_workdays(self) -> int | None:
        """Working days to go-live, by the municipality's own calendar."""
        day, calendar = self.wave.go_live_on, self.standing.project.calendar
        return workdays_between(self.on, day, calendar) if day else None

    @cached_property
    def changes(self) -> list[list[WaveDate]]:
        """Every change of dates, the newest on top, those made together in one; for those who may see who and why."""
        if not self.standing.may(Act.SEE_WORK):
            return []
        dates = self.wave.dates.select_related("changed_by").order_by("-changed_at", "pk")
        return [list(together) for _, together in groupby(dates, key=lambda change: change.changed_at)]

    @cached_property
    def _tasks(self) -> list[Task]:
        tasks = Task.objects.open().filter(project=self.standing.project)
        return list(tasks.select_related("item").defer("item__content").in_guide_order())

    @cached_property
    def phases(self) -> list[PhaseDates]:
        """Phase by phase, those with open tasks."""
        edition = Edition.objects.of_project(self.standing.project)
        found = []
        for order, phase in enumerate(edition.phases if edition else [], start=1):
            tasks = [task for task in self._tasks if task.item.phase == phase["key"]]
            days = sorted(task.due_on for task in tasks if task.due_on)
            if tasks:
                first, last = (days[0], days[-1]) if days else (None, None)
                found.append(PhaseDates(order, phase["key"], phase["name"], len(tasks), first, last))
        return found

    @property
    def undated(self) -> int:
        """How many of the guide's open tasks have no date."""
        return sum(task.due_on is None and not task.item.is_own for task in self._tasks)

    @property
    def by_hand(self) -> int:
        """How many open tasks have a date that somebody set."""
        return sum(task.due_by_hand for task in self._tasks)

    @cached_property
    def own_days(self) -> list[ClosingDay]:
        """The single days to come on which it is closed."""
        return list(self.standing.project.municipality.closing_days.filter(day__gte=self.on))

    @property
    def closed(self) -> list[str]:
        """The days on which the municipality is closed every year, in words."""
        return [YEARLY_CLOSING[key] for key in self.standing.project.municipality.closed_yearly]
