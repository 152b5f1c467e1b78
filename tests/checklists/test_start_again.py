"""Start hvor I er: sent twice, changed meanwhile, taken back, by others, and two at once."""

from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.test import Client

from accounts.roles import Role
from checklists.models import Move, StartRound, Task
from checklists.moves import OPEN, MoveKind, State
from checklists.rules.start_given import Given, ticks_of
from checklists.rules.start_plan import StartPlan
from checklists.services.start_where_you_are import AlreadyUndone, answer_start, undo_start
from checklists.services.tasks import close_task, reopen_task, start_task
from checklists.start.page import questions_for
from tests.answers import EARLY_REASON
from tests.cast import Cast
from tests.checklists.start_answers import DAY, WHEN, address, answered, answers, look, save
from tests.racing import race


def test_a_double_click_answers_once(cast: Cast, leader_client: Client) -> None:
    data = answers(Q02="chosen")
    first = save(leader_client, cast.slagelse, data)
    shown = StartPlan(ticks_of(questions_for(cast.slagelse), [Given("Q02", "chosen", DAY)]), []).fingerprint
    again: Any = leader_client.post(address(cast.slagelse, "start_where_you_are_save"), {**data, "seen": shown})
    assert again.url == first.url
    assert StartRound.objects.count() == 1
    assert cast.task("G25").moves.count() == 1


def test_the_same_form_with_other_answers_is_looked_at_again(cast: Cast, leader_client: Client) -> None:
    data = answers(Q02="chosen")
    save(leader_client, cast.slagelse, data)
    other = {**data, "Q03": "overview", "Q03_on": WHEN}
    shown = look(leader_client, cast.slagelse, other)
    refused = leader_client.post(
        address(cast.slagelse, "start_where_you_are_save"), {**other, "seen": shown.context["plan"].fingerprint}
    )
    assert refused.status_code == 409
    assert "Siden er sendt før med andre svar." in refused.content.decode()
    assert cast.task("G29").state in OPEN
    renewed = str(refused.context["form"]["once"].value())
    assert renewed != data["once"]
    assert save(leader_client, cast.slagelse, {**other, "once": renewed}).status_code == 302
    assert cast.task("G29").state == State.DONE


def test_a_list_that_no_longer_holds_is_shown_anew(cast: Cast, leader_client: Client) -> None:
    data = answers(Q07=["context_handler", "job_role"])
    shown = look(leader_client, cast.slagelse, data)
    start_task(task=cast.task("G31"), by=cast.it, version=1, at=cast.at)
    refused = leader_client.post(
        address(cast.slagelse, "start_where_you_are_save"), {**data, "seen": shown.context["plan"].fingerprint}
    )
    assert refused.status_code == 409
    assert "Opgaverne er ændret, siden du så listen." in refused.content.decode()
    assert cast.task("G32").state in OPEN
    assert not StartRound.objects.exists()


def test_the_answers_can_be_corrected_from_the_list(cast: Cast, leader_client: Client) -> None:
    back = leader_client.post(address(cast.slagelse), {**answers(Q02="chosen", Q06=["fetched"]), "edit": "1"})
    assert back.status_code == 200
    text = back.content.decode()
    assert '<h1 class="h3">Start hvor I er</h1>' in text
    assert back.context["form"]["Q02"].value() == "chosen"
    assert back.context["form"]["Q06"].value() == ["fetched"]


def test_undoing_opens_all_but_what_was_moved_since(cast: Cast, leader_client: Client) -> None:
    round_ = answered(cast, ("Q04", "at_legal"), ("Q06", "fetched"))
    later = cast.at + timedelta(minutes=1)
    reopen_task(task=cast.task("G45"), by=cast.leader, version=2, at=later, reason="Ny version.")
    page = leader_client.get(address(cast.slagelse, "start_round", round_pk=round_.pk)).content.decode()
    assert "2 opgaver bliver åbne igen: G24, G47." in page
    assert "G45 er flyttet siden og bliver, som den er." in page
    undo = address(cast.slagelse, "start_round_undo", round_pk=round_.pk)
    answer = leader_client.post(undo, follow=True)
    assert "Svarene er fortrudt. 2 opgaver er åbne igen." in answer.content.decode()
    assert "Mette Kirkegaard fortrød svarene" in answer.content.decode()
    for number in ("G24", "G47"):
        task = cast.task(number)
        assert (task.state, task.done_on, task.proof_missing) == (State.NOT_STARTED, None, False)
        assert [move.kind for move in task.moves.all()] == [MoveKind.UNDO, MoveKind.BEFORE]
        assert task.evidence.filter(is_draft=False).count() == 1
    assert cast.task("G45").state == State.IN_PROGRESS
    assert "var fortrudt i forvejen" in leader_client.post(undo, follow=True).content.decode()


