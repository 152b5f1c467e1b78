"""Writing to the record, and reading it as sentences."""

from datetime import datetime
from typing import Any

import pytest
from django.utils import timezone

from audit.event_types import UnknownEventType, WrongEventParams, declare
from audit.models import Event
from audit.record import record
from tests.cast import make_person

OPENED = declare("test.opened", "{actor} åbnede {thing}.")


def test_it_works(db: None) -> None:
    who = make_person("a@b.example", "Åse Krogh")
    record(OPENED, by=who, at=timezone.now(), project_id=1, subject="G31", thing="døren")
    event = Event.objects.of_project(1).about("G31").get()
    assert event.sentence == "Åse Krogh åbnede døren."
    assert event.recorded_at


def test_without_a_person_it_was_the_portal(db: None) -> None:
    assert record(OPENED, by=None, at=timezone.now(), thing="døren").sentence == "Portalen åbnede døren."


def test_an_unknown_type_is_refused(db: None) -> None:
    with pytest.raises(UnknownEventType):
        record("test.unheard_of", by=None, at=timezone.now())


@pytest.mark.parametrize("params", [{}, {"thing": "døren", "secret": "x"}])
def test_the_parameters_are_those_of_the_sentence(db: None, params: dict[str, Any]) -> None:
    with pytest.raises(WrongEventParams):
        record(OPENED, by=None, at=timezone.now(), **params)


def test_a_time_without_zone_is_refused(db: None) -> None:
    with pytest.raises(ValueError, match="aware"):
        record(OPENED, by=None, at=datetime(2026, 1, 1), thing="døren")  # noqa: DTZ001


def test_a_type_has_one_sentence() -> None:
    with pytest.raises(ValueError, match="twice"):
        declare("test.opened", "Noget andet.")


def test_the_name_stays_as_it_was(db: None) -> None:
    who = make_person("a@b.example", "Åse Krogh")
    event = record(OPENED, by=who, at=timezone.now(), thing="døren")
    who.name = "Åse Holm"
    who.save()
    event.refresh_from_db()
    assert event.sentence.startswith("Åse Krogh")
