"""Går i stå: said in two clicks, and two people at once."""

from functools import partial
from urllib.parse import urlencode

import pytest
from django.test import Client

from accounts.models import ClosingDay, User
from audit import clock
from checklists.models import Task, Waiting
from checklists.moves import MoveNotAllowed
from checklists.services.tasks import StaleTask, close_task, start_task
from checklists.services.waiting import get_stuck
from projects.calendar import calendar_of
from projects.workdays import add_workdays
from tests.answers import EARLY_REASON
from tests.cast import Cast
from tests.checklists.stuck import LIST, address, days_on, meaning, say_stuck, stuck
from tests.racing import race
from ui.danish import long_date


def test_two_clicks_from_the_list(cast: Cast, it_client: Client) -> None:
    list_address = LIST.format(pk=cast.slagelse.pk)
    first = f"{address(cast)}?{urlencode({'next': list_address})}"
    assert f'href="{first}"' in it_client.get(list_address).content.decode()
    page = it_client.get(first)
    assert meaning("trifork").label in page.content.decode()
    answer = say_stuck(it_client, cast, next=page.context["back"])
    assert answer["Location"] == list_address
    waiting = Waiting.objects.get()
    ask = days_on(cast, 5)
    assert (waiting.party, waiting.party_name, waiting.ask_again_on) == ("trifork", "Trifork", ask)
    assert (waiting.began_by, cast.task().state) == (cast.it, "not_started")
    receipt = it_client.get(list_address).content.decode()
    assert f"G31 venter nu på Trifork. Spørg igen {long_date(ask, clock.today())}." in receipt
    assert f'{address(cast, "task_waiting")}?next=%2Fprojekter%2F{cast.slagelse.pk}%2Fopgaver%2F">Skriv hvem' in receipt
    assert "· Trifork, siden i dag" in receipt


def test_from_the_task_one_is_shown_what_can_be_said_more(cast: Cast, it_client: Client) -> None:
    assert f'href="{address(cast)}">Går i stå</a>' in it_client.get(address(cast, "task")).content.decode()
    answer = say_stuck(it_client, cast)
    assert answer["Location"] == address(cast, "task_waiting")
    page = it_client.get(answer["Location"]).content.decode()
    for words in ("venter på Trifork", "Hvem helt præcist?", "Spørg igen den", "Vi venter ikke længere"):
        assert words in page


@pytest.mark.parametrize(
    "away", ["https://evil.example/", "//evil.example/", r"/\evil.example", "javascript:alert(1)", "x"]
)
def test_nobody_is_led_out_of_the_house(cast: Cast, it_client: Client, away: str) -> None:
    assert say_stuck(it_client, cast, next=away)["Location"] == address(cast, "task_waiting")
    page = it_client.get(address(cast, "task_waiting"), {"next": away}).content.decode()
    assert "evil" not in page


def test_pressed_twice_it_is_said_once(cast: Cast, it_client: Client) -> None:
    for _ in range(2):
        answer = it_client.post(address(cast), {"task_version": "1", "reason": meaning("trifork").choice})
        assert answer.status_code == 302
    assert Waiting.objects.count() == 1
    assert cast.task().version == 2


def test_an_old_page_shows_what_changed_and_asks_again(cast: Cast, it_client: Client) -> None:
    start_task(task=cast.task(), by=cast.leader, version=1, at=cast.at)
    answer = say_stuck(it_client, cast, task_version="1")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Nogen var her før dig" in page
    assert f"{cast.leader.name} startede G31" in page
    assert 'name="task_version" value="2"' in page
    assert say_stuck(it_client, cast).status_code == 302
    assert cast.task().state == "in_progress"


def test_somebody_else_was_first(cast: Cast, it_client: Client) -> None:
    stuck(cast, "it", by=cast.leader)
    answer = it_client.post(address(cast), {"task_version": "1", "reason": meaning("trifork").choice}, follow=True)
    assert "G31 venter allerede på it-afdelingen. Her kan du rette det." in answer.content.decode()
    assert Waiting.objects.get().party == "it"


def test_a_settled_task_does_not_get_stuck(cast: Cast, it_client: Client) -> None:
    task = close_task(task=cast.task(), answers={}, early_reason=EARLY_REASON, by=cast.it, version=1, at=cast.at)
    for answer in (it_client.get(address(cast), follow=True), say_stuck(it_client, cast, task_version="1")):
        assert answer.status_code in {200, 302}
    assert "G31 er færdig og kan ikke gå i stå." in it_client.get(address(cast), follow=True).content.decode()
    assert not Waiting.objects.exists()
    with pytest.raises(MoveNotAllowed):
        stuck(cast, version=task.version)


@pytest.mark.parametrize("reason", ["", "findes_ikke", "x" * 100_000])
def test_a_reason_that_is_none_is_refused(cast: Cast, it_client: Client, reason: str) -> None:
    answer = say_stuck(it_client, cast, reason=reason)
    assert answer.status_code == 422
    assert "Vælg en af grundene." in answer.content.decode()
    assert not Waiting.objects.exists()


def test_the_day_to_ask_again_is_one_on_which_the_municipality_is_open(cast: Cast) -> None:
    usual = days_on(cast, 5)
    place = cast.slagelse.municipality
    ClosingDay.objects.create(municipality=place, day=usual, name="Lukket", added_at=cast.at, added_by=cast.leader)
    assert stuck(cast).ask_again_on == add_workdays(usual, 1, calendar_of(place)) > usual


def saying(cast: Cast, who: User, party: str) -> Waiting:
    """Say that G31, as it was at first, is stuck."""
    return get_stuck(task=cast.task(), reason=meaning(party).choice, by=who, version=1, at=cast.at)


def closing(cast: Cast) -> Task:
    """Close G31, as it was at first."""
    return close_task(task=cast.task(), answers={}, early_reason=EARLY_REASON, by=cast.leader, version=1, at=cast.at)


def test_two_who_say_it_at_once_give_one_waiting(live_cast: Cast) -> None:
    acts = [
        partial(saying, live_cast, who, party) for who in (live_cast.it, live_cast.leader) for party in ("it", "gp")
    ]
    results = race(*acts)
    assert sum(isinstance(result, Waiting) for result in results) == 1
    assert sum(isinstance(result, StaleTask) for result in results) == 3
    assert live_cast.task().version == 2


@pytest.mark.parametrize("_turn", range(3))
def test_what_is_closed_while_another_says_it_is_stuck_waits_for_nobody(live_cast: Cast, _turn: int) -> None:
    results = race(partial(saying, live_cast, live_cast.it, "it"), partial(closing, live_cast))
    assert sum(isinstance(result, StaleTask) for result in results) == 1
    task = live_cast.task()
    assert (task.state == "done") != Waiting.objects.open().exists()
