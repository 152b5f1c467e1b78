"""A task's points: ticked off with one press each, and asked about once when the task is closed."""

from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from audit.models import Event
from checklists.models import SubPointTick, Task
from checklists.services.own_tasks import OwnWords, add_own_task, change_own_task
from checklists.services.sub_points import NoSuchPoint, TaskIsSettled, set_tick
from checklists.services.tasks import close_task
from tests.answers import EARLY_REASON, posted
from tests.cast import Cast
from tests.racing import race


def address(cast: Cast, act: str = "task") -> str:
    """Where to press."""
    return reverse(act, kwargs={"pk": cast.slagelse.pk, "number": "G31"})


def press(client: Client, cast: Cast, **data: Any) -> Any:
    """Press one of the points."""
    return client.post(address(cast, "task_tick"), data, follow=True)


def tick(cast: Cast, position: int, *, ticked: bool = True, by: User | None = None) -> None:
    """Set a tick of G31."""
    set_tick(task=cast.task(), position=position, ticked=ticked, by=by or cast.it, at=cast.at)


def ticked(cast: Cast) -> list[int]:
    """The positions that are ticked off."""
    return list(SubPointTick.objects.filter(task=cast.task()).values_list("position", flat=True))


def test_one_press_each_and_one_to_take_it_away(cast: Cast, it_client: Client) -> None:
    page = press(it_client, cast, tick="2").content.decode()
    assert '<span class="n num">1 af 5</span>' in page
    assert 'aria-checked="true" id="point-2" name="untick"' in page
    assert f"{cast.it.name}, i dag kl. " in page
    press(it_client, cast, tick="2")
    assert ticked(cast) == [2]
    press(it_client, cast, untick="2")
    press(it_client, cast, untick="2")
    assert ticked(cast) == []
    title = cast.task().title
    assert [event.sentence for event in Event.objects.about("G31").order_by("pk")] == [
        f"It-medarbejder Hansen satte hak ved delpunkt 3 i G31 »{title}«.",
        f"It-medarbejder Hansen fjernede hakket ved delpunkt 3 i G31 »{title}«.",
    ]


def test_a_tick_makes_no_open_form_stale(cast: Cast, it_client: Client) -> None:
    form = posted(cast.task().item)
    press(it_client, cast, tick="0")
    assert it_client.post(address(cast, "task_close"), form).status_code == 302


@pytest.mark.parametrize("data", [{}, {"tick": "x"}, {"tick": "-1"}, {"tick": "²"}])
def test_what_names_no_point_is_not_found(cast: Cast, it_client: Client, data: dict[str, str]) -> None:
    assert press(it_client, cast, **data).status_code == 404


def test_a_point_that_is_gone_is_said(cast: Cast, it_client: Client) -> None:
    for position in ("5", "9" * 30):
        assert "Delpunkterne er ændret" in press(it_client, cast, tick=position).content.decode()
    assert not SubPointTick.objects.exists()
    with pytest.raises(NoSuchPoint):
        tick(cast, -1)


def test_only_by_those_who_may_work_on_it(cast: Cast, client: Client) -> None:
    client.force_login(cast.people[Role.SUPPORT_STAFF])
    assert press(client, cast, tick="0").status_code == 403
    assert "task_tick" not in client.get(address(cast)).content.decode()
    with pytest.raises(PermissionDenied):
        tick(cast, 0, by=cast.observer)


def test_whoever_only_sees_states_sees_which_but_not_whose(cast: Cast, client: Client) -> None:
    tick(cast, 0)
    client.force_login(cast.programme_manager)
    page = client.get(address(cast)).content.decode()
    assert 'aria-label="Gjort:"' in page
    assert cast.it.name not in page


def test_two_at_once_set_one_tick(live_cast: Cast) -> None:
    results = race(*[partial(tick, live_cast, 1), partial(tick, live_cast, 1, by=live_cast.leader)] * 3)
    assert results == [None] * 6
    assert ticked(live_cast) == [1]
    assert Event.objects.filter(type="task.point_ticked").count() == 1


