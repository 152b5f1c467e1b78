"""Mine opgaver: only mine, in the order of the day."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.test import Client

from accounts.models import User
from accounts.roles import Role
from audit import clock
from audit.clock import day_of
from checklists.models import Task
from checklists.moves import State
from checklists.services.tasks import start_task
from projects.models import Invitation, RoleHolding
from projects.services.acceptance import accept
from projects.services.roles import give_role
from projects.services.units import add_unit
from tests.cast import Cast, make_colleague, make_project
from tests.walls.people import appointed
from ui.danish import long_date


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
    assert "Du har ingen rolle" not in page


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


def test_without_a_role_the_page_says_so(cast: Cast, client: Client) -> None:
    client.force_login(make_colleague("ny@slagelse.example", "Ny"))
    page = page_of(client)
    assert "Du har ingen rolle i et projekt lige nu" in page
    assert "Har du overdraget dine roller, skal du ikke gøre mere." in page


def test_a_role_that_begins_later_is_told(cast: Cast, client: Client) -> None:
    new = make_colleague("ny@slagelse.example", "Ny")
    first = day_of(cast.at) + timedelta(days=9)
    give_role(project=cast.slagelse, user=new, role=Role.IT_STAFF, by=cast.leader, at=cast.at, from_on=first)
    client.force_login(new)
    assert f"Fra {long_date(first, day_of(cast.at))} er du it-medarbejder i Slagelse Kommune." in page_of(client)


def test_a_tovholder_sees_units_what_to_do_and_whom_to_call(cast: Cast, client: Client) -> None:
    lone, lead = cast.people[Role.UNIT_COORDINATOR], cast.people[Role.IMPLEMENTATION_LEAD]
    client.force_login(lone)
    assert "Du har ingen enhed endnu." in page_of(client)
    User.objects.filter(pk=lead.pk).update(phone="55 00 20 41")
    units = [add_unit(project=cast.slagelse, name=name, by=cast.leader, at=cast.at) for name in ("Nord", "Syd")]
    give_role(project=cast.slagelse, user=lone, role=Role.UNIT_COORDINATOR, by=cast.leader, at=cast.at, units=units)
    page = page_of(client)
    for words in (
        "Du er tovholder for Nord og Syd i Slagelse Kommune",
        "Hjælper kolleger, der er usikre på it.",
        lead.name,
        lead.email,
        "55 00 20 41",
        "Dit telefonnummer står ikke i portalen.",
    ):
        assert words in page
    RoleHolding.objects.filter(project=cast.slagelse, role=Role.IMPLEMENTATION_LEAD).delete()
    User.objects.filter(pk=lone.pk).update(phone="55 00 20 51")
    page = page_of(client)
    assert cast.leader.email in page
    assert "Dit telefonnummer" not in page


def test_a_tovholder_with_tasks_sees_the_units_too(cast: Cast, client: Client) -> None:
    unit = add_unit(project=cast.slagelse, name="Nord", by=cast.leader, at=cast.at)
    give_role(project=cast.slagelse, user=cast.it, role=Role.UNIT_COORDINATOR, by=cast.leader, at=cast.at, units=[unit])
    client.force_login(cast.it)
    assert "Du er tovholder for Nord i Slagelse Kommune." in page_of(client)


def test_one_who_is_to_start_a_project_sees_it_above_other_tasks(cast: Cast, client: Client) -> None:
    invitation = appointed(cast)
    Invitation.objects.filter(pk=invitation.pk).update(email=cast.leader.email)
    invitation.refresh_from_db()
    accept(invitation=invitation, user=cast.leader, name="", password="", at=cast.at)
    client.force_login(cast.leader)
    page = page_of(client)
    assert 'href="/projekter/start/">Start projektet for Lolland Kommune</a>' in page
    assert "G11" in page
    field = client.get("/projekter/start/").context["form"]["municipality"]
    assert field.value() == invitation.municipality_id
    assert [label for _, label in field.field.widget.choices] == ["Vælg kommune", "Lolland Kommune"]
    make_project(
        "0360", by=cast.programme_manager, at=cast.at, manager_email=cast.leader.email, manager_name=cast.leader.name
    )
    assert "Start projektet for Lolland Kommune" not in page_of(client)
