"""A task that waits: how long it lasts, what ends it, and how lists say it."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from audit import clock
from checklists.models import Waiting
from checklists.rules.waits import Wait, wait_of
from checklists.services.tasks import close_task, reopen_task, save_draft, set_not_relevant, start_task
from projects.workdays import PUBLIC
from tests.answers import EARLY_REASON
from tests.cast import Cast

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
TUESDAY = date(2026, 11, 24)


def waits(cast: Cast, number: str = "G31", **own: Any) -> Waiting:
    """The task waits for Trifork, as someone said ten days ago."""
    facts: dict[str, Any] = {
        "party": "trifork",
        "party_name": "Trifork",
        "ask_again_on": clock.today() + timedelta(days=30),
        "began_at": cast.at - timedelta(days=10),
        "began_by": cast.it,
        **own,
    }
    return Waiting.objects.create(task=cast.task(number), **facts)


@pytest.mark.parametrize("act", ["start", "close", "not_relevant"])
def test_it_ends_when_the_task_moves(cast: Cast, act: str) -> None:
    waiting, task = waits(cast), cast.task()
    common: dict[str, Any] = {"task": task, "by": cast.leader, "version": task.version, "at": cast.at}
    if act == "start":
        start_task(**common)
    elif act == "close":
        close_task(answers={}, early_reason=EARLY_REASON, **common)
    else:
        set_not_relevant(reason="Prøve.", **common)
    waiting.refresh_from_db()
    assert (waiting.ended_at, waiting.ended_by) == (cast.at, cast.leader)


def test_a_draft_does_not_end_it(cast: Cast) -> None:
    waiting = waits(cast)
    save_draft(task=cast.task(), answers={"reference": "Sag 1"}, by=cast.it, version=1, at=cast.at)
    waiting.refresh_from_db()
    assert waiting.ended_at is None


def test_it_never_ends_before_it_began_though_clocks_differ(cast: Cast) -> None:
    waiting = waits(cast, began_at=cast.at)
    start_task(task=cast.task(), by=cast.it, version=1, at=cast.at - timedelta(seconds=2))
    waiting.refresh_from_db()
    assert waiting.ended_at == waiting.began_at


def test_a_reopened_task_waits_for_nobody(cast: Cast) -> None:
    waits(cast)
    task = close_task(task=cast.task(), answers={}, early_reason=EARLY_REASON, by=cast.it, version=1, at=cast.at)
    reopen_task(task=task, by=cast.it, version=2, at=cast.at, reason="Prøves om.")
    assert not Waiting.objects.open().exists()


def test_a_task_waits_once_at_a_time(cast: Cast) -> None:
    waits(cast)
    with pytest.raises(IntegrityError, match="waiting_open_once"), transaction.atomic():
        waits(cast, party="it", party_name="it-afdelingen")


def refused(statement: str) -> None:
    """The database refuses it."""
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_who_was_waited_for_and_since_when_cannot_be_changed(cast: Cast) -> None:
    waits(cast)
    refused("UPDATE checklists_waiting SET party = 'it'")
    refused("UPDATE checklists_waiting SET began_at = now()")
    refused("DELETE FROM checklists_waiting")
    Waiting.objects.update(whom="Rasmus", note="Sag 12", ask_again_on=TUESDAY)
    Waiting.objects.open().end(by=cast.it, at=cast.at)
    refused("UPDATE checklists_waiting SET whom = 'En anden'")


def said(cast: Cast, began: datetime, on: date, *, names: bool = True, **own: Any) -> Wait:
    """What a row says of a waiting."""
    facts = {"party": "trifork", "party_name": "Trifork", "ask_again_on": on + timedelta(days=1), **own}
    return wait_of(Waiting(task=cast.task(), began_at=began, **facts), PUBLIC, on=on, names=names)


@pytest.mark.parametrize(
    ("began", "detail", "sentence"),
    [
        (date(2026, 11, 24), "Trifork, siden i dag", "Trifork har haft den siden i dag"),
        (date(2026, 11, 23), "Trifork, 1 arbejdsdag", "Trifork har haft den i 1 arbejdsdag"),
        (date(2026, 11, 12), "Trifork, 8 arbejdsdage", "Trifork har haft den i 8 arbejdsdage"),
    ],
)
def test_how_long(cast: Cast, began: date, detail: str, sentence: str) -> None:
    at = datetime(began.year, began.month, began.day, 10, tzinfo=COPENHAGEN)
    wait = said(cast, at, TUESDAY)
    assert (wait.detail, wait.sentence) == (detail, sentence)


def test_over_a_weekend_no_working_day_passes(cast: Cast) -> None:
    wait = said(cast, datetime(2026, 11, 20, 15, tzinfo=COPENHAGEN), date(2026, 11, 22))
    assert wait.detail == "Trifork, siden fredag"


def test_whom_exactly_is_for_those_who_see_the_work(cast: Cast) -> None:
    began = datetime(2026, 11, 12, 10, tzinfo=COPENHAGEN)
    own: dict[str, Any] = {
        "party": "gp",
        "party_name": "lægepraksis",
        "whom": "Lægehuset Torvet",
        "ask_again_on": TUESDAY,
    }
    assert said(cast, began, TUESDAY, **own).detail == "Lægehuset Torvet, 8 arbejdsdage, spørg igen i dag"
    assert said(cast, began, TUESDAY, **own).when_late == "afventer Lægehuset Torvet, spørg igen i dag"
    assert said(cast, began, TUESDAY, names=False, **own).detail == "lægepraksis, 8 arbejdsdage"


def test_what_lies_with_us_is_said_so(cast: Cast) -> None:
    began = datetime(2026, 11, 12, 10, tzinfo=COPENHAGEN)
    wait = said(cast, began, TUESDAY, party="us", party_name="os selv", ask_again_on=TUESDAY)
    assert wait.sentence == "Vi har selv haft den i 8 arbejdsdage, følg op i dag"


def test_mine_opgaver_has_those_who_have_it_longest_first_and_whom_to_ask_on_top(cast: Cast, client: Client) -> None:
    waits(cast, "G31", began_at=cast.at - timedelta(days=2))
    waits(cast, "G34", began_at=cast.at - timedelta(days=9), whom="Netværksgruppen")
    waits(cast, "G32", began_at=cast.at, ask_again_on=clock.today())
    waits(cast, "G33", party="us", party_name="os selv")
    client.force_login(cast.it)
    answer = client.get("/")
    groups = {group.key: group for group in answer.context["groups"]}
    assert [row.task.number for row in groups["waiting"].rows] == ["G32", "G34", "G31"]
    assert "G33" in [row.task.number for row in groups["doing"].rows]
    page = answer.content.decode()
    assert "Netværksgruppen har haft den i " in page
    assert "Trifork har haft den siden i dag, spørg igen i dag" in page


def test_the_list_says_it_to_the_programleder_without_names(cast: Cast, client: Client) -> None:
    waits(cast, whom="Rasmus Holm", note="Sag 12")
    address = f"/projekter/{cast.slagelse.pk}/opgaver/"
    client.force_login(cast.leader)
    assert "Rasmus Holm, " in client.get(address).content.decode()
    client.force_login(cast.programme_manager)
    for path in (address, f"{address}G31/"):
        page = client.get(path).content.decode()
        assert "Trifork, " in page
        assert "Rasmus Holm" not in page
        assert "Sag 12" not in page


def test_late_comes_first(cast: Cast, client: Client) -> None:
    waits(cast)
    task = cast.task()
    task.due_on = clock.today() - timedelta(days=3)
    task.save(update_fields=["due_on"])
    client.force_login(cast.leader)
    row = client.get(f"/projekter/{cast.slagelse.pk}/opgaver/G31/").context["page"].row
    assert (row.state, row.detail) == ("late", "afventer Trifork")
