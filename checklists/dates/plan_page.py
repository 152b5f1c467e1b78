"""What the page Plan shows: the dates, every date they have had, and what each phase has of dates."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from django.db.models import Max

from accounts.models import YEARLY_CLOSING, ClosingDay
from accounts.roles import Act
from audit.models import Event, EventQuerySet
from checklists import events
from checklists.models import Edition, Task
from checklists.moves import OPEN
from checklists.rules.agreed_dates import Agreement, agreements, dates_of
from checklists.rules.guide_numbers import PLANS
from checklists.services.dated import fingerprint
from projects import events as project_events
from projects.access import Standing
from projects.models import Wave, WaveDate
from projects.workdays import workdays_between
from ui.danish import listed

# What somebody did to the dates; what moved because of it is not said again.
DATES_CHANGED = (
    project_events.GO_LIVE_SET,
    project_events.GO_LIVE_MOVED,
    project_events.GO_LIVE_TAKEN_BACK,
    project_events.HYPERCARE_SET,
    project_events.HYPERCARE_TAKEN_BACK,
    project_events.CLOSING_DAYS_SET,
    events.DUE_SET,
    events.DUE_BACK,
    events.OWN_TASK_ADDED,
    events.OWN_TASK_CHANGED,
)
CHANGES_SHOWN = 6
NAMED = 4


def missing_dates(numbers: list[str]) -> str:
    """Such as "G88, K01 og 3 andre har ingen dato endnu."."""
    return f"{listed(numbers, most=NAMED)} har ingen dato endnu."


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
    def _all_tasks(self) -> list[Task]:
        tasks = Task.objects.filter(project=self.standing.project)
        return list(tasks.select_related("item").defer("item__content").in_guide_order())

    @cached_property
    def _tasks(self) -> list[Task]:
        return [task for task in self._all_tasks if task.state in OPEN]

    @property
    def seen(self) -> str:
        """What these dates are told from others by, when somebody agrees to them."""
        return fingerprint(self.wave, self._all_tasks)

    @property
    def agreed(self) -> bool:
        """True when the plans that a set of agreed dates closes (G86, G35) are closed."""
        return not any(task.number in PLANS for task in self._tasks)

    @cached_property
    def moved_since(self) -> Agreement | None:
        """The agreement whose dates have moved since; None while none has."""
        found = agreements(self.standing.project, dates_of(self.wave, self._all_tasks))
        return next((agreement for agreement in found if agreement.changed), None)

    @cached_property
    def _events(self) -> EventQuerySet:
        return Event.objects.of_project(self.standing.project.pk).filter(type__in=DATES_CHANGED)

    @cached_property
    def since(self) -> int:
        """The last change of dates that this page knows of."""
        return self._events.aggregate(last=Max("pk"))["last"] or 0

    def changed_after(self, since: int) -> list[str]:
        """The newest changes of dates after that one, as sentences."""
        return [event.sentence for event in self._events.filter(pk__gt=since).latest_first()[:CHANGES_SHOWN]]

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
    def undated(self) -> list[str]:
        """The numbers of the open tasks that have no date."""
        return [task.number for task in self._tasks if task.due_on is None]

    @property
    def undated_said(self) -> str:
        """The same in a sentence; empty when all have one."""
        return missing_dates(self.undated) if self.undated else ""

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
