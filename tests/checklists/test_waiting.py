"""Går i stå: said in two clicks, refined afterwards, over when it is; and two people at once."""

from collections import Counter
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts.models import ClosingDay, User
from audit import clock
from audit.models import Event
from checklists.models import Edition, Task, Waiting
from checklists.moves import MoveNotAllowed
from checklists.rules.stuck_reasons import Reason, UnknownReason, parties_of, reasons_of, shown_first
from checklists.services.tasks import StaleTask, close_task, start_task
from checklists.services.waiting import (
    AlreadyWaiting,
    Details,
    NotWaiting,
    PastDay,
    change_waiting,
    end_waiting,
    get_stuck,
)
from projects.calendar import calendar_of
from projects.workdays import add_workdays
from tests.answers import EARLY_REASON
from tests.cast import Cast
from tests.projects.test_hand_over import over
from tests.racing import race
from ui.danish import long_date, numeric_date

LIST = "/projekter/{pk}/opgaver/"


@pytest.fixture
def it_client(cast: Cast, client: Client) -> Client:
    """The it-medarbejder's browser."""
    client.force_login(cast.it)
    return client


def address(cast: Cast, name: str = "task_stuck", number: str = "G31") -> str:
    """Where to press."""
    return reverse(name, kwargs={"pk": cast.slagelse.pk, "number": number})


def meaning(party: str) -> Reason:
    """The edition's first reason that means this party."""
    edition = Edition.objects.newest()
    assert edition
    return next(reason for reason in reasons_of(edition) if reason.party.key == party)


def later(*, days: int) -> AbstractContextManager[None]:
    """The portal's clock, some days from now."""
    return clock.shifted_to(clock.now() + timedelta(days=days))


def days_on(cast: Cast, days: int) -> date:
    """So many of the municipality's working days from today."""
    return add_workdays(clock.today(), days, calendar_of(cast.slagelse.municipality))


def stuck(cast: Cast, party: str = "trifork", **own: Any) -> Waiting:
    """G31 is stuck: the it-medarbejder said so."""
    task = cast.task()
    common = {"task": task, "by": cast.it, "version": task.version, "at": cast.at, **own}
    return get_stuck(reason=meaning(party).choice, **common)


def say_stuck(client: Client, cast: Cast, **data: str) -> Any:
    """Press a reason, the page being fresh."""
    fresh = {"task_version": str(cast.task().version), "reason": meaning("trifork").choice}
    return client.post(address(cast), {**fresh, **data})


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


def say_more(client: Client, cast: Cast, **data: str) -> Any:
    """Send the form of details, the page being fresh."""
    facts = {
        "task_version": str(cast.task().version),
        "party": "trifork",
        "whom": "Rasmus Holm",
        "note": "Svar på sag 12",
        "ask_again_on": numeric_date(clock.today() + timedelta(days=3)),
    }
    return client.post(address(cast, "task_waiting"), {**facts, **data})


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


def test_who_may_not_work_on_it_finds_no_button(cast: Cast, client: Client) -> None:
    for person in (cast.observer, cast.programme_manager):
        client.force_login(person)
        assert "gaar-i-staa" not in client.get(LIST.format(pk=cast.slagelse.pk)).content.decode()
        assert "gaar-i-staa" not in client.get(address(cast, "task")).content.decode()
    with pytest.raises(PermissionDenied):
        stuck(cast, by=cast.observer)


def test_the_programleder_reads_party_and_since_when_and_no_more(cast: Cast, client: Client) -> None:
    reason = meaning("trifork")
    waiting = stuck(cast)
    details = Details("trifork", "Hemmelig Hansen", "Hemmelig sag", clock.today() + timedelta(days=40))
    change_waiting(task=cast.task(), details=details, by=cast.it, version=2, at=cast.at)
    client.force_login(cast.programme_manager)
    with later(days=3):
        page = client.get(address(cast, "task")).content.decode()
    assert "Venter på Trifork" in page
    assert long_date(waiting.began_on, clock.today()) in page
    assert "<dt>Trifork</dt><dd>3 dage</dd>" in page
    for hidden in (
        "Hemmelig",
        reason.label,
        cast.it.name,
        "Spørg igen",
        long_date(details.ask_again_on, clock.today()),
    ):
        assert hidden not in page


