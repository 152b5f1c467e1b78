"""The pages of G87, G88, G86 and G35 lead to the plan, which closes them."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from checklists.models import Task
from checklists.moves import State
from tests.cast import Cast


def page(cast: Cast, client: Client, number: str, reader: User) -> str:
    """The task's page."""
    client.force_login(reader)
    return client.get(reverse("task", kwargs={"pk": cast.slagelse.pk, "number": number})).content.decode()


@pytest.mark.parametrize(
    ("number", "action", "name"),
    [
        ("G87", "Sæt go-live på Plan", "plan_move"),
        ("G88", "Sæt hypercare på Plan", "plan_move"),
        ("G86", "Gå til Plan", "plan"),
        ("G35", "Gå til Plan", "plan"),
    ],
)
def test_an_open_one_says_where_it_is_closed(cast: Cast, client: Client, number: str, action: str, name: str) -> None:
    Task.objects.filter(project=cast.slagelse, number=number).update(state=State.NOT_STARTED, done_on=None)
    there = reverse(name, kwargs={"pk": cast.slagelse.pk})
    assert f'<a href="{there}">{action}</a>' in page(cast, client, number, cast.leader)


def test_who_may_not_set_dates_is_led_to_the_plan_itself(cast: Cast, client: Client) -> None:
    shown = page(cast, client, "G88", cast.it)
    assert f'<a href="{reverse("plan", kwargs={"pk": cast.slagelse.pk})}">Se Plan</a>' in shown
    assert "plan/datoer" not in shown


def test_a_closed_one_says_what_it_follows_unless_it_was_closed_by_hand(cast: Cast, client: Client) -> None:
    assert "Opgaven følger datoen på Plan." in page(cast, client, "G87", cast.leader)
    Task.objects.filter(project=cast.slagelse, number="G87").update(managed_by="")
    assert "Opgaven følger datoen på Plan." not in page(cast, client, "G87", cast.leader)


def test_others_say_nothing_of_it(cast: Cast, client: Client) -> None:
    assert "på Plan" not in page(cast, client, "G31", cast.leader)
