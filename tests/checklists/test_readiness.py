"""Ready, blocked, late: derived from states. The pure functions and the querysets give the same answer."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists.gates import Gate, GateItem, TaskState
from checklists.models import Need, Task, Waiting
from checklists.models.task import TaskQuerySet
from checklists.moves import OPEN, SETTLED, State
from checklists.rules.readiness import Plan, TaskRow, blockers, freed_by, is_ready
from checklists.rules.task_rows import plan_around, rows_of
from checklists.task_list.filter import IN_STATE
from tests.cast import Cast
from tests.dice import dice_of

GATE = Gate("P1", "Klar til teknik", (GateItem("G02", "…"), GateItem("G03", "…")), frozenset({"G31"}))
NUMBERS = ["G02", "G03", "G28", "G31", "G40"]


def a_plan(open_numbers: set[str], needs: list[str]) -> Plan:
    """A project of five tasks, those settled that are not named."""
    states = {n: TaskState(State.NOT_STARTED if n in open_numbers else State.DONE) for n in NUMBERS}
    return Plan(states, {"G31": needs}, [GATE], waits=frozenset())


@pytest.mark.parametrize(
    ("needs", "open_numbers", "expected"),
    [
        ([], set(), []),
        (["G28"], set(), []),
        (["G28"], {"G28"}, ["G28"]),
        ([], {"G02"}, ["P1"]),
        (["G28"], {"G28", "G03"}, ["G28", "P1"]),
        ([], {"G40"}, []),
        (["G99"], set(), []),
    ],
)
def test_what_blocks(needs: list[str], open_numbers: set[str], expected: list[str]) -> None:
    assert blockers("G31", a_plan({"G31", *open_numbers}, needs)) == expected


@given(st.sets(st.sampled_from(["G02", "G03", "G28", "G40"])))
def test_settling_never_blocks_more(open_numbers: set[str]) -> None:
    before = blockers("G31", a_plan(open_numbers, ["G28"]))
    for number in open_numbers:
        assert set(blockers("G31", a_plan(open_numbers - {number}, ["G28"]))) <= set(before)


@given(st.sets(st.sampled_from(NUMBERS)), st.sampled_from(NUMBERS))
def test_a_settled_task_frees_just_those_that_became_ready(open_numbers: set[str], number: str) -> None:
    before, after = a_plan(open_numbers | {number}, ["G28"]), a_plan(open_numbers - {number}, ["G28"])
    others = [n for n in NUMBERS if n != number]
    became = [n for n in others if is_ready(n, after) and not is_ready(n, before)]
    assert freed_by(number, after) == became


def rows(cast: Cast, days: int = 0) -> dict[str, TaskRow]:
    """The rows of Slagelse's project, some days from now."""
    tasks = list(Task.objects.filter(project=cast.slagelse).select_related("item").in_guide_order())
    return {row.task.number: row for row in rows_of(tasks, on=cast.at.date() + timedelta(days=days))}


def test_a_new_project_has_few_ready_tasks(cast: Cast) -> None:
    states = {number: row.state for number, row in rows(cast).items()}
    assert states["G02"] == "done"
    assert states["G04"] == "ready"
    assert states["G32"] == "blocked"
    assert rows(cast)["G32"].detail == "venter på G26, P1"


def test_what_waits_for_somebody_is_not_ready() -> None:
    plan = replace(a_plan({"G31"}, []), waits=frozenset({"G31"}))
    assert not is_ready("G31", plan)
    assert is_ready("G31", replace(plan, waits=frozenset()))
    with pytest.raises(ValueError, match="does not know"):
        is_ready("G31", replace(plan, waits=None))
    assert "G31" not in freed_by("G28", plan)


def test_late_comes_before_everything_else(cast: Cast) -> None:
    row = rows(cast, days=60)["G04"]
    assert (row.state, row.detail) == ("late", "ikke startet")
    assert row.workdays_left is not None
    assert row.workdays_left < 0


