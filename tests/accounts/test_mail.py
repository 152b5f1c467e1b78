"""The mails about someone's own access: put when it happens, their links made when they are sent."""

import json
import re
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import allauth
import pytest
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.letters import put_confirm_email, put_welcome
from accounts.models import User
from accounts.services.people import password_link
from audit.models import Event
from outbox.models import Letter
from outbox.services import deliver_due
from tests.cast import PASSWORD, Cast, make_colleague, make_person
from tests.mail_server import Sink

ADDRESS = "ane@slagelse.example"
TEMPLATES = Path(allauth.__file__).parent / "templates" / "account" / "email"
CODES = {"login_code", "password_reset_code", "email_confirmation", "email_confirmation_signup", "password_reset_key"}
PREFIXES = sorted({file.name.removesuffix("_subject.txt") for file in TEMPLATES.glob("*_subject.txt")} - CODES)


@pytest.fixture
def at() -> datetime:
    """Now."""
    return timezone.now()


@pytest.fixture
def ane(cast: Cast) -> User:
    """Someone with access."""
    return make_colleague(ADDRESS, "Ane Krogh", password=PASSWORD)


def parts_of(mail: EmailMessage) -> tuple[str, str]:
    """Text and HTML."""
    text, html = (part.get_content() for part in mail.iter_parts())
    return text, html


def link_in(text: str, site: str) -> str:
    """The path of the mail's link."""
    found = re.search(rf"{site}(/\S+)", text)
    assert found
    return found[1]


def test_a_forgotten_password(ane: User, sink: Sink, client: Client, settings: Settings) -> None:
    assert client.post("/konto/glemt/", {"email": "ANE@slagelse.example"}).status_code == 302
    letter = Letter.objects.get()
    deliver_due(at=letter.put_at)
    (mail,) = sink.to(ADDRESS)
    assert mail["Subject"] == "Vælg en ny adgangskode til KontaktLæge-portalen"
    text, html = parts_of(mail)
    link = link_in(text, settings.SITE_URL)
    assert link in html
    assert "password1" in client.get(link, follow=True).content.decode()


def test_no_token_is_stored(ane: User, sink: Sink, client: Client, settings: Settings) -> None:
    client.post("/konto/glemt/", {"email": ADDRESS})
    deliver_due(at=Letter.objects.get().put_at)
    token = link_in(parts_of(sink.arrived[0])[0], settings.SITE_URL).rstrip("/").rpartition("-")[2]
    rows = [*Letter.objects.values(), *Event.objects.values()]
    assert token not in json.dumps(rows, default=str)


def test_an_unknown_address_gets_the_same_page_and_no_letter(db: None, client: Client) -> None:
    answer = client.post("/konto/glemt/", {"email": "ukendt@slagelse.example"})
    assert answer["Location"] == "/konto/glemt/sendt/"
    assert not Letter.objects.exists()


def test_a_double_click_is_one_letter(ane: User, client: Client) -> None:
    for _ in range(2):
        client.post("/konto/glemt/", {"email": ADDRESS})
    # Two, should the minute turn in between.
    assert Letter.objects.count() <= 2 - (len(set(Letter.objects.values_list("occasion"))) == 1)


@pytest.mark.parametrize("change", [{"is_active": False}, {"email": "ny@slagelse.example"}], ids=str)
def test_a_letter_to_someone_who_left_or_moved_is_dropped(
    ane: User, sink: Sink, client: Client, change: dict[str, object]
) -> None:
    client.post("/konto/glemt/", {"email": ADDRESS})
    User.objects.filter(pk=ane.pk).update(**change)
    letter = Letter.objects.get()
    deliver_due(at=letter.put_at)
    assert Letter.objects.get().state == "dropped"
    assert not sink.arrived


def test_a_new_person_is_welcomed_once(db: None, sink: Sink, at: datetime, settings: Settings) -> None:
    user = make_person("bo@slagelse.example", "Bo <b>Fed</b>")
    put_welcome(user, at=at, project_id=1)
    put_welcome(user, at=at + timedelta(hours=1), project_id=2)
    deliver_due(at=at)
    (mail,) = sink.arrived
    text, html = parts_of(mail)
    assert "Hej Bo <b>Fed</b>" in text
    assert "Hej Bo &lt;b&gt;Fed&lt;/b&gt;" in html
    assert link_in(text, settings.SITE_URL).startswith("/konto/glemt/vaelg/")
    assert password_link(user).startswith(settings.SITE_URL)


def test_someone_with_a_password_needs_no_welcome(ane: User, sink: Sink, at: datetime) -> None:
    put_welcome(ane, at=at)
    deliver_due(at=at)
    assert Letter.objects.get().state == "dropped"


def test_an_address_is_confirmed_by_a_link_made_when_sent(
    ane: User, sink: Sink, at: datetime, settings: Settings
) -> None:
    address = EmailAddress.objects.create(user=ane, email="ny@slagelse.example", verified=False)
    address.send_confirmation(HttpRequest())
    letter = Letter.objects.get()
    deliver_due(at=letter.put_at)
    (mail,) = sink.to("ny@slagelse.example")
    key = link_in(parts_of(mail)[0], settings.SITE_URL).rstrip("/").rpartition("/")[2]
    assert key not in json.dumps(list(Letter.objects.values()), default=str)
    address.verified = True
    address.save()
    put_confirm_email(address, at=at + timedelta(hours=1))
    deliver_due(at=at + timedelta(hours=1))
    assert Letter.objects.filter(state="dropped").exists()


@pytest.mark.parametrize("prefix", PREFIXES)
def test_any_other_mail_of_allauths_is_put_in_danish(ane: User, sink: Sink, settings: Settings, prefix: str) -> None:
    settings.ACCOUNT_EMAIL_NOTIFICATIONS = True
    get_adapter().send_mail(f"account/email/{prefix}", ADDRESS, {"user": ane, "user_agent": "Fri tekst"})
    assert not sink.arrived
    letter = Letter.objects.get()
    assert "Fri tekst" not in str(letter.params)
    assert letter.label
    deliver_due(at=letter.put_at)
    text, _html = parts_of(sink.arrived[0])
    assert text.startswith("Hej Ane Krogh")


def test_a_mail_with_a_secret_is_not_put(db: None) -> None:
    with pytest.raises(ImproperlyConfigured):
        get_adapter().send_mail("account/email/login_code", ADDRESS, {"code": "123456"})
    assert not Letter.objects.exists()
