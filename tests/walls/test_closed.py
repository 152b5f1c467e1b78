"""A project that is over: everybody who could look still can, and nobody writes in it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from audit import clock
from checklists.models import Task
from checklists.services.assignments import assign
from projects.models import Project, RoleHolding
from projects.services.absence import register_absence
from projects.services.day_turns import day_turns
from projects.services.hand_over import hand_over
from projects.services.invitations import invite
from projects.services.leaving import leave
from tests.cast import Cast
from tests.walls.matrix import MATRIX, PLAYERS, Player, Row
from tests.walls.test_access import everything

# A reader's own tool; the project's rows stay as they are.
MAY_STILL = {"saved_filters"}
CHANGES = [row for row in MATRIX if row.in_project and row.data and row.url_name not in MAY_STILL]
PAGES = [row for row in MATRIX if row.in_project and not row.data]
PEOPLE = [player for player in PLAYERS if player.name in {"leader", "it", "programme_manager"}]


def close(cast: Cast) -> None:
    """The project ends, as a later part will say it."""
    Project.objects.filter(pk=cast.slagelse.pk).update(closed_at=clock.now(), closed_by=cast.leader)


def signed_in(player: Player, cast: Cast, client: Client) -> User:
    """One of the cast in a browser."""
    user = player.user(cast)
    assert user
    client.force_login(user)
    return user


@pytest.fixture
def leader_client(cast: Cast, client: Client) -> Client:
    """The browser of Slagelse's projektleder."""
    client.force_login(cast.leader)
    return client


def _give(cast: Cast, project: Project) -> object:
    return assign(project=project, tasks=[cast.task("G31")], people=[cast.it], **_by(cast))


def _ask(cast: Cast, project: Project) -> object:
    about: dict[str, Any] = {"email": "ny@slagelse.example", "name": "Ny", "roles": [Role.OBSERVER]}
    return invite(project=project, **about, once=uuid4(), **_by(cast))


def _be_away(cast: Cast, project: Project) -> object:
    day = cast.at.date()
    return register_absence(
        project=project, user=cast.it, from_on=day, to_on=day, deputy=None, anyway=False, **_by(cast)
    )


def _hand_over(cast: Cast, project: Project) -> object:
    people: dict[str, Any] = {"leaver": cast.it, "successor": cast.people[Role.SUPPORT_STAFF]}
    return hand_over(
        project=project, roles=[Role.IT_STAFF], from_on=cast.at.date(), once=uuid4(), **people, **_by(cast)
    )


def _let_go(cast: Cast, project: Project) -> object:
    return leave(project=project, person=cast.it, last_day=cast.at.date(), instead_of=None, **_by(cast))


def _by(cast: Cast) -> dict[str, Any]:
    return {"by": cast.leader, "at": cast.at}


STALE = [_give, _ask, _be_away, _hand_over, _let_go]


@pytest.mark.parametrize("player", PEOPLE, ids=lambda player: player.name)
@pytest.mark.parametrize("row", CHANGES, ids=lambda row: row.url_name)
def test_nobody_writes_in_it(row: Row, player: Player, cast: Cast, client: Client) -> None:
    """Also from a form that was opened before it was closed."""
    row.prepare(cast)
    signed_in(player, cast, client)
    address, data = reverse(row.url_name, kwargs=row.kwargs(cast)), row.data and row.data(cast)
    close(cast)
    before = everything()
    answer = client.post(address, data)
    assert everything() == before
    assert answer.status_code in (403, 404), answer.status_code


@pytest.mark.parametrize("row", PAGES, ids=lambda row: row.url_name)
def test_its_pages_can_be_read_by_who_could(row: Row, cast: Cast, client: Client) -> None:
    row.prepare(cast)
    signed_in(PEOPLE[0], cast, client)
    address = reverse(row.url_name, kwargs=row.kwargs(cast))
    close(cast)
    assert client.get(address).status_code in (200, 403)


def test_its_pages_say_so(cast: Cast, leader_client: Client) -> None:
    close(cast)
    page = leader_client.get(reverse("project", kwargs={"pk": cast.slagelse.pk})).content.decode()
    assert "Projektet er afsluttet og kan kun læses" in page


@pytest.mark.parametrize("service", STALE, ids=lambda service: service.__name__)
def test_nobody_writes_who_came_in_before_it_was_closed(service: Callable[[Cast, Project], object], cast: Cast) -> None:
    """The view let the person in; the project was closed before the service had its lock."""
    stale = Project.objects.get(pk=cast.slagelse.pk)
    close(cast)
    with pytest.raises(PermissionDenied):
        service(cast, stale)


def test_its_tasks_stay_when_a_role_runs_out(cast: Cast) -> None:
    """A person's role in it ends as any other does; what was done stays done, and whose it was stays said."""
    assign(project=cast.slagelse, tasks=[cast.task("G31")], people=[cast.it], by=cast.leader, at=cast.at)
    held = RoleHolding.objects.filter(project=cast.slagelse, user=cast.it)
    held.update(to_on=cast.at.date(), from_on=cast.at.date())
    before = {task.number: (task.state, task.version) for task in Task.objects.filter(project=cast.slagelse)}
    close(cast)
    tomorrow = cast.at + timedelta(days=1)
    assert day_turns(on=tomorrow.date(), at=tomorrow) == 1
    assert {task.number: (task.state, task.version) for task in Task.objects.filter(project=cast.slagelse)} == before
    assert cast.task("G31").assignments.get().user == cast.it
