"""What is given to a person follows that person's roles: to a successor, or back to the role."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from audit.clock import day_of
from audit.models import Event
from checklists.models import Assignment
from checklists.rules.owners import people_given
from checklists.services.assignments import assign
from checklists.services.tasks import close_task
from projects.models import HandOver, RoleHolding
from projects.services.day_turns import day_turns
from projects.services.hand_over import hand_over, take_back
from projects.services.leaving import leave
from projects.services.roles import end_role, give_role
from tests.cast import Cast, make_member

DAY = timedelta(days=1)


@pytest.fixture
def leaver(cast: Cast) -> User:
    """Another it-medarbejder, to whom G31 and G28, which is not of that role, are given."""
    who = {"email": "anden@slagelse.example", "name": "Yusuf Demir"}
    person = make_member(cast.slagelse, Role.IT_STAFF, by=cast.leader, at=cast.at, **who)
    give(cast, [person], "G31", "G28")
    return person


def give(cast: Cast, people: list[User], *numbers: str, days: int = 0) -> None:
    """Give tasks to people, some days ahead."""
    tasks = [cast.task(number) for number in numbers]
    assign(project=cast.slagelse, tasks=tasks, people=people, by=cast.leader, at=cast.at + days * DAY)


def has(cast: Cast, number: str) -> set[User]:
    """Whom the task is given to."""
    return people_given([cast.task(number)])[cast.task(number).pk]


def over(cast: Cast, leaver: User, days: int = 0, **own: Any) -> HandOver:
    """The leaver hands the it role over to the supportmedarbejder."""
    about = {"leaver": leaver, "successor": cast.people[Role.SUPPORT_STAFF], "roles": [Role.IT_STAFF]}
    day = day_of(cast.at) + days * DAY
    common = {"project": cast.slagelse, "from_on": day, "by": cast.leader, "at": cast.at, "once": uuid4()}
    return hand_over(**{**about, **common, **own})


def turn(cast: Cast, days: int) -> None:
    """That day comes."""
    at = cast.at + days * DAY
    day_turns(on=day_of(at), at=at)


def test_the_last_role_handed_over_takes_all_along(cast: Cast, leaver: User) -> None:
    done = over(cast, leaver)
    assert has(cast, "G31") == has(cast, "G28") == {done.successor}
    event = Event.objects.get(type="task.passed_on", subject="G28")
    title = cast.task("G28").title
    assert event.sentence == f"G28 »{title}« gik fra Yusuf Demir til Supportmedarbejder Hansen med overdragelsen."
    assert event.cause
    assert event.cause.type == "role.handed_over"
    # One role is left: the day turning again has nothing more to do.
    turn(cast, 1)
    assert Event.objects.filter(type="task.passed_on").count() == 2


def test_one_of_two_roles_handed_over_takes_that_roles_tasks(cast: Cast, leaver: User) -> None:
    give_role(project=cast.slagelse, user=leaver, role=Role.HEALTH_CONSULTANT, by=cast.leader, at=cast.at)
    done = over(cast, leaver)
    assert has(cast, "G31") == {done.successor}
    assert has(cast, "G28") == {leaver}


def test_from_a_day_ahead_it_goes_over_that_day(cast: Cast, leaver: User) -> None:
    done = over(cast, leaver, 10)
    turn(cast, 9)
    assert has(cast, "G31") == {leaver}
    # What is given to the leaver meanwhile goes along as well.
    give(cast, [leaver], "G32", days=5)
    turn(cast, 10)
    assert has(cast, "G31") == has(cast, "G32") == has(cast, "G28") == {done.successor}


def test_taken_back_nothing_goes_over(cast: Cast, leaver: User) -> None:
    take_back(hand_over=over(cast, leaver, 10), by=cast.leader, at=cast.at)
    turn(cast, 10)
    assert has(cast, "G31") == {leaver}


def test_what_is_given_after_the_hand_over_is_not_taken_along_by_it(cast: Cast, leaver: User) -> None:
    over(cast, leaver)
    give_role(project=cast.slagelse, user=leaver, role=Role.HEALTH_CONSULTANT, by=cast.leader, at=cast.at + DAY)
    give(cast, [leaver], "G31", days=2)
    other = RoleHolding.objects.get(user=cast.people[Role.LEGAL_OFFICER])
    yesterday = day_of(cast.at) + 2 * DAY
    end_role(holding=other, last_day=yesterday, by=cast.leader, at=cast.at + 3 * DAY)
    assert has(cast, "G31") == {leaver}


def test_a_successor_who_has_it_already_has_it_once(cast: Cast, leaver: User) -> None:
    support = cast.people[Role.SUPPORT_STAFF]
    give(cast, [leaver, support], "G31")
    over(cast, leaver)
    assert list(Assignment.objects.filter(task=cast.task("G31")).values_list("user", flat=True)) == [support.pk]


def ended(cast: Cast, person: User) -> None:
    """The role is ended today."""
    held = RoleHolding.objects.get(user=person)
    end_role(holding=held, last_day=day_of(cast.at) - DAY, by=cast.leader, at=cast.at)


def runs_out(cast: Cast, person: User) -> None:
    """The role ends today, and tomorrow comes."""
    held = RoleHolding.objects.get(user=person)
    end_role(holding=held, last_day=day_of(cast.at), by=cast.leader, at=cast.at)
    turn(cast, 1)


def stops(cast: Cast, person: User) -> None:
    """The person leaves the municipality today, and tomorrow comes."""
    day = day_of(cast.at)
    leave(project=cast.slagelse, person=person, last_day=day, instead_of=None, by=cast.leader, at=cast.at)
    turn(cast, 1)


@pytest.mark.parametrize("over_with", [ended, runs_out, stops])
def test_without_a_successor_it_is_the_roles_again(
    cast: Cast, leaver: User, over_with: Callable[[Cast, User], None]
) -> None:
    give(cast, [leaver, cast.it], "G31")
    over_with(cast, leaver)
    assert has(cast, "G31") == {cast.it}
    assert has(cast, "G28") == set()
    title = cast.task("G28").title
    assert Event.objects.get(type="task.released", subject="G28").sentence == (
        f"Yusuf Demir har ikke længere G28 »{title}«, fordi Yusuf Demir ikke har en rolle i projektet mere."
    )


def test_a_role_ended_among_several_takes_nothing(cast: Cast, leaver: User) -> None:
    give_role(project=cast.slagelse, user=leaver, role=Role.HEALTH_CONSULTANT, by=cast.leader, at=cast.at)
    held = RoleHolding.objects.get(user=leaver, role=Role.IT_STAFF)
    end_role(holding=held, last_day=day_of(cast.at) - DAY, by=cast.leader, at=cast.at)
    assert has(cast, "G31") == {leaver}


def test_what_is_settled_keeps_the_name_of_who_had_it(cast: Cast, leaver: User) -> None:
    close_task(task=cast.task("G31"), answers={}, by=leaver, version=1, at=cast.at, early_reason="Prøve")
    ended(cast, leaver)
    assert has(cast, "G31") == {leaver}


def test_the_letter_and_the_page_before_it_list_what_is_taken_over(cast: Cast, leaver: User, client: Client) -> None:
    client.force_login(cast.leader)
    give(cast, [cast.it], "G32")
    before = client.get(reverse("hand_over", kwargs={"pk": cast.slagelse.pk, "person": leaver.pk})).content.decode()
    done = over(cast, leaver)
    address = reverse("hand_over_letter", kwargs={"pk": cast.slagelse.pk, "hand_over": done.pk})
    letter = client.get(address).content.decode().split("Det venter I på")[0]
    for page in (before, letter):
        assert all(f"/opgaver/{number}/" in page for number in ("G31", "G28", "G33"))
        # That one is given to somebody else, who keeps it.
        assert "/opgaver/G32/" not in page