def test_one_task_can_be_taken_back_on_its_own_page(cast: Cast, leader_client: Client) -> None:
    round_ = answered(cast, ("Q04", "at_legal"))
    page = leader_client.get(address(cast.slagelse, "task", number="G45")).content.decode()
    assert "Du satte opgaven til gjort før portalen" in page
    leader_client.post(address(cast.slagelse, "task_undo", number="G45"), {"task_version": "2"})
    assert cast.task("G45").state == State.NOT_STARTED
    page = leader_client.get(address(cast.slagelse, "start_round", round_pk=round_.pk)).content.decode()
    assert "G45 er flyttet siden" in page


def test_another_projects_answers_are_not_there(cast: Cast, neighbour_client: Client) -> None:
    round_ = answered(cast, ("Q02", "chosen"))
    for name in ("start_round", "start_round_undo"):
        assert neighbour_client.post(address(cast.vesthimmerland, name, round_pk=round_.pk)).status_code in {404, 405}
    assert neighbour_client.get(address(cast.vesthimmerland, "start_round", round_pk=round_.pk)).status_code == 404


def test_the_service_asks_for_the_right_itself(cast: Cast) -> None:
    round_ = answered(cast, ("Q02", "chosen"))
    with pytest.raises(PermissionDenied):
        undo_start(round_=round_, by=cast.it, at=cast.at)
    cast.people[Role.PROJECT_MANAGER] = cast.it
    with pytest.raises(PermissionDenied):
        answered(cast, ("Q03", "overview"))


def test_of_two_clicks_at_once_one_answers(live_cast: Cast) -> None:
    questions, given = questions_for(live_cast.slagelse), [Given("Q04", "signed", DAY)]
    tasks = Task.objects.filter(project=live_cast.slagelse).select_related("item")
    act = partial(
        answer_start,
        project=live_cast.slagelse,
        questions=questions,
        given=given,
        seen=StartPlan(ticks_of(questions, given), tasks).fingerprint,
        by=live_cast.leader,
        at=live_cast.at,
        once=answers()["once"],
    )
    results = race(act, act, act)
    assert len({result.pk for result in results if isinstance(result, StartRound)}) == 1
    assert all(isinstance(result, StartRound) for result in results), results
    assert Move.objects.filter(kind=MoveKind.BEFORE).count() == 4


def test_of_two_undos_at_once_one_is_made(live_cast: Cast) -> None:
    round_ = answered(live_cast, ("Q04", "signed"))
    act = partial(undo_start, round_=round_, by=live_cast.leader, at=live_cast.at + timedelta(minutes=1))
    results = race(act, act, act)
    assert sum(isinstance(result, AlreadyUndone) for result in results) == 2
    assert Move.objects.filter(kind=MoveKind.UNDO).count() == 4


def test_an_answer_and_a_closing_at_once_never_close_twice(live_cast: Cast) -> None:
    task = live_cast.task("G24")
    close = partial(
        close_task,
        task=task,
        answers={"date": date(2026, 1, 5)},
        early_reason=EARLY_REASON,
        by=live_cast.leader,
        version=task.version,
        at=live_cast.at,
    )
    results = race(close, partial(answered, live_cast, ("Q06", "fetched")))
    # The second is told in words, not stopped by the database.
    assert not [result for result in results if isinstance(result, DatabaseError)]
    assert live_cast.task("G24").state == State.DONE
    assert live_cast.task("G24").moves.count() == 1
