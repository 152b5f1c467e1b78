"""Redis is away: whoever is signed in works on, the mail waits for the sweep, and the sign-in says what is wrong."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from outbox.models import Letter
from tests.cast import PASSWORD, Cast, make_colleague
from tests.mail_server import free_port

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def without_redis(settings: Settings) -> None:
    """Nobody listens where Redis should be."""
    nowhere = f"redis://127.0.0.1:{free_port()}/0"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": nowhere}}


def test_a_signed_in_projektleder_invites(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    there = reverse("invite", kwargs={"pk": cast.slagelse.pk})
    assert client.get(there).status_code == 200
    typed = {"name": "Camilla Rask", "email": "camilla@slagelse.example", "roles": "observer", "once": str(uuid4())}
    assert client.post(there, typed).status_code == 302
    assert Letter.objects.waiting().count() == 1


def test_whoever_signs_in_is_asked_to_try_again_later(client: Client) -> None:
    ane = make_colleague("ane@slagelse.example", "Ane Krogh", password=PASSWORD)
    client.raise_request_exception = False
    page = f"{reverse('account_login')}?next=/mig/"
    assert client.get(page).status_code == 200
    answer = client.post(
        reverse("account_login"),
        {"login": ane.email, "password": PASSWORD, "next": "/mig/"},
        headers={"referer": f"http://testserver{page}"},
    )
    assert answer.status_code == 503
    text = answer.content.decode()
    assert "Du kan ikke logge ind lige nu" in text
    assert "Prøv igen om lidt." in text
    assert f'href="http://testserver{page}"' in text
    assert PASSWORD not in text
    assert client.get("/")["Location"].startswith(reverse("account_login"))


def test_whoever_forgot_the_password_is_asked_to_try_again_later(client: Client) -> None:
    ane = make_colleague("ane@slagelse.example", "Ane Krogh", password=PASSWORD)
    client.raise_request_exception = False
    page = reverse("account_reset_password")
    assert client.get(page).status_code == 200
    answer = client.post(page, {"email": ane.email})
    assert answer.status_code == 503
    text = answer.content.decode()
    assert "Du kan ikke vælge ny adgangskode lige nu" in text
    assert "Prøv igen om lidt." in text
    assert f'href="{page}"' in text
    assert not Letter.objects.exists()


def test_a_link_to_a_new_password_waits_too(client: Client) -> None:
    client.raise_request_exception = False
    link = reverse("account_reset_password_from_key", kwargs={"uidb36": "1", "key": "abc-def"})
    assert client.post(link).status_code == 503
