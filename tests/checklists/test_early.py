"""Out of turn: what the guide names first asks for a reason when closing, never when starting."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import Event
from checklists.models import Need
from checklists.moves import State
from checklists.services.tasks import OutOfTurn, close_task, open_guide_needs, start_task
from tests.answers import posted
from tests.cast import Cast


def close(client: Client, cast: Cast, **changed: str) -> Any:
    """Press Luk opgaven on G31, which the guide has after G28."""
    data = {**posted(cast.task("G31").item), **changed}
    return client.post(reverse("task_close", kwargs={"pk": cast.slagelse.pk, "number": "G31"}), data)


def test_closing_asks_why_and_starting_does_not(cast: Cast, it_client: Client) -> None:
    start_task(task=cast.task("G31"), by=cast.it, version=1, at=cast.at)
    answer = close(it_client, cast, early="", task_version="2")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Guiden nævner G28 først. Hvorfor lukker I alligevel?" in page
    assert "Vælg en grund, eller løs det, der mangler, først." in page
    assert posted(cast.task("G31").item)["reference"] in page
    assert cast.task("G31").state == State.IN_PROGRESS


def test_one_tap_closes_and_the_reason_is_kept(cast: Cast, it_client: Client) -> None:
    assert close(it_client, cast, early="another_order").status_code == 302
    move = cast.task("G31").moves.get()
    assert move.reason == "Vi gjorde det i en anden rækkefølge"
    told = Event.objects.of_project(cast.slagelse.pk).about("G31").latest_first()[0]
    assert "selv om G28 ikke var på plads" in told.sentence
    page = it_client.get(reverse("task", kwargs={"pk": cast.slagelse.pk, "number": "G31"})).content.decode()
    assert "Vi gjorde det i en anden rækkefølge" in page


def test_another_reason_takes_words(cast: Cast, it_client: Client) -> None:
    answer = close(it_client, cast, early="other")
    assert "Skriv grunden." in answer.content.decode()
    assert close(it_client, cast, early="other", early_words="Ny leverandør").status_code == 302
    assert cast.task("G31").moves.get().reason == "Ny leverandør"


def test_what_only_the_portal_puts_first_is_said_and_not_asked_about(cast: Cast, it_client: Client) -> None:
    def shown() -> str:
        return it_client.get(reverse("task", kwargs={"pk": cast.slagelse.pk, "number": "G32"})).content.decode()

    assert '<p class="small-text">G31 er ikke færdig endnu.</p>' in shown()
    first, suggested = shown().split("Skal være på plads først")[1].split("Godt at have på plads")
    assert "G26" in first
    assert "G31" not in first
    assert "G31" in suggested
    close_task(task=cast.task("G31"), answers={}, early_reason="Prøve.", by=cast.it, version=1, at=cast.at)
    assert "er ikke færdig endnu" not in shown()


def test_our_own_needs_ask_for_nothing(cast: Cast) -> None:
    Need.objects.filter(task=cast.task("G31"), source=Need.Source.GUIDE).update(source=Need.Source.OURS)
    task = close_task(task=cast.task("G31"), answers={}, by=cast.it, version=1, at=cast.at)
    assert task.state == State.DONE


def test_without_a_reason_the_service_refuses(cast: Cast) -> None:
    assert open_guide_needs(cast.task("G31")) == ["G28"]
    with pytest.raises(OutOfTurn) as refused:
        close_task(task=cast.task("G31"), answers={}, by=cast.it, version=1, at=cast.at)
    assert refused.value.missing == ["G28"]
    assert cast.task("G31").state == State.NOT_STARTED


def test_nothing_is_asked_when_nothing_is_missing(cast: Cast, it_client: Client) -> None:
    close_task(task=cast.task("G28"), answers={}, early_reason="Prøve.", by=cast.leader, version=1, at=cast.at)
    page = it_client.get(reverse("task", kwargs={"pk": cast.slagelse.pk, "number": "G31"})).content.decode()
    assert "Hvorfor lukker I alligevel?" not in page
    assert close(it_client, cast, early="").status_code == 302
