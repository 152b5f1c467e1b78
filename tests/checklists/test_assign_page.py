"""The page on which tasks are given to people, and the panel of a task that leads there."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from checklists.models import Assignment, Task
from checklists.services.assignments import assign
from projects.services.absence import register_absence
from tests.cast import Cast, make_member
from tests.checklists.test_assign import give, has


@pytest.fixture
def second(cast: Cast) -> User:
    """Another it-medarbejder."""
    who = {"email": "anden@slagelse.example", "name": "Yusuf Demir"}
    return make_member(cast.slagelse, Role.IT_STAFF, by=cast.leader, at=cast.at, **who)


def address(cast: Cast) -> str:
    """Where tasks are given."""
    return reverse("task_assign", kwargs={"pk": cast.slagelse.pk})


def shown(client: Client, cast: Cast, **query: Any) -> Any:
    """The page for these tasks."""
    return client.get(address(cast), query)


def send(client: Client, cast: Cast, *numbers: str, **own: Any) -> Any:
    """Send the page's form as it was shown a moment ago."""
    seen = shown(client, cast, nr=numbers).context["page"].seen
    return client.post(address(cast), {"nr": numbers, "seen": seen, **own}, follow=True)


def task_page(client: Client, cast: Cast, number: str = "G31") -> str:
    """The page of one task, its white space as a reader sees it."""
    page = client.get(reverse("task", kwargs={"pk": cast.slagelse.pk, "number": number})).content.decode()
    return " ".join(page.split())


def test_one_task_is_given_and_the_page_of_it_says_so(cast: Cast, second: User, leader_client: Client) -> None:
    assert "Alle med rollen" in task_page(leader_client, cast)
    answer = send(leader_client, cast, "G31", people=[second.pk], fra="opgave")
    assert answer.redirect_chain[-1][0] == reverse("task", kwargs={"pk": cast.slagelse.pk, "number": "G31"})
    assert "G31 er givet til Yusuf Demir." in answer.content.decode()
    assert "<dt>Ansvarlig</dt><dd>Yusuf Demir" in task_page(leader_client, cast)


def test_several_at_once_and_back_to_the_list_as_it_was(cast: Cast, second: User, leader_client: Client) -> None:
    answer = send(leader_client, cast, "G31", "g32", "G33", people=[second.pk, cast.it.pk], filter="rolle=it_staff&x=1")
    assert answer.redirect_chain[-1][0].endswith("/opgaver/?rolle=it_staff&x=1")
    assert "3 opgaver er givet til It-medarbejder Hansen og Yusuf Demir." in answer.content.decode()
    assert all(has(cast, number) == {second, cast.it} for number in ("G31", "G32", "G33"))


def test_all_open_tasks_of_a_role(cast: Cast, leader_client: Client) -> None:
    page = shown(leader_client, cast, rolle=Role.IT_STAFF)
    open_ones = Task.objects.open().filter(project=cast.slagelse, role=Role.IT_STAFF)
    assert {task.number for task in page.context["page"].tasks} == set(open_ones.values_list("number", flat=True))
    assert f"Giv til {cast.it.name}" in page.content.decode()


def test_left_to_the_role_again(cast: Cast, second: User, leader_client: Client) -> None:
    give(cast, [second])
    # The boxes still hold the names: the button says what is meant.
    answer = send(leader_client, cast, "G31", people=[second.pk], leave="1")
    assert "G31 hører igen til rollen." in answer.content.decode()
    assert has(cast) == set()


def test_nobody_chosen_is_asked_about(cast: Cast, leader_client: Client) -> None:
    answer = send(leader_client, cast, "G31")
    assert answer.status_code == 422
    assert "Vælg mindst én." in answer.content.decode()


def test_a_stale_page_shows_who_has_it_and_keeps_what_was_chosen(
    cast: Cast, second: User, leader_client: Client
) -> None:
    seen = shown(leader_client, cast, nr="G31").context["page"].seen
    give(cast, [cast.it], by=cast.it)
    data = {"nr": "G31", "seen": seen, "people": second.pk}
    answer = leader_client.post(address(cast), data)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Nogen var her før dig" in page
    assert has(cast) == {cast.it}
    assert answer.context["form"]["people"].value() == [str(second.pk)]
    # Sent again, it is a choice.
    data["seen"] = answer.context["form"]["seen"].value()
    assert leader_client.post(address(cast), data).status_code == 302
    assert has(cast) == {second}


@pytest.mark.parametrize("people", ["observer", "neighbour", "programme_manager"])
def test_only_those_who_work_there_are_offered_or_taken(cast: Cast, leader_client: Client, people: str) -> None:
    person = getattr(cast, people)
    assert f'name="people" value="{person.pk}"' not in shown(leader_client, cast, nr="G31").content.decode()
    assert send(leader_client, cast, "G31", people=[person.pk]).status_code == 422
    assert not Assignment.objects.exists()


def test_many_chosen_on_the_list_are_shown_first(cast: Cast, leader_client: Client) -> None:
    answer = leader_client.post(address(cast), {"nr": ["G31", "G32"], "filter": "rolle=it_staff"})
    assert answer.status_code == 200
    assert "Tildel 2 opgaver" in answer.content.decode()
    assert not Assignment.objects.exists()