def shuffle(cast: Cast, dice: Random) -> None:
    """Every task in a state of its own, with needs across them that the playbook does not have."""
    tasks = list(Task.objects.filter(project=cast.slagelse))
    for task in tasks:
        task.state = dice.choice(State.values)
        task.done_on = cast.at.date() if task.state == State.DONE else None
        task.blocks_gate = task.state == State.DONE and dice.random() < 0.1
        task.due_on = cast.at.date() + timedelta(days=dice.randint(-9, 9)) if dice.random() < 0.8 else None
    nearly_met(cast, tasks, dice)
    Task.objects.bulk_update(tasks, ["state", "done_on", "blocks_gate", "due_on"])
    for _ in range(40):
        one, other = dice.sample(tasks, 2)
        Need.objects.get_or_create(task=one, needs=other, defaults={"source": dice.choice(Need.Source.values)})
    for task in dice.sample([task for task in tasks if task.state in OPEN], 12):
        ended = {"ended_at": cast.at, "ended_by": cast.leader} if dice.random() < 0.3 else {}
        who = {"party": "trifork", "party_name": "Trifork", "ask_again_on": cast.at.date(), "began_by": cast.leader}
        # Waited before, and perhaps again.
        Waiting.objects.create(task=task, began_at=cast.at, ended_at=cast.at, **who)
        Waiting.objects.create(task=task, began_at=cast.at, **who, **ended)


def nearly_met(cast: Cast, tasks: list[Task], dice: Random) -> None:
    """Some gates whose every item is settled, but for one at most, so that the one decides."""
    for gate in plan_around(cast.task(), cast.slagelse.calendar).gates:
        if dice.random() < 0.3:
            continue
        inside = [task for task in tasks if task.number in {item.number for item in gate.items}]
        for task in inside:
            task.state, task.done_on, task.blocks_gate = State.DONE, cast.at.date(), False
        last = dice.choice([task for task in inside if task.number in gate.no_override] or inside)
        last.blocks_gate = dice.random() < 0.3
        if not last.blocks_gate and dice.random() < 0.7:
            last.state, last.done_on = dice.choice([State.NOT_STARTED, State.NOT_RELEVANT]), None
        # What it blocks waits for nothing else.
        Need.objects.filter(task__number__in=gate.blocks, task__project=cast.slagelse).delete()
        for task in tasks:
            if task.number in gate.blocks:
                task.state, task.done_on, task.blocks_gate = State.NOT_STARTED, None, False


@pytest.mark.parametrize("seed", range(12))
def test_the_querysets_say_the_same_as_the_pure_functions(cast: Cast, seed: int) -> None:
    shuffle(cast, dice_of(seed))
    on, plan = cast.at.date(), plan_around(cast.task(), cast.slagelse.calendar)
    tasks = Task.objects.filter(project=cast.slagelse)
    all_tasks = list(tasks.in_guide_order())

    def those(found: TaskQuerySet) -> set[str]:
        return set(found.values_list("number", flat=True))

    settled = {number for number, task in plan.states.items() if task.state in SETTLED}
    blocked = {number for number in plan.states if number not in settled and blockers(number, plan)}
    assert those(tasks.blocked(plan.gates)) == blocked
    assert those(tasks.ready(plan.gates)) == {number for number in plan.states if is_ready(number, plan)}
    assert those(tasks.overdue(on=on)) == {task.number for task in all_tasks if task.is_late(on=on)}
    by_row = {row.task.number: row for row in rows_of(all_tasks, on=on)}
    assert plan.waits == those(tasks.waiting()) == {n for n, row in by_row.items() if row.wait}
    assert those(tasks.ready(plan.gates)) == {n for n, row in by_row.items() if IN_STATE["ready"](row)}
    assert {n for n, row in by_row.items() if row.blocked_by} == blocked
