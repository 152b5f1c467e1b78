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
from agreements.models import Agreement
from agreements.moves import Step
from audit.clock import day_of
from audit.models import Event
from checklists.models import Move, Task, TaskUnit, Waiting
from checklists.moves import SETTLED
from files.models import Signature, SignatureReading
from files.services.signatures import read_version
from kontaktlaege.demo.cast import CAST, PASSWORD
from kontaktlaege.demo.seed import is_seeded, seed
from projects.models import Invitation, Project
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


def signed_in(email: str) -> Client:
    """The browser of one of the cast, by one click."""
    client = Client()
    assert client.post(SIGN_IN, {"email": email}).status_code == 302
    return client


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
    left_out = {move.task.number: move.cause for move in Move.objects.filter(task__project=demo, kind="not_relevant")}
    # By the answer to another task, and by hand.
    assert left_out.keys() == {"G22", "G62"}
    assert left_out["G22"] is not None
    assert left_out["G22"].task.number == "G29"
    assert left_out["G62"] is None
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


def test_what_a_role_settles_was_settled_when_it_was_given(demo: Project) -> None:
    for number in ("G02", "G03", "G05", "G09", "G10"):
        assert [move.kind for move in demo.tasks.get(number=number).moves.all()] == ["close"], number


def test_what_is_done_has_its_points_ticked_off(demo: Project) -> None:
    closed = Task.objects.filter(project=demo, state="done", managed_by="").select_related("item")
    with_points = [task for task in closed if task.item.sub_points]
    assert with_points
    assert [tick.position for tick in demo.tasks.get(number="G34").ticks.all()] == [1]
    assert {task.number for task in with_points if task.ticks.count() < len(task.item.sub_points)} == set()


def test_units_have_reported_and_their_tasks_follow(demo: Project) -> None:
    tasks = {task.number: task for task in Task.objects.filter(project=demo, item__per_unit=True, item__fills_role="")}
    settled = TaskUnit.objects.settled_of(tasks.values())
    so_far = {number: settled[task.pk][0] for number, task in tasks.items()}
    assert {settled[task.pk][1] for task in tasks.values()} == {12}
    done = {"G07": 12, "G29": 12, "G36": 12, "G65": 12}
    assert so_far == {**done, "G66": 7, "G91": 3, "G08": 0, "G55": 0, "G64": 0, "G92": 0}
    assert {(tasks[number].state, tasks[number].managed_by) for number in done} == {("done", "units")}
    assert {tasks[number].state for number in ("G66", "G91")} == {"in_progress"}
    assert tasks["G66"].unit_rows.filter(state="in_progress").count() == 2
    assert tasks["G65"].unit_rows.get(state="not_relevant").note == "Følger Hjemmeplejen Midts organisering."
    # It was given more time by hand, so it is not late.
    assert tasks["G66"].due_by_hand
    assert not tasks["G66"].is_late(on=TODAY)


def test_the_databehandleraftale_lies_with_the_jurist_and_two_questions_are_open(demo: Project) -> None:
    agreement = Agreement.objects.get(project=demo, kind="data_processing_agreement")
    assert (agreement.step, agreement.sent_to) == (Step.AT_LEGAL, "Henrik Østergaard")
    assert [version.label for version in agreement.versions.all()] == ["2.1", "2.0"]
    assert agreement.questions.filter(settled_at=None).count() == 2
    assert demo.tasks.get(number="G44").state not in SETTLED
    page = signed_in("jurist@slagelse.example").get("/").content.decode()
    assert "Læs version 2.1" in page
    assert "2 spørgsmål er åbne." in page
    assert page.count('class="kl-panel turn"') == 1


def test_the_tilslutningsaftale_carries_a_really_signed_pdf(demo: Project) -> None:
    agreement = Agreement.objects.get(project=demo, kind="connection_agreement")
    assert (agreement.is_in_force, agreement.case_number, agreement.step) == (True, "26/018733", Step.FILED)
    assert agreement.signed_file is not None
    reading = SignatureReading.objects.get(version=agreement.signed_file)
    read_version(reading.pk, at=reading.next_attempt_at)
    signature = Signature.objects.get(version=agreement.signed_file)
    assert (signature.signed_by, signature.intact, signature.covers_whole) == ("Lis Bang", True, True)
    assert signature.signed_at is not None
    assert day_of(signature.signed_at) == agreement.signed_on
    assert {demo.tasks.get(number=number).state for number in ("G43", "G45", "G47", "G49")} == {"done"}


def test_the_list_counts_the_units_and_a_tovholder_sees_the_own_that_are_open(demo: Project) -> None:
    client = signed_in("projektleder@slagelse.example")
    listed = client.get(reverse("task_list", kwargs={"pk": demo.pk})).content.decode()
    assert "7 af 12 enheder" in listed
    assert "3 af 12 enheder" in listed
    day = signed_in("tovholder@slagelse.example").get("/").content.decode()
    assert "Hjemmeplejen Nord: Beskriv rollerne" in day
    assert "Hjemmeplejen Midt: Beskriv rollerne" not in day
    assert "Hjemmeplejen Midt: Sæt en dato for opfølgning" in day


def test_some_documents_are_there_and_have_been_read_by_some(demo: Project) -> None:
    client = signed_in("it@slagelse.example")
    listed = client.get(reverse("document_list", kwargs={"pk": demo.pk})).content.decode()
    assert "8 af 11 dokumenter mangler." in listed
    technical = listed.split('id="technical_guide"')[1].split("</li>")[0]
    assert "MedComs udgave 2" in technical
    assert "1 af 2 har læst" in technical
    assert "Jeg har læst den" in technical
    assert "Egen fil, version 1" in listed.split('id="quick_card"')[1].split("</li>")[0]
    assert "Kommissorium for projektgruppen.pdf" in listed
    assert "Dokumenter at læse" in client.get("/").content.decode()


def test_vesthimmerland_has_told_what_was_done_before_and_lacks_some_proof(demo: Project) -> None:
    other = Project.objects.open().get(municipality__code="0820")
    answered = other.start_rounds.get()
    closed = {move.task.number: move.task for move in answered.moves.select_related("task")}
    assert len(closed) == 12
    assert {task.state for task in closed.values()} == {"done"}
    assert {task.done_on < other.start_on for task in closed.values() if task.done_on} == {True}
    assert workdays_between(other.start_on, day_of(answered.answered_at)) <= 2
    lacking = set(other.tasks.filter(proof_missing=True).values_list("number", flat=True))
    assert lacking == {"G03", "G29", "G47"}
    assert all(task.moves.filter(kind="proof").exists() for number, task in closed.items() if number not in lacking)
    client = signed_in("projektleder@vesthimmerland.example")
    asked = Invitation.objects.open(on=TODAY).filter(project=other).values_list("email", flat=True)
    assert set(asked) == {"bente.holm@vesthimmerland.example", "lise.kjaer@vesthimmerland.example"}
    assert "Er I begyndt før portalen?" not in client.get("/").content.decode()
    assert "3 opgaver mangler bevis" in client.get(reverse("project", kwargs={"pk": other.pk})).content.decode()


def test_aeroe_has_just_begun_and_is_offered_the_questions(demo: Project) -> None:
    client = Client()
    client.force_login(User.objects.get(email="projektleder@aeroe.example"))
    assert "Er I begyndt før portalen?" in client.get("/").content.decode()


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