@pytest.mark.parametrize("_turn", range(3))
def test_a_tick_while_another_closes_is_in_time_or_refused(live_cast: Cast, _turn: int) -> None:
    ticks = [partial(tick, live_cast, position) for position in range(3)]
    about: dict[str, Any] = {"answers": {}, "early_reason": EARLY_REASON, "tick_points": True, "version": 1}
    closes = partial(close_task, task=live_cast.task(), by=live_cast.leader, at=live_cast.at, **about)
    *ticked_off, closed = race(*ticks, closes)
    assert isinstance(closed, Task), closed
    assert all(result is None or isinstance(result, TaskIsSettled) for result in ticked_off), ticked_off
    # Each that was in time is told; the rest were set by the closing.
    assert Event.objects.filter(type="task.point_ticked").count() == ticked_off.count(None)
    assert sorted(ticked(live_cast)) == [0, 1, 2, 3, 4]


# ---- closing ----


def close(client: Client, cast: Cast, points: str = "", **own: str) -> Any:
    """Press Luk opgaven, or one of the two buttons that answer the question."""
    data = {**posted(cast.task().item, version=cast.task().version), "points": points, **own}
    return client.post(address(cast, "task_close"), data, follow=True)


def test_closing_names_what_is_left_and_asks_once(cast: Cast, it_client: Client) -> None:
    tick(cast, 0)
    answer = close(it_client, cast)
    page = answer.content.decode()
    question = page.split('id="close"')[1]
    assert answer.status_code == 422
    assert "4 delpunkter mangler et hak" in page
    points = cast.task().item.sub_points
    assert points[0] not in question
    assert all(point in question for point in points[1:])
    assert 'value="Sag 26-1031"' in page
    assert cast.task().state == "not_started"
    assert "er lukket med bevis" in close(it_client, cast, "leave").content.decode()
    assert ticked(cast) == [0]


def test_or_ticks_them_and_closes(cast: Cast, it_client: Client) -> None:
    tick(cast, 0, by=cast.leader)
    close(it_client, cast, "tick")
    assert cast.task().state == "done"
    assert ticked(cast) == [0, 1, 2, 3, 4]
    assert cast.task().ticks.get(position=0).ticked_by == cast.leader
    assert cast.task().ticks.get(position=4).ticked_by == cast.it


def test_all_ticked_nothing_is_asked(cast: Cast, it_client: Client) -> None:
    for position in range(5):
        tick(cast, position)
    assert "er lukket med bevis" in close(it_client, cast).content.decode()


def test_an_error_and_the_question_come_together(cast: Cast, it_client: Client) -> None:
    answer = close(it_client, cast, date="i går")
    page = answer.content.decode()
    assert "Skriv datoen som dag.måned.år" in page
    assert "5 delpunkter mangler et hak" in page
    assert close(it_client, cast, "leave").status_code == 200
    assert cast.task().state == "done"


def test_a_draft_asks_nothing(cast: Cast, it_client: Client) -> None:
    answer = it_client.post(address(cast, "task_draft"), {"task_version": "1", "reference": "Sag 1"})
    assert answer.status_code == 302


def test_the_points_of_a_settled_task_stay(cast: Cast, it_client: Client) -> None:
    close_task(task=cast.task(), answers={}, by=cast.it, version=1, at=cast.at, early_reason=EARLY_REASON)
    assert "er lukket i mellemtiden" in press(it_client, cast, tick="0").content.decode()
    with pytest.raises(TaskIsSettled):
        tick(cast, 0)
    assert ticked(cast) == []


# ---- a municipality's own task ----


def own(cast: Cast, *points: str) -> Task:
    """An own task that consists of these points."""
    words = OwnWords("Bestil kage", "plan", Role.PROJECT_MANAGER, sub_points=points)
    return add_own_task(project=cast.slagelse, words=words, by=cast.leader, at=cast.at, once=uuid4())


def test_an_own_tasks_points_are_ticked_off_too_and_follow_their_words(cast: Cast) -> None:
    task = own(cast, "Æblekage", "Kaffe", "Servietter")
    for position in (0, 2):
        set_tick(task=task, position=position, ticked=True, by=cast.leader, at=cast.at)
    words = OwnWords("Bestil kage", "plan", Role.PROJECT_MANAGER, sub_points=["Servietter", "Lagkage", "Kaffe"])
    change_own_task(task=task, words=words, by=cast.leader, version=task.version, at=cast.at)
    assert list(task.ticks.values_list("position", flat=True)) == [0]
    # A point's words are the municipality's own: Historik has its number only.
    told = Event.objects.filter(type="task.point_ticked", subject=task.number)
    assert "Servietter" not in str([event.params for event in told])
