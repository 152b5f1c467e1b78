"""The one place where an agreement moves: its step, its history, its items."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from accounts.models import User
from accounts.not_cpr import record_not_cpr
from agreements import events
from agreements.models import Agreement, AgreementMove, Position
from agreements.moves import ORDER, SINCE_ENDED, SINCE_SIGNED, MoveKind, MoveNotAllowed, Step, step_after
from agreements.rules.answers import newest_version
from agreements.rules.dates import WrongDates, date_faults
from agreements.rules.desks import desk_of
from agreements.services.following import settle_agreements
from agreements.services.locking import Locked
from audit.clock import day_of
from projects.record import record_in

# What is known of an agreement, as its history keeps it.
FACTS = (
    "expected_on", "counterpart", "asked_whom", "asked_on", "sent_to", "sent_on", "position", "decider", "position_on",
    "position_note", "signatories", "signatory_id", "for_signature_on", "signed_by", "signed_on", "signed_file_id",
    "signed_place", "test_on", "terms", "returned_to", "returned_on", "case_number", "filed_on", "control_on",
    "ended_on", "end_reason", "is_in_force",
)  # fmt: skip
# What an agreement that falls back no longer says: by the step that was reached with it.
FACTS_OF: Mapping[Step, tuple[str, ...]] = {
    Step.AT_LEGAL: ("sent_to", "sent_on"),
    Step.POSITION: ("position", "decider", "position_on", "position_note"),
    Step.TO_SIGNATURE: ("for_signature_on",),
    Step.SIGNED: ("signed_by", "signed_on", "signed_file_id", "signed_place", "test_on", "terms"),
    Step.RETURNED: ("returned_to", "returned_on"),
    Step.FILED: ("case_number", "filed_on"),
}


def make_move(
    locked: Locked,
    kind: MoveKind,
    *,
    facts: Mapping[str, Any],
    by: User,
    at: datetime,
    on_date: date | None = None,
    reason: str = "",
    to_step: Step | None = None,
    follow: bool = True,
) -> AgreementMove:
    """Move a locked agreement and let its items follow, unless the caller does; taking back says `to_step` itself.

    Raises MoveNotAllowed, WrongDates.
    """
    agreement = locked.agreement
    before, known = Step(agreement.step), facts_of(agreement)
    if agreement.ended_on and to_step is None and kind not in SINCE_ENDED:
        raise MoveNotAllowed(f"{agreement} has ended")
    after = to_step or step_after(kind, before, walked=locked.kind.walked)
    require_possible(agreement, facts, at=at)
    if ORDER.index(after) < ORDER.index(before):
        _forget_after(agreement, after)
    for name, value in facts.items():
        setattr(agreement, name, value)
    agreement.step = after
    if after in SINCE_SIGNED or after == Step.TO_SIGNATURE:
        # Nobody sends for signature, or signs, what they do not accept: the position, when nobody wrote one.
        agreement.position = agreement.position or Position.ACCEPT
    agreement.version += 1
    agreement.save()
    move = AgreementMove.objects.create(
        agreement=agreement,
        kind=kind,
        from_step=before,
        to_step=after,
        desk=desk_of(locked.kind, agreement),
        on_date=on_date,
        reason=reason,
        facts=known,
        moved_at=at,
        moved_by=by,
    )
    if follow:
        settle_agreements(project=locked.project, kind=locked.kind, at=at)
    return move


def require_possible(agreement: Agreement, facts: Mapping[str, Any], *, at: datetime) -> None:
    """Raises WrongDates for days that cannot be."""
    version = newest_version(agreement) if agreement.pk else None
    received_on = version.received_on if version else None
    if faults := date_faults(agreement, facts, received_on=received_on, on=day_of(at)):
        raise WrongDates(faults)


def facts_of(agreement: Agreement) -> dict[str, Any]:
    """The columns as JSON keeps them: days as year-month-day."""
    values = {name: getattr(agreement, name) for name in FACTS}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def facts_from(kept: Mapping[str, Any]) -> dict[str, Any]:
    """The reverse."""
    return {
        name: date.fromisoformat(value) if value and name.endswith("_on") else value
        for name, value in kept.items()
        if name in FACTS
    }


def tell(event_type: str, locked: Locked, *, at: datetime, **more: str) -> None:
    """Write into Historik what happened to the agreement."""
    agreement = locked.agreement
    name = called(locked)
    actor = locked.actor
    subject = f"aftale {agreement.pk}"
    record_in(locked.project, event_type, by=actor, at=at, subject=subject, cause=None, agreement=name, **more)


def tell_not_cpr(locked: Locked, fields: Collection[str], *, at: datetime) -> None:
    """Write that somebody said of these fields (by label): this is no CPR-nummer."""
    project = locked.project
    record_not_cpr(
        fields,
        where=called(locked),
        by=locked.actor,
        at=at,
        municipality_id=project.municipality_id,
        project_id=project.pk,
        subject=f"aftale {locked.agreement.pk}",
    )


def called(locked: Locked) -> str:
    """As a sentence calls it: "databehandleraftale", "aftale med testlæge (Lægerne på Torvet)"."""
    agreement, name = locked.agreement, locked.kind.name[:1].lower() + locked.kind.name[1:]
    return f"{name} ({agreement.practice})" if agreement.practice else f"{name} nr. {agreement.number}"


def _forget_after(agreement: Agreement, step: Step) -> None:
    for later in ORDER[ORDER.index(step) + 1 :]:
        for name in FACTS_OF.get(later, ()):
            field = agreement._meta.get_field(name.removesuffix("_id"))
            setattr(agreement, name, None if field.null else "")


EVENT_OF: Mapping[MoveKind, str] = {
    MoveKind.REQUEST: events.REQUESTED,
    MoveKind.SEND: events.SENT,
    MoveKind.TO_SIGNATURE: events.FOR_SIGNATURE,
    MoveKind.REFUSE: events.REFUSED,
    MoveKind.RETURN: events.RETURNED,
    MoveKind.FILE: events.FILED,
    MoveKind.CORRECT: events.CORRECTED,
}
