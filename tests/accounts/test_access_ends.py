"""One may sign in while one works in a municipality or holds a national role, and not a day longer."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Municipality, User
from accounts.services.people import ensure_membership
from outbox.models import Letter
from tests.cast import PASSWORD, Cast, make_colleague, make_person

LOGIN = "/konto/log-ind/"
WHY = "Din adgang er lukket, for du har ikke længere en plads i en kommunes projekt eller en national rolle."


@pytest.fixture
def ane(db: None) -> User:
    """A colleague with a password."""
    return make_colleague("ane@slagelse.example", "Ane Krogh", password=PASSWORD)


def end_access(user: User, days: int = 1) -> None:
    """Everything the person holds is over since `days` ago."""
    for row in (*user.memberships.all(), *user.national_roles.all()):
        row.from_on -= timedelta(days=10)
        row.to_on = row.from_on + timedelta(days=10 - days)
        row.save()


def sign_in(client: Client, user: User, password: str = PASSWORD) -> str:
    """Post the sign-in form; gives the page, or nothing when one is let in."""
    answer = client.post(LOGIN, {"login": user.email, "password": password})
    return "" if answer.status_code == 302 else answer.content.decode()


def test_the_last_day_still_counts(ane: User, client: Client) -> None:
    end_access(ane, days=0)
    assert not sign_in(client, ane)
    assert client.get("/").status_code == 200


def test_the_day_after_the_sign_in_page_says_why_and_whom_to_ask(ane: User, client: Client) -> None:
    end_access(ane)
    page = sign_in(client, ane)
    assert WHY in page
    assert "spørg din projektleder eller MedComs programleder" in page
    assert client.get("/").status_code == 302


def test_a_wrong_password_tells_nothing_about_access(ane: User, client: Client) -> None:
    end_access(ane)
    page = sign_in(client, ane, "forkert-adgangskode")
    assert WHY not in page
    assert "E-mail eller adgangskode er forkert" in page


def test_an_open_session_ends_at_the_next_request_and_says_why(ane: User, client: Client) -> None:
    client.force_login(ane)
    assert client.get("/").status_code == 200
    end_access(ane)
    answer = client.get("/", follow=True)
    assert answer.redirect_chain == [(f"{LOGIN}?next=/", 302)]
    assert WHY in answer.content.decode()
    assert WHY not in Client().get(LOGIN).content.decode()


def test_one_membership_of_two_is_enough(ane: User, client: Client) -> None:
    end_access(ane)
    lolland = Municipality.objects.get(code="0360")
    ensure_membership(user=ane, municipality=lolland, by=None, at=timezone.now())
    assert not sign_in(client, ane)


def test_a_national_role_opens_the_door_while_it_lasts(cast: Cast, client: Client) -> None:
    assert not sign_in(client, cast.trifork)
    end_access(cast.trifork)
    assert client.get("/").status_code == 302


def test_who_has_never_worked_anywhere_is_not_let_in(db: None, client: Client) -> None:
    assert WHY in sign_in(client, make_person("ny@slagelse.example", "Ny", password=PASSWORD))


def test_finding_the_person_takes_one_query(ane: User, client: Client) -> None:
    client.force_login(ane)
    client.get("/")
    with CaptureQueriesContext(connection) as queries:
        client.post("/konto/session/")
    # One for the session, and one for its person with the access.
    assert len(queries) == 2
    assert "django_session" in queries[0]["sql"]
    assert "accounts_membership" in queries[1]["sql"]


def test_a_forgotten_password_is_not_mailed_to_someone_without_access(ane: User, client: Client) -> None:
    end_access(ane)
    answer = client.post("/konto/glemt/", {"email": ane.email})
    assert answer["Location"] == "/konto/glemt/sendt/"
    assert not Letter.objects.exists()
    ane.memberships.update(to_on=None)
    client.post("/konto/glemt/", {"email": ane.email})
    assert Letter.objects.get().to_email == ane.email
