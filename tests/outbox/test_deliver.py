"""Putting and delivering, in one process, against a real mail server."""

import time
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from pytest_django import Settings

from outbox.letters import UnknownKind, WrongLetterParams, declare
from outbox.models import Letter
from outbox.services import WAITS, NotFailed, deliver, deliver_due, put, send_again
from tests.mail_server import GONE, GREYLISTED, RELAY, Sink, listening
from tests.outbox.conftest import KIND, put_one, write

pytestmark = pytest.mark.django_db
Fault = Letter.Fault


def now_of(letter: Letter) -> Letter:
    """The row as it stands."""
    return Letter.objects.get(pk=letter.pk)


def test_a_letter_goes_once(sink: Sink, at: datetime) -> None:
    letter = put_one(at)
    assert deliver_due(at=at) == 1
    assert deliver_due(at=at) == 0
    (mail,) = sink.arrived
    assert mail["To"] == "ane@slagelse.example"
    assert mail["Message-ID"] == letter.message_id
    assert mail["Auto-Submitted"] == "auto-generated"
    text, html = (part.get_content() for part in mail.iter_parts())
    assert text.startswith("Hej Ane")
    assert "<p>Hej Ane</p>" in html
    sent = now_of(letter)
    assert (sent.state, sent.sent_at, sent.attempts, sent.label) == ("sent", at, 1, "Prøve til Ane")


def test_the_same_letter_twice_is_once(sink: Sink, at: datetime) -> None:
    first = put_one(at)
    assert put_one(at + timedelta(hours=1), to="ANE@slagelse.example") == first
    assert put_one(at, occasion="again 2") != first
    assert Letter.objects.count() == 2


def test_a_rolled_back_transaction_sends_nothing(sink: Sink, at: datetime) -> None:
    with transaction.atomic():
        put_one(at)
        transaction.set_rollback(True)
    assert deliver_due(at=at) == 0
    assert not sink.arrived


def test_what_put_refuses(at: datetime) -> None:
    def wrong(kind: str = KIND, to: str = "a@b.example", at: datetime = at, **params: Any) -> None:
        put(kind, to_email=to, subject="s", occasion="o", at=at, **params)

    wrong_ones: list[tuple[type[Exception], dict[str, Any]]] = [
        (UnknownKind, {"kind": "nej", "person": "A"}),
        (WrongLetterParams, {}),
        (WrongLetterParams, {"person": "A" * 300}),
        (ValidationError, {"to": "ingen adresse", "person": "A"}),
        (ValidationError, {"to": "a@b.example\nBcc: c@d.example", "person": "A"}),
        (ValueError, {"at": at.replace(tzinfo=None), "person": "A"}),
    ]
    for error, given in wrong_ones:
        with pytest.raises(error):
            wrong(**given)
    with pytest.raises(ValueError, match="twice"):
        declare(KIND, label="", write=write)
    assert not Letter.objects.exists()


def test_later_is_not_now(sink: Sink, at: datetime) -> None:
    letter = put_one(at + timedelta(hours=1))
    assert deliver(letter.pk, at=at) is None
    assert deliver(letter.pk, at=at + timedelta(hours=1))


def test_no_longer_relevant_is_dropped(sink: Sink, at: datetime) -> None:
    letter = put_one(at, person="ingen")
    deliver_due(at=at)
    assert now_of(letter).state == "dropped"
    assert not sink.arrived


def test_a_letter_that_cannot_be_written_holds_no_other_up(sink: Sink, at: datetime) -> None:
    bad, good = put_one(at, person="fejl"), put_one(at, occasion="2")
    assert deliver_due(at=at) == 2
    assert now_of(good).state == "sent"
    assert (now_of(bad).state, now_of(bad).last_error) == ("waiting", Fault.NOT_WRITTEN)


def test_the_server_is_down_and_comes_back(mail_port: int, at: datetime) -> None:
    letter = put_one(at)
    waits = []
    for _ in range(3):
        deliver_due(at=at)
        row = now_of(letter)
        assert (row.state, row.last_error) == ("waiting", Fault.NO_ANSWER)
        waits.append(row.next_attempt_at - at)
        assert deliver(letter.pk, at=row.next_attempt_at - timedelta(seconds=1)) is None
        at = row.next_attempt_at
    assert tuple(waits) == WAITS[:3]
    assert waits == sorted(waits)
    sink = Sink()
    with listening(sink, mail_port):
        deliver_due(at=at)
    assert [mail["Message-ID"] for mail in sink.arrived] == [letter.message_id]
    row = now_of(letter)
    assert (row.state, row.attempts, row.last_error) == ("sent", 4, "")


def test_in_the_end_it_has_failed_and_can_be_sent_again(mail_port: int, at: datetime) -> None:
    letter = put_one(at)
    for _ in range(len(WAITS) + 1):
        assert deliver(letter.pk, at=at)
        at = now_of(letter).next_attempt_at
    row = now_of(letter)
    assert (row.state, row.bounced) == ("failed", False)
    assert deliver(letter.pk, at=at + timedelta(days=30)) is None
    again = send_again(letter.pk, at=at)
    assert (again.state, again.attempts, again.message_id) == ("waiting", 0, letter.message_id)
    with pytest.raises(NotFailed):
        send_again(letter.pk, at=at)


def test_a_refused_address_fails_at_once(sink: Sink, at: datetime) -> None:
    sink.answers = {"gone@x.example": GONE, "relay@x.example": RELAY, "later@x.example": GREYLISTED}
    gone, relay, later = (put_one(at, to=f"{who}@x.example") for who in ("gone", "relay", "later"))
    deliver_due(at=at)
    row = now_of(gone)
    assert (row.state, row.bounced, row.last_error) == ("failed", True, Fault.ADDRESS)
    assert row.server_said == GONE
    assert list(Letter.objects.bounced()) == [gone]
    # "Relay denied" is the server's word about us, not about the address.
    assert (now_of(relay).state, now_of(relay).last_error) == ("waiting", Fault.SENDER)
    assert (now_of(later).state, now_of(later).last_error) == ("waiting", Fault.LATER)


def test_a_hanging_server_is_left_in_time(sink: Sink, settings: Settings, at: datetime) -> None:
    assert settings.EMAIL_TIMEOUT <= 10
    settings.EMAIL_TIMEOUT = 1
    sink.hold = {"hang@x.example"}
    hanging, other = put_one(at, to="hang@x.example"), put_one(at)
    began = time.monotonic()
    deliver_due(at=at)
    assert time.monotonic() - began < 3
    assert (now_of(hanging).state, now_of(hanging).last_error) == ("waiting", Fault.NO_ANSWER)
    assert now_of(other).state == "sent"
