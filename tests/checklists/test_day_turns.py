"""Because a day turns: must items with too old a proof open, and go-live without G50 is told once."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from audit.models import Event
from checklists import events
from checklists.models import Task
from checklists.moves import State
from checklists.rules.task_rows import rows_of
from checklists.services.day_turns import day_turns
from checklists.services.tasks import close_task, reopen_task
from checklists.services.undo import undo_move
from outbox.models import Letter
from projects.models import Wave
from tests.answers import EARLY_REASON, posted
from tests.cast import Cast

MUST, OTHER = "G27", "G12"


def prove(cast: Cast, number: str, valid_until: date | None) -> Task:
    """Close a task on proof that is valid until a day."""
    task, answers = cast.task(number), {"valid_until": valid_until}
    return close_task(
        task=task, answers=answers, early_reason=EARLY_REASON, by=cast.leader, version=task.version, at=cast.at
    )


def at(cast: Cast, days: int) -> datetime:
    """That many days from now."""
    return cast.at + timedelta(days=days)


def day(cast: Cast, days: int) -> date:
    """The same as a date."""
    return at(cast, days).date()


def test_a_must_item_opens_the_day_after_and_the_proof_stays(cast: Cast) -> None:
    prove(cast, MUST, day(cast, 5))
    assert day_turns(at=at(cast, 5)) == 0
    assert day_turns(at=at(cast, 6)) == 1
    task = cast.task(MUST)
    assert (task.state, task.valid_until, task.done_on) == (State.IN_PROGRESS, None, None)
    assert task.evidence.get().valid_until == day(cast, 5)
    last = task.moves.first()
    assert last is not None
    assert last.reason.startswith("Beviset gjaldt til ")
    assert day_turns(at=at(cast, 6)) == 0


def test_it_is_not_late_at_once(cast: Cast) -> None:
    prove(cast, MUST, day(cast, 200))
    day_turns(at=at(cast, 201))
    due = cast.task(MUST).due_on
    assert due is not None
    assert due > day(cast, 201)


def test_another_item_is_only_shown(cast: Cast) -> None:
    prove(cast, OTHER, day(cast, 5))
    assert day_turns(at=at(cast, 6)) == 0
    assert cast.task(OTHER).state == State.DONE


@pytest.mark.parametrize(
    ("days", "state", "detail"),
    [
        (0, "done", ""),
        (16, "expiring", "bevis udløber om 14 dage"),
        (29, "expiring", "bevis udløber om 1 dag"),
        (30, "expiring", "bevis udløber i dag"),
        (31, "expiring", "bevis udløbet"),
    ],
)
def test_amber_before_and_after(cast: Cast, days: int, state: str, detail: str) -> None:
    prove(cast, OTHER, day(cast, 30))
    (row,) = rows_of([cast.task(OTHER)], on=day(cast, days))
    assert (row.state, row.detail) == (state, detail)


def test_the_form_suggests_a_day_and_may_be_left_without(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    address = {"pk": cast.slagelse.pk, "number": MUST}
    page = client.get(reverse("task", kwargs=address)).content.decode()
    assert "Gyldig til" in page
    data = {**posted(cast.task(MUST).item), "valid_until": "1.1.2020"}
    answer = client.post(reverse("task_close", kwargs=address), data)
    assert "Dagen er passeret. Skriv en dag fra i dag og frem, eller lad feltet stå tomt." in answer.content.decode()
    assert client.post(reverse("task_close", kwargs=address), {**data, "valid_until": ""}).status_code == 302
    assert cast.task(MUST).valid_until is None


def told_to() -> list[str]:
    """Whom the letters go to."""
    return sorted(Letter.objects.filter(kind="too_early").values_list("to_email", flat=True))


def both(cast: Cast) -> list[str]:
    """The projektleder and the jurist."""
    return sorted([cast.leader.email, cast.people[Role.LEGAL_OFFICER].email])


def test_a_test_without_a_signed_agreement_is_recorded_in_red(cast: Cast, client: Client) -> None:
    prove(cast, "G41", None)
    assert told_to() == both(cast)
    (row,) = rows_of([cast.task("G41")], on=cast.at.date())
    assert (row.state, row.detail) == ("too_early", "G50 mangler")
    told = Event.objects.filter(type=events.TASK_TOO_EARLY).get()
    assert "selv om G50 ikke er på plads" in told.sentence
    client.force_login(cast.leader)
    page = client.get(reverse("task", kwargs={"pk": cast.slagelse.pk, "number": "G41"})).content.decode()
    assert "Det er sket for tidligt" in page
    prove(cast, "G50", None)
    (row,) = rows_of([cast.task("G41")], on=cast.at.date())
    assert row.state == "done"


def test_an_agreement_that_is_opened_again_under_the_test_is_told(cast: Cast) -> None:
    prove(cast, "G50", None)
    prove(cast, "G41", None)
    task = cast.task("G50")
    reopen_task(task=task, by=cast.leader, version=task.version, at=cast.at, reason="Bilag B var forkert.")
    assert told_to() == both(cast)
    assert Event.objects.get(type=events.TASK_TOO_EARLY).subject == "G41"
    prove(cast, "G50", None)
    task = cast.task("G50")
    undo_move(task=task, by=cast.leader, version=task.version, at=cast.at)
    assert told_to() == sorted(both(cast) * 2)


def test_with_the_agreement_signed_nobody_is_told(cast: Cast) -> None:
    prove(cast, "G50", None)
    prove(cast, "G41", None)
    assert told_to() == []


def test_go_live_without_a_signed_agreement_is_told_once(cast: Cast) -> None:
    Wave.objects.filter(project=cast.slagelse).update(go_live_on=day(cast, 3))
    assert day_turns(at=at(cast, 2)) == 0
    assert day_turns(at=at(cast, 3)) == 1
    assert day_turns(at=at(cast, 4)) == 0
    assert told_to() == both(cast)
    told = Event.objects.get(type=events.LIVE_TOO_EARLY)
    assert told.sentence == "Go-live-dagen er kommet, selv om G50 ikke er på plads."
