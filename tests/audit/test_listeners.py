"""Talk upwards: who hears of an event, when, and what it costs to fail."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.utils import timezone

from audit import event_types, listeners
from audit.listeners import listen, listeners_of
from audit.models import Event
from audit.record import record

pytestmark = pytest.mark.django_db


@pytest.fixture
def types() -> Iterator[tuple[str, str]]:
    """Two event types of this test's own."""
    names = ("test.heard", "test.told")
    for name in names:
        event_types.declare(name, "{actor} gjorde noget.")
    yield names
    for name in names:
        event_types._sentences.pop(name)
        listeners._listeners.pop(name, None)


def test_a_listener_hears_in_the_same_transaction(types: tuple[str, str]) -> None:
    heard: list[Event] = []
    listen(heard.append, types[0])
    event = record(types[0], by=None, at=timezone.now())
    record(types[1], by=None, at=timezone.now())
    assert heard == [event]


def test_listening_twice_is_hearing_once(types: tuple[str, str]) -> None:
    heard: list[Event] = []
    hear = heard.append
    listen(hear, types[0])
    listen(hear, types[0])
    record(types[0], by=None, at=timezone.now())
    assert len(heard) == 1
    assert listeners_of(types[1]) == []


def test_listeners_do_not_trigger_each_other(types: tuple[str, str]) -> None:
    heard: list[Event] = []

    def answer(event: Event) -> None:
        record(types[1], by=None, at=event.occurred_at, cause=event)

    listen(answer, types[0])
    listen(heard.append, types[1])
    record(types[0], by=None, at=timezone.now())
    assert heard == []
    assert Event.objects.filter(type=types[1]).exists()
    record(types[1], by=None, at=timezone.now())
    assert len(heard) == 1


def test_a_listener_that_fails_takes_the_event_with_it(types: tuple[str, str]) -> None:
    def refuse(_event: Event) -> None:
        raise ValueError("refused here")

    listen(refuse, types[0])
    with pytest.raises(ValueError, match="refused here"), transaction.atomic():
        record(types[0], by=None, at=timezone.now())
    assert not Event.objects.filter(type=types[0]).exists()
