"""The states of a task and the moves between them: one table."""

from collections.abc import Mapping

from django.db.models import TextChoices


class State(TextChoices):
    """Where a task stands. Late, ready and blocked are derived, never stored."""

    NOT_STARTED = "not_started", "Ikke startet"
    IN_PROGRESS = "in_progress", "I gang"
    DONE = "done", "Færdig"
    NOT_RELEVANT = "not_relevant", "Ikke relevant"


OPEN = frozenset({State.NOT_STARTED, State.IN_PROGRESS})
SETTLED = frozenset({State.DONE, State.NOT_RELEVANT})


class MoveKind(TextChoices):
    """What someone does with a task."""

    START = "start", "Start opgaven"
    CLOSE = "close", "Luk opgaven"
    REOPEN = "reopen", "Genåbn opgaven"
    NOT_RELEVANT = "not_relevant", "Ikke relevant"
    UNDO = "undo", "Fortryd"
    # Answered in Start hvor I er, many tasks at once; its proof may come later.
    BEFORE = "before", "Gjort før portalen"
    PROOF = "proof", "Aflever bevis"


# They carry the evidence that the task is done on from then on.
WITH_EVIDENCE = (MoveKind.CLOSE, MoveKind.BEFORE, MoveKind.PROOF)

# An undo leads back to where the move before it came from, so it stands in no table.
MOVES: Mapping[tuple[MoveKind, State], State] = {
    (MoveKind.START, State.NOT_STARTED): State.IN_PROGRESS,
    (MoveKind.CLOSE, State.NOT_STARTED): State.DONE,
    (MoveKind.CLOSE, State.IN_PROGRESS): State.DONE,
    (MoveKind.REOPEN, State.DONE): State.IN_PROGRESS,
    (MoveKind.REOPEN, State.NOT_RELEVANT): State.NOT_STARTED,
    (MoveKind.NOT_RELEVANT, State.NOT_STARTED): State.NOT_RELEVANT,
    (MoveKind.NOT_RELEVANT, State.IN_PROGRESS): State.NOT_RELEVANT,
    (MoveKind.BEFORE, State.NOT_STARTED): State.DONE,
    (MoveKind.BEFORE, State.IN_PROGRESS): State.DONE,
    (MoveKind.PROOF, State.DONE): State.DONE,
}


class MoveNotAllowed(Exception):
    """The table has no such move from the state the task is in."""


def state_after(kind: MoveKind, state: str) -> State:
    """The state a move leads to. Raises MoveNotAllowed."""
    try:
        return MOVES[kind, State(state)]
    except KeyError:
        raise MoveNotAllowed(f"{kind} from {state}") from None


def moves_from(state: str) -> frozenset[MoveKind]:
    """The moves open to a task in that state."""
    return frozenset(kind for kind, before in MOVES if before == state)
