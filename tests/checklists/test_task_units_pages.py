"""Where else units are seen: the page of a task, the list, what others may look at, and the queries of it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from checklists.models import Task
from checklists.rules.progress import progress_of
from projects.services.units import add_unit
from tests.cast import Cast
from tests.checklists.unit_pages import address, grid_of
from tests.checklists.unit_reports import coordinator_of, make_units, report, report_all
from tests.walls.task_units import coordinate
from tests.walls.test_queries import GATHERING_CEILING, MINE_CEILING


def test_the_tasks_page_shows_its_units_and_what_they_said(cast: Cast, leader_client: Client) -> None:
    units = make_units(cast)
    report(cast, "G29", units[0], answers={"choice": "only_ios", "link": "https://a.example/liste"}, note="To mangler.")
    page = leader_client.get(address(cast, "task", number="G29")).content.decode()
    assert "1 af 3 enheder" in page
    assert "Vi har kun iOS (iPad og iPhone) · https://a.example/liste · To mangler." in page
    assert "Opgaven lukkes af sig selv, når alle enheder er færdige." in page
    for unit in units[1:]:
        report(cast, "G29", unit, answers={"choice": "only_ios"})
    page = leader_client.get(address(cast, "task", number="G29")).content.decode()
    assert "3 af 3 enheder er færdige. Senest" in page
    assert "Genåbn opgaven" not in page
    assert "Opgaven følger enhederne." in page


def test_the_list_of_tasks_shows_how_far_the_units_are(cast: Cast, leader_client: Client) -> None:
    report(cast, "G65", make_units(cast)[0])
    assert "1 af 3 enheder" in leader_client.get(address(cast, "task_list")).content.decode()


def test_g06_shows_who_is_tovholder_and_has_no_grid(cast: Cast, leader_client: Client) -> None:
    units = make_units(cast)
    coordinator_of(cast, units[0])
    page = leader_client.get(address(cast, "task", number="G06")).content.decode()
    assert "1 af 3 enheder" in page
    assert "Tovholder Hansen" in page
    assert leader_client.get(address(cast, number="G06")).status_code == 404
    assert leader_client.get(address(cast, number="G31")).status_code == 404


def test_the_programleder_sees_how_many_and_not_what_they_said(cast: Cast, client: Client) -> None:
    units = make_units(cast)
    report(cast, "G65", units[0], note="Hemmelig bemærkning")
    client.force_login(cast.programme_manager)
    assert "1 af 3 enheder" in client.get(address(cast, "task_list")).content.decode()
    page = client.get(address(cast, "task", number="G65")).content.decode()
    assert "Hemmelig" not in page
    assert "Bosted Æblehaven" not in page
    for name, own in (("task_units", {"number": "G65"}), ("unit_tasks", {"unit": units[0].pk})):
        assert client.get(address(cast, name, **own)).status_code == 403


def test_another_projects_unit_is_not_found(cast: Cast, leader_client: Client) -> None:
    make_units(cast)
    theirs = add_unit(project=cast.vesthimmerland, name="Aars", by=cast.neighbour, at=cast.at)
    for name in ("task_unit", "task_unit_done", "task_unit_undo"):
        assert (
            leader_client.post(address(cast, name, number="G64", unit=theirs.pk), {"version": "1"}).status_code == 404
        )
    assert leader_client.get(address(cast, "unit_tasks", unit=theirs.pk)).status_code == 404
    sent = {f"u{theirs.pk}-version": "1", f"u{theirs.pk}-state": "done"}
    assert leader_client.post(address(cast, number="G64"), sent).status_code == 404
    assert leader_client.post(address(cast, number="G64"), {"u99999999999999999999-version": "1"}).status_code == 302


def test_pages_do_not_ask_more_of_the_database_for_more_units(cast: Cast, leader_client: Client) -> None:
    def queries() -> list[int]:
        counts = []
        for page in (address(cast, "task", number="G29"), address(cast, "task", number="G06"), "/"):
            leader_client.get(page)
            with CaptureQueriesContext(connection) as captured:
                assert leader_client.get(page).status_code == 200
            counts.append(len(captured))
        return counts

    coordinate(cast, 2)
    few = queries()
    coordinate(cast, 20)
    assert queries() == few
    assert few[-1] <= MINE_CEILING
    assert max(few[:-1]) <= GATHERING_CEILING


def test_units_never_count_in_the_progress(cast: Cast) -> None:
    tasks = Task.objects.filter(project=cast.slagelse).select_related("item")
    before = str(progress_of(tasks.all()))
    report_all(cast, "G65", make_units(cast)[:2])
    assert str(progress_of(tasks.all())) == before
    assert before.startswith("61 skal-punkter: ")


def test_another_municipalitys_people_find_nothing(cast: Cast, client: Client) -> None:
    units = make_units(cast)
    client.force_login(cast.neighbour)
    for name, own in (
        ("task_units", {"number": "G64"}),
        ("unit_tasks", {"unit": units[0].pk}),
        ("task_unit", {"number": "G64", "unit": units[0].pk}),
    ):
        assert client.get(address(cast, name, **own)).status_code == 404


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.LEGAL_OFFICER])
def test_who_may_only_look_sees_no_form(cast: Cast, client: Client, role: Role) -> None:
    units = make_units(cast)
    client.force_login(cast.people[role])
    page = client.get(address(cast, number="G64")).content.decode()
    assert "Bosted Æblehaven" in page
    assert "<select" not in page
    assert client.post(address(cast, number="G64"), grid_of(cast, "G64", units)).status_code == 403
    assert client.post(address(cast, number="G64"), {}).status_code == 403
