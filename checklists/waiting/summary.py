"""Ventedage as pages show them: of one task, of each phase, of the project. Rules: waiting_days.py."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from audit.clock import day_of
from checklists.models import Edition, Task, Waiting
from checklists.rules.stuck_reasons import parties_of
from checklists.rules.waiting_days import Span, begun_spans, booked, holders, summed
from projects.models import Project

# The state a move led to, and when.
Moved = tuple[str, datetime]


@dataclass(frozen=True)
class Share:
    """One party's part of the days, in percent of the largest part for a bar."""

    name: str
    days: int
    bar: int


@dataclass(frozen=True)
class Days:
    """Days by party, the most first; calendar days of tasks."""

    shares: Sequence[Share]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(share.days for share in self.shares)

    def __str__(self) -> str:
        """E.g. "Os selv 12, Trifork 8"."""
        return ", ".join(f"{share.name} {share.days}" for share in self.shares)


@dataclass(frozen=True)
class PhaseDays:
    """The days of a phase."""

    order: int
    key: str
    name: str
    days: Days


@dataclass(frozen=True)
class WaitingSummary:
    """The days of the project and of its phases; phases in which nothing has begun are left out."""

    project: Days
    phases: Sequence[PhaseDays]


def waiting_summary(
    project: Project, edition: Edition, tasks: Iterable[Task], moves: Iterable[tuple[int, str, datetime]], *, on: date
) -> WaitingSummary:
    """Who has had the project's tasks, and for how many days: one query. A closed project counts no further.

    `tasks` are all of the project's, their items loaded; `moves` are theirs, in the order they were made: task, the
    state it led to, and when.
    """
    bookings = _bookings(project, moves, on=_last_day(project, on))
    by_phase: dict[str, list[Counter[str]]] = defaultdict(list)
    for task in tasks:
        by_phase[task.item.phase].append(bookings.get(task.pk, Counter()))
    phases = [
        PhaseDays(order, phase["key"], phase["name"], _named(summed(by_phase[phase["key"]]), edition))
        for order, phase in enumerate(edition.phases, start=1)
    ]
    return WaitingSummary(_named(summed(bookings.values()), edition), [phase for phase in phases if phase.days.shares])


def days_of_task(
    project: Project, edition: Edition, moved: Iterable[Moved], waitings: Iterable[Waiting], *, on: date
) -> Days:
    """The days of one task of the project, from its moves in order and its waitings, which are read already."""
    return _named(_booked(moved, waitings, on=_last_day(project, on)), edition)


def _last_day(project: Project, on: date) -> date:
    return min(on, day_of(project.closed_at)) if project.closed_at else on


def _bookings(project: Project, moves: Iterable[tuple[int, str, datetime]], *, on: date) -> dict[int, Counter[str]]:
    """The days of each task that has any, by its key."""
    moved: dict[int, list[Moved]] = defaultdict(list)
    waited: dict[int, list[Waiting]] = defaultdict(list)
    for task, state, at in moves:
        moved[task].append((state, at))
    for waiting in Waiting.objects.filter(task__project=project):
        waited[waiting.task_id].append(waiting)
    return {task: _booked(moved[task], waited[task], on=on) for task in {*moved, *waited}}


def _booked(moved: Iterable[Moved], waitings: Iterable[Waiting], *, on: date) -> Counter[str]:
    begun = begun_spans((state, day_of(at)) for state, at in moved)
    in_order = sorted(waitings, key=lambda waiting: waiting.pk)
    waited = ((waiting.party, Span(waiting.began_on, waiting.ended_on)) for waiting in in_order)
    return booked(holders(begun, waited, on=on))


def _named(booking: Counter[str], edition: Edition) -> Days:
    parties = parties_of(edition)
    most = max(booking.values(), default=1)
    return Days(
        [
            Share(parties[key].name if key in parties else key, days, round(100 * days / most))
            for key, days in booking.most_common()
        ]
    )
