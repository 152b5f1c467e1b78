"""Starting a project: everything at once, once only."""

from datetime import timedelta
from functools import partial
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import Municipality, User
from accounts.services.people import ensure_membership, ensure_person
from audit.models import Event
from checklists.models import Need, Task
from checklists.services.start_project import start_project
from projects.calendar import calendar_of
from projects.models import Project
from projects.services.projects import ProjectAlreadyOpen
from projects.workdays import add_workdays
from tests.cast import Cast
from tests.racing import race

ADDRESS = "/projekter/start/"


def form_for(code: str = "0360", **own: str) -> dict[str, str]:
    """What the programleder types for Lolland."""
    return {
        "municipality": str(Municipality.objects.get(code=code).pk),
        "manager_name": "Ida Lolk",
        "manager_email": "ida@lolland.example",
        "go_live_on": "",
        "once": str(uuid4()),
        **own,
    }


@pytest.fixture
def programme_client(cast: Cast, client: Client) -> Client:
    """The programleder's browser."""
    client.force_login(cast.programme_manager)
    return client


def test_it_works(cast: Cast, programme_client: Client) -> None:
    answer = programme_client.post(ADDRESS, form_for())
    project = Project.objects.get(municipality__code="0360")
    assert answer["Location"] == reverse("task_list", kwargs={"pk": project.pk})
    assert project.tasks.count() == 92
    assert list(Event.objects.of_project(project.pk).order_by("pk").values_list("type", flat=True)) == [
        "project.started",
        "role.given",
        "tasks.created",
        # The projektleder is there, so G02 is done.
        "task.settled",
    ]
    ida = User.objects.get(email="ida@lolland.example")
    assert Project.objects.visible_to(ida, on=project.start_on).get() == project


def test_tasks_carry_roles_needs_and_our_dates(cast: Cast) -> None:
    tasks = {task.number: task for task in Task.objects.filter(project=cast.slagelse)}
    assert tasks["G31"].role == "it_staff"
    assert tasks["G31"].due_on == add_workdays(cast.slagelse.start_on, 31, calendar_of(cast.slagelse.municipality))
    needs = set(Need.objects.filter(task=tasks["G32"]).values_list("needs__number", "source"))
    assert needs == {("G26", "guide"), ("G31", "ours")}


def test_without_go_live_its_dates_are_empty(cast: Cast, programme_client: Client) -> None:
    programme_client.post(ADDRESS, form_for())
    project = Project.objects.get(municipality__code="0360")
    due = dict(project.tasks.values_list("number", "due_on"))
    assert due["G02"] == project.start_on
    assert due["G77"] is None
    page = programme_client.get(reverse("task", kwargs={"pk": project.pk, "number": "G77"})).content.decode()
    assert "når go-live og hypercare er sat" in page


def test_a_double_click_makes_one(cast: Cast, programme_client: Client) -> None:
    form = form_for()
    first, second = programme_client.post(ADDRESS, form), programme_client.post(ADDRESS, form)
    assert first["Location"] == second["Location"]
    assert Project.objects.filter(municipality__code="0360").count() == 1


def test_a_second_open_one_is_refused_with_a_link_and_keeps_what_was_typed(
    cast: Cast, programme_client: Client
) -> None:
    answer = programme_client.post(ADDRESS, form_for("0330"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "allerede et åbent projekt" in page
    assert reverse("task_list", kwargs={"pk": cast.slagelse.pk}) in page
    assert "ida@lolland.example" in page
    assert not User.objects.filter(email="ida@lolland.example").exists()


def test_a_go_live_in_the_past_is_refused(cast: Cast, programme_client: Client) -> None:
    yesterday = cast.at.date() - timedelta(days=1)
    answer = programme_client.post(ADDRESS, form_for(go_live_on=f"{yesterday:%d.%m.%Y}"))
    assert "Datoen er passeret" in answer.content.decode()
    assert not Project.objects.filter(municipality__code="0360").exists()


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("municipality", "", "Vælg en kommune."),
        ("municipality", "9999999", "findes ikke længere"),
        ("manager_name", "", "Skriv projektlederens navn."),
        ("manager_email", "ida", "Skriv en hel e-mailadresse"),
        ("go_live_on", "31.02.2027", "Den dag findes ikke"),
        ("once", "x", ""),
    ],
)
def test_wrong_answers_are_said_in_danish(
    cast: Cast, programme_client: Client, field: str, typed: str, said: str
) -> None:
    answer = programme_client.post(ADDRESS, form_for(**{field: typed}))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Project.objects.count() == 2


def test_a_leader_starts_anew_after_closing(cast: Cast, client: Client) -> None:
    cast.slagelse.closed_at, cast.slagelse.closed_by = cast.at, cast.leader
    cast.slagelse.save()
    client.force_login(cast.leader)
    answer = client.post(ADDRESS, form_for("0330", manager_email=cast.it.email, manager_name=cast.it.name))
    assert answer.status_code == 302
    assert Project.objects.open().filter(municipality__code="0330").exists()


