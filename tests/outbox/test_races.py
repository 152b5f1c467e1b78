"""Two at once, and a broker that does not answer: the row's lock and the row itself are enough."""

import json
import time
from datetime import datetime
from functools import partial
from socket import socket

import pytest
import redis
from celery import current_app
from django.conf import settings

from outbox import wake
from outbox.models import Letter
from outbox.services import deliver, send_again
from tests.mail_server import Sink, free_port
from tests.outbox.conftest import put_one
from tests.racing import race

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_workers_at_once_send_once(sink: Sink, at: datetime) -> None:
    letter = put_one(at)
    sink.hold = {letter.to_email}

    def release() -> None:
        while not sink.holding:
            time.sleep(0.01)
        # Time for the other to come to the locked row.
        time.sleep(0.3)
        sink.hold.clear()

    results = race(partial(deliver, letter.pk, at=at), partial(deliver, letter.pk, at=at), release)
    assert sorted(type(result).__name__ for result in results) == ["Letter", "NoneType", "NoneType"]
    assert len(sink.arrived) == 1


def test_the_same_letter_put_twice_at_once_is_once(at: datetime) -> None:
    first, second = race(partial(put_one, at), partial(put_one, at))
    assert first == second
    assert Letter.objects.count() == 1


def test_a_letter_sent_again_twice_at_once_is_sent_again_once(at: datetime) -> None:
    letter = put_one(at)
    Letter.objects.update(state=Letter.State.FAILED)
    again = partial(send_again, letter.pk, at=at)
    assert sorted(type(result).__name__ for result in race(again, again)) == ["Letter", "NotFailed"]


def test_a_broker_that_is_down_neither_breaks_nor_slows_the_request(
    at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        # Nobody listens; and one who takes the call and says nothing.
        for port in (free_port(), silent.getsockname()[1]):
            monkeypatch.setattr(current_app.conf, "broker_write_url", f"redis://127.0.0.1:{port}/0")
            monkeypatch.setattr(wake.Broker, "quiet_until", 0.0)
            began = time.monotonic()
            for n in range(3):
                put_one(at, occasion=f"{port} {n}")
            assert time.monotonic() - began < 2
    assert Letter.objects.waiting().count() == 6


def test_the_worker_is_told_the_rows_number_and_nothing_else(at: datetime) -> None:
    broker = redis.from_url(settings.REDIS_URL)
    broker.flushdb()
    letter = put_one(at, person="Hemmelig")
    (message,) = [text for text in broker.lrange("celery", 0, -1) if wake.TASK.encode() in text]
    assert json.loads(message)["headers"]["argsrepr"] == f"[{letter.pk}]"
    assert b"Hemmelig" not in message
