"""/sundhed/ and /sundhed/klar/: open to all, and naming the part that is down."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client, override_settings
from django.utils import timezone

from kontaktlaege import health
from kontaktlaege.celery import app
from kontaktlaege.tasks import clear_sessions, heartbeat

ALIVE, READY = "/sundhed/", "/sundhed/klar/"
NOBODY = "redis://127.0.0.1:1/0"
ALL_WELL = {"database": "ok", "cache": "ok", "broker": "ok", "beat": "ok"}


@pytest.fixture(autouse=True)
def _beating(db: None) -> None:
    """A heartbeat came through a moment ago."""
    heartbeat()


@pytest.fixture
def dead_broker() -> Iterator[None]:
    """Nobody listens where the queue should be."""
    app.conf.broker_url = NOBODY
    yield
    app.conf.broker_url = settings.CELERY_BROKER_URL


def test_it_works(client: Client) -> None:
    answer = client.get(READY)
    assert (answer.status_code, answer.json()) == (200, ALL_WELL)
    assert "no-store" in answer["Cache-Control"]


def test_alive_asks_nothing_of_the_database(client: Client, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert client.get(ALIVE).status_code == 200


@pytest.mark.parametrize("path", [ALIVE, READY])
def test_nothing_can_be_sent_to_it(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405


def test_a_silent_beat_is_named(client: Client) -> None:
    cache.delete(health.BEAT_KEY)
    answer = client.get(READY)
    assert (answer.status_code, answer.json()) == (503, {**ALL_WELL, "beat": "nede"})


def test_a_dead_broker_is_named(client: Client, dead_broker: None) -> None:
    answer = client.get(READY)
    assert (answer.status_code, answer.json()) == (503, {**ALL_WELL, "broker": "nede"})


def test_a_dead_cache_is_named_and_takes_the_beat_with_it(client: Client) -> None:
    caches = {"default": {**settings.CACHES["default"], "LOCATION": NOBODY}}
    with override_settings(CACHES=caches):
        answer = client.get(READY)
    assert (answer.status_code, answer.json()) == (503, {**ALL_WELL, "cache": "nede", "beat": "nede"})


def test_a_dead_database_is_named(client: Client) -> None:
    with connection.execute_wrapper(_refused):
        answer = client.get(READY)
    assert (answer.status_code, answer.json()) == (503, {**ALL_WELL, "database": "nede"})
    assert "refused" not in answer.content.decode()


def _refused(*_arguments: object) -> None:
    raise ConnectionRefusedError("refused")


def test_every_task_of_the_schedule_is_known() -> None:
    app.loader.import_default_modules()
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= set(app.tasks)


def test_ended_sessions_are_removed() -> None:
    yesterday = timezone.now() - timedelta(days=1)
    Session.objects.create(session_key="ended", session_data="", expire_date=yesterday)
    clear_sessions()
    assert not Session.objects.filter(session_key="ended").exists()
