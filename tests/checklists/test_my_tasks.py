"""Mine opgaver: only mine, in the order of the day."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.test import Client

from accounts.roles import Role
from audit import clock
from checklists.models import Task
from checklists.moves import State
from checklists.services.tasks import start_task
from tests.cast import Cast, make_colleague


def page_of(client: Client) -> str:
    """The first screen."""
    return client.get("/").content.decode()


def test_it_works(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    page = page_of(client)
    assert "G02" in page
    assert "G31" not in page


def test_nothing_of_the_neighbours(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    assert f"/projekter/{cast.vesthimmerland.pk}/" not in page_of(client)


def test_late_this_week_doing_and_done(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    start_task(task=cast.task("G45"), by=cast.leader, version=1, at=cast.at)
    later = (cast.at + timedelta(days=10)).astimezone(ZoneInfo("Europe/Copenhagen"))
    with clock.shifted_to(later):
        groups = {group.key: group for group in client.get("/").context["groups"]}
    assert "G11" in [row.task.number for row in groups["late"].rows]
    assert "G02" in [row.task.number for row in groups["done"].rows]
    assert all(row.late for row in groups["late"].rows)


def test_long_groups_are_capped_with_a_link(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    with clock.shifted_to(datetime(2028, 1, 3, 9, tzinfo=ZoneInfo("Europe/Copenhagen"))):
        answer = client.get("/")
    late = answer.context["groups"][0]
    assert len(late.shown) == 8
    assert f"og {late.more} til" in answer.content.decode()


def test_what_waits_for_other_tasks_comes_last(cast: Cast, client: Client) -> None:
    client.force_login(cast.it)
    last = client.get("/").context["groups"][-1]
    assert last.title == "Venter på andre opgaver"
    assert "G31" in [row.task.number for row in last.rows]
    assert all(row.detail.startswith("venter på ") for row in last.rows)


def test_every_open_task_is_on_the_page(cast: Cast, client: Client) -> None:
    for person in (cast.leader, cast.it, cast.people[Role.IMPLEMENTATION_LEAD]):
        client.force_login(person)
        context = client.get("/").context
        shown = [row.task.pk for group in context["groups"] for row in group.rows]
        assert sorted(shown) == sorted(row.task.pk for row in context["rows"])


def test_when_all_is_done_the_page_says_so(cast: Cast, client: Client) -> None:
    Task.objects.filter(project=cast.slagelse, role=Role.LEGAL_OFFICER).update(state=State.NOT_RELEVANT)
    client.force_login(cast.people[Role.LEGAL_OFFICER])
    page = page_of(client)
    assert "Du er færdig med dine opgaver" in page
    assert f'href="/projekter/{cast.slagelse.pk}/opgaver/">Se projektets opgaver</a>' in page
    assert "Du har ingen opgaver endnu" not in page


def test_a_role_that_the_guide_gives_nothing_may_follow_the_project(cast: Cast, client: Client) -> None:
    client.force_login(cast.observer)
    page = page_of(client)
    assert "Din rolle har ingen opgaver i guiden" in page
    assert 'href="/projekter/">Se projekterne</a>' in page


def test_trifork_is_told_what_will_come(cast: Cast, client: Client) -> None:
    client.force_login(cast.trifork)
    for address in ("/", "/projekter/"):
        page = client.get(address).content.decode()
        assert "Trifork har endnu ingen opgaver i portalen" in page
        assert "projektleder" not in page


def test_without_a_role_the_page_says_what_to_do(cast: Cast, client: Client) -> None:
    client.force_login(make_colleague("ny@slagelse.example", "Ny"))
    assert "Du har ingen opgaver endnu" in page_of(client)
