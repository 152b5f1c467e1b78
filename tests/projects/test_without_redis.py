"""Redis is away: whoever is signed in works on, and the mail waits for the sweep."""

from uuid import uuid4

from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from outbox.models import Letter
from tests.cast import Cast
from tests.mail_server import free_port


def test_a_signed_in_projektleder_invites(cast: Cast, client: Client, settings: Settings) -> None:
    client.force_login(cast.leader)
    nowhere = f"redis://127.0.0.1:{free_port()}/0"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": nowhere}}
    there = reverse("invite", kwargs={"pk": cast.slagelse.pk})
    assert client.get(there).status_code == 200
    typed = {"name": "Camilla Rask", "email": "camilla@slagelse.example", "roles": "observer", "once": str(uuid4())}
    assert client.post(there, typed).status_code == 302
    assert Letter.objects.waiting().count() == 1
