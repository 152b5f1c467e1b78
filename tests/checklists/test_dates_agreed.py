"""The projektleder agrees to the dates that the page showed, and to no others (G86, G35)."""

from datetime import date, timedelta
from threading import Event as Signal
from time import sleep
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from audit.clock import day_of
from audit.models import Event
from checklists import events
from checklists.models import Task
from checklists.moves import State
from checklists.services.dated import DatesMissing, agree_on_dates, fingerprint
from checklists.services.due_dates import set_due
from checklists.services.move_dates import PlanChanged
from checklists.services.own_tasks import OwnWords, add_own_task
from projects.services.dates import Dates, set_dates
from tests.cast import Cast
from tests.racing import race
from ui.danish import long_date

NEXT_YEAR = date(2027, 6, 1)


def seen(cast: Cast) -> str:
    """What the plan's page would carry now."""
    return fingerprint(cast.slagelse.waves.get(is_default=True), Task.objects.filter(project=cast.slagelse))


def all_dated(cast: Cast) -> None:
    """Go-live and hypercare are set, so each of the guide's tasks has a date."""
    day = cast.slagelse.waves.get().go_live_on
    assert day
    set_dates(project=cast.slagelse, new=Dates(day, day, day + timedelta(days=21)), by=cast.leader, at=cast.at)


def put_g82_off(cast: Cast) -> None:
    """A colleague sets a date by hand."""
    set_due(task=cast.task("G82"), day=NEXT_YEAR, by=cast.leader, version=cast.task("G82").version, at=cast.at)


def add_own(cast: Cast) -> Task:
    """A task of the municipality's own, without a date."""
    words = OwnWords("Bestil kage", "plan", Role.PROJECT_MANAGER)
    return add_own_task(project=cast.slagelse, words=words, by=cast.leader, at=cast.at, once=uuid4())


def test_dates_moved_meanwhile_are_not_agreed_to(cast: Cast, client: Client) -> None:
    all_dated(cast)
    client.force_login(cast.leader)
    page = client.get(reverse("plan", kwargs={"pk": cast.slagelse.pk})).content.decode()
    sent = {name: page.split(f'name="{name}" value="')[1].split('"')[0] for name in ("seen", "since")}
    put_g82_off(cast)
    url = reverse("plan_agree", kwargs={"pk": cast.slagelse.pk})
    answer = client.post(url, sent)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Datoerne er ændret, siden du så dem. Se dem igennem, og sig så ja." in shown
    assert "satte fristen for G82" in shown
    assert cast.task("G86").state != State.DONE
    again = {name: shown.split(f'name="{name}" value="')[1].split('"')[0] for name in ("seen", "since")}
    assert client.post(url, again).status_code == 302
    assert cast.task("G86").state == State.DONE


@pytest.mark.parametrize("sent", [{}, {"seen": "gammel", "since": "x\x00"}, {"since": "9" * 40}])
def test_a_wild_press_agrees_to_nothing(cast: Cast, client: Client, sent: dict[str, str]) -> None:
    all_dated(cast)
    client.force_login(cast.leader)
    assert client.post(reverse("plan_agree", kwargs={"pk": cast.slagelse.pk}), sent).status_code == 409
    assert cast.task("G86").state != State.DONE


def test_closing_another_task_meanwhile_changes_no_date(cast: Cast) -> None:
    before = seen(cast)
    Task.objects.filter(project=cast.slagelse, number="G31").update(state=State.DONE, done_on=cast.at.date())
    assert seen(cast) == before


def test_two_presses_agree_once(cast: Cast) -> None:
    all_dated(cast)
    for _ in range(2):
        agree_on_dates(project=cast.slagelse, seen=seen(cast), by=cast.leader, at=cast.at)
    assert Event.objects.filter(type=events.DATES_AGREED).count() == 1
    assert cast.task("G86").evidence.count() == 1


def test_an_own_task_without_a_date_is_missing_one_too(cast: Cast, client: Client) -> None:
    all_dated(cast)
    own = add_own(cast)
    with pytest.raises(DatesMissing) as refused:
        agree_on_dates(project=cast.slagelse, seen=seen(cast), by=cast.leader, at=cast.at)
    assert refused.value.numbers == [own.number]
    client.force_login(cast.leader)
    sent = {"seen": seen(cast)}
    answer = client.post(reverse("plan_agree", kwargs={"pk": cast.slagelse.pk}), sent, follow=True)
    assert f"{own.number} har ingen dato endnu." in answer.content.decode()


