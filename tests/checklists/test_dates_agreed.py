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
