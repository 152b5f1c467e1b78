"""What nobody is meant to send: forms for another step, about what has ended, or with more than a column holds."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from agreements.kinds import kind_by_key
from agreements.models import Agreement
from agreements.moves import MoveKind, Step
from agreements.services.ending import begin_another
from checklists.services.tasks import close_task
from tests.agreements.test_pages import address
from tests.agreements.walk import DPA, accepted, at_legal, day, of, receive, signed, step, upload
from tests.cast import Cast
from ui.danish import numeric_date

pytestmark = pytest.mark.django_db


def by_hand(cast: Cast, number: str, **answers: Any) -> None:
    """The task closed by the projektleder, before the agreement is kept here."""
    more: dict[str, Any] = {"by": cast.leader, "version": cast.task(number).version, "at": cast.at}
    close_task(task=cast.task(number), answers=answers, **more, early_reason="Før portalen")


def signed_by_hand(cast: Cast) -> None:
    by_hand(cast, "G50", file="Sag 26/9", date=day(cast, 1), person="Lis Holm")


def post(client: Client, cast: Cast, deed: str, **data: Any) -> int:
    """The form of a step, made from the agreement as it stands: the status of the answer."""
    found = Agreement.objects.filter(project=cast.slagelse, kind=DPA, number=1).first()
    values = {
        f"{deed}-{name}": numeric_date(value) if isinstance(value, date) else value
        for name, value in {"seen": found.version if found else 0, **data}.items()
    }
    return client.post(address(cast, "agreement_move", deed=deed), values).status_code


def test_a_step_after_what_was_closed_by_hand_is_taken_back(cast: Cast, leader_client: Client) -> None:
    signed_by_hand(cast)
    assert post(leader_client, cast, "retur", returned_on=day(cast), returned_to="Trifork") == 302
    assert post(leader_client, cast, "tag-tilbage") == 302
    agreement = of(cast)
    assert (agreement.step, agreement.is_in_force, agreement.signed_by) == (Step.SIGNED, True, "Lis Holm")


def test_the_end_of_what_was_signed_by_hand_opens_its_item(cast: Cast, leader_client: Client) -> None:
    signed_by_hand(cast)
    assert post(leader_client, cast, "ophoert", ended_on=day(cast), reason="Slut") == 302
    assert cast.task("G50").state == "in_progress"


def test_a_signature_by_hand_is_taken_back_for_good(cast: Cast, leader_client: Client) -> None:
    at_legal(cast)
    signed_by_hand(cast)
    assert post(leader_client, cast, "traek-tilbage", reason="Forkert") == 302
    assert cast.task("G50").state == "in_progress"
    assert "Ligger hos" in leader_client.get(address(cast)).content.decode()
    step(cast, MoveKind.CORRECT, {"signatories": "Direktøren"})
    assert (of(cast).step, of(cast).is_in_force) == (Step.TO_SIGNATURE, False)


def test_nothing_moves_one_that_another_took_the_place_of(cast: Cast, leader_client: Client) -> None:
    signed(cast, ago=3)
    step(cast, MoveKind.RETURN, {"returned_on": day(cast, 2), "returned_to": "Trifork"})
    begin_another(project=cast.slagelse, kind=kind_by_key(DPA), by=cast.leader, at=cast.at)
    signed(cast, number=2)
    today = day(cast)
    sent: dict[str, dict[str, Any]] = {
        "tag-tilbage": {},
        "retur": {"returned_on": today},
        "ophoert": {"ended_on": today, "reason": "Slut"},
        "ret": {"returned_to": "En anden"},
        "underskrevet": {"signed_on": today, "documents": upload("ny.pdf")},
        "traek-tilbage": {"reason": "Forkert"},
    }
    assert {deed: post(leader_client, cast, deed, **data) for deed, data in sent.items()} == dict.fromkeys(sent, 409)
    # The case number of the old one may come late, and was perhaps wrong.
    assert post(leader_client, cast, "journaliseret", filed_on=today, case_number="26/1") == 302
    assert post(leader_client, cast, "tag-tilbage") == 302
    assert (of(cast).case_number, of(cast).is_in_force, of(cast, number=2).is_in_force) == ("", False, True)


def test_an_end_is_noted_once_and_taken_back(cast: Cast, leader_client: Client) -> None:
    signed(cast, ago=5)
    assert post(leader_client, cast, "ophoert", ended_on=day(cast, 2), reason="Slut") == 302
    assert post(leader_client, cast, "ophoert", ended_on=day(cast), reason="Igen") == 409
    assert post(leader_client, cast, "tag-tilbage") == 302
    assert (of(cast).is_in_force, cast.task("G50").state) == (True, "done")


def test_a_form_from_nowhere_about_what_nobody_began_is_stale(cast: Cast, leader_client: Client) -> None:
    for deed in ("tag-tilbage", "traek-tilbage", "ophoert", "retur"):
        more: dict[str, Any] = {"reason": "x", "ended_on": day(cast), "returned_on": day(cast)}
        assert post(leader_client, cast, deed, seen=5, **more) == 409
        assert post(leader_client, cast, deed, **more) == 409
    assert not Agreement.objects.exists()


@pytest.mark.parametrize("practice", ["æ" * 200, "İ" * 200])
def test_a_practice_of_any_letters_fits(cast: Cast, leader_client: Client, practice: str) -> None:
    url = reverse("agreement_begin", kwargs={"pk": cast.slagelse.pk, "slug": "testlaege"})
    assert leader_client.post(url, {"practice": practice}).status_code == 302
    assert Agreement.objects.get().practice == practice


def test_the_longest_of_all_answers_closes_the_item(cast: Cast, leader_client: Client) -> None:
    asked = {"asked_on": day(cast, 9), "counterpart": "trifork", "asked_whom": "æ" * 200}
    assert post(leader_client, cast, "bedt-om", **asked) == 302
    came = {"received_on": day(cast, 5), "counterpart": "trifork", "label": "v" * 60}
    assert post(leader_client, cast, "modtaget", **came, documents=upload(f"{'æ' * 251}.pdf")) == 302
    assert cast.task("G46").state == "done"


@pytest.mark.parametrize("seen", [f"1:{'9' * 5000}", f"{'9' * 5000}:1", "٣:١", "1:7"])
def test_a_letter_of_no_such_questions_is_refused(cast: Cast, leader_client: Client, seen: str) -> None:
    at_legal(cast)
    leader_client.post(address(cast, "agreement_questions"), {"ask-text": "Hvad?", "ask-once": str(uuid4())})
    typed = {"sent_on": numeric_date(day(cast)), "sent_to": "Trifork", "seen": seen}
    answer = leader_client.post(address(cast, "agreement_question_letter"), typed)
    assert answer.status_code in (409, 422)


def test_an_annex_that_came_before_belongs_to_the_new_version_too(cast: Cast, leader_client: Client) -> None:
    annex = upload("bilag.pdf").read()
    receive(cast, "1.0", uploads=[upload("bilag.pdf", annex)])
    second = receive(cast, "2.0", ago=2, uploads=[upload("bilag.pdf", annex), upload("igen.pdf", annex)])
    assert [laid.file.versions.get().name for laid in second.agreement_files.all()] == ["bilag.pdf"]
    assert "bilag.pdf" in cast.task("G46").evidence.filter(is_draft=False).latest("version").data["file"]


def test_who_may_only_look_is_no_signatory_and_a_signatory_is_taken_off(cast: Cast, leader_client: Client) -> None:
    accepted(cast)
    sent = {"signatories": "Direktøren", "for_signature_on": day(cast)}
    assert post(leader_client, cast, "til-underskrift", **sent, signatory_id=cast.observer.pk) == 422
    assert post(leader_client, cast, "til-underskrift", **sent, signatory_id=cast.it.pk) == 302
    assert of(cast).signatory == cast.it
    assert post(leader_client, cast, "til-underskrift", **sent, signatory_id="") == 302
    assert of(cast).signatory is None
