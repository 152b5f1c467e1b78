"""The walk of an agreement: each step of its kind, whether it is done, when, and with what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from agreements.kinds import Kind
from agreements.models import Agreement, AgreementVersion, Position
from agreements.moves import ORDER, Step

DONE, NOW, AHEAD = "done", "now", "ahead"


@dataclass(frozen=True)
class WalkRow:
    """One step, and the numbers of the items it closes. `facts` is empty for who may not see the work."""

    number: int
    label: str
    state: str
    day: date | None
    facts: str
    closes: list[str]


def walk_of(kind: Kind, agreement: Agreement, version: AgreementVersion | None, *, facts: bool) -> list[WalkRow]:
    """The steps it walks, but for the one before the first; `version` is the newest received."""
    reached = ORDER.index(Step(agreement.step))
    last = kind.walked[-1]
    days, said = _days(agreement, version), _said(kind, agreement, version) if facts else {}
    rows = []
    for number, step in enumerate(kind.walked[1:], start=1):
        at = ORDER.index(step)
        came = at <= reached
        state = (NOW if at == reached and step != last else DONE) if came else AHEAD
        rows.append(
            WalkRow(
                number,
                kind.label(step),
                state,
                days.get(step) if came else None,
                said.get(step, "") if came else "",
                kind.closes.get(step, []),
            )
        )
    return rows


def _days(agreement: Agreement, version: AgreementVersion | None) -> Mapping[Step, date | None]:
    return {
        Step.REQUESTED: agreement.asked_on,
        Step.RECEIVED: version.received_on if version else None,
        Step.AT_LEGAL: agreement.sent_on,
        Step.POSITION: agreement.position_on,
        Step.TO_SIGNATURE: agreement.for_signature_on,
        Step.SIGNED: agreement.signed_on,
        Step.RETURNED: agreement.returned_on,
        Step.FILED: agreement.filed_on,
    }


def _said(kind: Kind, agreement: Agreement, version: AgreementVersion | None) -> Mapping[Step, str]:
    position = Position(agreement.position).label if agreement.position else ""
    whom = kind.party_name(agreement.counterpart) if agreement.counterpart else ""
    signatory = agreement.signatory.name if agreement.signatory else ""
    return {
        Step.REQUESTED: ", ".join(dict.fromkeys(filter(None, (whom, agreement.asked_whom)))),
        Step.RECEIVED: f"version {version.label}" if version else "",
        Step.AT_LEGAL: agreement.sent_to,
        Step.POSITION: ", ".join(filter(None, ("" if kind.several else position, agreement.decider))),
        Step.TO_SIGNATURE: ", ".join(dict.fromkeys(filter(None, (agreement.signatories, signatory)))),
        Step.SIGNED: agreement.signed_by,
        Step.RETURNED: agreement.returned_to,
        Step.FILED: f"Sag {agreement.case_number}" if agreement.case_number else "",
    }
