"""Proof that was missing is delivered without opening the task, can be taken back, and is listed until it is there."""

from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from audit.models import Event
from checklists import events
from checklists.moves import MoveKind, MoveNotAllowed, State
from checklists.services.proof import deliver_proof
from checklists.services.tasks import reopen_task
from checklists.services.undo import undo_move
from tests.answers import posted
from tests.cast import Cast
from tests.checklists.start_answers import DAY, WHEN, address, answered
from tests.files.samples import pdf
from tests.racing import race
from tests.walls.task_files import lay


@pytest.fixture
def it_client(cast: Cast, client: Client) -> Client:
    """The it-medarbejder, after the projektleder has answered that login works and the agreement is signed."""
    answered(cast, ("Q07", "context_handler"), ("Q04", "signed"))
    client.force_login(cast.it)
    return client


def page(cast: Cast, number: str = "G31") -> str:
    """Where the proof is delivered."""
    return reverse("task_proof", kwargs={"pk": cast.slagelse.pk, "number": number})


def proof(cast: Cast, number: str = "G31", **other: str) -> dict[str, Any]:
    """The smallest right answers."""
    task = cast.task(number)
    return posted(task.item, version=task.version) | other


def test_it_works(cast: Cast, it_client: Client) -> None:
    task_page = it_client.get(address(cast.slagelse, "task", number="G31")).content.decode()
    assert "Bevis mangler" in task_page
    assert "Det mangler: Bevis for et login, der lykkedes." in task_page
    assert page(cast) in task_page
    shown = it_client.get(page(cast))
    assert shown.context["form"]["date"].value() == DAY
    answer = it_client.post(page(cast), proof(cast, date=WHEN), follow=True)
    assert "Beviset for G31 er afleveret." in answer.content.decode()
    task = cast.task()
    assert (task.state, task.done_on, task.proof_missing) == (State.DONE, DAY, False)
    assert [evidence.version for evidence in task.evidence.all()] == [2, 1]
    assert [move.kind for move in task.moves.all()] == [MoveKind.PROOF, MoveKind.BEFORE]
    assert Event.objects.filter(type=events.PROOF_DELIVERED, subject="G31").exists()
    assert "Bevis mangler" not in answer.content.decode()
    assert it_client.get(page(cast)).status_code == 302


def test_what_is_missing_is_asked_for_as_when_closing(cast: Cast, it_client: Client) -> None:
    answer = it_client.post(page(cast), proof(cast, reference="", date="i går"))
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"reference", "date"}
    assert cast.task().proof_missing


def test_a_file_on_the_task_is_the_proof(cast: Cast, it_client: Client) -> None:
    assert it_client.post(page(cast), proof(cast, file="")).status_code == 422
    lay(cast, pdf())
    assert it_client.post(page(cast), proof(cast, file="")).status_code == 302
    assert cast.task().evidence.all()[0].files.get().version.name == "bevis.pdf"


def test_a_day_that_is_not_asked_for_stays(cast: Cast, client: Client) -> None:
    """G88's own date is the first day of hypercare, which lies ahead."""
    answered(cast, ("Q09", "hypercare"))
    client.force_login(cast.leader)
    ahead = "01.06.2027"
    assert client.post(page(cast, "G88"), proof(cast, "G88", date=ahead)).status_code == 302
    task = cast.task("G88")
    assert (task.done_on, task.evidence.all()[0].on_date) == (DAY, date(2027, 6, 1))


def test_it_is_listed_until_it_is_there(cast: Cast, it_client: Client) -> None:
    listed = it_client.get(address(cast.slagelse, "missing_proof")).content.decode()
    assert "5 opgaver er færdige og mangler deres bevis" in listed
    assert "Bevis for et login, der lykkedes." in listed
    it_client.post(page(cast), proof(cast))
    assert "Bevis for et login" not in it_client.get(address(cast.slagelse, "missing_proof")).content.decode()
    rows = it_client.get(address(cast.slagelse, "task_list")).content.decode()
    assert rows.count("bevis mangler") == 4


