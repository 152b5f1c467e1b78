"""Reporting a task unit by unit: one cell, the whole grid, and taking one's own report back."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from audit.clock import day_of
from checklists import events
from checklists.models import Task, TaskUnit, TaskUnitEntry
from checklists.models.task_unit import FACTS
from checklists.moves import SETTLED, State
from checklists.rules.in_unit import is_reported
from checklists.rules.unit_report import Report, WrongReport, faults_of
from checklists.rules.unit_rights import reporter, right_to_report
from checklists.services.follow_units import OPENED_AGAIN, follow_units, rows_of_task
from checklists.services.moving import tell_not_cpr
from checklists.services.unit_entries import write_rows
from projects.access import Actor, lock_project, standing_of
from projects.record import record_in
from ui.danish import listed

NAMES = 4
# How a row stands before anybody has said anything.
BLANK: Mapping[str, Any] = {"state": State.NOT_STARTED, "on_date": None, "answers": {}, "note": ""}


class TaskLeftOut(Exception):
    """The task is not relevant in the municipality, so no unit can report it."""


class StaleUnit(Exception):
    """The row was changed after the page was made, or its unit was taken out; nothing was written. `row` is as now."""

    def __init__(self, row: TaskUnit) -> None:
        super().__init__(f"{row} is at version {row.version}")
        self.row = row


@dataclass
class Outcome:
    """What came of the reports: rows that were changed, and those that stand differently or are out by now."""

    changed: list[TaskUnit] = field(default_factory=list)
    stale: list[TaskUnit] = field(default_factory=list)


@dataclass(frozen=True)
class _Locked:
    task: Task
    rows: dict[int, TaskUnit]
    actor: Actor


@transaction.atomic
def report_units(
    *, task: Task, reports: Sequence[Report], by: User, at: datetime, not_cpr: Collection[str] = ()
) -> Outcome:
    """Write what is said of the units, in one go, and let the task follow; `not_cpr` as in `close_task`.

    What says nothing new is left alone. A row that somebody else has changed meanwhile is not written over, unless the
    report is the same; the others are written. Raises PermissionDenied, TaskLeftOut, WrongReport, and
    TaskUnit.DoesNotExist for a unit without a row.
    """
    locked = _lock(task, [report.unit for report in reports], by=by, at=at)
    seen = _as_seen(locked.rows, reports)
    outcome = Outcome()
    before: dict[int, str] = {}
    for report in reports:
        row = locked.rows[report.unit]
        if report.facts in (row.facts, seen.get(report.unit)):
            continue
        if row.unit.taken_out_at or report.version != row.version:
            outcome.stale.append(row)
            continue
        if faults := list(faults_of(locked.task.item, report, today=day_of(at))):
            raise WrongReport(faults)
        before[row.pk] = row.state
        row.state, row.on_date, row.answers, row.note = report.facts
        outcome.changed.append(row)
    write_rows(outcome.changed, by=by, at=at)
    for event_type, rows in _by_event(outcome.changed, before):
        _tell(event_type, locked, rows, at=at)
    if outcome.changed:
        tell_not_cpr(locked.task, not_cpr, by=by, at=at)
        follow_units(locked.task, rows_of_task(locked.task), by=by, at=at, opened=OPENED_AGAIN)
    return outcome


def report_unit(
    *, task: Task, report: Report, by: User, at: datetime, not_cpr: Collection[str] = ()
) -> TaskUnit | None:
    """The same for one unit; gives the row, or None when it said nothing new. Raises StaleUnit besides."""
    outcome = report_units(task=task, reports=[report], by=by, at=at, not_cpr=not_cpr)
    if outcome.stale:
        raise StaleUnit(outcome.stale[0])
    return outcome.changed[0] if outcome.changed else None


@transaction.atomic
def undo_report(*, task: Task, unit: int, version: int, by: User, at: datetime) -> TaskUnit:
    """Take one's own last report on a unit back, until somebody else has changed the row; both stay in its history.

    Raises PermissionDenied, TaskLeftOut, TaskUnit.DoesNotExist, StaleUnit.
    """
    locked = _lock(task, [unit], by=by, at=at)
    row = locked.rows[unit]
    if row.version != version or row.changed_by_id != by.pk or row.unit.taken_out_at:
        raise StaleUnit(row)
    earlier = row.entries.filter(version__lt=row.version).values(*FACTS).first()
    for name, value in (earlier or BLANK).items():
        setattr(row, name, value)
    write_rows([row], by=by, at=at)
    _tell(events.UNITS_UNDONE, locked, [row], at=at)
    follow_units(locked.task, rows_of_task(locked.task), by=by, at=at, opened=OPENED_AGAIN)
    return row


def _lock(task: Task, units: Sequence[int], *, by: User, at: datetime) -> _Locked:
    """Project, task and rows, locked in that order; the right is looked at under the lock."""
    project, today = lock_project(task.project_id), day_of(at)
    task = Task.objects.select_for_update(of=("self",)).select_related("item__edition", "project").get(pk=task.pk)
    standing = standing_of(by, project, on=today)
    right = right_to_report(standing, task, on=today)
    if not is_reported(task.item) or not all(right.may(unit) for unit in units):
        raise PermissionDenied("This person may not report these units")
    if task.state == State.NOT_RELEVANT:
        raise TaskLeftOut(task.number)
    rows = task.unit_rows.select_for_update(of=("self",)).select_related("unit").filter(unit__in=units)
    found = {row.unit_id: row for row in rows.order_by("pk")}
    if missing := set(units) - found.keys():
        raise TaskUnit.DoesNotExist(f"{task.number} has no row for {sorted(missing)}")
    return _Locked(task, found, reporter(standing, task, on=today))


def _as_seen(rows: Mapping[int, TaskUnit], reports: Iterable[Report]) -> dict[int, tuple[Any, ...]]:
    """What the rows said that have changed since the page was made: whoever sends that back has touched nothing."""
    asked = {report.unit: report.version for report in reports if report.version < rows[report.unit].version}
    seen = {unit: tuple(BLANK.values()) for unit, version in asked.items() if version == 1}
    entries = TaskUnitEntry.objects.filter(row__in=[rows[unit].pk for unit in asked]).select_related("row")
    for entry in entries if asked else []:
        if entry.version == asked[entry.row.unit_id]:
            seen[entry.row.unit_id] = entry.facts
    return seen


def _by_event(rows: Iterable[TaskUnit], before: Mapping[int, str]) -> Iterable[tuple[str, list[TaskUnit]]]:
    """The changed rows by what is told of them."""
    told = sorted(((_event_of(row, before[row.pk]), row) for row in rows), key=lambda pair: pair[0])
    return [(event_type, [row for _, row in pairs]) for event_type, pairs in groupby(told, key=lambda pair: pair[0])]


def _event_of(row: TaskUnit, before: str) -> str:
    if row.state == before:
        return events.UNITS_CORRECTED
    if row.state == State.DONE:
        return events.UNITS_DONE
    if row.state == State.NOT_RELEVANT:
        return events.UNITS_LEFT_OUT
    return events.UNITS_OPENED if before in SETTLED else events.UNITS_BEGUN


def _tell(event_type: str, locked: _Locked, rows: Sequence[TaskUnit], *, at: datetime) -> None:
    task = locked.task
    names = listed(sorted(row.unit.name for row in rows), most=NAMES)
    about = {"number": task.number, "title": task.title, "units": names}
    record_in(task.project, event_type, by=locked.actor, at=at, subject=task.number, cause=None, **about)
