"""The card that leads to sharing out a role's tasks."""

from functools import partial

import pytest
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from checklists.mine.day import MyDay
from checklists.mine.share_out_card import share_out_cards
from checklists.models import Task
from checklists.services.assignments import assign
from tests.cast import Cast, make_member

TITLE = "Fordel opgaverne"


@pytest.fixture
def second(cast: Cast) -> User:
    """Another it-medarbejder, so that the role is shared."""
    who = {"email": "anden@slagelse.example", "name": "Yusuf Demir"}
    return make_member(cast.slagelse, Role.IT_STAFF, by=cast.leader, at=cast.at, **who)


def test_a_role_that_two_share_is_shown_until_its_tasks_are_given(cast: Cast, second: User, client: Client) -> None:
    client.force_login(cast.leader)
    page = client.get("/").content.decode()
    assert TITLE in page
    assert f'/projekter/{cast.slagelse.pk}/opgaver/tildel/?rolle=it_staff">4 opgaver, som ingen bestemt har</a>' in page
    assert f"{cast.it.name} og {second.name}" in page
    tasks = list(Task.objects.open().filter(project=cast.slagelse, role=Role.IT_STAFF))
    give = partial(assign, project=cast.slagelse, people=[second], by=cast.leader, at=cast.at)
    give(tasks=tasks[1:])
    assert "1 opgave, som ingen bestemt har" in client.get("/").content.decode()
    give(tasks=tasks)
    assert TITLE not in client.get("/").content.decode()


def test_not_while_each_role_has_one_holder(cast: Cast) -> None:
    assert share_out_cards(MyDay(cast.leader, cast.at.date())) == []


@pytest.mark.parametrize("who", ["it", "observer", "neighbour", "programme_manager", "trifork"])
def test_only_for_whoever_may_give_every_task(cast: Cast, second: User, who: str) -> None:
    assert share_out_cards(MyDay(getattr(cast, who), cast.at.date())) == []