def test_a_task_taken_up_again_lacks_nothing(cast: Cast, it_client: Client) -> None:
    reopen_task(task=cast.task(), by=cast.it, version=2, at=cast.at, reason="Nyt certifikat.")
    assert not cast.task().proof_missing
    with pytest.raises(MoveNotAllowed):
        deliver_proof(task=cast.task(), answers={}, by=cast.it, version=3, at=cast.at)


def test_an_answer_settles_others_when_the_proof_gives_it(cast: Cast, client: Client) -> None:
    """G29: only iOS in use makes the Android guide not relevant."""
    answered(cast, ("Q03", "overview"))
    client.force_login(cast.leader)
    assert cast.task("G22").state == State.NOT_STARTED
    assert client.post(page(cast, "G29"), proof(cast, "G29", choice="only_ios")).status_code == 302
    assert cast.task("G22").state == State.NOT_RELEVANT
    task = cast.task("G29")
    undo_move(task=task, by=cast.leader, version=task.version, at=cast.at + timedelta(hours=1))
    assert cast.task("G22").state == State.NOT_STARTED


def test_it_can_be_taken_back_and_then_it_is_missing_again(cast: Cast, it_client: Client) -> None:
    it_client.post(page(cast), proof(cast))
    task = cast.task()
    undo_move(task=task, by=cast.it, version=task.version, at=cast.at + timedelta(hours=1))
    task = cast.task()
    assert (task.state, task.done_on, task.proof_missing) == (State.DONE, DAY, True)
    newest = task.evidence.all()[0]
    assert (newest.version, newest.proof_missing) == (3, "Bevis for et login, der lykkedes.")
    assert it_client.post(page(cast), proof(cast)).status_code == 302
    # Taken up and taken back once more, it stands on the newest proof.
    task = reopen_task(
        task=cast.task(), by=cast.it, version=cast.task().version, at=cast.at + timedelta(hours=2), reason="Prøve."
    )
    undo_move(task=task, by=cast.it, version=task.version, at=cast.at + timedelta(hours=3))
    assert (cast.task().state, cast.task().proof_missing) == (State.DONE, False)


def test_a_stale_form_is_kept_and_shown(cast: Cast, it_client: Client) -> None:
    stale = it_client.post(page(cast), proof(cast, task_version="1"))
    assert stale.status_code == 409
    assert "Sag 26-1031" in stale.content.decode()
    data = proof(cast)
    it_client.post(page(cast), data)
    again = it_client.post(page(cast), data)
    assert again.status_code == 409
    assert "Opgaven mangler ikke længere bevis." in again.content.decode()
    assert cast.task().evidence.count() == 2


def test_only_those_who_may_work_on_it(cast: Cast, it_client: Client) -> None:
    assert it_client.get(page(cast, "G49")).status_code == 403
    it_client.force_login(cast.people[Role.OBSERVER])
    assert it_client.get(page(cast)).status_code == 403
    assert it_client.get(address(cast.slagelse, "missing_proof")).status_code == 200
    it_client.force_login(cast.programme_manager)
    assert it_client.get(address(cast.slagelse, "missing_proof")).status_code == 403
    assert "Bevis for et login" not in it_client.get(address(cast.slagelse, "task", number="G31")).content.decode()


def test_of_two_at_once_one_delivers(live_cast: Cast) -> None:
    answered(live_cast, ("Q07", "context_handler"))
    task = live_cast.task()
    act = partial(deliver_proof, task=task, answers={"date": DAY}, by=live_cast.it, version=2, at=live_cast.at)
    results = race(act, act, act)
    assert sorted(type(result).__name__ for result in results) == ["StaleTask", "StaleTask", "Task"]
    assert live_cast.task().evidence.count() == 2
