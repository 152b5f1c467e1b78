"""The moves that only note something: asked for, sent, read, for signature, refused, returned, filed, corrected."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from agreements import events
from agreements.kinds import Kind
from agreements.models import Agreement, Position
from agreements.moves import MoveKind
from agreements.services.locking import lock_agreement
from agreements.services.moving import EVENT_OF, FACTS, make_move, tell, tell_not_cpr
from audit.clock import day_of
from projects.models import Project

# These change with a move of their own.
NOT_CORRECTED = {"is_in_force", "ended_on", "end_reason", "signed_file_id"}
# What each of them may say, and the day it happened.
SAYS: Mapping[MoveKind, tuple[str, ...]] = {
    MoveKind.REQUEST: ("asked_on", "counterpart", "asked_whom", "expected_on"),
    MoveKind.SEND: ("sent_on", "sent_to", "expected_on"),
    MoveKind.POSITION: ("position_on", "position", "decider", "position_note", "expected_on"),
    MoveKind.TO_SIGNATURE: ("for_signature_on", "signatories", "signatory_id", "expected_on"),
    MoveKind.REFUSE: ("position_on", "decider", "expected_on"),
    MoveKind.RETURN: ("returned_on", "returned_to", "expected_on"),
    MoveKind.FILE: ("filed_on", "case_number", "control_on"),
    MoveKind.CORRECT: tuple(name for name in FACTS if name not in NOT_CORRECTED),
}


@transaction.atomic
def note_step(
    *,
    project: Project,
    kind: Kind,
    number: int,
    move: MoveKind,
    facts: Mapping[str, Any],
    by: User,
    version: int,
    at: datetime,
    reason: str = "",
    practice: str = "",
    not_cpr: Collection[str] = (),
) -> Agreement:
    """Move the agreement and write down what is known (`SAYS`); a refusal takes a reason. What is not given stays.

    Raises PermissionDenied, StaleAgreement, NoSuchAgreement, MoveNotAllowed, WrongDates, ValueError for a fact the move
    does not say, or a refusal without a reason.
    """
    if unknown := facts.keys() - set(SAYS[move]):
        raise ValueError(f"{move} does not say {sorted(unknown)}")
    if move == MoveKind.REFUSE and not reason:
        raise ValueError("A refusal takes a reason")
    locked = lock_agreement(project=project, kind=kind, number=number, by=by, version=version, at=at, practice=practice)
    known: dict[str, Any] = {"expected_on": None} | dict(facts) if move != MoveKind.CORRECT else dict(facts)
    if move == MoveKind.REFUSE:
        known["position"] = Position.OBJECTIONS
    tell_not_cpr(locked, not_cpr, at=at)
    made = make_move(locked, move, facts=known, by=by, at=at, on_date=_day(move, facts, at), reason=reason)
    if move == MoveKind.POSITION:
        said = Position(locked.agreement.position).label
        tell(events.POSITION_TAKEN, locked, at=at, position=said[:1].lower() + said[1:])
    else:
        tell(EVENT_OF[move], locked, at=at)
    return made.agreement


def _day(move: MoveKind, facts: Mapping[str, Any], at: datetime) -> date | None:
    """The day in life; a correction happens when it is made."""
    return day_of(at) if move == MoveKind.CORRECT else facts.get(SAYS[move][0])
