"""When a gate's items are met, and what was done although a gate that nothing replaces was shut."""

import pytest

from checklists.gates import Gate, GateItem, TaskState, breaches, is_met, unknown_items, unmet_items
from checklists.moves import State
from checklists.playbook.vocabulary import MetBy

TEST = Gate(
    "P2",
    "Klar til test",
    (GateItem("G34", "Netværket er ikke åbnet."), GateItem("G50", "Ikke underskrevet.")),
    blocks=frozenset({"G41"}),
    no_override=frozenset({"G50"}),
)
GO_LIVE = Gate(
    "P3", "Go", (GateItem("G50", "Ikke underskrevet."),), blocks_date="go_live", no_override=TEST.no_override
)


@pytest.mark.parametrize(
    ("number", "state", "blocks_gate", "met"),
    [
        ("G34", State.NOT_STARTED, False, False),
        ("G34", State.IN_PROGRESS, False, False),
        ("G34", State.DONE, False, True),
        ("G34", State.DONE, True, False),
        ("G34", State.NOT_RELEVANT, False, True),
        ("G50", State.DONE, False, True),
        ("G50", State.NOT_RELEVANT, False, False),
    ],
)
def test_what_counts_as_met(number: str, state: State, blocks_gate: bool, met: bool) -> None:
    task = TaskState(state, blocks_gate)
    assert is_met(number, TEST, task) is met
    tasks = {"G34": TaskState(State.DONE), "G50": TaskState(State.DONE), number: task}
    assert [item.number for item in unmet_items(TEST, tasks)] == ([] if met else [number])


def test_a_fact_keeps_an_item_from_counting() -> None:
    gate = Gate("P4", "Klar til drift", (GateItem("G88", "Hypercare er ikke slut.", MetBy.HYPERCARE_ENDED),))
    tasks = {"G88": TaskState(State.DONE)}
    assert unmet_items(gate, tasks, facts={MetBy.HYPERCARE_ENDED: False}) == list(gate.items)
    assert unmet_items(gate, tasks, facts={MetBy.HYPERCARE_ENDED: True}) == []
    assert unmet_items(gate, tasks) == []
    assert unmet_items(gate, {"G88": TaskState(State.IN_PROGRESS)}, facts={MetBy.HYPERCARE_ENDED: True}) != []


def test_a_fact_that_nobody_knows_is_neither_met_nor_missing() -> None:
    gate = Gate("P4", "Klar til drift", (GateItem("G80", "Åbne fejl.", MetBy.NO_OPEN_SERIOUS_FAULTS),))
    tasks = {"G80": TaskState(State.DONE)}
    assert unknown_items(gate, tasks, facts={}) == list(gate.items)
    assert unknown_items(gate, tasks, facts={MetBy.NO_OPEN_SERIOUS_FAULTS: True}) == []
    # Before the task is closed it is simply missing.
    assert unknown_items(gate, {"G80": TaskState(State.IN_PROGRESS)}, facts={}) == []


@pytest.mark.parametrize("signed", [State.NOT_STARTED, State.IN_PROGRESS, State.NOT_RELEVANT])
def test_what_happened_too_early_is_red_until_it_is_mended(signed: State) -> None:
    tasks = {"G34": TaskState(State.DONE), "G41": TaskState(State.DONE), "G50": TaskState(signed)}
    found = breaches([TEST, GO_LIVE], tasks, live=True)
    assert [(breach.gate.key, breach.number) for breach in found] == [("P2", "G41"), ("P3", "")]
    assert [breach.number for breach in breaches([TEST, GO_LIVE], tasks, live=False)] == ["G41"]
    assert breaches([TEST, GO_LIVE], {**tasks, "G50": TaskState(State.DONE)}, live=True) == []


def test_other_missing_items_are_no_breach() -> None:
    tasks = {"G34": TaskState(State.NOT_STARTED), "G41": TaskState(State.DONE), "G50": TaskState(State.DONE)}
    assert breaches([TEST], tasks, live=True) == []