def starting(cast: Cast, once: UUID) -> Project:
    """The programleder starts Lolland's project."""
    return start_project(
        municipality=Municipality.objects.get(code="0360"),
        manager_email="ida@lolland.example",
        manager_name="Ida Lolk",
        go_live_on=None,
        by=cast.programme_manager,
        at=cast.at,
        once=once,
    )


def know_ida(cast: Cast) -> None:
    """Ida works in Lolland already, so nothing but the lock keeps two apart."""
    ida = ensure_person(email="ida@lolland.example", name="Ida Lolk")
    lolland = Municipality.objects.get(code="0360")
    ensure_membership(user=ida, municipality=lolland, by=cast.programme_manager, at=cast.at)


@pytest.mark.parametrize("ida_is_known", [True, False], ids=["known leader", "new leader"])
def test_two_at_once_make_one_project(live_cast: Cast, ida_is_known: bool) -> None:
    if ida_is_known:
        know_ida(live_cast)
    results = race(*(partial(starting, live_cast, uuid4()) for _ in range(3)))
    assert sum(isinstance(result, Project) for result in results) == 1
    assert sum(isinstance(result, ProjectAlreadyOpen) for result in results) == 2
    assert Task.objects.filter(project__municipality__code="0360").count() == 92


@pytest.mark.parametrize("ida_is_known", [True, False], ids=["known leader", "new leader"])
def test_a_double_click_at_once_gives_both_the_same(live_cast: Cast, ida_is_known: bool) -> None:
    if ida_is_known:
        know_ida(live_cast)
    once = uuid4()
    first, second = race(partial(starting, live_cast, once), partial(starting, live_cast, once))
    assert isinstance(first, Project)
    assert first == second


def test_a_known_address_needs_its_own_name(cast: Cast, programme_client: Client) -> None:
    answer = programme_client.post(ADDRESS, form_for(manager_email=cast.it.email, manager_name="Anna Test"))
    assert answer.status_code == 422
    assert "Adressen er i portalen med et andet navn." in answer.content.decode()
    assert cast.it.memberships.count() == 1
    assert (
        programme_client.post(ADDRESS, form_for(manager_email=cast.it.email, manager_name=cast.it.name)).status_code
        == 302
    )


def test_national_people_lead_no_project(cast: Cast, programme_client: Client) -> None:
    who = cast.programme_manager
    answer = programme_client.post(ADDRESS, form_for(manager_email=who.email, manager_name=who.name))
    assert "national rolle" in answer.content.decode()
    assert not who.memberships.exists()


@pytest.mark.parametrize(
    "changed",
    [{"manager_email": "ghost@andet.example", "manager_name": "Ghost"}, {"code": "0563"}],
    ids=["leader", "place"],
)
def test_a_form_sent_again_with_other_answers_changes_nothing_and_says_so(
    cast: Cast, programme_client: Client, changed: dict[str, str]
) -> None:
    once = str(uuid4())
    programme_client.post(ADDRESS, form_for(once=once))
    people, projects = User.objects.count(), Project.objects.count()
    answer = programme_client.post(ADDRESS, form_for(**{"code": "0360", **changed, "once": once}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "sendt før med andre svar" in page
    assert once not in page
    assert (User.objects.count(), Project.objects.count()) == (people, projects)
    # Nobody got access to a municipality on the way.
    assert not Municipality.objects.get(code="0563").memberships.exists()


def test_one_letter_however_often_the_form_is_sent(
    cast: Cast, programme_client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    form = form_for()
    with django_capture_on_commit_callbacks() as first:
        programme_client.post(ADDRESS, form)
    with django_capture_on_commit_callbacks() as second:
        programme_client.post(ADDRESS, form)
    assert (len(first), len(second)) == (1, 0)


def test_a_go_live_too_near_is_asked_about_once(cast: Cast, programme_client: Client) -> None:
    soon = f"{add_workdays(cast.at.date(), 5):%d.%m.%Y}"
    answer = programme_client.post(ADDRESS, form_for(go_live_on=soon))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "allerede ved starten" in page
    assert 'type="checkbox" name="anyway"' in page
    assert programme_client.post(ADDRESS, form_for(go_live_on=soon, anyway="on")).status_code == 302


def test_the_same_form_for_two_places_at_once(live_cast: Cast) -> None:
    know_ida(live_cast)
    once = uuid4()

    def start(code: str) -> Project:
        return start_project(
            municipality=Municipality.objects.get(code=code),
            manager_email="ida@lolland.example",
            manager_name="Ida Lolk",
            go_live_on=None,
            by=live_cast.programme_manager,
            at=live_cast.at,
            once=once,
        )

    results = race(partial(start, "0360"), partial(start, "0563"))
    assert sorted(type(result).__name__ for result in results) == ["FormAlreadySent", "Project"]
