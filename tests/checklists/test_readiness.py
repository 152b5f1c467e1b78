"""Ready, blocked, late: derived from states."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists.models import Task
from checklists.moves import State
from checklists.readiness import Gate, TaskRow, blockers, freed_by, gates_of, rows_of
from tests.cast import Cast

GATE = Gate("P1", "Klar til teknik", frozenset({"G02", "G03"}), frozenset({"G31"}))


@pytest.mark.parametrize(
    ("needs", "open_numbers", "expected"),
    [
        ([], set(), []),
        (["G28"], set(), []),
        (["G28"], {"G28"}, ["G28"]),
        ([], {"G02"}, ["P1"]),
        (["G28"], {"G28", "G03"}, ["G28", "P1"]),
        ([], {"G77"}, []),
    ],
)
def test_what_blocks(needs: list[str], open_numbers: set[str], expected: list[str]) -> None:
    assert blockers("G31", guide_needs=needs, gates=[GATE], open_numbers=open_numbers) == expected


@given(st.sets(st.sampled_from(["G02", "G03", "G28", "G40"])))
def test_settling_never_blocks_more(open_numbers: set[str]) -> None:
    before = blockers("G31", guide_needs=["G28"], gates=[GATE], open_numbers=open_numbers)
    for number in open_numbers:
        after = blockers("G31", guide_needs=["G28"], gates=[GATE], open_numbers=open_numbers - {number})
        assert set(after) <= set(before)


def rows(cast: Cast, days: int = 0) -> dict[str, TaskRow]:
    """The rows of Slagelse's project, some days from now."""
    tasks = list(Task.objects.filter(project=cast.slagelse).select_related("item__edition").in_guide_order())
    open_numbers = {task.number for task in tasks if task.state in {State.NOT_STARTED, State.IN_PROGRESS}}
    found = rows_of(
        tasks,
        gates=gates_of(tasks[0].item.edition),
        open_numbers=open_numbers,
        on=cast.at.date() + timedelta(days=days),
    )
    return {row.task.number: row for row in found}


def test_a_new_project_has_few_ready_tasks(cast: Cast) -> None:
    states = {number: row.state for number, row in rows(cast).items()}
    assert states["G02"] == "done"
    assert states["G04"] == "ready"
    assert states["G32"] == "blocked"
    assert rows(cast)["G32"].detail == "venter på G26, P1"


def test_late_comes_before_everything_else(cast: Cast) -> None:
    row = rows(cast, days=60)["G04"]
    assert (row.state, row.detail) == ("late", "ikke startet")
    assert row.workdays_left is not None
    assert row.workdays_left < 0


def test_a_settled_task_frees_just_those_that_became_ready(cast: Cast) -> None:
    Task.objects.filter(project=cast.slagelse).update(state=State.NOT_STARTED, done_on=None)
    tasks = list(Task.objects.filter(project=cast.slagelse).select_related("item__edition").in_guide_order())
    gates = gates_of(tasks[0].item.edition)

    def ready(open_numbers: set[str]) -> set[str]:
        found = rows_of(tasks, gates=gates, open_numbers=open_numbers, on=cast.at.date())
        return {row.task.number for row in found if row.state == "ready"}

    still_open = {task.number for task in tasks}
    for task in tasks:
        before, still_open = still_open, still_open - {task.number}
        freed = freed_by(task.number, tasks, gates=gates, open_numbers=still_open)
        assert set(freed) == ready(still_open) - ready(before)
    assert ready(set()) == {task.number for task in tasks}
