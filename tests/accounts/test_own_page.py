"""One's own page: details, and where one is signed in."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY
from django.test import Client, override_settings

from accounts.events import NOT_CPR
from accounts.models import User
from accounts.services.own_page import mark_of
from audit.models import Event
from tests.cast import PASSWORD, Cast

PAGE = "/mig/"
DETAILS = {"name": "Yusuf Demir", "phone": "55 00 20 31", "workplace": "It-afdelingen", "letter_keys": "on"}


@pytest.fixture
def yusuf(cast: Cast) -> User:
    """The it-medarbejder."""
    return cast.it


@pytest.fixture
def here(yusuf: User, client: Client) -> Client:
    """Signed in at the desk."""
    client.force_login(yusuf)
    return client


@pytest.fixture
def elsewhere(yusuf: User) -> Client:
    """Signed in on another device."""
    client = Client()
    client.force_login(yusuf)
    return client


def save(client: Client, user: User, **changes: str) -> Any:
    """Send the form as the page showed it."""
    user.refresh_from_db()
    return client.post(PAGE, {**DETAILS, "seen": mark_of(user), **changes})


def test_the_page_shows_what_is_known_of_me(here: Client, yusuf: User) -> None:
    page = here.get(PAGE).content.decode()
    for words in (yusuf.name, yusuf.email, "Slagelse Kommune", "Log af på de andre"):
        assert words in page
    for link in ("/konto/adgangskode/", "/mig/e-mail/", "/roller/"):
        assert f'href="{link}"' in page
    assert (
        f'<a href="{PAGE}" aria-current="page"><span class="sr-only">Mine oplysninger: </span>{yusuf.name}</a>' in page
    )


def test_my_details_are_saved(here: Client, yusuf: User) -> None:
    assert save(here, yusuf)["Location"] == PAGE
    yusuf.refresh_from_db()
    assert (yusuf.name, yusuf.phone, yusuf.workplace) == ("Yusuf Demir", "55 00 20 31", "It-afdelingen")
    assert Event.objects.get(type="person.changed").sentence == "Yusuf Demir rettede sine egne oplysninger."


def test_letter_keys_are_off_when_the_box_is_empty(here: Client, yusuf: User) -> None:
    form = {name: value for name, value in DETAILS.items() if name != "letter_keys"}
    here.post(PAGE, {**form, "seen": mark_of(yusuf)})
    assert not User.objects.get(pk=yusuf.pk).letter_keys
    assert "checked" not in str(here.get(PAGE).context["form"]["letter_keys"])


def test_a_double_click_is_one_change(here: Client, yusuf: User) -> None:
    seen = mark_of(yusuf)
    for _ in range(2):
        assert here.post(PAGE, {**DETAILS, "seen": seen}).status_code == 302
    assert Event.objects.filter(type="person.changed").count() == 1


def test_a_stale_page_loses_nothing_and_overwrites_nothing(here: Client, yusuf: User) -> None:
    seen = mark_of(yusuf)
    save(here, yusuf, phone="55 00 99 99")
    answer = here.post(PAGE, {**DETAILS, "workplace": "Digitalisering", "seen": seen})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Dine oplysninger er ændret i et andet vindue" in page
    assert 'value="Digitalisering"' in page
    assert User.objects.get(pk=yusuf.pk).phone == "55 00 99 99"
    again = answer.context["form"]["seen"].value()
    assert here.post(PAGE, {**DETAILS, "workplace": "Digitalisering", "seen": again}).status_code == 302


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", " ", "Skriv dit navn."),
        ("name", "\u202eYusuf", "usynligt tegn"),
        ("name", "y" * 201, "Teksten er for lang"),
        ("phone", "ring til mig", "Skriv et telefonnummer"),
        ("phone", "12", "Skriv et telefonnummer"),
        ("workplace", "x" * 121, "Teksten er for lang"),
    ],
)
def test_bad_details_are_told_and_kept(here: Client, yusuf: User, field: str, value: str, words: str) -> None:
    answer = save(here, yusuf, **{field: value})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert 'value="It-afdelingen"' in answer.content.decode() or field == "workplace"


@pytest.mark.parametrize(
    "phone", ["55002031", "+45 55 00 20 31", "(+45) 55-00.20/31", "55 00 20 31 lok. 12", "", "2031"]
)
def test_any_way_to_write_a_number_will_do(here: Client, yusuf: User, phone: str) -> None:
    assert save(here, yusuf, phone=phone).status_code == 302


def test_details_of_an_ended_session_are_kept(here: Client, yusuf: User) -> None:
    here.get(PAGE)
    here.session.flush()
    answer = here.post(PAGE, {**DETAILS, "seen": mark_of(yusuf)})
    assert "afbrudt=1" in answer["Location"]
    here.force_login(yusuf)
    page = here.get("/konto/fortsaet/")
    kept = page.context["kept"]
    # What was typed is shown, and nothing that the page wrote for itself.
    assert page.context["typed"] == ["Yusuf Demir", "55 00 20 31", "It-afdelingen", "on"]
    assert here.post(kept["path"], dict(kept["fields"])).status_code == 302
    assert User.objects.get(pk=yusuf.pk).workplace == "It-afdelingen"


def test_all_other_sessions_end_and_this_one_goes_on(here: Client, elsewhere: Client, cast: Cast) -> None:
    colleague = Client()
    colleague.force_login(cast.leader)
    key = here.session.session_key
    assert here.post("/mig/enheder/")["Location"] == PAGE
    assert here.get(PAGE).status_code == 200
    assert elsewhere.get(PAGE).status_code == 302
    assert colleague.get(PAGE).status_code == 200
    # Whoever has a copy of this session's cookie is out too.
    assert here.session.session_key != key
    assert Event.objects.filter(type="person.sessions_ended").count() == 1


def test_a_new_password_ends_the_other_sessions(here: Client, elsewhere: Client) -> None:
    new = "tre-nye-ord-12"
    here.post("/konto/adgangskode/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert here.get(PAGE).status_code == 200
    assert elsewhere.get(PAGE).status_code == 302


def test_a_session_outlives_a_change_of_the_secret_key(here: Client, yusuf: User) -> None:
    old = settings.SECRET_KEY
    with override_settings(SECRET_KEY="x" * 50, SECRET_KEY_FALLBACKS=[old]):
        session = here.session
        assert session[HASH_SESSION_KEY] in list(yusuf.get_session_auth_fallback_hash())
        assert session[BACKEND_SESSION_KEY] == "accounts.backends.AccessBackend"
        assert session[HASH_SESSION_KEY] != yusuf.get_session_auth_hash()


def test_a_phone_number_that_looks_like_a_cpr_is_kept_by_one_press(here: Client, yusuf: User) -> None:
    page = save(here, yusuf, phone="0412261234").content.decode()
    box = re.search(r'name="phone-not_cpr" value="(\w+)"', page)
    assert box
    assert 'value="0412261234"' in page
    assert save(here, yusuf, phone="0412261234", **{"phone-not_cpr": box[1]}).status_code == 302
    yusuf.refresh_from_db()
    assert yusuf.phone == "0412261234"
    event = Event.objects.get(type=NOT_CPR)
    assert event.sentence == "Yusuf Demir bekræftede, at Telefon (Mine oplysninger) ikke er et CPR-nummer."
    kept = re.search(r'name="phone-not_cpr" value="(\w+)" id="\w+" checked', here.get(PAGE).content.decode())
    assert kept
    assert save(here, yusuf, phone="0412261234", workplace="Nord", **{"phone-not_cpr": kept[1]}).status_code == 302
    assert Event.objects.filter(type=NOT_CPR).count() == 1
