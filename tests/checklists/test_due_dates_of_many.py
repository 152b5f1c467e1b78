"""One due date for several tasks from the list: all or none, and never over what somebody has not seen."""

from datetime import date
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from audit.models import Event
from checklists import events
from checklists.models import Task
from checklists.moves import State
from checklists.services.due_dates import DueDatesChanged, fingerprint_of_due, set_due, set_due_dates
from tests.cast import Cast
from tests.racing import race

NEXT_YEAR = date(2027, 6, 1)


def seen_of(cast: Cast, numbers: list[str]) -> str:
    """The fingerprint the page of these tasks carries now."""
    return fingerprint_of_due(Task.objects.open().filter(project=cast.slagelse, number__in=numbers))


def test_several_dates_at_once_are_all_or_none(cast: Cast) -> None:
    both = ["G31", "G51"]
    which = partial(set_due_dates, project=cast.slagelse, day=NEXT_YEAR, at=cast.at)
    with pytest.raises(PermissionDenied):
        which(numbers=both, seen=seen_of(cast, both), by=cast.it)
    assert not Task.objects.filter(due_by_hand=True).exists()
    assert which(numbers=both, seen=seen_of(cast, both), by=cast.leader) == 2
    assert which(numbers=["G31"], seen="gammel", by=cast.leader) == 0


def due(client: Client, cast: Cast, numbers: list[str], day: str, *, seen: str | None = None) -> tuple[int, str]:
    """Send the form as the page shows it now, or as an older one did."""
    url = reverse("task_due_dates", kwargs={"pk": cast.slagelse.pk})
    if seen is None:
        seen = client.get(url, {"nr": numbers}).content.decode().split('name="seen" value="')[1][:16]
    answer = client.post(url, {"nr": numbers, "due_on": day, "filter": "fase=technical", "seen": seen})
    return answer.status_code, answer.content.decode()


def put_off(cast: Cast, number: str = "G32") -> None:
    """A colleague sets a date by hand."""
    task = cast.task(number)
    set_due(task=task, day=NEXT_YEAR, by=cast.leader, version=task.version, at=cast.at)


def test_a_date_set_meanwhile_is_shown_first_and_what_was_typed_stays(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    seen = seen_of(cast, ["G31", "G32"])
    put_off(cast)
    status, page = due(client, cast, ["G31", "G32"], "01.03.2090", seen=seen)
    assert status == 409
    assert "En anden har ændret en af opgaverne, siden du åbnede siden." in page
    assert "1. juni 2027" in page
    assert 'value="01.03.2090"' in page
    assert 'name="filter" value="fase=technical"' in page
    assert cast.task("G31").due_by_hand is False
    again = page.split('name="seen" value="')[1][:16]
    assert due(client, cast, ["G31", "G32"], "01.03.2090", seen=again)[0] == 302
    assert cast.task("G32").due_on == date(2090, 3, 1)


def test_a_task_closed_meanwhile_is_named(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    seen = seen_of(cast, ["G31", "G32"])
    Task.objects.filter(pk=cast.task("G32").pk).update(state=State.DONE, done_on=cast.at.date())
    status, page = due(client, cast, ["G31", "G32"], "01.03.2090", seen=seen)
    assert status == 409
    assert "Sæt frist for 1 opgave" in page
    assert "Ændres ikke, fordi de er lukket eller ikke er dine: G32." in page


def test_a_press_without_what_was_seen_changes_nothing(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    assert due(client, cast, ["G31"], "01.03.2090", seen="")[0] == 409
    assert cast.task("G31").due_by_hand is False


def test_two_dates_for_the_same_tasks_at_once(live_cast: Cast) -> None:
    numbers = ["G31", "G32"]
    sets = partial(
        set_due_dates,
        project=live_cast.slagelse,
        numbers=numbers,
        seen=seen_of(live_cast, numbers),
        by=live_cast.leader,
        at=live_cast.at,
    )
    acts = [partial(sets, day=date(2090, 3, n)) for n in (1, 2)]
    results = race(*acts)
    assert sorted(type(result).__name__ for result in results) == [DueDatesChanged.__name__, "int"]
    assert Task.objects.filter(due_by_hand=True).values("due_on").distinct().count() == 1


def test_one_date_for_many_and_an_event_for_each(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    done = cast.task("G02")
    assert done.state == State.DONE
    url = reverse("task_due_dates", kwargs={"pk": cast.slagelse.pk})
    page = client.get(url, {"nr": ["G31", "G32", "G02", "G99", "\x00"]}).content.decode()
    assert "Sæt frist for 2 opgaver" in page
    assert "G02" in page
    for _ in range(2):
        assert due(client, cast, ["G31", "G32", "G02"], "01.03.2090")[0] == 302
    moved = Task.objects.filter(project=cast.slagelse, due_on="2090-03-01", due_by_hand=True)
    assert set(moved.values_list("number", flat=True)) == {"G31", "G32"}
    assert Event.objects.filter(type=events.DUE_SET).count() == 2
    assert cast.task("G02").due_on == done.due_on


@pytest.mark.parametrize("day", ["", "31.02.2027", "24.11", "i morgen", "x" * 10_000])
def test_a_wrong_date_changes_nothing_and_is_kept(cast: Cast, client: Client, day: str) -> None:
    client.force_login(cast.leader)
    status, page = due(client, cast, ["G31", "G32"], day)
    assert status == 422
    assert page.count('name="nr"') == 2
    assert day in page
    assert not Task.objects.filter(due_by_hand=True).exists()


def test_others_tasks_are_left_out_and_named(cast: Cast, client: Client) -> None:
    client.force_login(cast.it)
    assert due(client, cast, ["G31", "G87"], "01.03.2090")[0] == 302
    assert cast.task("G87").due_by_hand is False
    page = client.get(reverse("task_due_dates", kwargs={"pk": cast.slagelse.pk}), {"nr": ["G31", "G87"]})
    assert "Ændres ikke, fordi de er lukket eller ikke er dine: G87." in page.content.decode()


def test_a_date_that_has_passed_is_asked_about_once(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    status, page = due(client, cast, ["G31", "G32"], "01.01.2020")
    assert status == 422
    assert "Datoen er passeret, så opgaverne er forsinket fra nu af. Ret den, eller gem alligevel." in page
    assert cast.task("G31").due_by_hand is False
    url, about = reverse("task_due_dates", kwargs={"pk": cast.slagelse.pk}), {"nr": ["G31", "G32"], "anyway": "on"}
    seen = page.split('name="seen" value="')[1][:16]
    assert client.post(url, {**about, "due_on": "01.01.2020", "seen": seen}).status_code == 302
    assert {cast.task(number).due_on for number in about["nr"]} == {date(2020, 1, 1)}


def test_a_date_that_stands_already_is_not_asked_about(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    url = reverse("task_due", kwargs={"pk": cast.slagelse.pk, "number": "G31"})
    assert client.post(url, {"due_on": "01.01.2020", "task_version": 1}).status_code == 422
    assert client.post(url, {"due_on": "01.01.2020", "task_version": 1, "anyway": "on"}).status_code == 302
    assert client.post(url, {"due_on": "01.01.2020", "task_version": 2}).status_code == 302
