"""The municipality's closing days: due dates follow, the receipt counts them, and nobody overwrites anybody unseen."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial

from django.test import Client
from django.urls import reverse

from audit.models import Event
from checklists import events
from checklists.models import Task
from projects import events as project_events
from projects.services.dates import ClosingDaysChanged, closing_fingerprint, set_closing_days
from tests.cast import Cast
from tests.racing import race
from ui.danish import numeric_date

YEARLY = ["12-24", "12-31", "06-05"]


def dues(cast: Cast) -> dict[str, date | None]:
    """Every task's due date."""
    return dict(Task.objects.filter(project=cast.slagelse).values_list("number", "due_on"))


def close(cast: Cast, days: Mapping[date, str], yearly: list[str] | None = None, seen: str = "") -> Event | None:
    """Set the closing days, as they were seen now or before."""
    seen = seen or closing_fingerprint(cast.slagelse.municipality)
    yearly = YEARLY if yearly is None else yearly
    return set_closing_days(project=cast.slagelse, yearly=yearly, days=days, seen=seen, by=cast.leader, at=cast.at)


def soon(cast: Cast) -> dict[date, str]:
    """The next five days."""
    return {cast.at.date() + timedelta(days=n): "Lukket" for n in range(1, 6)}


def post(client: Client, cast: Cast, days: str, seen: str) -> tuple[int, str]:
    """Send the form; gives the page one ends on."""
    url = reverse("closing_days", kwargs={"pk": cast.slagelse.pk})
    answer = client.post(url, {"yearly": YEARLY, "days": days, "seen": seen}, follow=True)
    return answer.status_code, answer.content.decode()


def seen_on(page: str) -> str:
    """The fingerprint that a page carries."""
    return page.split('name="seen" value="')[1].split('"', maxsplit=1)[0]


def test_closing_days_move_the_dates(cast: Cast) -> None:
    before = dues(cast)
    close(cast, soon(cast), yearly=[])
    assert dues(cast) != before
    assert cast.slagelse.municipality.closing_days.count() == 5
    cast.slagelse.municipality.refresh_from_db()
    close(cast, {})
    assert dues(cast) == before


def test_the_receipt_says_how_many_due_dates_moved(cast: Cast, leader_client: Client) -> None:
    before, seen = dues(cast), closing_fingerprint(cast.slagelse.municipality)
    typed = "\n".join(f"{numeric_date(day)} Lukket" for day in soon(cast))
    _, page = post(leader_client, cast, typed, seen)
    moved = sum(before[number] != due for number, due in dues(cast).items())
    assert moved > 1
    assert f"Lukkedagene er gemt. {moved} frister flyttede med." in page
    _, page = post(leader_client, cast, typed, seen)
    assert "Sådan var lukkedagene allerede. Intet er ændret." in page
    assert Event.objects.filter(type=project_events.CLOSING_DAYS_SET).count() == 1
    assert Event.objects.filter(type=events.DUE_MOVED).count() == moved
    _, page = post(leader_client, cast, f"{typed}\n24.07.2099 Bro", closing_fingerprint(cast.slagelse.municipality))
    assert "Lukkedagene er gemt. Ingen frister flyttede." in page


def test_the_second_who_saves_sees_what_the_first_wrote(cast: Cast, leader_client: Client) -> None:
    seen = closing_fingerprint(cast.slagelse.municipality)
    close(cast, {date(2099, 7, 24): "Bro"})
    status, page = post(leader_client, cast, "25.07.2099 Min egen dag", seen)
    assert status == 409
    assert "En anden har ændret lukkedagene" in page
    assert "24.07.2099 Bro" in page
    assert "25.07.2099 Min egen dag" in page
    assert cast.slagelse.municipality.closing_days.get().name == "Bro"
    status, _ = post(leader_client, cast, "24.07.2099 Bro\n25.07.2099 Min egen dag", seen_on(page))
    assert status == 200
    assert cast.slagelse.municipality.closing_days.count() == 2


def test_a_mistake_does_not_forget_what_was_seen(cast: Cast, leader_client: Client) -> None:
    seen = closing_fingerprint(cast.slagelse.municipality)
    close(cast, {date(2099, 7, 24): "Bro"})
    status, page = post(leader_client, cast, "31.02.2099 Findes ikke", seen)
    assert status == 422
    assert seen_on(page) == seen


def test_two_who_save_at_once(live_cast: Cast) -> None:
    seen = closing_fingerprint(live_cast.slagelse.municipality)
    acts = [partial(close, live_cast, {date(2099, 7, day): "Bro"}, seen=seen) for day in (23, 24)]
    results = race(*acts)
    assert sorted(type(result).__name__ for result in results) == [ClosingDaysChanged.__name__, Event.__name__]
    assert live_cast.slagelse.municipality.closing_days.count() == 1


def test_days_that_have_passed_stay(cast: Cast) -> None:
    past = cast.at.date() - timedelta(days=9)
    close(cast, {past: "Dengang"})
    close(cast, {date(2099, 7, 24): "Bro"})
    close(cast, {})
    assert cast.slagelse.municipality.closing_days.get().day == past


def test_a_wrong_closing_day_names_its_line(cast: Cast, leader_client: Client) -> None:
    status, page = post(leader_client, cast, "15.05.2027 Bro\n31.02.2027 Findes ikke", "")
    assert status == 422
    assert "Linje 2: Den dag findes ikke." in page
    assert not cast.slagelse.municipality.closing_days.exists()
