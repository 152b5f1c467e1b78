"""The page of a project: late, stuck, gates with what is missing, next dates, holes, news. Each number has its rows."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from audit import clock
from checklists.models import Task
from checklists.moves import State
from checklists.project.overview import ProjectOverview
from checklists.services.tasks import close_task, start_task
from projects.access import standing_or_404
from projects.models import RoleHolding, Wave
from projects.services.dates import Dates, set_dates
from tests.answers import EARLY_REASON
from tests.cast import Cast

DAY = timedelta(days=1)
# The name of a phase begins with its own number, and leads to all of its tasks.
PHASE = re.compile(r".*\?fase=\w+")


def overview(cast: Cast, days: int = 0) -> ProjectOverview:
    """As the projektleder sees it, some days from now."""
    on = cast.at.date() + timedelta(days=days)
    standing = standing_or_404(cast.leader, cast.slagelse.pk, on=on)
    return ProjectOverview(standing, on)


def close(cast: Cast, number: str, **answers: object) -> None:
    """Close a task."""
    task = cast.task(number)
    close_task(task=task, answers=answers, early_reason=EARLY_REASON, by=cast.leader, version=task.version, at=cast.at)


@pytest.fixture
def new_project(cast: Cast, client: Client) -> str:
    """The page of a new project. Not called `page`: that is the browser's."""
    client.force_login(cast.leader)
    return client.get(reverse("project", kwargs={"pk": cast.slagelse.pk})).content.decode()


def test_it_works(new_project: str) -> None:
    assert "Det, der hænger, og hos hvem" in new_project
    assert "Intet er forsinket, og ingen venter på andre." in new_project
    assert "I har ikke valgt, hvilke medarbejdergrupper der skal have appen." in new_project


def test_the_gates_say_what_is_missing_until_it_is_there(cast: Cast) -> None:
    view = overview(cast)
    assert [gate.gate.key for gate in view.gates] == ["P1", "P2", "P3", "P4", "P5"]
    assert view.next_gate is not None
    assert view.next_gate.gate.key == "P1"
    for item in view.next_gate.missing:
        close(cast, item.number)
    after = overview(cast)
    assert after.gates[0].is_met
    assert after.next_gate is not None
    assert after.next_gate.gate.key == "P2"


def test_late_and_stuck_are_counted_as_the_list_counts_them(cast: Cast) -> None:
    view = overview(cast, days=60)
    late = Task.objects.filter(project=cast.slagelse).overdue(on=view.on)
    assert {row.task.number for row in view.late} == set(late.values_list("number", flat=True))
    assert view.stuck[: len(view.late)] == view.late
    dues = [row.task.due_on for row in view.late]
    assert dues == sorted(dues, key=str)


def test_ready_is_what_the_queryset_calls_ready(cast: Cast) -> None:
    view = overview(cast)
    assert view.ready == Task.objects.filter(project=cast.slagelse).ready(view.plan.gates).count()


def test_hypercare_must_have_ended_before_p4_counts_it(cast: Cast) -> None:
    close(cast, "G88")
    Wave.objects.filter(project=cast.slagelse).update(
        hypercare_from_on=cast.at.date(), hypercare_to_on=cast.at.date() + timedelta(days=10)
    )
    missing = {days: [item.number for item in overview(cast, days).gates[3].missing] for days in (10, 11)}
    assert "G88" in missing[10]
    assert "G88" not in missing[11]


def test_what_the_portal_cannot_see_is_not_called_met(cast: Cast, client: Client) -> None:
    Task.objects.filter(project=cast.slagelse).update(state=State.DONE, done_on=cast.at.date())
    Wave.objects.filter(project=cast.slagelse).update(
        go_live_on=cast.at.date() - timedelta(days=30),
        hypercare_from_on=cast.at.date() - timedelta(days=30),
        hypercare_to_on=cast.at.date() - timedelta(days=1),
    )
    view = overview(cast)
    assert [gate.is_met for gate in view.gates] == [True, True, True, False, False]
    assert [gate.missing for gate in view.gates] == [[]] * 5
    assert view.next_gate
    assert view.next_gate.gate.key == "P4"
    client.force_login(cast.leader)
    page = client.get(reverse("project", kwargs={"pk": cast.slagelse.pk})).content.decode()
    assert "2 krav kan portalen ikke se endnu" in page
    assert "G80 tæller først, når der ikke er åbne alvorlige fejl. Det kan portalen ikke se endnu." in page
    assert "Portalen kan ikke se endnu, hvordan det står til med de faste opgaver, når projektet er slut." in page


