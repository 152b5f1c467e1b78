"""The jurist's Mine opgaver: a card for each agreement, never six tasks."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from agreements.moves import MoveKind
from checklists.services.tasks import close_task
from tests.agreements.walk import CONNECTION, DPA, accepted, at_legal, day, jurist, signed, step
from tests.cast import Cast
from tests.checklists.test_first_screen import wait_for

pytestmark = pytest.mark.django_db


def mine(client: Client, user: User) -> str:
    client.force_login(user)
    return " ".join(client.get(reverse("my_tasks")).content.decode().split())


def test_two_cards_and_no_task_of_theirs(cast: Cast, client: Client) -> None:
    at_legal(cast)
    page = mine(client, jurist(cast))
    assert page.count('class="kl-panel turn"') == 1
    assert page.count("/aftaler/tilslutningsaftale/1/") >= 1
    assert "Den har ligget hos dig i 4 dage" in page
    assert "Læs version 1.0" in page
    read = re.search(r'href="([^"]+)">Læs version 1.0', page)
    assert read
    assert client.get(read[1])["Content-Type"] == "application/pdf"
    for number in ("G43", "G44", "G45", "G46", "G47", "G48", "G49", "G50"):
        assert f">{number}<" not in page


def test_the_card_says_whose_turn_it_is(cast: Cast, client: Client) -> None:
    at_legal(cast)
    step(cast, MoveKind.POSITION, {"position": "questions", "position_on": day(cast, 3), "decider": "Jurist"})
    page = mine(client, jurist(cast))
    assert 'class="kl-panel turn"' not in page
    assert "Den har ligget hos Trifork i 3 dage" in page


def test_what_lies_with_trifork_waits_for_nobody_here(cast: Cast, client: Client) -> None:
    wait_for(cast, "G44", party="jurist")
    assert "Andre venter på dig" in mine(client, jurist(cast))
    at_legal(cast)
    step(cast, MoveKind.POSITION, {"position": "objections", "position_on": day(cast), "decider": "Jurist"})
    page = mine(client, jurist(cast))
    assert "Den kom til Trifork i dag" in page
    assert "Andre venter på dig" not in page


def test_the_card_is_gone_when_it_is_filed(cast: Cast, client: Client) -> None:
    for kind in (DPA, CONNECTION):
        accepted(cast, kind)
        signed(cast, kind=kind)
        step(cast, MoveKind.FILE, {"filed_on": day(cast), "case_number": "26/1"}, kind=kind)
    page = mine(client, jurist(cast))
    assert "/aftaler/" not in page
    assert "Du er færdig med dine opgaver" in page


def test_what_is_kept_elsewhere_has_no_card(cast: Cast, client: Client) -> None:
    answers = {"file": "Sag 26/9", "date": day(cast, 1), "person": "Lis Holm"}
    task = cast.task("G50")
    close_task(task=task, answers=answers, by=jurist(cast), version=task.version, at=cast.at, early_reason="I sagen")
    assert "/aftaler/databehandleraftale/" not in mine(client, jurist(cast))


def test_a_chosen_signatory_gets_the_card(cast: Cast, client: Client) -> None:
    assert "/aftaler/databehandleraftale/" not in mine(client, cast.it)
    accepted(cast)
    step(cast, MoveKind.TO_SIGNATURE, {"for_signature_on": day(cast, 1), "signatory_id": cast.it.pk})
    page = mine(client, cast.it)
    assert "Læg den underskrevne op" in page
    assert "/aftaler/tilslutningsaftale/" not in page


def test_the_projektleder_keeps_the_tasks(cast: Cast, client: Client) -> None:
    assert 'id="group-pieces"' not in mine(client, cast.leader)


@pytest.mark.parametrize(
    ("number", "slug"), [("G45", "tilslutningsaftale/1/"), ("G50", "databehandleraftale/1/"), ("G40", "")]
)
def test_the_task_leads_to_its_agreement(cast: Cast, client: Client, number: str, slug: str) -> None:
    client.force_login(cast.leader)
    page = client.get(reverse("task", kwargs={"pk": cast.slagelse.pk, "number": number})).content.decode()
    assert f"/projekter/{cast.slagelse.pk}/aftaler/{slug}" in page
    assert "Opgaven lukkes af sig selv fra" in page


def test_a_task_the_agreement_closed_says_so(cast: Cast, client: Client) -> None:
    signed(cast)
    client.force_login(cast.leader)
    page = client.get(reverse("task", kwargs={"pk": cast.slagelse.pk, "number": "G50"})).content.decode()
    assert "Opgaven følger databehandleraftale under Aftaler" in page
