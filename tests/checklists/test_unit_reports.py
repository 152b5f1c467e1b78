"""Reporting a unit: what is refused, who may, what somebody else has changed, taking it back."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from accounts.roles import Role
from audit.clock import day_of
from audit.models import Event
from checklists.models import Task, TaskUnit, TaskUnitEntry
from checklists.rules.unit_report import Report, WrongReport
from checklists.services.task_units import StaleUnit, report_unit, report_units, undo_report
from tests.cast import Cast
from tests.checklists.unit_reports import coordinator_of, make_units, report, report_all, row_of, said

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("number", "own", "field"),
    [
        ("G65", {"on_date": None}, "on_date"),
        ("G65", {"on_date": date(2100, 1, 1)}, "on_date"),
        ("G65", {"state": "in_progress", "on_date": date(2026, 1, 5)}, "on_date"),
        ("G65", {"state": "not_relevant"}, "note"),
        ("G29", {}, "choice"),
        ("G29", {"answers": {"choice": "windows"}}, "choice"),
    ],
)
def test_half_an_answer_is_refused_and_nothing_is_written(
    cast: Cast, number: str, own: dict[str, Any], field: str
) -> None:
    units = make_units(cast)
    reports = [
        said(cast, row_of(cast, number, units[0]), "in_progress"),
        said(cast, row_of(cast, number, units[1]), **own),
    ]
    with pytest.raises(WrongReport) as refusal:
        report_units(task=cast.task(number), reports=reports, by=cast.leader, at=cast.at)
    assert [name for name, _ in refusal.value.faults] == [field]
    assert not TaskUnit.objects.exclude(version=1).exists()


def test_a_tovholder_reports_the_own_units_though_the_task_is_anothers(cast: Cast) -> None:
    units = make_units(cast)
    coordinator = coordinator_of(cast, units[0])
    report(cast, "G64", units[0], by=coordinator)
    assert row_of(cast, "G64", units[0]).changed_by == coordinator
    with pytest.raises(PermissionDenied):
        report(cast, "G64", units[1], by=coordinator)
    with pytest.raises(PermissionDenied):
        report_units(
            task=cast.task("G64"),
            reports=[said(cast, row_of(cast, "G64", unit)) for unit in units],
            by=coordinator,
            at=cast.at,
        )
    assert row_of(cast, "G64", units[1]).version == 1


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.IT_STAFF, Role.LEGAL_OFFICER])
def test_others_report_nothing(cast: Cast, role: Role) -> None:
    units = make_units(cast)
    with pytest.raises(PermissionDenied):
        report(cast, "G64", units[0], by=cast.people[role])


def test_nobody_reports_another_projects_unit_or_a_task_that_is_not_done_in_units(cast: Cast) -> None:
    (unit,) = make_units(cast, "Nord")
    strange = Report(unit.pk + 999, 1, "done", day_of(cast.at))
    with pytest.raises(TaskUnit.DoesNotExist):
        report_unit(task=cast.task("G65"), report=strange, by=cast.leader, at=cast.at)
    for number in ("G06", "G31"):
        with pytest.raises(PermissionDenied):
            report_unit(
                task=cast.task(number), report=Report(unit.pk, 1, "done", day_of(cast.at)), by=cast.leader, at=cast.at
            )


def test_a_stale_cell_is_left_alone_and_the_others_are_written(cast: Cast) -> None:
    units = make_units(cast)
    seen = [row_of(cast, "G65", unit) for unit in units]
    report(cast, "G65", units[0], note="Gjort i går.", on_date=day_of(cast.at) - DAY)
    report(cast, "G65", units[1], "in_progress")
    reports = [
        said(cast, seen[0]),
        said(cast, seen[1], "not_started"),
        said(cast, seen[2], note="Ny."),
    ]
    outcome = report_units(task=cast.task("G65"), reports=reports, by=cast.leader, at=cast.at)
    # The first was typed into and has changed; the second was not touched; the third is written.
    assert [row.unit for row in outcome.stale] == [units[0]]
    assert [row.unit for row in outcome.changed] == [units[2]]
    assert row_of(cast, "G65", units[0]).note == "Gjort i går."
    assert row_of(cast, "G65", units[1]).state == "in_progress"


def test_what_was_seen_later_than_the_first_version_is_known_too(cast: Cast) -> None:
    (unit,) = make_units(cast, "Nord")
    report(cast, "G65", unit, "in_progress", note="Begyndt.")
    seen = said(cast, row_of(cast, "G65", unit), "in_progress", note="Begyndt.")
    report(cast, "G65", unit, note="Færdig.")
    outcome = report_units(task=cast.task("G65"), reports=[seen], by=cast.leader, at=cast.at)
    assert (outcome.stale, outcome.changed) == ([], [])
    with pytest.raises(StaleUnit):
        report_unit(
            task=cast.task("G65"),
            report=Report(unit.pk, seen.version, "in_progress", note="Noget andet."),
            by=cast.leader,
            at=cast.at,
        )


def test_a_double_tap_is_one_report(cast: Cast) -> None:
    (unit,) = make_units(cast, "Nord")
    tap = said(cast, row_of(cast, "G64", unit))
    for _ in range(2):
        report_unit(task=cast.task("G64"), report=tap, by=cast.leader, at=cast.at)
    assert row_of(cast, "G64", unit).version == 2


def test_ones_own_report_can_be_taken_back_until_somebody_else_has_changed_it(cast: Cast) -> None:
    units = make_units(cast)
    coordinator = coordinator_of(cast, *units)
    report(cast, "G65", units[0], "in_progress", note="Møde den 3.")
    report(cast, "G65", units[0], by=coordinator)
    row = undo_report(task=cast.task("G65"), unit=units[0].pk, version=3, by=coordinator, at=cast.at)
    assert (row.state, row.note, row.on_date, row.version) == ("in_progress", "Møde den 3.", None, 4)
    report(cast, "G65", units[1], by=coordinator)
    row = undo_report(task=cast.task("G65"), unit=units[1].pk, version=2, by=coordinator, at=cast.at)
    assert (row.state, row.answers, row.note) == ("not_started", {}, "")
    report(cast, "G65", units[2], by=coordinator)
    report(cast, "G65", units[2], note="Rettet.")
    for version in (2, 3):
        with pytest.raises(StaleUnit):
            undo_report(task=cast.task("G65"), unit=units[2].pk, version=version, by=coordinator, at=cast.at)
    assert Event.objects.of_project(cast.slagelse.pk).about("G65").filter(type="units.undone").count() == 2


def test_taking_back_the_last_report_opens_the_task(cast: Cast) -> None:
    units = make_units(cast)
    report_all(cast, "G65", units[:2])
    report(cast, "G65", units[2])
    assert cast.task("G65").state == "done"
    undo_report(task=cast.task("G65"), unit=units[2].pk, version=2, by=cast.leader, at=cast.at)
    assert cast.task("G65").state == "in_progress"


def test_no_answer_is_ever_lost(cast: Cast) -> None:
    (unit,) = make_units(cast, "Nord")
    report(cast, "G66", unit, answers={"approval": "Lederen"})
    report(cast, "G66", unit, "in_progress")
    row = row_of(cast, "G66", unit)
    assert [(entry.state, entry.answers) for entry in row.entries.all()] == [
        ("in_progress", {}),
        ("done", {"approval": "Lederen"}),
    ]
    for refused in (row.entries.all().delete, lambda: row.entries.update(note="x"), row.delete):
        with pytest.raises((IntegrityError, ProtectedError), match=r"append-only|protected"), transaction.atomic():
            refused()
    assert TaskUnitEntry.objects.filter(row=row).count() == 2
    assert Task.objects.filter(pk=row.task_id).exists()
