"""Historik: a move of go-live is one row, and the due dates that moved with it are in it."""

from datetime import date, timedelta

from django.test import Client
from django.urls import reverse

from audit.models import Event
from checklists import events
from projects.services.dates import Dates, set_dates
from tests.cast import Cast


def put_off(cast: Cast, days: int) -> int:
    """Move go-live; gives how many due dates moved with it."""
    before = Event.objects.filter(type=events.DUE_MOVED).count()
    day = cast.slagelse.waves.get().go_live_on or date.max
    new = Dates(day + timedelta(days=days))
    set_dates(project=cast.slagelse, new=new, reason="Testen trak ud.", by=cast.leader, at=cast.at)
    return Event.objects.filter(type=events.DUE_MOVED).count() - before


def history(cast: Cast, client: Client) -> str:
    """The first page as the projektleder sees it."""
    client.force_login(cast.leader)
    return client.get(reverse("history", kwargs={"pk": cast.slagelse.pk})).content.decode()


def test_a_move_is_one_row_with_what_moved_in_it(cast: Cast, client: Client) -> None:
    moved = put_off(cast, 7)
    assert moved > 9
    page = history(cast, client)
    row = next(row for row in page.split("<time ") if "flyttede go-live fra" in row)
    assert f"{moved} frister flyttede</summary>" in row
    assert row.count("fordi go-live er flyttet.") == moved
    assert page.count("fordi go-live er flyttet.") == moved
    assert row.count("Se G82</a>") == 1


def test_each_move_has_its_own_and_the_rest_of_the_page_stays(cast: Cast, client: Client) -> None:
    first, second = put_off(cast, 7), put_off(cast, 7)
    page = history(cast, client)
    assert page.count(f"{first} frister flyttede</summary>") == (2 if first == second else 1)
    assert "Karin Lund startede projektet." in page
    rows = Event.objects.of_project(cast.slagelse.pk).exclude(type=events.DUE_MOVED).count()
    assert f"{rows} hændelser" in page


def test_the_task_itself_still_says_it(cast: Cast, client: Client) -> None:
    put_off(cast, 7)
    client.force_login(cast.leader)
    page = client.get(reverse("task", kwargs={"pk": cast.slagelse.pk, "number": "G82"})).content.decode()
    assert "Fristen for G82" in page