def test_historik_tells_it_without_what_people_wrote(cast: Cast) -> None:
    stuck(cast)
    details = Details("trifork", "Hemmelig Hansen", "Hemmelig sag", clock.today())
    change_waiting(task=cast.task(), details=details, by=cast.it, version=2, at=cast.at)
    change_waiting(task=cast.task(), details=replace(details, party="it"), by=cast.it, version=3, at=cast.at)
    end_waiting(task=cast.task(), by=cast.it, version=4, at=cast.at)
    title, today = cast.task().title, long_date(clock.today())
    told = [event.sentence for event in Event.objects.of_project(cast.slagelse.pk).about("G31").order_by("pk")]
    who = cast.it.name
    assert told == [
        f"{who} meldte, at G31 {title} er gået i stå og venter på Trifork (»{meaning('trifork').label}«).",
        f"{who} rettede, hvad G31 {title} venter på. Der bliver spurgt igen {today}.",
        f"{who} rettede, at G31 {title} nu venter på it-afdelingen.",
        f"{who} meldte, at G31 {title} ikke længere venter på it-afdelingen.",
    ]


def test_services_refuse_what_cannot_be(cast: Cast) -> None:
    details = Details("trifork", "", "", clock.today())
    common: dict[str, Any] = {"by": cast.it, "at": cast.at}
    with pytest.raises(NotWaiting):
        change_waiting(task=cast.task(), details=details, version=1, **common)
    with pytest.raises(NotWaiting):
        end_waiting(task=cast.task(), version=1, **common)
    with pytest.raises(UnknownReason):
        get_stuck(task=cast.task(), reason="findes_ikke", version=1, **common)
    stuck(cast)
    with pytest.raises(AlreadyWaiting):
        stuck(cast)
    with pytest.raises(UnknownReason):
        change_waiting(task=cast.task(), details=replace(details, party="findes_ikke"), version=2, **common)
    yesterday = replace(details, ask_again_on=clock.today() - timedelta(days=1))
    with pytest.raises(PastDay):
        change_waiting(task=cast.task(), details=yesterday, version=2, **common)


def test_the_six_used_most_stand_first_in_the_order_of_the_edition(cast: Cast) -> None:
    edition = Edition.objects.newest()
    assert edition
    party = next(iter(parties_of(edition).values()))
    reasons = [Reason(letter, letter, letter, party) for letter in "abcdefgh"]

    def shown(here: str = "", everywhere: str = "") -> tuple[str, str]:
        first, more = shown_first(reasons, here=Counter(here), everywhere=Counter(everywhere))
        return "".join(r.choice for r in first), "".join(r.choice for r in more)

    assert shown() == ("abcdef", "gh")
    assert shown(here="h") == ("abcdeh", "fg")
    assert shown(everywhere="ggh") == ("abcdgh", "ef")
    # What is used here counts more than what is used elsewhere.
    assert shown(here="h", everywhere="ggffeeddccbbaa") == ("abcdeh", "fg")


def test_an_edition_without_reasons_offers_its_parties(cast: Cast) -> None:
    edition = Edition.objects.newest()
    assert edition
    bare = Edition(content={name: value for name, value in edition.content.items() if name != "stuck_reasons"})
    assert [reason.label for reason in reasons_of(bare)][:3] == [
        "Det ligger hos os selv",
        "Vi venter på it-afdelingen",
        "Vi venter på juristen",
    ]
    names = [party.in_sentence for party in parties_of(bare).values()]
    assert names == ["os selv", "it-afdelingen", "juristen", "Trifork", "MedCom", "lægepraksis", "andre"]


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


def test_a_successor_reads_whom_the_tasks_wait_for(cast: Cast, client: Client) -> None:
    stuck(cast)
    details = Details("trifork", "Rasmus Holm", "", clock.today() + timedelta(days=9))
    change_waiting(task=cast.task(), details=details, by=cast.it, version=2, at=cast.at)
    done = over(cast)
    client.force_login(done.successor)
    page = client.get(reverse("hand_over_letter", kwargs={"pk": cast.slagelse.pk, "hand_over": done.pk}))
    assert "Rasmus Holm har haft den siden i dag" in page.content.decode().split("Det venter I på")[1]
