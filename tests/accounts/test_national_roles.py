"""Who is MedCom's programleder and Trifork's 2nd level: given, ended, never the last one."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from accounts.models import NationalRole, User
from accounts.roles import NationalRoleKind
from accounts.services.national_roles import (
    LastProgrammeManager,
    WorksInMunicipality,
    appoint,
    end_national_role,
    give_national_role,
)
from accounts.services.people import NationalPerson, ensure_membership
from audit.clock import day_of
from audit.models import Event
from outbox.models import Letter
from tests.cast import Cast, make_person
from tests.racing import race
from ui.danish import numeric_date

PAGE, END = "/nationale-roller/", "/nationale-roller/afslut/"
DAY = timedelta(days=1)
PROGRAMME, SECOND = NationalRoleKind.PROGRAMME_MANAGER, NationalRoleKind.SECOND_LEVEL


@pytest.fixture
def karin(cast: Cast, client: Client) -> Client:
    """The programleder at the keyboard."""
    client.force_login(cast.programme_manager)
    return client


@pytest.fixture
def today(cast: Cast) -> date:
    """The day of the cast."""
    return day_of(cast.at)


def give(client: Client, email: str, name: str, role: NationalRoleKind = SECOND) -> Any:
    """Send the form that gives a role."""
    return client.post(PAGE, {"email": email, "name": name, "role": role})


def end(client: Client, role: NationalRole, last_day: date | str, seen: date | None = None) -> Any:
    """Send the form that ends one."""
    written = last_day if isinstance(last_day, str) else numeric_date(last_day)
    return client.post(END, {"role_id": role.pk, "last_day": written, "seen": seen.isoformat() if seen else ""})


def text(answer: Any) -> str:
    """The page."""
    return str(answer.content.decode())


def test_who_holds_what_from_when(karin: Client, cast: Cast) -> None:
    page = text(karin.get(PAGE))
    assert page.index("MedCom programleder <") < page.index("Karin Lund</span>") < page.index("Trifork 2. level <")
    assert "hjaelp@trifork.example" in page


def test_somebody_new_gets_the_role_and_a_welcome(karin: Client) -> None:
    for _ in range(2):
        assert give(karin, "ny@trifork.example", "Ny Hjælper").status_code == 302
    new = User.objects.get(email="ny@trifork.example")
    assert new.national_roles.get().role == SECOND
    assert [letter.kind for letter in Letter.objects.filter(to_email=new.email)] == ["welcome"]
    events = Event.objects.filter(type="national_role.given", params__person="Ny Hjælper")
    assert [event.sentence for event in events] == ["Karin Lund gav Ny Hjælper rollen Trifork 2. level."]


def test_a_known_person_gets_another_role_without_a_mail(karin: Client, cast: Cast) -> None:
    give(karin, cast.trifork.email.upper(), "rasmus holm", PROGRAMME)
    assert {role.role for role in cast.trifork.national_roles.all()} == {PROGRAMME, SECOND}
    assert not Letter.objects.exists()


def test_a_known_address_takes_its_own_name_and_tells_nothing(karin: Client, cast: Cast) -> None:
    answer = give(karin, cast.it.email, "Forkert Navn")
    assert answer.status_code == 422
    page = text(answer)
    assert "Navn og adresse passer ikke sammen." in page
    assert cast.it.name not in page
    assert "arbejder i en kommune" not in page
    assert 'value="Forkert Navn"' in page


def test_who_works_in_a_municipality_gets_no_national_role(karin: Client, cast: Cast, today: date) -> None:
    page = text(give(karin, cast.it.email, cast.it.name))
    assert "Personen arbejder i en kommunes projekt og kan ikke have en national rolle samtidig." in page
    assert not cast.it.national_roles.exists()
    # Not even when the work there ends later; but once it is over.
    cast.it.memberships.update(to_on=today + DAY)
    assert give(karin, cast.it.email, cast.it.name).status_code == 422
    cast.it.memberships.update(from_on=today - 9 * DAY, to_on=today - DAY)
    assert give(karin, cast.it.email, cast.it.name).status_code == 302


@pytest.mark.parametrize("wrong", [{"email": "ikke en adresse"}, {"name": " "}, {"role": "kejser"}, {"role": ""}])
def test_bad_answers_are_told_and_kept(karin: Client, wrong: dict[str, str]) -> None:
    answer = karin.post(PAGE, {"email": "ny@trifork.example", "name": "Ny Hjælper", "role": SECOND, **wrong})
    assert answer.status_code == 422
    assert "Ny Hjælper" in text(answer) or "ny@trifork.example" in text(answer)
    assert not User.objects.filter(email="ny@trifork.example").exists()


def test_a_role_ends_from_a_day(karin: Client, cast: Cast, today: date) -> None:
    role = cast.trifork.national_roles.get()
    for _ in range(2):
        assert end(karin, role, today + DAY).status_code == 302
    role.refresh_from_db()
    assert role.to_on == today + DAY
    assert Event.objects.filter(type="national_role.ends").count() == 1
    assert "Slutter " in text(karin.get(PAGE))


def test_a_mistake_is_taken_back_at_once(karin: Client, cast: Cast, today: date) -> None:
    end(karin, cast.trifork.national_roles.get(), today - DAY)
    assert not User.objects.with_access(on=today).filter(pk=cast.trifork.pk).exists()
    assert Event.objects.filter(type="national_role.ended").count() == 1
    assert "Tidligere" in text(karin.get(PAGE))


@pytest.mark.parametrize("day", ["31.02.2027", "", "01.01.2020"])
def test_an_impossible_last_day_is_told_and_kept(karin: Client, cast: Cast, day: str) -> None:
    answer = end(karin, cast.trifork.national_roles.get(), day)
    assert answer.status_code == 422
    assert f'value="{day}"' in text(answer) or not day
    assert cast.trifork.national_roles.get().to_on is None


def test_a_stale_page_shows_the_role_as_it_is_now(karin: Client, cast: Cast, today: date) -> None:
    role = cast.trifork.national_roles.get()
    end(karin, role, today + DAY)
    answer = end(karin, role, today + 5 * DAY)
    assert answer.status_code == 409
    assert "Rollen er ændret, siden du åbnede siden." in text(answer)
    assert numeric_date(today + 5 * DAY) in text(answer)
    assert end(karin, role, today + 5 * DAY, seen=today + DAY).status_code == 302


def test_a_role_that_was_to_end_goes_on_when_given_again(karin: Client, cast: Cast, today: date) -> None:
    end(karin, cast.trifork.national_roles.get(), today + DAY)
    give(karin, cast.trifork.email, cast.trifork.name)
    assert cast.trifork.national_roles.get().to_on is None
    assert Event.objects.filter(type="national_role.goes_on").count() == 1


@pytest.mark.parametrize("role_id", ["0", "999999", "x", "9" * 400, ""])
def test_a_role_that_is_none_is_not_found(karin: Client, role_id: str) -> None:
    assert karin.post(END, {"role_id": role_id, "last_day": "01.01.2027"}).status_code == 404


def test_the_last_programleder_stays(karin: Client, cast: Cast, today: date) -> None:
    answer = end(karin, cast.programme_manager.national_roles.get(), today + DAY)
    assert answer.status_code == 422
    assert "Der skal altid være en programleder. Giv først rollen til en anden." in text(answer)


def test_one_who_is_to_stop_is_no_successor(karin: Client, cast: Cast, today: date) -> None:
    give(karin, "to@medcom.example", "To Lund", PROGRAMME)
    second = NationalRole.objects.get(user__email="to@medcom.example")
    assert end(karin, second, today + 30 * DAY).status_code == 302
    assert end(karin, cast.programme_manager.national_roles.get(), today + DAY).status_code == 422


def test_who_has_handed_the_role_on_is_out(karin: Client, cast: Cast, today: date) -> None:
    give(karin, "to@medcom.example", "To Lund", PROGRAMME)
    end(karin, cast.programme_manager.national_roles.get(), today - DAY)
    assert karin.get(PAGE)["Location"].startswith("/konto/log-ind/")


def test_a_service_asks_for_the_right_itself(cast: Cast, today: date) -> None:
    role = cast.trifork.national_roles.get()
    acts: list[Callable[[], object]] = [
        partial(appoint, email="ny@trifork.example", name="Ny", role=SECOND, by=cast.leader, at=cast.at),
        partial(end_national_role, role=role, last_day=today, by=cast.leader, at=cast.at),
    ]
    for act in acts:
        with pytest.raises(PermissionDenied):
            act()
    assert not User.objects.filter(email="ny@trifork.example").exists()


def test_two_programledere_who_leave_at_once_leave_one(live_cast: Cast) -> None:
    at, today = live_cast.at, day_of(live_cast.at)
    two = make_person("to@medcom.example", "To Lund")
    give_national_role(user=two, role=PROGRAMME, by=None, at=at)
    roles = list(NationalRole.objects.filter(role=PROGRAMME).select_related("user"))
    results = race(*[partial(end_national_role, role=role, last_day=today, by=role.user, at=at) for role in roles])
    assert sorted(type(result).__name__ for result in results) == [LastProgrammeManager.__name__, "NationalRole"]
    assert NationalRole.objects.filter(role=PROGRAMME, to_on=None).count() == 1


def test_a_municipality_and_a_national_role_at_once_give_one(live_cast: Cast) -> None:
    ane = make_person("ane@slagelse.example", "Ane Krogh")
    at, place = live_cast.at, live_cast.slagelse.municipality
    results = race(
        partial(give_national_role, user=ane, role=SECOND, by=None, at=at),
        partial(ensure_membership, user=ane, municipality=place, by=None, at=at),
    )
    refused = [result for result in results if isinstance(result, WorksInMunicipality | NationalPerson)]
    assert len(refused) == 1
    assert ane.national_roles.count() + ane.memberships.count() == 1
