"""The units of a project: add, change, take out, bring back."""

from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from accounts.roles import Role
from audit.models import Event
from projects.models import Unit
from projects.services.roles import give_role
from projects.services.units import NameTaken, add_unit, bring_back_unit, change_unit, take_out_unit
from projects.unit_list import unit_rows
from tests.cast import Cast
from tests.racing import race

FACTS = {"name": "Bosted Æblehaven", "kind": "supported_housing", "address": "Skovvej 1", "seen": ""}


@pytest.fixture
def unit(cast: Cast) -> Unit:
    """A unit with its tovholder."""
    made = add_unit(
        project=cast.slagelse,
        name="Plejecenter Skovvang",
        kind="care_home",
        staff_count=34,
        by=cast.leader,
        at=cast.at,
    )
    coordinator = cast.people[Role.UNIT_COORDINATOR]
    give_role(
        project=cast.slagelse, user=coordinator, role=Role.UNIT_COORDINATOR, by=cast.leader, at=cast.at, units=[made]
    )
    return made


def address(cast: Cast, rest: str = "") -> str:
    """A page about units."""
    return f"/projekter/{cast.slagelse.pk}/organisation/enheder/{rest}"


def told(cast: Cast) -> list[str]:
    """What has happened to units, oldest first."""
    events = Event.objects.of_project(cast.slagelse.pk).filter(type__startswith="unit").order_by("pk")
    return [event.sentence for event in events]


def typed(unit: Unit, **own: str) -> dict[str, str]:
    """The form as it was filled in."""
    facts = {"name": unit.name, "kind": unit.kind, "address": unit.address, "staff_count": "34", "expected_users": ""}
    return {**facts, "seen": unit.fingerprint, **own}


def test_added_with_numbers_as_danes_write_them(cast: Cast, leader: Client) -> None:
    answer = leader.post(
        address(cast, "ny/"), {**FACTS, "staff_count": "1.234", "expected_users": "1 100"}, follow=True
    )
    unit = Unit.objects.get(name="Bosted Æblehaven")
    assert (unit.staff_count, unit.expected_users, unit.address) == (1234, 1100, "Skovvej 1")
    page = answer.content.decode()
    assert "1.234" in page
    assert "Bosted Æblehaven er med i projektet." in page
    assert told(cast) == ["Mette Kirkegaard føjede enheden Bosted Æblehaven til projektet."]


@pytest.mark.parametrize("number", ["12,5", "-3", "ca. 40", "1.23", "20.001", "9" * 40])
def test_a_number_that_is_none_is_refused_and_stays(cast: Cast, leader: Client, number: str) -> None:
    answer = leader.post(address(cast, "ny/"), {**FACTS, "staff_count": number})
    assert answer.status_code == 422
    assert f'value="{number}"' in answer.content.decode()
    assert not Unit.objects.filter(project=cast.slagelse).exists()


def test_a_double_click_adds_one(cast: Cast, leader: Client) -> None:
    for _ in range(2):
        assert leader.post(address(cast, "ny/"), FACTS).status_code == 302
    assert Unit.objects.filter(project=cast.slagelse).count() == len(told(cast)) == 1


