"""The deputy has the absent one's roles on those days, and no longer, and not beyond."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts.models import Absence, User
from accounts.roles import Act, Role
from audit.models import Event
from checklists.models import Task
from checklists.services.tasks import start_task
from projects.access import standing_of
from projects.models import Project, RoleHolding
from projects.services.absence import register_absence
from tests.cast import Cast
from tests.whose import numbers_of

IT = Role.IT_STAFF


@pytest.fixture
def deputy(cast: Cast) -> User:
    """A supportmedarbejder who stands in for the it-medarbejder from today to in two days."""
    support = cast.people[Role.SUPPORT_STAFF]
    stand_in(cast, cast.it, support, 0, 2)
    return support


def stand_in(cast: Cast, user: User, deputy: User, first: int, last: int) -> Absence:
    """An absence with a deputy, the days counted from today."""
    return register_absence(
        project=cast.slagelse,
        user=user,
        from_on=cast.at.date() + timedelta(days=first),
        to_on=cast.at.date() + timedelta(days=last),
        deputy=deputy,
        anyway=True,
        by=cast.leader,
        at=cast.at,
    )


def start_g31(cast: Cast, by: User, days: int = 0) -> Task:
    """Begin on the it-medarbejder's task."""
    task = cast.task("G31")
    return start_task(task=task, by=by, version=task.version, at=cast.at + timedelta(days=days))


def test_does_it_and_history_says_for_whom(cast: Cast, deputy: User, client: Client) -> None:
    client.force_login(deputy)
    address = reverse("task", kwargs={"pk": cast.slagelse.pk, "number": "G31"})
    page = client.get(address).content.decode()
    assert "Supportmedarbejder Hansen for It-medarbejder Hansen" in page
    version = str(cast.task("G31").version)
    assert client.post(f"{address}start/", {"task_version": version}).status_code == 302
    event = Event.objects.filter(type="task.started").get()
    assert event.sentence.startswith("Supportmedarbejder Hansen for It-medarbejder Hansen startede")
    assert event.actor_id == deputy.pk
    mine = client.get(reverse("my_tasks")).content.decode()
    assert "It-medarbejder: Supportmedarbejder Hansen for It-medarbejder Hansen" in mine


def test_ones_own_work_is_in_ones_own_name(cast: Cast, deputy: User) -> None:
    # The absent one who works anyway, and the projektleder, need nobody's right.
    stand_in(cast, cast.people[Role.TECHNICAL_OWNER], cast.leader, 0, 0)
    start_g31(cast, cast.it)
    task = cast.task("G28")
    start_task(task=task, by=cast.leader, version=task.version, at=cast.at)
    names = set(Event.objects.filter(type="task.started").values_list("actor_name", flat=True))
    assert names == {"It-medarbejder Hansen", "Mette Kirkegaard"}


def test_a_deputy_of_the_projektleder_leads(cast: Cast) -> None:
    support = cast.people[Role.SUPPORT_STAFF]
    stand_in(cast, cast.leader, support, 0, 0)
    standing = standing_of(support, cast.slagelse, on=cast.at.date())
    assert standing.may(Act.WORK_ALL_TASKS)
    # The work, but not the people: a deputy could make the role his or her own for good.
    assert not standing.may(Act.MANAGE_PEOPLE)
    start_g31(cast, support)
    assert Event.objects.get(type="task.started").actor_name == "Supportmedarbejder Hansen for Mette Kirkegaard"


@pytest.mark.parametrize("days", [-1, 3])
def test_not_before_and_not_after(cast: Cast, deputy: User, days: int) -> None:
    with pytest.raises(PermissionDenied):
        start_g31(cast, deputy, days)


def test_not_when_withdrawn(cast: Cast, deputy: User) -> None:
    Absence.objects.update(withdrawn_at=cast.at, withdrawn_by=cast.it)
    with pytest.raises(PermissionDenied):
        start_g31(cast, deputy)


def leave(user: User, day: date) -> None:
    """The person stops working in the municipality."""
    user.memberships.update(from_on=day - timedelta(days=9), to_on=day - timedelta(days=1))


@pytest.mark.parametrize("who", [lambda cast: cast.it, lambda cast: cast.people[Role.SUPPORT_STAFF]])
def test_not_when_one_of_them_has_left(cast: Cast, deputy: User, who: Callable[[Cast], User]) -> None:
    leave(who(cast), cast.at.date())
    with pytest.raises(PermissionDenied):
        start_g31(cast, deputy)


def test_not_beyond_the_absent_ones_own_roles(cast: Cast, deputy: User) -> None:
    # It is away and has support; support is away and has the konsulent: the konsulent has support's roles, not it's.
    consultant = cast.people[Role.HEALTH_CONSULTANT]
    stand_in(cast, deputy, consultant, 0, 2)
    assert standing_of(consultant, cast.slagelse, on=cast.at.date()).roles == {
        Role.HEALTH_CONSULTANT,
        Role.SUPPORT_STAFF,
    }


def test_not_in_the_neighbours_project(cast: Cast, deputy: User) -> None:
    RoleHolding.objects.create(project=cast.vesthimmerland, user=cast.it, role=IT, from_on=cast.at.date())
    cast.it.memberships.create(municipality=cast.vesthimmerland.municipality, from_on=cast.at.date())
    assert not standing_of(deputy, cast.vesthimmerland, on=cast.at.date()).roles
    assert list(Project.objects.visible_to(deputy, on=cast.at.date())) == [cast.slagelse]


def test_lists_and_pages_agree_on_every_day(cast: Cast, deputy: User) -> None:
    consultant = cast.people[Role.HEALTH_CONSULTANT]
    stand_in(cast, cast.leader, consultant, 1, 5)
    stand_in(cast, deputy, cast.it, 3, 4)
    leave(cast.people[Role.LEGAL_OFFICER], cast.at.date())
    tasks = list(Task.objects.filter(project=cast.slagelse))
    for days in range(-2, 8):
        day = cast.at.date() + timedelta(days=days)
        for user in (*cast.people.values(), cast.neighbour, cast.programme_manager, cast.trifork):
            standing = standing_of(user, cast.slagelse, on=day)
            listed = numbers_of(user, cast.slagelse, on=day)
            assert listed == {task.number for task in tasks if task.role in standing.roles}, (user, day)
            sees = Project.objects.visible_to(user, on=day).filter(pk=cast.slagelse.pk).exists()
            assert sees == standing.may(Act.SEE_PROJECT), (user, day)


def test_a_deputy_without_a_role_left_still_sees_the_project(cast: Cast, deputy: User, client: Client) -> None:
    RoleHolding.objects.filter(user=deputy).update(
        from_on=cast.at.date() - timedelta(days=2), to_on=cast.at.date() - timedelta(days=1)
    )
    client.force_login(deputy)
    assert client.get(reverse("task_list", kwargs={"pk": cast.slagelse.pk})).status_code == 200


def test_without_a_deputy_the_holder_is_named_alone(cast: Cast, client: Client) -> None:
    register_absence(
        project=cast.slagelse,
        user=cast.it,
        from_on=cast.at.date(),
        to_on=cast.at.date(),
        deputy=None,
        anyway=False,
        by=cast.it,
        at=cast.at,
    )
    client.force_login(cast.observer)
    page = client.get(reverse("task", kwargs={"pk": cast.slagelse.pk, "number": "G31"})).content.decode()
    assert "It-medarbejder Hansen" in page
    assert " for It-medarbejder Hansen" not in page
