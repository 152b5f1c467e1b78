"""Answers that settle other tasks: shown before, with reason, taken back when the answer changes."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import Event
from checklists.models import Task
from checklists.moves import OPEN, State
from checklists.services.tasks import close_task, reopen_task, set_not_relevant
from tests.answers import EARLY_REASON
from tests.cast import Cast
from tests.dice import dice_of


def answer(cast: Cast, number: str, choice: str) -> Task:
    """Close a task with one of its ready answers."""
    task = cast.task(number)
    return close_task(
        task=task,
        answers={"choice": choice},
        early_reason=EARLY_REASON,
        by=cast.leader,
        version=task.version,
        at=cast.at,
    )


def take_up(cast: Cast, number: str) -> Task:
    """Reopen a task."""
    task = cast.task(number)
    return reopen_task(task=task, by=cast.leader, version=task.version, at=cast.at, reason="Prøve.")


def test_an_answer_settles_another_task_with_its_reason(cast: Cast) -> None:
    answer(cast, "G29", "only_ios")
    android = cast.task("G22")
    assert android.state == State.NOT_RELEVANT
    move = android.moves.get()
    assert (move.reason, move.moved_by) == ("I har ingen Android-devices.", None)
    assert cast.task("G23").state == State.NOT_STARTED
    told = Event.objects.of_project(cast.slagelse.pk).about("G22").latest_first()[0]
    assert told.sentence == f"G22 »{android.title}« blev ikke relevant med svaret på G29."


def test_another_answer_settles_nothing(cast: Cast) -> None:
    answer(cast, "G29", "android_and_ios")
    assert {cast.task(number).state for number in ("G22", "G23")} == {State.NOT_STARTED}


def test_a_changed_answer_takes_back_and_settles_anew(cast: Cast) -> None:
    answer(cast, "G29", "only_ios")
    take_up(cast, "G29")
    assert cast.task("G22").state == State.NOT_STARTED
    answer(cast, "G29", "only_android")
    assert [cast.task(number).state for number in ("G22", "G23")] == [State.NOT_STARTED, State.NOT_RELEVANT]


def test_what_somebody_settled_is_left_alone(cast: Cast) -> None:
    set_not_relevant(task=cast.task("G22"), by=cast.leader, version=1, at=cast.at, reason="Vi har ingen.")
    answer(cast, "G29", "only_ios")
    take_up(cast, "G29")
    assert cast.task("G22").state == State.NOT_RELEVANT
    assert cast.task("G22").moves.get().reason == "Vi har ingen."


def test_what_somebody_took_up_again_stays_open(cast: Cast) -> None:
    answer(cast, "G29", "only_ios")
    take_up(cast, "G22")
    take_up(cast, "G29")
    assert cast.task("G22").state == State.NOT_STARTED
    assert cast.task("G22").moves.count() == 2


def one_act(cast: Cast, stands: dict[str, str], dice: Random, at: datetime) -> None:
    """Something that may happen to G29 or to what its answer settles; keeps in `stands` what must come of it."""
    number = dice.choice(["G29", "G29", *stands])
    task = cast.task(number)
    about: dict[str, Any] = {"task": task, "by": cast.leader, "version": task.version, "at": at}
    if number == "G29" and task.state in OPEN:
        choice = dice.choice(["only_ios", "only_android", "android_and_ios"])
        close_task(**about, answers={"choice": choice}, early_reason=EARLY_REASON)
        other = {"only_ios": "G22", "only_android": "G23"}.get(choice, "")
        if stands.get(other) == "open":
            stands[other] = "answered"
    elif task.state in OPEN:
        set_not_relevant(**about, reason="Vi har ingen.")
        stands[number] = "left out"
    else:
        reopen_task(**about, reason="Prøve.")
        for other in stands if number == "G29" else [number]:
            if number != "G29" or stands[other] == "answered":
                stands[other] = "open"


@pytest.mark.parametrize("seed", range(8))
def test_after_any_acts_an_answer_has_settled_its_own_and_nothing_else(cast: Cast, seed: int) -> None:
    dice, stands = dice_of(seed), {"G22": "open", "G23": "open"}
    for n in range(25):
        one_act(cast, stands, dice, cast.at + timedelta(minutes=n))
        for number, how in stands.items():
            task = cast.task(number)
            assert (task.state in OPEN) == (how == "open"), (number, how)
            last = task.moves.first()
            assert how == "open" or (last is not None and (last.moved_by is None) == (how == "answered"))


def test_the_page_says_before_what_an_answer_settles(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    address = reverse("task", kwargs={"pk": cast.slagelse.pk, "number": "G29"})
    page = client.get(address).content.decode()
    assert "Svarer I »Vi har kun iOS (iPad og iPhone)«, bliver" in page
    assert "ikke relevant: I har ingen Android-devices." in page
    set_not_relevant(task=cast.task("G22"), by=cast.leader, version=1, at=cast.at, reason="Vi har ingen.")
    assert "ikke relevant: I har ingen Android-devices." not in client.get(address).content.decode()


def test_an_answer_that_keeps_the_gate_shut(cast: Cast) -> None:
    assert answer(cast, "G42", "not_approved").blocks_gate
    assert take_up(cast, "G42").blocks_gate is False
    assert not answer(cast, "G42", "approved").blocks_gate