def test_another_of_the_same_name_is_refused_whatever_its_case(cast: Cast, leader: Client) -> None:
    leader.post(address(cast, "ny/"), FACTS)
    answer = leader.post(address(cast, "ny/"), {**FACTS, "name": "BOSTED ÆBLEHAVEN", "address": "Andet sted"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Der er allerede en enhed, der hedder Bosted Æblehaven." in page
    assert "Andet sted" in page


def test_changed_and_renamed(cast: Cast, leader: Client, unit: Unit) -> None:
    leader.post(address(cast, f"{unit.pk}/"), typed(unit, expected_users="20"))
    unit.refresh_from_db()
    leader.post(address(cast, f"{unit.pk}/"), typed(unit, expected_users="20", name="Skovvang"))
    unit.refresh_from_db()
    assert (unit.name, unit.expected_users) == ("Skovvang", 20)
    assert told(cast)[1:] == [
        "Mette Kirkegaard rettede oplysningerne om enheden Plejecenter Skovvang.",
        "Mette Kirkegaard gav enheden Plejecenter Skovvang navnet Skovvang.",
    ]


def test_a_stale_form_shows_theirs_and_keeps_mine(cast: Cast, leader: Client, unit: Unit) -> None:
    mine = typed(unit, address="Min adresse")
    change_unit(
        unit=unit,
        name=unit.name,
        kind=unit.kind,
        address="Deres adresse",
        staff_count=34,
        expected_users=None,
        seen=unit.fingerprint,
        by=cast.leader,
        at=cast.at,
    )
    answer = leader.post(address(cast, f"{unit.pk}/"), mine)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Deres adresse" in page
    assert 'value="Min adresse"' in page
    unit.refresh_from_db()
    assert unit.address == "Deres adresse"
    # Sent again from that page it is a choice.
    assert leader.post(address(cast, f"{unit.pk}/"), {**mine, "seen": unit.fingerprint}).status_code == 302
    unit.refresh_from_db()
    assert unit.address == "Min adresse"


def test_the_same_change_twice_is_one(cast: Cast, leader: Client, unit: Unit) -> None:
    mine = typed(unit, address="Ny vej 2")
    for _ in range(2):
        assert leader.post(address(cast, f"{unit.pk}/"), mine).status_code == 302
    assert len(told(cast)) == 2


def test_taken_out_keeps_history_and_says_who_was_there(cast: Cast, leader: Client, unit: Unit) -> None:
    page = leader.get(address(cast, f"{unit.pk}/tag-ud/")).content.decode()
    assert "Tovholder Hansen er tovholder her i dag" in page
    for _ in range(2):
        answer = leader.post(address(cast, f"{unit.pk}/tag-ud/"), follow=True)
    page = answer.content.decode()
    assert "Plejecenter Skovvang er taget ud. Tovholder Hansen var tovholder her." in page
    assert "Tag med igen" in page
    unit.refresh_from_db()
    assert unit.taken_out_by == cast.leader
    assert unit.holdings.get().user == cast.people[Role.UNIT_COORDINATOR]
    assert told(cast)[1:] == ["Mette Kirkegaard tog enheden Plejecenter Skovvang ud af projektet."]
    # A new one may have the name; then the old one waits for another name.
    add_unit(project=cast.slagelse, name=unit.name, by=cast.leader, at=cast.at)
    assert "hedder nu" in leader.post(address(cast, f"{unit.pk}/tag-med-igen/"), follow=True).content.decode()
    with pytest.raises(NameTaken):
        bring_back_unit(unit=unit, by=cast.leader, at=cast.at)


def test_a_unit_taken_out_meanwhile_is_not_changed(cast: Cast, leader: Client, unit: Unit) -> None:
    take_out_unit(unit=unit, by=cast.leader, at=cast.at)
    for own in ({}, {"address": "Min adresse"}):
        answer = leader.post(address(cast, f"{unit.pk}/"), typed(unit, **own))
        assert answer.status_code == 409
        assert "Enheden er taget ud af projektet." in answer.content.decode()


def test_brought_back(cast: Cast, leader: Client, unit: Unit) -> None:
    take_out_unit(unit=unit, by=cast.leader, at=cast.at)
    assert not unit_rows(cast.slagelse, on=cast.at.date())
    for _ in range(2):
        leader.post(address(cast, f"{unit.pk}/tag-med-igen/"))
    assert [row.coordinators for row in unit_rows(cast.slagelse, on=cast.at.date())] == [["Tovholder Hansen"]]
    assert told(cast)[2:] == ["Mette Kirkegaard tog enheden Plejecenter Skovvang med i projektet igen."]


def test_a_unit_without_tovholder_is_seen(cast: Cast, leader: Client, unit: Unit) -> None:
    add_unit(project=cast.slagelse, name="Bosted Æblehaven", by=cast.leader, at=cast.at)
    page = leader.get(address(cast)).content.decode()
    assert page.index("Mangler") < page.index("Har tovholder")
    cast.people[Role.UNIT_COORDINATOR].memberships.update(to_on=cast.at.date() - timedelta(days=1))
    assert "Har tovholder" not in leader.get(address(cast)).content.decode()


def test_the_implementation_lead_may_and_others_may_not(cast: Cast, unit: Unit) -> None:
    lead = cast.people[Role.IMPLEMENTATION_LEAD]
    add_unit(project=cast.slagelse, name="Bosted Æblehaven", by=lead, at=cast.at)
    for act in (take_out_unit, bring_back_unit):
        with pytest.raises(PermissionDenied):
            act(unit=unit, by=cast.it, at=cast.at)
    with pytest.raises(PermissionDenied):
        add_unit(project=cast.slagelse, name="Nord", by=cast.neighbour, at=cast.at)


def test_readers_see_no_ways_to_change(cast: Cast, client: Client, unit: Unit) -> None:
    client.force_login(cast.observer)
    page = client.get(address(cast)).content.decode()
    assert unit.name in page
    assert "Tilføj en enhed" not in page
    assert f"enheder/{unit.pk}/" not in page


def test_a_neighbours_unit_is_not_found(cast: Cast, leader: Client) -> None:
    theirs = add_unit(project=cast.vesthimmerland, name="Aars", by=cast.neighbour, at=cast.at)
    assert leader.get(address(cast, f"{theirs.pk}/")).status_code == 404
    assert leader.post(address(cast, f"{theirs.pk}/tag-ud/")).status_code == 404
    assert leader.post(address(cast, f"{theirs.pk}/tag-med-igen/")).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_at_once_add_one(live_cast: Cast) -> None:
    add = partial(add_unit, project=live_cast.slagelse, name="Bosted Æblehaven", by=live_cast.leader, at=live_cast.at)
    results = race(add, add, add, add)
    assert all(isinstance(result, Unit) for result in results), results
    assert len(told(live_cast)) == 1