def test_what_happened_too_early_stands_on_top(cast: Cast, client: Client) -> None:
    close(cast, "G41")
    Wave.objects.filter(project=cast.slagelse).update(go_live_on=cast.at.date())
    found = [(number, mends) for number, _, mends in overview(cast).too_early]
    assert found == [("G41", "G50"), ("", "G50")]
    client.force_login(cast.leader)
    page = client.get(reverse("project", kwargs={"pk": cast.slagelse.pk})).content.decode()
    assert "G41 er gjort for tidligt" in page
    assert "Go-live er kommet for tidligt" in page
    close(cast, "G50")
    assert overview(cast).too_early == []


def test_news_of_the_week(cast: Cast) -> None:
    start_task(task=cast.task("G31"), by=cast.it, version=1, at=cast.at)
    close(cast, "G28")
    words = {news.words: (news.count, news.numbers) for news in overview(cast).news}
    assert words["gik i gang"] == (1, ["G31"])
    assert "G28" in words["færdige"][1] or words["færdige"][0] > 3
    assert all(news.state == "late" for news in overview(cast, days=30).news)


def test_moving_go_live_is_no_news_of_what_it_settles(cast: Cast) -> None:
    """G87 is opened and closed again in one moment; it was done long ago."""
    at = cast.at + timedelta(days=30)
    live = cast.slagelse.waves.get().go_live_on
    assert live
    new = Dates(live + timedelta(days=14))
    set_dates(project=cast.slagelse, new=new, reason="Prøve.", by=cast.leader, at=at)
    assert cast.task("G87").moves.filter(moved_at=at).count() == 2
    assert {number for news in overview(cast, days=30).news for number in news.numbers} & {"G87"} == set()


def test_a_role_that_nobody_holds_leaves_tasks_without_an_owner(cast: Cast) -> None:
    assert overview(cast).without_owner == 0
    RoleHolding.objects.filter(project=cast.slagelse, role=Role.IT_STAFF).delete()
    its = Task.objects.open().filter(project=cast.slagelse, role=Role.IT_STAFF)
    assert overview(cast).without_owner == its.count() > 0


def test_every_number_leads_to_as_many_rows(cast: Cast, client: Client) -> None:
    for number in ("G28", "G29", "G31"):
        close(cast, number)
    start_task(task=cast.task("G32"), by=cast.it, version=1, at=cast.at)
    Task.objects.filter(project=cast.slagelse, number__in=["G32", "G33", "G43"]).update(due_on=clock.today() - DAY)
    RoleHolding.objects.filter(project=cast.slagelse, role=Role.LEGAL_OFFICER).delete()
    client.force_login(cast.leader)
    page = client.get(reverse("project", kwargs={"pk": cast.slagelse.pk})).content.decode()
    links = re.findall(rf'href="({reverse("task_list", kwargs={"pk": cast.slagelse.pk})}\?[^"]+)"[^>]*>\s*(\d+)', page)
    told = {address.replace("&amp;", "&"): int(count) for address, count in links if not PHASE.fullmatch(address)}
    assert len(told) > 12
    found = {address: client.get(address).context["page"].page.paginator.count for address in told}
    assert found == told


def test_next_dates_in_order(cast: Cast) -> None:
    dates = overview(cast).next_dates
    assert [dated.day for dated in dates] == sorted(dated.day for dated in dates)
    assert len(dates) == 6


def test_the_programleder_sees_states_and_no_history(cast: Cast, client: Client) -> None:
    client.force_login(cast.programme_manager)
    page = client.get(reverse("project", kwargs={"pk": cast.slagelse.pk})).content.decode()
    assert "Huller i organisationen" in page
    assert "Hele historikken" not in page
    assert cast.it.name not in page
