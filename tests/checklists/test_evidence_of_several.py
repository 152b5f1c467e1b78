"""Items that mean several close on enough of each: G53 on two notices to each audience, G34 on a call from each net."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from checklists.evidence.forms import in_words
from tests.answers import posted
from tests.cast import Cast


@pytest.fixture
def closing(cast: Cast, client: Client) -> Any:
    """Press a button of G53 or G34 with other answers than the least right ones."""
    client.force_login(cast.leader)

    def press(number: str, button: str = "task_close", **other: str) -> Any:
        task = cast.task(number)
        data = posted(task.item, version=task.version) | other
        return client.post(reverse(button, kwargs={"pk": cast.slagelse.pk, "number": number}), data)

    return press


@pytest.mark.parametrize(
    ("other", "field", "words"),
    [
        ({"count_leaders": "1"}, "count_leaders", "Der skal være mindst 2."),
        ({"count_staff": "0"}, "count_staff", "Der skal være mindst 2."),
        ({"count_staff": ""}, "count_staff", "Skriv et tal."),
        ({"count_staff": "to"}, "count_staff", "Skriv et helt tal"),
        ({"count_staff": "99999"}, "count_staff", "Tallet er for stort."),
    ],
)
def test_too_few_notices_do_not_close(closing: Any, cast: Cast, other: dict[str, str], field: str, words: str) -> None:
    answer = closing("G53", **other)
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {field}
    assert words in answer.content.decode()
    assert cast.task("G53").state == "not_started"


def test_two_notices_to_each_close_and_are_kept(closing: Any, cast: Cast) -> None:
    assert closing("G53", count_staff="3").status_code == 302
    task = cast.task("G53")
    evidence = task.evidence.get()
    assert task.state == "done"
    assert evidence.data["count_leaders"] == 2
    said = {label: text for label, text, _ in in_words(evidence, task.item)}
    assert said["Antal varsler til ledere"] == "2"
    assert said["Antal varsler til medarbejdere"] == "3"


def test_one_notice_can_be_kept_as_a_draft_and_comes_back(closing: Any, cast: Cast, client: Client) -> None:
    assert closing("G53", "task_draft", count_leaders="1", count_staff="").status_code == 302
    page = client.get(reverse("task", kwargs={"pk": cast.slagelse.pk, "number": "G53"}))
    assert page.context["form"]["count_leaders"].value() == 1
    assert page.context["form"]["count_staff"].value() is None


@pytest.mark.parametrize(
    ("other", "field", "words"),
    [
        ({"tried_mobile": "not_yet"}, "tried_mobile", "Det skal lykkes, før opgaven kan lukkes."),
        ({"tried_wired": ""}, "tried_wired", "Vælg en af mulighederne."),
        ({"tried_wired": "perhaps"}, "tried_wired", "Valget findes ikke længere."),
        ({f"tried_{net}": "unused" for net in ("wifi", "mobile", "wired")}, "tried_wifi", "Mindst ét af dem"),
    ],
)
def test_a_net_in_use_without_a_call_does_not_close(
    closing: Any, cast: Cast, other: dict[str, str], field: str, words: str
) -> None:
    answer = closing("G34", **other)
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {field}
    assert words in answer.content.decode()
    assert cast.task("G34").state == "not_started"


def test_a_net_that_is_not_used_needs_no_call(closing: Any, cast: Cast) -> None:
    assert closing("G34", tried_wired="unused").status_code == 302
    task = cast.task("G34")
    assert task.state == "done"
    said = {label: text for label, text, _ in in_words(task.evidence.get(), task.item)}
    assert said["Testopkald på mobildata"] == "Lykkedes"
    assert said["Testopkald på kablet net"] == "Bruges ikke hos os"
