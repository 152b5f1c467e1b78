"""Sign-in, sign-out, passwords; sign-up is closed; sessions end."""

from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import reverse

from accounts.models import User
from tests.cast import PASSWORD, Cast, make_colleague

LOGIN = "/konto/log-ind/"


@pytest.fixture
def ane(db: None) -> User:
    """Someone with access and a password."""
    return make_colleague("ane@slagelse.example", "Ane Krogh", password=PASSWORD)


def sign_in(client: Client, password: str = PASSWORD, after: str = "") -> Any:
    """Post the form of the sign-in page."""
    return client.post(LOGIN + after, {"login": "Ane@slagelse.example", "password": password})


def test_it_works(ane: User, client: Client) -> None:
    assert sign_in(client)["Location"] == "/"
    assert "Ane Krogh" in client.get("/").content.decode()


def test_a_link_lands_on_its_page_after_sign_in(cast: Cast, client: Client) -> None:
    cast.it.set_password(PASSWORD)
    cast.it.save()
    target = reverse("task", kwargs={"pk": cast.slagelse.pk, "number": "G31"})
    answer = client.get(target)
    answer = client.post(answer["Location"], {"login": cast.it.email, "password": PASSWORD})
    assert answer["Location"] == target


def test_a_link_out_of_the_house_is_not_followed(ane: User, client: Client) -> None:
    assert sign_in(client, after="?next=https://evil.example/")["Location"] == "/"


def test_a_wrong_password_says_so_in_danish_and_keeps_the_address(ane: User, client: Client) -> None:
    page = sign_in(client, "forkert").content.decode()
    assert "Ane@slagelse.example" in page
    assert 'role="alert"' in page


def test_too_many_wrong_passwords_are_stopped(ane: User, client: Client) -> None:
    for _ in range(6):
        page = sign_in(client, "forkert")
    assert "for mange" in page.content.decode().lower()
    assert sign_in(client).status_code != 302
    cache.clear()
    assert sign_in(client).status_code == 302


@pytest.mark.parametrize("method", ["get", "post"])
def test_sign_up_is_closed(db: None, client: Client, method: str) -> None:
    data = {"email": "ny@slagelse.example", "password1": PASSWORD, "password2": PASSWORD}
    getattr(client, method)("/konto/opret/", data)
    assert not User.objects.filter(email="ny@slagelse.example").exists()
    assert "projektleder" in client.get("/konto/opret/").content.decode()


def test_signing_out_takes_a_press(ane: User, client: Client) -> None:
    client.force_login(ane)
    client.get("/konto/log-af/")
    assert client.get("/").status_code == 200
    client.post("/konto/log-af/")
    assert client.get("/").status_code == 302


@pytest.mark.parametrize("path", ["/", "/findes-ikke/", "/konto/adgangskode/", "/konto/fortsaet/"])
def test_the_back_button_shows_nothing_after_signing_out(ane: User, client: Client, path: str) -> None:
    """No browser may keep a signed-in person's page. Playwright switches the cache of Back off, so the header it is."""
    client.force_login(ane)
    assert {"private", "no-store"} <= set(client.get(path)["Cache-Control"].split(", "))
    assert "no-store" in client.post("/konto/log-af/")["Cache-Control"]
    assert "no-store" not in client.get(path).get("Cache-Control", "")


def test_changing_the_password(ane: User, client: Client) -> None:
    client.force_login(ane)
    new = {"oldpassword": PASSWORD, "password1": "en-anden-lang-kode-2", "password2": "en-anden-lang-kode-2"}
    assert client.post("/konto/adgangskode/", new).status_code == 302
    ane.refresh_from_db()
    assert ane.check_password("en-anden-lang-kode-2")
    assert client.get("/").status_code == 200


def test_a_short_password_is_refused(ane: User, client: Client) -> None:
    client.force_login(ane)
    new = {"oldpassword": PASSWORD, "password1": "kort", "password2": "kort"}
    assert "12 tegn" in client.post("/konto/adgangskode/", new).content.decode()


def test_the_session_ends_after_its_time(ane: User, client: Client) -> None:
    client.force_login(ane)
    client.get("/")
    assert client.session.get_expiry_age() == settings.SESSION_MINUTES * 60
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]


def test_the_keep_alive_renews_the_session(ane: User, client: Client) -> None:
    client.force_login(ane)
    client.get("/")
    session = client.session
    session["renewed_at"] -= 120
    session.save()
    before = session["renewed_at"]
    assert client.post("/konto/session/").status_code == 204
    assert client.session["renewed_at"] > before


@override_settings(DEMO=False)
def test_one_click_sign_in_exists_only_in_the_demo(ane: User, client: Client) -> None:
    assert client.post("/demo/log-ind/", {"email": ane.email}).status_code == 404
    assert "Ane Krogh" not in client.get(LOGIN).content.decode()