def test_settled_tasks_are_named_and_left_alone(cast: Cast, second: User, leader_client: Client) -> None:
    assert "Lukkede opgaver ændres ikke: G05." in shown(leader_client, cast, nr=["G05", "G31"]).content.decode()
    answer = send(leader_client, cast, "G05", "G31", people=[second.pk])
    assert "G31 er givet til Yusuf Demir. Lukket og ikke ændret: G05." in answer.content.decode()
    assert has(cast, "G05") == set()


@pytest.mark.parametrize("query", [{}, {"nr": "G99"}, {"nr": "\x00"}, {"rolle": "konge"}, {"nr": "G05"}])
def test_what_chooses_nothing_shows_the_roles(cast: Cast, leader_client: Client, query: dict[str, str]) -> None:
    page = shown(leader_client, cast, **query).content.decode()
    assert "4 åbne opgaver, ikke fordelt · It-medarbejder Hansen" in page
    assert "?rolle=it_staff" in page


def test_a_holder_of_the_role_is_offered_the_role_only(cast: Cast, second: User, client: Client) -> None:
    client.force_login(cast.it)
    page = shown(client, cast, nr=["G31", "G28"])
    assert [task.number for task in page.context["page"].tasks] == ["G31"]
    assert set(page.context["page"].people) == {cast.it, second}
    assert "fordi de hører til en anden rolle: G28" in page.content.decode()
    assert shown(client, cast, nr="G28").status_code == 403
    assert "?rolle=technical_owner" not in shown(client, cast).content.decode()


def test_what_only_the_projektleder_may_undo_is_said(cast: Cast, second: User, client: Client) -> None:
    give(cast, [cast.people[Role.SUPPORT_STAFF]])
    client.force_login(cast.it)
    answer = send(client, cast, "G31", people=[second.pk])
    assert answer.status_code == 422
    assert "Resten klarer projektlederen" in answer.content.decode()


def test_who_is_away_is_said(cast: Cast, leader_client: Client) -> None:
    day = cast.at.date()
    about: dict[str, Any] = {"deputy": None, "anyway": True, "by": cast.leader, "at": cast.at}
    register_absence(project=cast.slagelse, user=cast.it, from_on=day, to_on=day, **about)
    assert f"{cast.it.name}, it-medarbejder (væk til og med" in shown(leader_client, cast, nr="G31").content.decode()


# ---- on the page of the task ----


def press(client: Client, cast: Cast, **own: Any) -> Any:
    """The one-click form on the task's page."""
    context = client.get(reverse("task", kwargs={"pk": cast.slagelse.pk, "number": "G31"})).context
    data = {"nr": "G31", "fra": "opgave", "seen": context["page"].owner.seen, **own}
    return client.post(address(cast), data, follow=True)


def test_jeg_tager_den(cast: Cast, second: User, client: Client) -> None:
    client.force_login(second)
    assert "Jeg tager den" in task_page(client, cast)
    assert "Du har taget G31." in press(client, cast, people=[second.pk]).content.decode()
    assert has(cast) == {second}
    assert "Jeg tager den" not in task_page(client, cast)


def test_the_roles_only_holder_need_not_take_it(cast: Cast, client: Client) -> None:
    client.force_login(cast.it)
    assert "Jeg tager den" not in task_page(client, cast)
    assert "Tildel<span" in task_page(client, cast)


def test_giv_den_tilbage(cast: Cast, second: User, client: Client) -> None:
    support = cast.people[Role.SUPPORT_STAFF]
    give(cast, [support])
    client.force_login(support)
    assert "Giv den tilbage" in task_page(client, cast)
    press(client, cast, leave="1")
    assert has(cast) == set()
    give(cast, [support, second])
    press(client, cast, people=[second.pk])
    assert has(cast) == {second}
    assert "Giv den tilbage" not in task_page(client, cast)


@pytest.mark.parametrize("who", ["observer", "programme_manager"])
def test_whoever_only_looks_may_change_nothing_and_sees_names_by_right(cast: Cast, client: Client, who: str) -> None:
    give(cast, [cast.it])
    client.force_login(getattr(cast, who))
    page = task_page(client, cast)
    assert ("<dt>Ansvarlig</dt><dd>It-medarbejder Hansen" in page) == (who == "observer")
    assert "/opgaver/tildel/" not in page


def test_the_page_of_many_tasks_asks_no_more_than_that_of_few(cast: Cast, leader_client: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert shown(leader_client, cast, rolle=Role.PROJECT_MANAGER).status_code == 200
        return len(found)

    shown(leader_client, cast, rolle=Role.PROJECT_MANAGER)
    few = queries()
    for n in range(9):
        who = {"email": f"leder{n}@slagelse.example", "name": f"Leder {n}"}
        person = make_member(cast.slagelse, Role.PROJECT_MANAGER, by=cast.leader, at=cast.at, **who)
        tasks = list(Task.objects.open().filter(project=cast.slagelse))
        assign(project=cast.slagelse, tasks=tasks, people=[person, cast.it], by=cast.leader, at=cast.at)
    assert queries() == few <= 12
