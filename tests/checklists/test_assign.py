"""Whose a task is: given to people, taken, left to its role; who may say so, and who then has it."""

from collections.abc import Callable, Collection
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from accounts.services.people import ensure_membership
from audit.models import Event
from checklists.models import Assignment, Task
from checklists.rules.manned import manned
from checklists.rules.owners import fingerprint, people_given
from checklists.rules.task_rights import may_work
from checklists.services.assignments import AssignedMeanwhile, MayNotWork, assign
from checklists.services.tasks import close_task, start_task
from projects.access import standing_of
from projects.models import RoleHolding
from projects.services.absence import register_absence
from projects.services.roles import give_role
from tests.cast import Cast, make_member
from tests.racing import race
from tests.whose import in_place_of, numbers_of, without_owner

DAY = timedelta(days=1)


def give(
    cast: Cast, people: Collection[User], *, by: User | None = None, number: str = "G31", **own: Any
) -> list[Task]:
    """Give a task of the it-medarbejder's role to these people."""
    tasks = [cast.task(number)]
    return assign(project=cast.slagelse, tasks=tasks, people=people, by=by or cast.leader, at=cast.at, **own)


def has(cast: Cast, number: str = "G31") -> set[User]:
    """Whom the task is given to."""
    return people_given([cast.task(number)])[cast.task(number).pk]


def mine(cast: Cast, user: User, days: int = 0) -> set[str]:
    """The numbers of the tasks the person is the one to do."""
    return numbers_of(user, cast.slagelse, on=cast.at.date() + days * DAY)


@pytest.fixture
def second(cast: Cast) -> User:
    """Another it-medarbejder."""
    who = {"email": "anden@slagelse.example", "name": "Yusuf Demir"}
    return make_member(cast.slagelse, Role.IT_STAFF, by=cast.leader, at=cast.at, **who)


def test_a_task_that_is_given_is_the_persons_and_no_longer_every_holders(cast: Cast, second: User) -> None:
    assert {"G31", "G32"} <= mine(cast, cast.it) & mine(cast, second)
    give(cast, [second])
    assert "G31" in mine(cast, second)
    assert "G31" not in mine(cast, cast.it)
    assert "G32" in mine(cast, cast.it)
    give(cast, [])
    assert "G31" in mine(cast, cast.it) & mine(cast, second)


def test_the_roles_other_holders_may_still_work_on_it(cast: Cast, second: User) -> None:
    give(cast, [second])
    assert start_task(task=cast.task(), by=cast.it, version=1, at=cast.at).state == "in_progress"


def test_somebody_with_another_role_may_work_on_what_is_given_to_him_and_on_nothing_else(
    cast: Cast, client: Client
) -> None:
    support = cast.people[Role.SUPPORT_STAFF]
    client.force_login(support)
    press = partial(client.post, reverse("task_start", kwargs={"pk": cast.slagelse.pk, "number": "G31"}))
    assert press({"task_version": "1"}).status_code == 403
    give(cast, [support])
    assert press({"task_version": "1"}).status_code == 302
    assert not may_work(standing_of(support, cast.slagelse, on=cast.at.date()), cast.task("G32"), on=cast.at.date())
    assert Event.objects.get(type="task.started").actor_name == "Supportmedarbejder Hansen"


def test_history_tells_of_it_without_a_word_of_anybodys(cast: Cast, second: User) -> None:
    give(cast, [second, cast.it])
    give(cast, [cast.it], by=cast.it)
    give(cast, [], by=cast.it)
    title = cast.task().title
    told = Event.objects.about("G31").order_by("pk")
    assert [event.sentence for event in told] == [
        f"Mette Kirkegaard gav G31 »{title}« til It-medarbejder Hansen og Yusuf Demir.",
        f"It-medarbejder Hansen tog G31 »{title}«.",
        f"It-medarbejder Hansen overlod G31 »{title}« til rollen it-medarbejder.",
    ]


def test_the_same_again_changes_nothing(cast: Cast, second: User) -> None:
    assert len(give(cast, [second])) == 1
    assert give(cast, [second]) == []
    assert Event.objects.filter(type="task.assigned").count() == 1


def test_several_at_once_in_one_act(cast: Cast, second: User) -> None:
    of_role = Task.objects.open().filter(project=cast.slagelse, role=Role.IT_STAFF)
    changed = assign(project=cast.slagelse, tasks=of_role, people=[second], by=cast.leader, at=cast.at)
    assert len(changed) == of_role.count() == 4
    assert Event.objects.filter(type="task.assigned").count() == len(changed)


