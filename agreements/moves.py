"""The one table of moves: what can happen to an agreement, from which step, and where it leads.

Life jumps ahead: the signed paper may be the first thing that comes. So a move is open from every step before the one
it leads to, and what lies between is taken as done. What happens again (a second request, a countersigned copy) stays
where the agreement is.
"""

from collections.abc import Iterable, Mapping

from django.db.models import TextChoices


class Step(TextChoices):
    """How far an agreement has come, in order. The words on screen are the playbook's."""

    NOT_REQUESTED = "not_requested"
    REQUESTED = "requested"
    RECEIVED = "received"
    AT_LEGAL = "at_legal"
    POSITION = "position"
    TO_SIGNATURE = "to_signature"
    SIGNED = "signed"
    RETURNED = "returned"
    FILED = "filed"


class MoveKind(TextChoices):
    """What can happen to an agreement."""

    REQUEST = "request", "Bedt om"
    RECEIVE = "receive", "Ny version modtaget"
    SEND = "send", "Sendt til læsning"
    POSITION = "position", "Stilling taget"
    TO_SIGNATURE = "to_signature", "Sendt til underskrift"
    REFUSE = "refuse", "Underskrift afvist"
    SIGN = "sign", "Underskrevet"
    RETURN = "return", "Sendt retur"
    FILE = "file", "Journaliseret"
    CORRECT = "correct", "Oplysninger rettet"
    TAKE_BACK = "take_back", "Taget tilbage"
    END = "end", "Ophørt"


class MoveNotAllowed(Exception):
    """The table has no such move from the step the agreement is at."""


ORDER = list(Step)
BEFORE_SIGNED = ORDER[: ORDER.index(Step.SIGNED)]
SINCE_SIGNED = ORDER[ORDER.index(Step.SIGNED) :]
# What may still happen to one that has ended: its case number comes late.
SINCE_ENDED = {MoveKind.FILE}


def _before(step: Step) -> list[Step]:
    return ORDER[: ORDER.index(step)]


def _lead(steps: Iterable[Step], to: Step) -> dict[Step, Step]:
    return dict.fromkeys(steps, to)


def _stay(steps: Iterable[Step]) -> dict[Step, Step]:
    return {step: step for step in steps}


# Taking back leads to where the agreement was before, which its history says, so it stands in no table.
MOVES: Mapping[MoveKind, Mapping[Step, Step]] = {
    MoveKind.REQUEST: _lead([Step.NOT_REQUESTED, Step.REQUESTED], Step.REQUESTED),
    # A new version before the signature: it is to be read again.
    MoveKind.RECEIVE: _lead(BEFORE_SIGNED, Step.RECEIVED),
    MoveKind.SEND: _lead([*_before(Step.AT_LEGAL), Step.AT_LEGAL, Step.POSITION], Step.AT_LEGAL),
    MoveKind.POSITION: _lead([*_before(Step.POSITION), Step.POSITION, Step.TO_SIGNATURE], Step.POSITION),
    MoveKind.TO_SIGNATURE: _lead([*_before(Step.TO_SIGNATURE), Step.TO_SIGNATURE], Step.TO_SIGNATURE),
    MoveKind.REFUSE: _lead([Step.TO_SIGNATURE], Step.POSITION),
    MoveKind.SIGN: _lead(BEFORE_SIGNED, Step.SIGNED) | _stay(SINCE_SIGNED),
    MoveKind.RETURN: _lead([Step.SIGNED, Step.RETURNED], Step.RETURNED) | _stay([Step.FILED]),
    MoveKind.FILE: _lead(SINCE_SIGNED, Step.FILED),
    MoveKind.CORRECT: _stay(ORDER),
    MoveKind.END: _stay(SINCE_SIGNED),
}


def step_after(kind: MoveKind, step: str, *, walked: Iterable[str]) -> Step:
    """The step a move leads to, for a kind of agreement that walks these steps. Raises MoveNotAllowed."""
    to = MOVES.get(kind, {}).get(Step(step))
    if to is None or to not in set(walked):
        raise MoveNotAllowed(f"{kind} from {step}")
    return to


def moves_from(step: str, *, walked: Iterable[str]) -> list[MoveKind]:
    """The moves open to an agreement at that step, in the order of the table."""
    known = set(walked)
    return [kind for kind, table in MOVES.items() if table.get(Step(step)) in known]