def test_agreeing_waits_for_who_is_moving_a_date(live_cast: Cast) -> None:
    all_dated(live_cast)
    before = seen(live_cast)
    moving = Signal()

    def moves() -> None:
        with transaction.atomic():
            put_g82_off(live_cast)
            moving.set()
            sleep(0.3)

    def agrees() -> int:
        moving.wait(timeout=10)
        return agree_on_dates(project=live_cast.slagelse, seen=before, by=live_cast.leader, at=live_cast.at)

    _, agreed = race(moves, agrees)
    assert isinstance(agreed, PlanChanged)


def agree(cast: Cast, at_seen: str = "") -> int:
    """The projektleder presses, with the dates as they are or as they were."""
    return agree_on_dates(project=cast.slagelse, seen=at_seen or seen(cast), by=cast.leader, at=cast.at)


def plan_of(cast: Cast, client: Client) -> str:
    """The page of the plan."""
    return client.get(reverse("plan", kwargs={"pk": cast.slagelse.pk})).content.decode()


def agreed_again(cast: Cast) -> list[str]:
    """What Historik says of it."""
    return [event.sentence for event in Event.objects.filter(type=events.DATES_AGREED_AGAIN)]


def test_the_plan_says_what_has_moved_since(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    all_dated(cast)
    agree(cast)
    assert "Datoerne er ændret" not in plan_of(cast, client)
    put_g82_off(cast)
    page = plan_of(cast, client)
    assert f"Datoerne er ændret, siden I blev enige {long_date(day_of(cast.at))}: 1 frist." in page
    assert "Vi er enige om datoerne" in page
    client.force_login(cast.it)
    page = plan_of(cast, client)
    assert "1 frist." in page
    assert "Vi er enige om datoerne" not in page


def test_a_date_that_came_back_is_as_it_was_agreed(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    all_dated(cast)
    agree(cast)
    put_g82_off(cast)
    set_due(task=cast.task("G82"), day=None, by=cast.leader, version=cast.task("G82").version, at=cast.at)
    assert "Datoerne er ændret" not in plan_of(cast, client)


def test_agreeing_anew_writes_one_more_version_and_keeps_the_old(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    all_dated(cast)
    agree(cast)
    put_g82_off(cast)
    url, sent = reverse("plan_agree", kwargs={"pk": cast.slagelse.pk}), {"seen": seen(cast)}
    before = Event.objects.count()
    assert client.post(url, sent).status_code == 302
    assert client.post(url, sent).status_code == 302
    assert Event.objects.count() == before + 1
    assert agreed_again(cast) == [
        "Mette Kirkegaard sagde på projektets vegne ja til de nye datoer. Ændret siden sidst: 1 frist."
    ]
    for number in ("G86", "G35"):
        newest, old = cast.task(number).evidence.all()
        assert (newest.data["agreed"]["G82"], cast.task(number).state) == ("2027-06-01", State.DONE)
        assert old.data["agreed"]["G82"] != "2027-06-01"
    assert "Datoerne er ændret" not in plan_of(cast, client)
    assert client.get(reverse("task", kwargs={"pk": cast.slagelse.pk, "number": "G86"})).status_code == 200


def test_dates_that_moved_once_more_are_not_agreed_to_anew(cast: Cast) -> None:
    all_dated(cast)
    agree(cast)
    put_g82_off(cast)
    stale = seen(cast)
    set_due(task=cast.task("G82"), day=date(2027, 6, 2), by=cast.leader, version=cast.task("G82").version, at=cast.at)
    with pytest.raises(PlanChanged):
        agree(cast, stale)
    assert not agreed_again(cast)


def test_two_who_agree_anew_at_once_write_it_once(live_cast: Cast) -> None:
    all_dated(live_cast)
    agree(live_cast)
    put_g82_off(live_cast)
    stale = seen(live_cast)
    first, second = race(lambda: agree(live_cast, stale), lambda: agree(live_cast, stale))
    assert isinstance(first, int)
    assert first == second
    assert len(agreed_again(live_cast)) == 1
    assert live_cast.task("G86").evidence.count() == 2