def test_all_or_nothing(cast: Cast, second: User) -> None:
    # G28 belongs to another role, so a holder of one role may not give both.
    tasks = [cast.task("G31"), cast.task("G28")]
    with pytest.raises(PermissionDenied):
        assign(project=cast.slagelse, tasks=tasks, people=[second], by=cast.it, at=cast.at)
    assert not Assignment.objects.exists()


def test_what_is_settled_stays_as_it_is(cast: Cast, second: User) -> None:
    give(cast, [cast.it])
    close_task(task=cast.task(), answers={}, by=cast.it, version=1, at=cast.at, early_reason="Prøve")
    assert give(cast, [second]) == []
    assert has(cast) == {cast.it}


@pytest.mark.parametrize("who", ["observer", "neighbour", "programme_manager", "trifork"])
def test_only_to_somebody_who_works_there(cast: Cast, who: str) -> None:
    with pytest.raises(MayNotWork):
        give(cast, [cast.it, getattr(cast, who)])
    assert has(cast) == set()


@pytest.mark.parametrize("who", ["observer", "neighbour", "programme_manager", "trifork"])
def test_not_by_somebody_who_does_not(cast: Cast, who: str) -> None:
    with pytest.raises(PermissionDenied):
        give(cast, [cast.it], by=getattr(cast, who))


def test_a_holder_of_the_role_takes_and_gives_within_the_role(cast: Cast, second: User) -> None:
    give(cast, [cast.it], by=cast.it)
    give(cast, [second], by=cast.it)
    give(cast, [cast.it, second], by=second)
    assert has(cast) == {cast.it, second}
    with pytest.raises(PermissionDenied):
        give(cast, [cast.people[Role.SUPPORT_STAFF]], by=cast.it)
    give(cast, [cast.people[Role.SUPPORT_STAFF]])
    with pytest.raises(PermissionDenied):
        give(cast, [cast.it], by=cast.it)


def test_whoever_it_was_given_to_may_hand_it_back_and_no_more(cast: Cast, second: User) -> None:
    support = cast.people[Role.SUPPORT_STAFF]
    give(cast, [support, second])
    with pytest.raises(PermissionDenied):
        give(cast, [], by=support)
    with pytest.raises(PermissionDenied):
        give(cast, [support], by=support)
    give(cast, [second], by=support)
    with pytest.raises(PermissionDenied):
        give(cast, [support, second], by=support)
    assert has(cast) == {second}


def test_a_page_that_is_old_changes_nothing(cast: Cast, second: User) -> None:
    seen = fingerprint(people_given([cast.task()]))
    give(cast, [cast.it], by=cast.it)
    with pytest.raises(AssignedMeanwhile):
        give(cast, [second], seen=seen)
    assert has(cast) == {cast.it}
    give(cast, [second], seen=fingerprint(people_given([cast.task()])))
    assert has(cast) == {second}


def test_two_at_once_leave_the_task_with_one_of_the_two(live_cast: Cast) -> None:
    people = [live_cast.it, live_cast.leader] * 3
    results = race(*(partial(give, live_cast, [person], by=live_cast.leader) for person in people))
    assert all(isinstance(result, list) for result in results), results
    assert len(has(live_cast)) == 1


def test_of_two_who_take_it_from_the_same_page_one_gets_it(live_cast: Cast) -> None:
    seen = fingerprint(people_given([live_cast.task()]))
    people = [live_cast.it, live_cast.leader] * 3
    results = race(*(partial(give, live_cast, [person], by=person, seen=seen) for person in people))
    assert sum(isinstance(result, list) for result in results) == 1
    assert sum(isinstance(result, AssignedMeanwhile) for result in results) == 5


# ---- whoever is away, or no longer there ----


def away(cast: Cast, user: User, deputy: User | None) -> None:
    """Away today, with a deputy."""
    day = cast.at.date()
    about: dict[str, Any] = {"from_on": day, "to_on": day, "anyway": True, "by": cast.leader, "at": cast.at}
    register_absence(project=cast.slagelse, user=user, deputy=deputy, **about)


def test_a_deputy_has_what_is_given_to_the_absent_one(cast: Cast, second: User, client: Client) -> None:
    consultant, support = cast.people[Role.HEALTH_CONSULTANT], cast.people[Role.SUPPORT_STAFF]
    give(cast, [consultant])
    away(cast, consultant, support)
    assert "G31" in mine(cast, support)
    assert "G31" not in mine(cast, support, 1)
    assert "G31" not in mine(cast, second)
    assert in_place_of(support, cast.task(), on=cast.at.date()) == [consultant.name]
    assert manned(cast.slagelse, on=cast.at.date()).names(cast.task()) == (f"{support.name} for {consultant.name}",)
    start_task(task=cast.task(), by=support, version=1, at=cast.at)
    assert Event.objects.get(type="task.started").actor_name == f"{support.name} for {consultant.name}"
    client.force_login(support)
    assert f"{support.name} for {consultant.name}" in client.get(reverse("my_tasks")).content.decode()


