"""All 92 items close on the smallest right evidence, and each missing answer is said in Danish."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from checklists.evidence.forms import asked_of, in_words
from checklists.evidence.of_several import enough_of_several
from checklists.evidence_fields import KINDS, VALID_UNTIL
from checklists.models import Item
from checklists.moves import OPEN
from checklists.services.tasks import reopen_task
from tests.answers import ANSWERS, posted
from tests.cast import Cast

NUMBERS = [f"G{n:02}" for n in range(1, 93)]


def close(client: Client, cast: Cast, number: str, data: dict[str, str]) -> Any:
    """Press Luk opgaven."""
    return client.post(reverse("task_close", kwargs={"pk": cast.slagelse.pk, "number": number}), data)


def test_every_kind_has_a_field_and_an_answer_here(db: None) -> None:
    used = {kind for item in Item.objects.all() for kind in asked_of(item)}
    assert used == set(KINDS) == set(ANSWERS)


@pytest.mark.parametrize("number", NUMBERS)
def test_an_item_closes_on_its_evidence(number: str, cast: Cast, leader_client: Client) -> None:
    task = cast.task(number)
    item = task.item
    if task.state == "done":
        # Its role is manned; someone takes the task up again, and then closes it by hand.
        reopen_task(task=task, by=cast.leader, version=task.version, at=cast.at, reason="Prøve.")
    required = [kind for kind in item.evidence_fields if kind not in item.optional_evidence]
    fresh = {"task_version": str(cast.task(number).version)}
    left_out = {*item.optional_evidence, VALID_UNTIL}
    smallest = {kind: text for kind, text in posted(item).items() if kind not in left_out}
    assert required
    for kind in required:
        answer = close(leader_client, cast, number, {k: v for k, v in posted(item).items() if k != kind} | fresh)
        assert answer.status_code == 422, f"{number} closed without {kind}"
        assert answer.context["form"].errors.keys() == {kind}
        assert KINDS[kind].missing in answer.content.decode()
    assert cast.task(number).state in OPEN
    answer = close(leader_client, cast, number, smallest | fresh)
    assert answer.status_code == 302, answer.context["form"].errors
    task = cast.task(number)
    assert task.state == "done"
    evidence = task.evidence.first()
    assert evidence
    assert [label for label, _, _ in in_words(evidence, item)]
    assert len(in_words(evidence, item)) == len(required) + len(enough_of_several(item))
