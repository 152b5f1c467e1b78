"""What can be done to an agreement now, and what usually comes next. Pure."""

from collections.abc import Mapping

from agreements.kinds import Kind
from agreements.models import Agreement, Position
from agreements.moves import ORDER, MoveKind, Step, moves_from

# The move that leads to a step.
LEADS_TO: Mapping[Step, MoveKind] = {
    Step.REQUESTED: MoveKind.REQUEST,
    Step.RECEIVED: MoveKind.RECEIVE,
    Step.AT_LEGAL: MoveKind.SEND,
    Step.POSITION: MoveKind.POSITION,
    Step.TO_SIGNATURE: MoveKind.TO_SIGNATURE,
    Step.SIGNED: MoveKind.SIGN,
    Step.RETURNED: MoveKind.RETURN,
    Step.FILED: MoveKind.FILE,
}


def next_move(kind: Kind, agreement: Agreement) -> MoveKind | None:
    """What usually comes next; None when nothing does."""
    step, walked = Step(agreement.step), kind.walked
    if agreement.ended_on:
        return None
    if step == Step.POSITION and agreement.position not in {"", Position.ACCEPT}:
        # Questions are answered and the position taken anew; objections bring a new version.
        objected = agreement.position == Position.OBJECTIONS and Step.RECEIVED in walked
        return MoveKind.RECEIVE if objected else MoveKind.POSITION
    if step == Step.REQUESTED and Step.RECEIVED not in walked:
        # Where nothing is sent to be read, a yes is the agreement.
        return MoveKind.SIGN
    later = [after for after in walked if ORDER.index(after) > ORDER.index(step)]
    return LEADS_TO[later[0]] if later else None


def open_moves(kind: Kind, agreement: Agreement) -> list[MoveKind]:
    """Every move open now, in the order of the table; of an ended one nothing but what is taken back."""
    return [] if agreement.ended_on else moves_from(agreement.step, walked=kind.walked)
