"""Ventedage of a project, its phases and its tasks, from what services wrote."""

from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from audit import clock
from checklists.models import Edition, Move, Task
from checklists.moves import OPEN, State
from checklists.rules.stuck_reasons import reasons_of
from checklists.services.tasks import reopen_task, set_not_relevant, start_task
from checklists.services.waiting import end_waiting, get_stuck
from checklists.waiting.summary import WaitingSummary, days_of_task, waiting_summary
from tests.cast import Cast
from tests.dice import dice_of

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def at(cast: Cast, days: int, hour: int = 10) -> datetime:
    """A time of day, so many days from now."""
    return datetime.combine(clock.day_of(cast.at) + timedelta(days=days), time(hour), COPENHAGEN)


def tasks_of(cast: Cast) -> list[Task]:
    """All of Slagelse's."""
    return list(Task.objects.filter(project=cast.slagelse).select_related("item__edition", "project"))


def edition() -> Edition:
    """The edition in use."""
    found = Edition.objects.newest()
    assert found
    return found


def moves_of(cast: Cast) -> list[tuple[int, str, datetime]]:
    """All moves of its tasks, in order."""
    moves = Move.objects.filter(task__project=cast.slagelse).order_by("pk")
    return list(moves.values_list("task", "to_state", "moved_at"))


def summary(cast: Cast, on: date) -> WaitingSummary:
    """What the project's page shows."""
    return waiting_summary(cast.slagelse, edition(), tasks_of(cast), moves_of(cast), on=on)


def days_in(task: Task, on: date) -> dict[str, int]:
    """What the task's page shows."""
    moved = task.moves.order_by("pk").values_list("to_state", "moved_at")
    days = days_of_task(task.project, task.item.edition, moved, task.waitings.all(), on=on)
    return {share.name: share.days for share in days.shares}


def act(cast: Cast, task: Task, dice: Random, moment: datetime) -> None:
    """Something that may happen to the task in the state it is in."""
    common: dict[str, Any] = {"task": task, "by": cast.leader, "version": task.version, "at": moment}
    if task.waitings.open().exists() and dice.random() < 0.6:
        end_waiting(**common)
    elif task.state in OPEN and not task.waitings.open().exists() and dice.random() < 0.5:
        get_stuck(reason=dice.choice(reasons_of(edition())).choice, **common)
    elif task.state == State.NOT_STARTED:
        start_task(**common)
    elif task.state in OPEN:
        set_not_relevant(reason="Prøve.", **common)
    else:
        reopen_task(reason="Prøve.", **common)


@pytest.mark.parametrize("seed", range(4))
def test_tasks_phases_and_project_say_the_same(cast: Cast, seed: int) -> None:
    dice = dice_of(seed)
    stuck, *chosen = dice.sample([task for task in tasks_of(cast) if task.state in OPEN], 13)
    # One that waits and is never begun.
    get_stuck(task=stuck, reason=reasons_of(edition())[0].choice, by=cast.leader, version=1, at=at(cast, 1))
    for days in range(1, 15):
        for task in chosen:
            task.refresh_from_db()
            act(cast, task, dice, at(cast, days, 8 + dice.randint(0, 12)))
    on = at(cast, 17).date()
    found = summary(cast, on)
    by_task = [days_in(task, on) for task in tasks_of(cast)]
    by_phase = [{share.name: share.days for share in phase.days.shares} for phase in found.phases]
    for share in found.project.shares:
        assert sum(days.get(share.name, 0) for days in by_task) == share.days
        assert sum(days.get(share.name, 0) for days in by_phase) == share.days
    assert found.project.total == sum(sum(days.values()) for days in by_task) > 0


def test_the_day_is_the_one_who_has_it_at_midnight(cast: Cast) -> None:
    task = cast.task()
    common: dict[str, Any] = {"by": cast.it, "task": task}
    trifork = next(reason for reason in reasons_of(edition()) if reason.party.key == "trifork").choice
    task = start_task(version=1, at=at(cast, 1), **common)
    get_stuck(reason=trifork, version=2, at=at(cast, 3, 23), **common)
    end_waiting(version=3, at=at(cast, 5, 1), **common)
    assert days_in(cast.task(), at(cast, 8).date()) == {"Os selv": 5, "Trifork": 2}
    assert days_in(cast.task(), at(cast, 4).date()) == {"Os selv": 2, "Trifork": 1}


def test_a_closed_project_counts_no_further(cast: Cast) -> None:
    start_task(task=cast.task(), by=cast.it, version=1, at=at(cast, 0))
    cast.slagelse.closed_at, cast.slagelse.closed_by = at(cast, 4), cast.leader
    cast.slagelse.save()
    assert summary(cast, at(cast, 90).date()).project.total == 4


def test_it_takes_one_query_whatever_has_happened(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    tasks, found = tasks_of(cast), edition()
    for task in [task for task in tasks if task.state == State.NOT_STARTED][:20]:
        start_task(task=task, by=cast.leader, version=task.version, at=cast.at)
    moves = moves_of(cast)
    with django_assert_num_queries(1):
        waiting_summary(cast.slagelse, found, tasks, moves, on=at(cast, 3).date())


def test_the_project_shows_them(cast: Cast, client: Client) -> None:
    client.force_login(cast.programme_manager)
    address = f"/projekter/{cast.slagelse.pk}/"
    assert "Ingen opgaver har været i gang en hel dag endnu." in client.get(address).content.decode()
    get_stuck(task=cast.task(), reason=reasons_of(edition())[1].choice, by=cast.it, version=1, at=cast.at)
    with clock.shifted_to(clock.now() + timedelta(days=3)):
        page = client.get(address).content.decode()
    assert "It-afdelingen 3" in page
    assert f'href="{address}opgaver/#technical' in page
