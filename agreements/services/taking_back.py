"""Taking back: the last step, and the signed copy."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from agreements import events
from agreements.kinds import Kind
from agreements.models import Agreement, AgreementMove, FileUse
from agreements.moves import SINCE_SIGNED, MoveKind, MoveNotAllowed, Step
from agreements.services.following import settle_agreements
from agreements.services.locking import Locked, lock_agreement
from agreements.services.moving import facts_from, make_move, tell
from audit.clock import day_of
from files.services.versions import withdraw
from projects.models import Project

# A signed copy is taken back with its file, a version is corrected, and what was taken back is done again.
STAY = {MoveKind.SIGN, MoveKind.RECEIVE, MoveKind.TAKE_BACK}


class NothingToTakeBack(Exception):
    """The last thing that happened to the agreement is none that is taken back."""


class OtherInTheWay(Exception):
    """Another of the kind is under way, or in force; `agreement` is it."""

    def __init__(self, agreement: Agreement) -> None:
        super().__init__(f"{agreement} is in the way")
        self.agreement = agreement


@transaction.atomic
def take_back(
    *, project: Project, kind: Kind, number: int, by: User, version: int, at: datetime, reason: str = ""
) -> Agreement:
    """Take the last move back: the agreement says again what it said before, and its items follow.

    A signature is taken back with its file (`withdraw_signed`), not here. Raises PermissionDenied, StaleAgreement,
    NoSuchAgreement, OtherInTheWay, NothingToTakeBack.
    """
    locked = lock_agreement(project=project, kind=kind, number=number, by=by, version=version, at=at)
    agreement = locked.agreement
    last = to_take_back(agreement)
    if last is None:
        raise NothingToTakeBack(str(agreement))
    if last.kind == MoveKind.END:
        _require_alone(locked, in_force=True)
    make_move(
        locked,
        MoveKind.TAKE_BACK,
        facts=facts_from(last.facts),
        by=by,
        at=at,
        on_date=day_of(at),
        reason=reason,
        to_step=Step(last.from_step),
    )
    tell(events.TAKEN_BACK, locked, at=at)
    return agreement


def to_take_back(agreement: Agreement) -> AgreementMove | None:
    """The last move, when it can be taken back; None when not, nor when another took the agreement's place since."""
    last = next(reversed(agreement.moves.all()), None)
    if last is None or last.kind in STAY:
        return None
    replaced_since = agreement.replaced_by_id and not last.facts["ended_on"]
    return None if replaced_since else last


@transaction.atomic
def withdraw_signed(
    *, project: Project, kind: Kind, number: int, reason: str, by: User, version: int, at: datetime
) -> Agreement:
    """The signed copy was the wrong one: it stays to be read, marked, and the agreement is where it was before.

    Its items open again, and the one it took the place of is in force again. Raises PermissionDenied, StaleAgreement,
    NoSuchAgreement, OtherInTheWay, MoveNotAllowed when it is not in force.
    """
    locked = lock_agreement(project=project, kind=kind, number=number, by=by, version=version, at=at)
    agreement = locked.agreement
    if not agreement.is_in_force:
        raise MoveNotAllowed(f"{agreement} is not in force")
    _require_alone(locked, in_force=False)
    for laid in agreement.agreement_files.filter(use=FileUse.SIGNED):
        for found in laid.file.versions.filter(withdrawn_at=None):
            withdraw(found, reason=reason, by=by, at=at)
    make_move(
        locked,
        MoveKind.TAKE_BACK,
        facts={"is_in_force": False, "expected_on": None},
        by=by,
        at=at,
        on_date=day_of(at),
        reason=reason,
        to_step=before_signing(agreement, kind),
        follow=False,
    )
    for other in agreement.replaces.all():
        other.is_in_force, other.ended_on, other.end_reason, other.replaced_by = True, None, "", None
        other.version += 1
        other.save()
    settle_agreements(project=locked.project, kind=kind, at=at)
    tell(events.SIGNATURE_WITHDRAWN, locked, at=at)
    return agreement


def before_signing(agreement: Agreement, kind: Kind) -> Step:
    """The step the agreement was at when it was signed: as its history says, else the one before in its kind."""
    signed = agreement.moves.filter(kind=MoveKind.SIGN).exclude(from_step__in=SINCE_SIGNED).last()
    if signed:
        return Step(signed.from_step)
    walked = kind.walked
    return walked[walked.index(Step.SIGNED) - 1]


def _require_alone(locked: Locked, *, in_force: bool) -> None:
    """None of the kind, with the same practice, may be in force, or under way, besides the locked one."""
    agreement = locked.agreement
    of_kind = Agreement.objects.of_kind(locked.project, locked.kind.key)
    others = of_kind.in_force() if in_force else of_kind.under_way()
    if other := others.exclude(pk=agreement.pk).filter(practice_key=agreement.practice_key).first():
        raise OtherInTheWay(other)
