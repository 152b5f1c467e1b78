"""Whom a task waits for, refined afterwards, and over when it is."""

from datetime import timedelta

import pytest
from django.test import Client

from audit import clock
from checklists.models import Waiting
from checklists.services.tasks import start_task
from checklists.services.waiting import Details, change_waiting
from tests.cast import Cast
from tests.checklists.stuck import address, days_on, later, say_more, stuck
from ui.danish import long_date, numeric_date


def test_whom_what_and_when_are_said_afterwards(cast: Cast, it_client: Client) -> None:
    stuck(cast)
    assert say_more(it_client, cast)["Location"] == address(cast, "task")
    waiting = Waiting.objects.get()
    assert (waiting.whom, waiting.note) == ("Rasmus Holm", "Svar på sag 12")
    assert waiting.ask_again_on == clock.today() + timedelta(days=3)
    page = it_client.get(address(cast, "task")).content.decode()
    for words in (
        "Venter på Rasmus Holm",
        "Svar på sag 12",
        cast.it.name,
        long_date(waiting.ask_again_on, clock.today()),
    ):
        assert words in page


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"ask_again_on": "31.02.2027"}, "Den dag findes ikke."),
        ({"ask_again_on": ""}, "Skriv datoen som dag.måned.år"),
        ({"ask_again_on": "i morgen"}, "Skriv datoen som dag.måned.år"),
        ({"ask_again_on": "01.01.2026"}, "Dagen er passeret. Skriv en dag fra i dag, "),
        ({"party": "findes_ikke"}, "Valget findes ikke længere."),
        ({"whom": "x" * 121}, "Teksten er for lang: 121 tegn. Der er plads til 120."),
        ({"note": "x" * 100_000}, "Teksten er for lang: 100000 tegn."),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_the_rest_is_kept(
    cast: Cast, it_client: Client, data: dict[str, str], words: str
) -> None:
    stuck(cast)
    answer = say_more(it_client, cast, **{"note": "Et svar", **data})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "<title>Fejl: " in page
    assert ("Et svar" in page) == ("note" not in data)
    assert Waiting.objects.get().whom == ""


def test_another_party_is_another_waiting(cast: Cast, it_client: Client) -> None:
    first = stuck(cast)
    with later(days=4):
        say_more(it_client, cast, party="jurist", whom="Henrik")
    first.refresh_from_db()
    second = Waiting.objects.open().get()
    assert (first.party, first.whom, first.ended_by) == ("trifork", "", cast.it)
    assert (second.party, second.party_name, second.whom) == ("jurist", "juristen", "Henrik")
    assert second.began_at == first.ended_at
    assert second.reason == first.reason
    with later(days=4):
        page = it_client.get(address(cast, "task")).content.decode()
    assert "Har ventet før (1)" in page
    assert "<dt>Trifork</dt><dd>4 dage</dd>" in page


def test_a_slip_put_right_at_once_costs_nobody_a_day(cast: Cast, it_client: Client) -> None:
    stuck(cast)
    say_more(it_client, cast, party="jurist")
    page = it_client.get(address(cast, "task")).content.decode()
    assert "Har ventet før" not in page
    assert "Ventedage" not in page


def test_an_old_form_is_shown_beside_what_changed(cast: Cast, it_client: Client) -> None:
    stuck(cast)
    details = Details(party="trifork", whom="Andres", note="", ask_again_on=clock.today())
    change_waiting(task=cast.task(), details=details, by=cast.leader, version=2, at=cast.at)
    answer = say_more(it_client, cast, task_version="2")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert f"{cast.leader.name} rettede, hvad G31" in page
    assert 'value="Rasmus Holm"' in page
    assert Waiting.objects.get().whom == "Andres"
    assert say_more(it_client, cast).status_code == 302


def test_what_was_typed_stays_when_it_waits_no_longer(cast: Cast, it_client: Client) -> None:
    stuck(cast)
    start_task(task=cast.task(), by=cast.leader, version=2, at=cast.at)
    for version in ("2", "3"):
        answer = say_more(it_client, cast, task_version=version)
        assert answer.status_code == 409
        assert "Svar på sag 12" in answer.content.decode()
    assert not Waiting.objects.open().exists()


def test_when_the_day_to_ask_has_come_the_next_one_is_suggested(cast: Cast, it_client: Client) -> None:
    waiting = stuck(cast)
    Waiting.objects.filter(pk=waiting.pk).update(ask_again_on=clock.today() - timedelta(days=1))
    page = it_client.get(address(cast, "task_waiting")).content.decode()
    assert f'value="{numeric_date(days_on(cast, 5))}"' in page
    assert "spørg igen i dag" in it_client.get("/").content.decode()


def test_it_is_over(cast: Cast, it_client: Client) -> None:
    stuck(cast)
    data = {"task_version": "2", "next": "/"}
    answer = it_client.post(address(cast, "task_waiting_end"), data)
    assert answer["Location"] == "/"
    waiting = Waiting.objects.get()
    assert (waiting.ended_by, cast.task().state) == (cast.it, "not_started")
    assert "G31 venter ikke længere" in it_client.get("/").content.decode()
    again = it_client.post(address(cast, "task_waiting_end"), {"task_version": "3"}, follow=True)
    assert "G31 venter ikke på nogen." in again.content.decode()
    assert "G31 venter ikke på nogen." in it_client.get(address(cast, "task_waiting"), follow=True).content.decode()
    assert it_client.get(address(cast, "task_waiting_end"))["Location"] == address(cast, "task")


def test_an_old_button_ends_nothing(cast: Cast, it_client: Client) -> None:
    stuck(cast)
    answer = it_client.post(address(cast, "task_waiting_end"), {"task_version": "1"}, follow=True)
    assert "G31 er ændret, siden du åbnede siden." in answer.content.decode()
    assert Waiting.objects.open().exists()
