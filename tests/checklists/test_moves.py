"""The table of moves: what is allowed, and what is not."""

from itertools import product

import pytest

from checklists.moves import MOVES, MoveKind, MoveNotAllowed, State, moves_from, state_after

ALLOWED = {
    ("start", "not_started", "in_progress"),
    ("close", "not_started", "done"),
    ("close", "in_progress", "done"),
    ("reopen", "done", "in_progress"),
    ("reopen", "not_relevant", "not_started"),
    ("not_relevant", "not_started", "not_relevant"),
    ("not_relevant", "in_progress", "not_relevant"),
    ("before", "not_started", "done"),
    ("before", "in_progress", "done"),
    ("proof", "done", "done"),
}


def test_these_and_no_others() -> None:
    assert {(kind.value, before.value, after.value) for (kind, before), after in MOVES.items()} == ALLOWED


@pytest.mark.parametrize(("kind", "state"), list(product(MoveKind, State)))
def test_every_pair_is_answered(kind: MoveKind, state: State) -> None:
    if kind in moves_from(state):
        assert state_after(kind, state)
    else:
        with pytest.raises(MoveNotAllowed):
            state_after(kind, state)
