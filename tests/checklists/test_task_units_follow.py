"""The task is always what its units make it: after any acts, and when several report at once."""

from datetime import timedelta
from functools import partial
from random import Random

import pytest

from accounts.models import User
from checklists.models import Task
from checklists.moves import SETTLED, State
from checklists.services.follow_units import PART
from checklists.services.task_units import StaleUnit, report_unit, report_units, undo_report
from projects.models import Unit
from projects.services.units import add_unit, bring_back_unit, take_out_unit
from tests.cast import Cast
from tests.checklists.unit_reports import coordinator_of, make_units, row_of, said
from tests.dice import dice_of
from tests.racing import race

NUMBER = "G36"
CHOICES = ["personal", "shared", "mixed"]


def derived(task: Task) -> tuple[bool, str]:
    """Written anew, apart from the code: is it done, and with which answer?"""
    rows = [row for row in task.unit_rows.select_related("unit") if row.unit.taken_out_at is None]
    done = [row for row in rows if row.state == "done"]
    settled = [row for row in rows if row.state in ("done", "not_relevant")]
    answers = sorted({row.answers["choice"] for row in done})
    return bool(done) and len(settled) == len(rows), answers[0] if len(answers) == 1 else "mixed"


def some_report(cast: Cast, unit: Unit, dice: Random) -> None:
    """Say anything of a unit."""
    state = dice.choice([*State.values, "done", "done"])
    note = "Derfor." if state == "not_relevant" else ""
    answers = {"choice": dice.choice(CHOICES)} if state == "done" else {}
    given = said(cast, row_of(cast, NUMBER, unit), state, answers=answers, note=note)
    report_unit(task=cast.task(NUMBER), report=given, by=cast.leader, at=cast.at)


def any_act(cast: Cast, dice: Random) -> None:
    """A report, one taken back, or a unit that comes, goes or comes back."""
    units = list(cast.slagelse.units.order_by("pk"))
    there = [unit for unit in units if unit.taken_out_at is None]
    away = [unit for unit in units if unit.taken_out_at]
    act = dice.choice(["report"] * 6 + ["undo", "add", "out", "back"])
    if act == "add" and len(units) < 5:
        add_unit(project=cast.slagelse, name=f"Enhed {len(units)}", by=cast.leader, at=cast.at)
    elif act == "out" and there:
        take_out_unit(unit=dice.choice(there), by=cast.leader, at=cast.at)
    elif act == "back" and away:
        bring_back_unit(unit=dice.choice(away), by=cast.leader, at=cast.at)
    elif act == "undo" and there:
        row = row_of(cast, NUMBER, dice.choice(there))
        if row.changed_by_id == cast.leader.pk:
            undo_report(task=cast.task(NUMBER), unit=row.unit_id, version=row.version, by=cast.leader, at=cast.at)
    elif there:
        some_report(cast, dice.choice(there), dice)


@pytest.mark.parametrize("seed", range(12))
def test_after_any_acts_the_task_is_what_its_units_make_it(cast: Cast, seed: int) -> None:
    dice = dice_of(seed)
    done = set()
    for _ in range(25):
        any_act(cast, dice)
        task = cast.task(NUMBER)
        is_done, choice = derived(task)
        done.add(is_done)
        assert (task.state == State.DONE) == is_done
        if is_done:
            evidence = task.evidence.first()
            assert evidence
            assert (evidence.data["choice"], task.managed_by) == (choice, PART)
            # G37 follows from the answer.
            assert (cast.task("G37").state == State.NOT_RELEVANT) == (choice == "personal")
    assert done


def last_two(cast: Cast) -> tuple[list[Unit], User]:
    """Two units, and a colleague of the projektleder's who may report as well."""
    units = make_units(cast, "Nord", "Syd")
    return units, coordinator_of(cast, *units)


def test_the_last_two_units_reported_at_once_close_the_task_once(live_cast: Cast) -> None:
    cast = live_cast
    units, coordinator = last_two(cast)
    acts = [
        partial(
            report_unit,
            task=cast.task("G65"),
            report=said(cast, row_of(cast, "G65", unit)),
            by=by,
            at=cast.at + timedelta(minutes=1),
        )
        for unit, by in zip(units, (cast.leader, coordinator), strict=True)
    ]
    results = race(*acts)
    assert not [result for result in results if isinstance(result, Exception)]
    task = cast.task("G65")
    assert task.state in SETTLED
    assert task.moves.filter(kind="close").count() == 1


def test_two_at_one_cell_and_the_second_is_told(live_cast: Cast) -> None:
    cast = live_cast
    units, coordinator = last_two(cast)
    row = row_of(cast, "G65", units[0])
    acts = [
        partial(report_unit, task=cast.task("G65"), report=said(cast, row, note=note), by=by, at=cast.at)
        for note, by in (("Min", cast.leader), ("Din", coordinator))
    ]
    results = race(*acts)
    assert len([result for result in results if isinstance(result, StaleUnit)]) == 1
    now = row_of(cast, "G65", units[0])
    assert now.version == 2
    assert [entry.note for entry in now.entries.all()] == [now.note]


def test_a_unit_that_comes_while_the_last_is_reported_leaves_the_task_open(live_cast: Cast) -> None:
    cast = live_cast
    (unit,) = make_units(cast, "Nord")
    report = partial(
        report_units,
        task=cast.task("G65"),
        reports=[said(cast, row_of(cast, "G65", unit))],
        by=cast.leader,
        at=cast.at,
    )
    add = partial(add_unit, project=cast.slagelse, name="Syd", by=cast.leader, at=cast.at)
    results = race(report, add)
    assert not [result for result in results if isinstance(result, Exception)]
    assert cast.task("G65").state == "in_progress"
    assert cast.task("G65").unit_rows.count() == 2
