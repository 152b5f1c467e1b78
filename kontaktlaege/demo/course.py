"""How Slagelse's project has gone: which tasks were started, closed, left out or are late, and when. Invented."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from checklists.models import Task
from checklists.rules.in_unit import is_reported
from projects.workdays import add_workdays

# Tasks that are late or stuck on the day of the demo, and those that are being worked on.
LATE = frozenset({"G34", "G40", "G44", "G69"})
# Beside what the answers to other tasks make not relevant (G22).
NOT_RELEVANT = {"G62": "Det er første gang, vi indfører video i plejen. Der er ingen erfaringer at se på."}
# Found wrong and taken up again once: (task, working days after closing, why).
REOPENED = {"G31": (4, "Login sendte ikke sikringsniveau. Reglen er rettet, og testlogin skal laves om.")}


@dataclass(frozen=True, order=True)
class Step:
    """Something that happened to a task at a time."""

    at: datetime
    order: int
    number: str
    what: str
    reason: str = ""


def moment(day: date, seed: int, *, afternoon: bool = False) -> datetime:
    """A time in working hours on that day, spread by `seed`; what ends something happens in the afternoon."""
    begins = time(12, 30) if afternoon else time(8, 5)
    return timezone.make_aware(datetime.combine(day, begins) + timedelta(minutes=(seed * 37) % 200))


def steps_of(tasks: list[Task], *, today: date, elsewhere: Collection[str] = ()) -> list[Step]:
    """Everything that has happened up to yesterday, in order of time.

    What units report, and what goes on `elsewhere` (by number), has been written before.
    """
    steps: list[Step] = []
    open_numbers: set[str] = set()
    yesterday = add_workdays(today, -1)
    for task in tasks:
        number, position = task.number, task.item.position
        # A task that mans a role is settled by the role itself. G06 was, until a tovholder left.
        if task.item.fills_role:
            open_numbers |= set() if task.evidence.exists() else {number}
            continue
        # One that is done in each unit is settled by its units, where there are any; others by a part of their own.
        if number in elsewhere or (is_reported(task.item) and task.unit_rows.exists()):
            open_numbers |= set() if task.is_settled else {number}
            continue
        if task.due_on is None:
            continue
        begun = add_workdays(task.due_on, -task.item.duration_workdays)
        closed = add_workdays(task.due_on, -1 - position % 3)
        begun = max(begun, task.project.start_on)
        closed = max(closed, begun)
        if begun > yesterday:
            continue
        waits = any(need in open_numbers for need in task.item.needs["guide"])
        if waits:
            open_numbers.add(number)
            continue
        if number in NOT_RELEVANT:
            steps.append(Step(moment(begun, position), 0, number, "not_relevant", NOT_RELEVANT[number]))
            continue
        steps.append(Step(moment(begun, position), 0, number, "start"))
        if number in LATE or closed > yesterday:
            open_numbers.add(number)
            continue
        steps.append(Step(moment(closed, position, afternoon=True), 1, number, "close"))
        if number in REOPENED:
            days, reason = REOPENED[number]
            again = add_workdays(closed, days)
            steps.append(Step(moment(again, position), 2, number, "reopen", reason))
            steps.append(Step(moment(add_workdays(again, 2), position, afternoon=True), 3, number, "close"))
    return sorted(steps)
