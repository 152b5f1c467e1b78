"""The demo: a project in mid-course with a long history, and one-click sign-in that exists nowhere else."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker, Settings

from accounts.models import User
from audit.clock import day_of
from audit.models import Event
from checklists.models import Task, Waiting
from checklists.moves import SETTLED
from kontaktlaege.demo.cast import CAST, PASSWORD
from kontaktlaege.demo.seed import is_seeded, seed
from projects.models import Project
from projects.workdays import workdays_between
from tests.cast import Cast, find_cast
from tests.kontaktlaege import demo_urls
from tests.snapshot import Snapshot

TODAY = date(2026, 11, 25)
SIGN_IN = "/demo/log-ind/"


@pytest.fixture(scope="module")
def seeded(django_db_setup: Snapshot, django_db_blocker: DjangoDbBlocker) -> Snapshot:
    """The demo's data beside the tests' own projects, which are closed first. Written once, then rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = find_cast()
        Project.objects.update(closed_at=cast.at, closed_by=cast.leader)
        seed(today=TODAY)
        snapshot = Snapshot()
        transaction.set_rollback(True)
    return snapshot


@pytest.fixture
def demo(cast: Cast, seeded: Snapshot, settings: Settings) -> Project:
    """The portal as a demo with its data. Gives Slagelse's project."""
    seeded.bring_back()
    settings.DEMO, settings.ROOT_URLCONF = True, demo_urls.__name__
    return Project.objects.open().get(municipality__code="0330")


def test_slagelse_is_in_mid_course_with_a_long_history(demo: Project) -> None:
    states = list(Task.objects.filter(project=demo).values_list("state", flat=True))
    assert len(states) == 92
    assert 40 < states.count("done") < 70
    assert states.count("in_progress") >= 5
    # Left out by hand, and by the answers to other tasks.
    assert states.count("not_relevant") >= 3
    assert Task.objects.filter(project=demo).overdue(on=TODAY).count() >= 4
    moments = [day_of(at) for at in Event.objects.of_project(demo.pk).values_list("occurred_at", flat=True)]
    assert workdays_between(min(moments), max(moments)) >= 60
    assert max(moments) < TODAY


def test_tasks_wait_for_others_and_have_done_so_before(demo: Project) -> None:
    waiting = Waiting.objects.filter(task__project=demo)
    going_on = {found.task.number: found.party for found in waiting.open().select_related("task")}
    assert {"G34": "it", "G44": "jurist", "G69": "trifork", "G40": "gp"}.items() <= going_on.items()
    assert waiting.exclude(ended_at=None).get().party == "trifork"
    assert Task.objects.filter(project=demo, waitings__in=waiting.open()).settled().count() == 0


def was_settled(task: Task) -> bool:
    """Closed once, and open again since: what needed it had begun by then."""
    return task.moves.filter(kind="reopen").exists()


def test_the_order_holds_and_there_are_a_neighbour_and_one_just_started(demo: Project) -> None:
    tasks = Task.objects.filter(project=demo, state="done").prefetch_related("needs__needs")
    early = [
        task.number
        for task in tasks
        for need in task.needs.all()
        if need.source == "guide" and need.needs.state not in SETTLED and not was_settled(need.needs)
    ]
    assert early == []
    codes = set(Project.objects.open().values_list("municipality__code", flat=True))
    assert codes == {"0330", "0820", "0492"}


def test_everybody_can_sign_in_with_one_click_and_with_the_password(demo: Project) -> None:
    for player in CAST:
        client = Client()
        assert client.post(SIGN_IN, {"email": player.email}).status_code == 302
        # Signed in, that is: the sign-in page would answer with 200 as well.
        assert f"</span>{player.name}</a>" in client.get("/", follow=True).content.decode()
    assert {user.password for user in User.objects.filter(email__in=[player.email for player in CAST])} == {
        User.objects.get(email=CAST[0].email).password
    }
    assert User.objects.get(email=CAST[0].email).check_password(PASSWORD)


def test_one_click_is_for_the_cast_only(demo: Project, cast: Cast, client: Client) -> None:
    assert client.post(SIGN_IN, {"email": cast.leader.email}).status_code == 404
    assert client.get(SIGN_IN).status_code == 405


def test_one_who_has_left_or_changed_address_is_told_at_one_click(demo: Project, client: Client) -> None:
    yusuf, lone = (User.objects.get(email=email) for email in ("it@slagelse.example", "tovholder@slagelse.example"))
    yusuf.memberships.update(to_on=date(2026, 1, 1), from_on=date(2025, 1, 1))
    User.objects.filter(pk=lone.pk).update(email="lone.dahl@slagelse.example")
    for email, words in (
        ("it@slagelse.example", "Personens adgang er afsluttet i demoen."),
        ("tovholder@slagelse.example", "Personen har skiftet e-mail i demoen"),
    ):
        page = client.post(SIGN_IN, {"email": email}, follow=True).content.decode()
        assert f"Der kan ikke længere logges ind som {email}." in page
        assert words in page
        assert 'id="sign-in"' in page


def test_one_click_stays_in_the_house(demo: Project, client: Client) -> None:
    data = {"email": "it@slagelse.example", "next": "https://evil.example/"}
    assert client.post(SIGN_IN, data)["Location"] == "/"
    target = reverse("task", kwargs={"pk": demo.pk, "number": "G34"})
    assert client.post(SIGN_IN, {**data, "next": target})["Location"] == target


def test_the_data_are_written_once(demo: Project) -> None:
    assert is_seeded()
    out = StringIO()
    call_command("demo", stdout=out)
    assert "er der allerede" in out.getvalue()


def test_outside_the_demo_the_command_refuses(db: None) -> None:
    with pytest.raises(CommandError, match="DEMO=1"):
        call_command("demo")
