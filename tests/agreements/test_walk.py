"""An agreement walks, and its items follow it (G40, G43–G50)."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from accounts.roles import Role
from agreements.kinds import kind_by_key
from agreements.models import Agreement, AgreementMove
from agreements.moves import MOVES, MoveKind, MoveNotAllowed, Step, step_after
from agreements.rules.dates import WrongDates
from agreements.services.ending import begin_another, end
from agreements.services.locking import StaleAgreement
from agreements.services.taking_back import NothingToTakeBack, take_back, withdraw_signed
from agreements.services.versions import LabelTaken
from checklists.models import Evidence
from checklists.services.tasks import close_task
from tests.agreements.walk import (
    DPA,
    GP,
    accepted,
    at_legal,
    day,
    jurist,
    of,
    receive,
    signed,
    step,
    upload,
    version_of,
)
from tests.cast import Cast

pytestmark = pytest.mark.django_db
ITEMS = ("G46", "G48", "G44", "G50")


def states(cast: Cast) -> list[str]:
    return [cast.task(number).state for number in ITEMS]


def evidence(cast: Cast, number: str) -> Evidence:
    return cast.task(number).evidence.filter(is_draft=False)[0]


def test_each_step_closes_its_item_with_what_is_known(cast: Cast) -> None:
    accepted(cast)
    assert states(cast) == ["done", "done", "done", "not_started"]
    received = evidence(cast, "G46")
    assert (received.on_date, received.data["version"], received.proof_missing) == (day(cast, 5), "1.0", "")
    assert received.reference == f"Trifork, {day(cast, 9):%d.%m.%Y}"
    assert received.data["file"] == "Ligger under Aftaler: aftale 1.0.pdf"
    assert evidence(cast, "G48").person_name == "Jurist Hansen"
    assert evidence(cast, "G44").data["choice"] == "accept"
    signed(cast)
    assert states(cast)[-1] == "done"
    assert {cast.task(number).managed_by for number in ITEMS} == {"agreements"}
    step(cast, MoveKind.RETURN, {"returned_on": day(cast), "returned_to": "Trifork"})
    step(cast, MoveKind.FILE, {"filed_on": day(cast), "case_number": "26/1234"})
    assert evidence(cast, "G50").reference == f"Sag 26/1234, sendt retur {day(cast):%d.%m.%Y}"
    assert of(cast).is_in_force


@pytest.mark.parametrize("position", ["questions", "objections"])
def test_only_an_accept_leads_on(cast: Cast, position: str) -> None:
    at_legal(cast)
    step(cast, MoveKind.POSITION, {"position": position, "position_on": day(cast, 1)})
    assert states(cast) == ["done", "done", "not_started", "not_started"]
    assert AgreementMove.objects.last().desk == "trifork"  # type: ignore[union-attr]


def test_the_signed_paper_came_first(cast: Cast) -> None:
    signed(cast)
    assert states(cast) == ["done"] * 4
    assert "Aftalens version" in evidence(cast, "G46").proof_missing
    assert evidence(cast, "G44").data["choice"] == "accept"
    assert cast.task("G46").done_on == day(cast, 1)
    assert (evidence(cast, "G50").proof_missing, cast.task("G50").proof_missing) == ("", False)
    step(cast, MoveKind.CORRECT, {"sent_to": "Jurist Hansen", "sent_on": day(cast, 3)})
    assert evidence(cast, "G48").person_name == "Jurist Hansen"


def test_a_new_version_is_to_be_read_anew(cast: Cast) -> None:
    accepted(cast)
    receive(cast, "2.0", ago=1)
    assert states(cast) == ["done", "in_progress", "in_progress", "not_started"]
    agreement = of(cast)
    assert (agreement.step, agreement.position, agreement.sent_on) == (Step.RECEIVED, "", None)
    assert evidence(cast, "G46").data["version"] == "2.0"


def test_the_same_label_twice_is_said(cast: Cast) -> None:
    receive(cast, "1.0")
    with pytest.raises(LabelTaken):
        receive(cast, "1.0")
    assert of(cast).versions.count() == 1


def test_what_was_closed_by_hand_is_adopted(cast: Cast) -> None:
    answers = {"date": day(cast, 20), "reference": "Trifork den 1.", "version": "0.9", "file": "Sag 26/7"}
    close_task(task=cast.task("G46"), answers=answers, by=cast.leader, version=1, at=cast.at)
    step(cast, MoveKind.SEND, {"sent_on": day(cast, 4), "sent_to": "Jurist Hansen"})
    agreement = of(cast)
    version = agreement.versions.get()
    assert (version.label, version.received_on, version.place) == ("0.9", day(cast, 20), "Sag 26/7")
    assert agreement.asked_whom == "Trifork den 1."
    assert cast.task("G46").managed_by == "agreements"
    assert cast.task("G46").evidence.filter(is_draft=False).count() == 1


def test_kept_elsewhere_the_part_leaves_it_alone(cast: Cast) -> None:
    receive(cast)
    answers = {"file": "Sag 26/9", "date": day(cast, 1), "person": "Lis Holm"}
    task = cast.task("G50")
    close_task(
        task=task, answers=answers, by=jurist(cast), version=task.version, at=cast.at, early_reason="Føres i sagen"
    )
    assert (cast.task("G50").state, cast.task("G50").managed_by) == ("done", "")


def test_withdrawing_the_signed_one_opens_its_item_and_keeps_the_file(cast: Cast) -> None:
    accepted(cast)
    signed(cast)
    old = of(cast).signed_file
    withdraw_signed(
        project=cast.slagelse,
        kind=kind_by_key(DPA),
        number=1,
        reason="Forkert version",
        by=jurist(cast),
        version=version_of(cast, DPA, 1),
        at=cast.at,
    )
    agreement = of(cast)
    assert (agreement.step, agreement.is_in_force, agreement.signed_file) == (Step.POSITION, False, None)
    assert old is not None
    old.refresh_from_db()
    assert (old.is_withdrawn, old.withdrawn_reason) == (True, "Forkert version")
    assert states(cast) == ["done", "done", "done", "in_progress"]
    signed(cast)
    assert states(cast)[-1] == "done"


def test_the_same_form_twice_signs_once(cast: Cast) -> None:
    accepted(cast)
    before = version_of(cast, DPA, 1)
    signed(cast, version=before)
    again = signed(cast, version=before)
    assert again.version == before + 1
    assert AgreementMove.objects.filter(kind=MoveKind.SIGN).count() == 1
    with pytest.raises(StaleAgreement):
        signed(cast, version=before, facts={"signed_by": "En anden"})


def test_a_countersigned_copy_is_the_next_version_of_the_file(cast: Cast) -> None:
    signed(cast)
    signed(cast, upload=upload("begge parter.pdf"))
    agreement = of(cast)
    assert agreement.signed_file is not None
    assert (agreement.signed_file.number, agreement.signed_file.name) == (2, "begge parter.pdf")


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"signed_on": -1}, "signed_on"), ({"signed_on": 6}, "signed_on")],
    ids=["in the future", "before it was received"],
)
def test_days_that_cannot_be_are_refused(cast: Cast, facts: dict[str, int], field: str) -> None:
    receive(cast)
    with pytest.raises(WrongDates) as refusal:
        signed(cast, facts={name: day(cast, ago) for name, ago in facts.items()})
    assert list(refusal.value.faults) == [field]
    assert not of(cast).is_signed


def test_a_refusal_to_sign_goes_back_with_its_reason(cast: Cast) -> None:
    accepted(cast)
    step(cast, MoveKind.TO_SIGNATURE, {"signatories": "Direktøren", "for_signature_on": day(cast, 1)})
    step(cast, MoveKind.REFUSE, {"position_on": day(cast)}, reason="Bilag C mangler")
    agreement = of(cast)
    assert (agreement.step, agreement.position) == (Step.POSITION, "objections")
    assert agreement.moves.last().reason == "Bilag C mangler"  # type: ignore[union-attr]
    assert states(cast) == ["done", "done", "in_progress", "not_started"]


def test_the_next_one_takes_the_place_of_the_one_in_force(cast: Cast) -> None:
    signed(cast, ago=3)
    dpa = kind_by_key(DPA)
    second = begin_another(project=cast.slagelse, kind=dpa, by=cast.leader, at=cast.at)
    assert second == begin_another(project=cast.slagelse, kind=dpa, by=cast.leader, at=cast.at)
    assert states(cast) == ["done"] * 4
    signed(cast, number=2)
    first = of(cast)
    assert (first.is_in_force, first.ended_on, first.replaced_by) == (False, day(cast, 1), of(cast, number=2))
    assert Agreement.objects.in_force().count() == 1
    withdraw_signed(
        project=cast.slagelse, kind=dpa, number=2, reason="Fejl", by=cast.leader, version=of(cast, number=2).version,
        at=cast.at,
    )  # fmt: skip
    assert of(cast).is_in_force
    assert states(cast) == ["done"] * 4


def test_the_end_opens_the_signature_only(cast: Cast) -> None:
    accepted(cast)
    signed(cast)
    end(
        project=cast.slagelse, kind=kind_by_key(DPA), number=1, on=day(cast), reason="Opsagt", by=cast.leader,
        version=version_of(cast, DPA, 1), at=cast.at,
    )  # fmt: skip
    assert states(cast) == ["done", "done", "done", "in_progress"]
    begin_another(project=cast.slagelse, kind=kind_by_key(DPA), by=cast.leader, at=cast.at)
    step(cast, MoveKind.REQUEST, {"asked_on": day(cast)}, number=2)
    assert states(cast)[0] == "in_progress"


def test_the_last_step_is_taken_back(cast: Cast) -> None:
    at_legal(cast)
    step(cast, MoveKind.POSITION, {"position": "accept", "position_on": day(cast, 1), "decider": "X"})
    given: dict[str, Any] = {"project": cast.slagelse, "kind": kind_by_key(DPA), "number": 1, "by": cast.leader}
    given["at"] = cast.at
    take_back(**given, version=version_of(cast, DPA, 1))
    agreement = of(cast)
    assert (agreement.step, agreement.position, agreement.sent_to) == (Step.AT_LEGAL, "", "Jurist Hansen")
    assert states(cast)[2] == "in_progress"
    with pytest.raises(NothingToTakeBack):
        take_back(**given, version=version_of(cast, DPA, 1))


def test_an_agreement_with_each_gp(cast: Cast) -> None:
    facts = {"test_on": day(cast, -20), "terms": "Kl. 13–14", "signed_by": "Sekretær Lone"}
    signed(cast, kind=GP, facts=facts, by=cast.leader, practice="Lægerne på Torvet", upload=None)
    assert (cast.task("G40").state, evidence(cast, "G40").reference) == ("done", "Lægerne på Torvet, Sekretær Lone")
    assert evidence(cast, "G40").on_date == day(cast, -20)
    begin_another(project=cast.slagelse, kind=kind_by_key(GP), by=cast.leader, at=cast.at, practice="Havnens læger")
    signed(cast, kind=GP, number=2, facts=facts, by=cast.leader, upload=None)
    assert Agreement.objects.in_force().count() == 2


def test_one_in_force_is_a_constraint(cast: Cast) -> None:
    signed(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Agreement.objects.create(project=cast.slagelse, kind=DPA, number=2, step=Step.SIGNED, is_in_force=True)


def test_only_a_kind_with_several_knows_practices(cast: Cast) -> None:
    signed(cast, practice="Lægehuset")
    assert of(cast).practice == ""
    with pytest.raises(ValueError, match="reason"):
        step(cast, MoveKind.REFUSE)


@pytest.mark.parametrize("role", [Role.IT_STAFF, Role.OBSERVER, Role.UNIT_COORDINATOR])
def test_others_may_not_move_it(cast: Cast, role: Role) -> None:
    with pytest.raises(PermissionDenied):
        step(cast, MoveKind.REQUEST, {"asked_on": day(cast)}, by=cast.people[role])


def test_the_chosen_signatory_may(cast: Cast) -> None:
    accepted(cast)
    step(cast, MoveKind.TO_SIGNATURE, {"for_signature_on": day(cast, 1), "signatory_id": cast.it.pk})
    assert signed(cast, by=cast.it).is_in_force


@pytest.mark.parametrize("move", [kind for kind in MoveKind if kind != MoveKind.TAKE_BACK])
@pytest.mark.parametrize("before", list(Step))
def test_the_table_is_all_there_is(move: MoveKind, before: Step) -> None:
    to = MOVES[move].get(before)
    if to is None:
        with pytest.raises(MoveNotAllowed):
            step_after(move, before, walked=list(Step))
    else:
        assert step_after(move, before, walked=list(Step)) == to