def test_ones_own_is_done_in_ones_own_name_also_as_somebodys_deputy(cast: Cast) -> None:
    support = cast.people[Role.SUPPORT_STAFF]
    away(cast, cast.it, support)
    give(cast, [support])
    start_task(task=cast.task(), by=support, version=1, at=cast.at)
    assert Event.objects.get(type="task.started").actor_name == support.name
    assert in_place_of(support, cast.task(), on=cast.at.date()) == []


def leave_work(cast: Cast, user: User) -> None:
    """The person stops working in the municipality."""
    user.memberships.update(from_on=cast.at.date() - 9 * DAY, to_on=cast.at.date() - DAY)


def end_roles(cast: Cast, user: User) -> None:
    """The person's roles ended yesterday."""
    cast.slagelse.holdings.filter(user=user).update(from_on=cast.at.date() - 9 * DAY, to_on=cast.at.date() - DAY)


def only_look(cast: Cast, user: User) -> None:
    """The person is an observer from now on."""
    cast.slagelse.holdings.filter(user=user).update(role=Role.OBSERVER)


@pytest.mark.parametrize("gone", [leave_work, end_roles, only_look])
def test_whoever_no_longer_works_there_has_nothing(
    cast: Cast, second: User, gone: Callable[[Cast, User], None]
) -> None:
    give(cast, [second])
    gone(cast, second)
    assert "G31" not in mine(cast, second)
    assert "G31" in mine(cast, cast.it)
    assert manned(cast.slagelse, on=cast.at.date()).names(cast.task()) == ()
    assert not may_work(standing_of(second, cast.slagelse, on=cast.at.date()), cast.task(), on=cast.at.date())


def test_without_owner(cast: Cast, second: User) -> None:
    day = cast.at.date()
    assert not without_owner(cast.slagelse, on=day)
    RoleHolding.objects.filter(project=cast.slagelse, role=Role.IT_STAFF).delete()
    without = without_owner(cast.slagelse, on=day)
    assert "G31" in without
    assert "G28" not in without
    give(cast, [cast.people[Role.SUPPORT_STAFF]])
    left = without_owner(cast.slagelse, on=day)
    assert left == without - {"G31"}


def test_lists_and_rights_agree_for_everybody_on_every_day(cast: Cast, second: User) -> None:
    """What belongs to a person the person may work on; and every task belongs to somebody or has no owner."""
    support, consultant = cast.people[Role.SUPPORT_STAFF], cast.people[Role.HEALTH_CONSULTANT]
    give(cast, [support, second])
    give(cast, [consultant], number="G32")
    give(cast, [cast.people[Role.LEGAL_OFFICER]], number="G33")
    give_role(project=cast.slagelse, user=cast.it, role=Role.SUPPORT_STAFF, by=cast.leader, at=cast.at)
    away(cast, support, cast.it)
    away(cast, consultant, support)
    leave_work(cast, cast.people[Role.LEGAL_OFFICER])
    open_tasks = list(Task.objects.open().filter(project=cast.slagelse))
    settled = {task.number for task in Task.objects.settled().filter(project=cast.slagelse)}
    people = [*cast.people.values(), second, cast.neighbour, cast.programme_manager, cast.trifork]
    for days in (-1, 0, 1):
        day = cast.at.date() + days * DAY
        had: set[str] = set()
        for user in people:
            standing = standing_of(user, cast.slagelse, on=day)
            own = mine(cast, user, days)
            assert own <= {task.number for task in open_tasks} | settled
            assert all(may_work(standing, task, on=day) for task in open_tasks if task.number in own)
            had |= own
        without = without_owner(cast.slagelse, on=day)
        assert without == {task.number for task in open_tasks} - had


def test_not_in_the_neighbours_project(cast: Cast) -> None:
    ensure_membership(user=cast.it, municipality=cast.vesthimmerland.municipality, by=None, at=cast.at)
    task = cast.task(project=cast.vesthimmerland)
    with pytest.raises(MayNotWork):
        assign(project=cast.vesthimmerland, tasks=[task], people=[cast.it], by=cast.neighbour, at=cast.at)
    # A task of another project is none of this one's.
    assert assign(project=cast.slagelse, tasks=[task], people=[cast.it], by=cast.leader, at=cast.at) == []
