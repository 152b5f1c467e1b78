"""What an agreement says to the items its steps close: answers by kind of answer, and what is still not known."""

from dataclasses import dataclass
from typing import Any

from agreements.kinds import Kind
from agreements.models import Agreement, AgreementVersion, Position
from agreements.moves import Step
from checklists.evidence.forms import asked_of
from checklists.evidence_fields import KINDS
from checklists.models import Item
from files.models import File, FileVersion
from ui.danish import listed, numeric_date

HERE = "Ligger under Aftaler: {name}"
LONGEST = 200


@dataclass(frozen=True)
class Answers:
    """What closes an item, and in the item's own words what is still asked."""

    given: dict[str, Any]
    missing: str


def answers_to(item: Item, step: Step, kind: Kind, agreement: Agreement) -> Answers:
    """The item's answers as far as the agreement knows them (G40, G43–G50)."""
    known = {name: value for name, value in _known(step, kind, agreement).items() if value}
    given = {name: value for name, value in known.items() if name in item.evidence_fields}
    asked = [name for name in asked_of(item) if name in item.evidence_fields and name not in item.optional_evidence]
    missing = [item.evidence_words(name).get("label") or KINDS[name].label for name in asked if name not in given]
    return Answers(given, listed([label.rstrip("?") for label in missing], most=len(missing) or 1) if missing else "")


def _known(step: Step, kind: Kind, agreement: Agreement) -> dict[str, Any]:
    version = newest_version(agreement)
    label = version.label if version else ""
    if step == Step.RECEIVED:
        return {
            "date": version and version.received_on,
            "reference": _asked(agreement, kind),
            "version": label,
            "file": where_it_lies(version) if version else "",
        }
    if step == Step.AT_LEGAL:
        return {"date": agreement.sent_on, "person": agreement.sent_to, "version": label}
    if step == Step.POSITION:
        return {
            "choice": agreement.position,
            "decider": agreement.decider,
            "date": agreement.position_on,
            "version": label,
        }
    if kind.several:
        contact = ", ".join(filter(None, (agreement.practice, agreement.signed_by)))
        return {"reference": contact[:LONGEST], "date": agreement.test_on, "note": agreement.terms}
    return {
        "file": _signed_place(agreement),
        "date": agreement.signed_on,
        "person": agreement.signed_by,
        "reference": _filed(agreement),
    }


def newest_version(agreement: Agreement) -> AgreementVersion | None:
    """The version that counts now."""
    return agreement.versions.first()


def newest_files(version: AgreementVersion) -> list[FileVersion]:
    """What lies here of a received version, those taken back left out."""
    files = File.objects.filter(agreement_files__of_version=version)
    return list(FileVersion.objects.newest_of(files))


def where_it_lies(version: AgreementVersion) -> str:
    """The files of a version that lie here by name, or the place that was written; "" when nobody knows."""
    names = [found.name for found in newest_files(version)]
    return HERE.format(name=listed(names, most=3))[:LONGEST] if names else version.place


def reached(agreement: Agreement, step: Step, kind: Kind) -> bool:
    """Has the agreement come so far? A position counts when it leads on, a signature while it is in force."""
    walked = kind.walked
    if walked.index(Step(agreement.step)) < walked.index(step):
        return False
    if step == Step.POSITION and agreement.step == Step.POSITION:
        return agreement.position == Position.ACCEPT
    return agreement.is_in_force or not (agreement.ended_on and step == Step.SIGNED)


def _asked(agreement: Agreement, kind: Kind) -> str:
    whom = agreement.asked_whom or (kind.party_name(agreement.counterpart) if agreement.counterpart else "")
    if not whom:
        return ""
    return f"{whom}, {numeric_date(agreement.asked_on)}"[:LONGEST] if agreement.asked_on else whom


def _signed_place(agreement: Agreement) -> str:
    signed = agreement.signed_file
    if signed and not signed.is_withdrawn:
        return HERE.format(name=signed.name)[:LONGEST]
    return agreement.signed_place


def _filed(agreement: Agreement) -> str:
    parts = [
        f"Sag {agreement.case_number}" if agreement.case_number else "",
        f"sendt retur {numeric_date(agreement.returned_on)}" if agreement.returned_on else "",
    ]
    return ", ".join(filter(None, parts))[:LONGEST]
