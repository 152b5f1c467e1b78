"""A CPR-nummer typed on a task is not kept, and a case number that only looks like one is, by one press."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.events import NOT_CPR
from audit.models import Event
from checklists.models import Evidence, Move
from tests.answers import posted
from tests.cast import Cast

LOOKALIKE = "Sag 2412261234"


def press(client: Client, cast: Cast, act: str, **changes: str) -> Any:
    """Send the closing form of G31 as a fresh page would."""
    task = cast.task()
    address = reverse(act, kwargs={"pk": cast.slagelse.pk, "number": "G31"})
    return client.post(address, {**posted(task.item, version=task.version), **changes})


def mark_in(page: str, name: str) -> str:
    """The value of the box below a field."""
    found = re.search(rf'name="{name}-not_cpr" value="(\w+)"', page)
    assert found
    return found[1]


@pytest.mark.parametrize("act", ["task_close", "task_draft"])
def test_nothing_is_saved_and_what_was_typed_stays(cast: Cast, it_client: Client, act: str) -> None:
    answer = press(it_client, cast, act, person="Yusuf, 010190-1234")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Yusuf, 010190-1234"' in page
    assert "Det ligner et CPR-nummer: 010190-xxxx." in page
    assert 'value="Sag 26-1031"' in page
    assert not Evidence.objects.filter(task__number="G31").exists()
    assert cast.task().state != "done"


def test_the_digits_are_hidden_without_saving_and_then_it_can_be_sent(cast: Cast, it_client: Client) -> None:
    page = press(it_client, cast, "task_close", person="Yusuf, 010190-1234", mask_cpr="person").content.decode()
    assert 'value="Yusuf, 010190-xxxx"' in page
    assert "1234" not in page.split("<main", 1)[1]
    assert not Evidence.objects.filter(task__number="G31").exists()
    assert press(it_client, cast, "task_close", person="Yusuf, 010190-xxxx").status_code == 302
    assert Evidence.objects.get(task__number="G31").person_name == "Yusuf, 010190-xxxx"


def test_a_reason_is_guarded_in_its_own_form(cast: Cast, it_client: Client) -> None:
    address = reverse("task_not_relevant", kwargs={"pk": cast.slagelse.pk, "number": "G31"})
    typed = {"task_version": str(cast.task().version), "not_relevant-reason": "Se 010190-1234"}
    answer = it_client.post(address, typed)
    assert answer.status_code == 422
    assert 'name="mask_cpr" value="not_relevant-reason"' in answer.content.decode()
    page = it_client.post(address, {**typed, "mask_cpr": "not_relevant-reason"}).content.decode()
    assert "Se 010190-xxxx</textarea>" in page
    assert not Move.objects.filter(task__number="G31").exists()


def test_a_case_number_is_kept_by_one_press_and_historik_says_who_said_so(cast: Cast, it_client: Client) -> None:
    page = press(it_client, cast, "task_close", reference=LOOKALIKE).content.decode()
    assert f'value="{LOOKALIKE}"' in page
    mark = mark_in(page, "reference")
    answer = press(it_client, cast, "task_close", reference=LOOKALIKE, **{"reference-not_cpr": mark})
    assert answer.status_code == 302
    assert Evidence.objects.get(task__number="G31").reference == LOOKALIKE
    event = Event.objects.get(type=NOT_CPR)
    assert (event.project_id, event.subject, event.actor_id) == (cast.slagelse.pk, "G31", cast.it.pk)
    label = event.params["field"]
    assert event.sentence == (
        f"It-medarbejder Hansen bekræftede, at {label} (G31 {cast.task().title}) ikke er et CPR-nummer."
    )
    assert "1226" not in str(event.params)


def test_a_draft_that_was_kept_so_is_neither_asked_nor_recorded_again(cast: Cast, it_client: Client) -> None:
    mark = mark_in(press(it_client, cast, "task_draft", reference=LOOKALIKE).content.decode(), "reference")
    press(it_client, cast, "task_draft", reference=LOOKALIKE, **{"reference-not_cpr": mark})
    assert Event.objects.filter(type=NOT_CPR).count() == 1
    page = it_client.get(reverse("task", kwargs={"pk": cast.slagelse.pk, "number": "G31"})).content.decode()
    kept = mark_in(page, "reference")
    answer = press(it_client, cast, "task_close", reference=LOOKALIKE, **{"reference-not_cpr": kept})
    assert answer.status_code == 302
    assert Event.objects.filter(type=NOT_CPR).count() == 1


def test_a_press_that_closes_nothing_is_not_recorded(cast: Cast, it_client: Client) -> None:
    mark = mark_in(press(it_client, cast, "task_close", reference=LOOKALIKE).content.decode(), "reference")
    stale = {"reference": LOOKALIKE, "reference-not_cpr": mark, "task_version": "99"}
    answer = press(it_client, cast, "task_close", **stale)
    assert answer.status_code == 409
    assert "checked" in answer.content.decode()
    assert not Event.objects.filter(type=NOT_CPR).exists()
