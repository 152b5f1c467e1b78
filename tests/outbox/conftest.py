"""A kind of mail to send."""

from datetime import datetime

import pytest
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from outbox import letters
from outbox.mail import build_mail
from outbox.models import Letter
from outbox.services import put
from outbox.wake import Broker

KIND = "outbox_test"


def write(letter: Letter) -> EmailMultiAlternatives | None:
    """A mail with a name, or none at all."""
    if letter.params["person"] == "ingen":
        return None
    if letter.params["person"] == "fejl":
        raise LookupError("Det er en fejl")
    return build_mail("accounts/mail/welcome", subject="Prøve", name=letter.params["person"])


@pytest.fixture(autouse=True)
def _kind(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kind of mail of the tests' own; and Redis counts as up until a test finds otherwise."""
    monkeypatch.setattr(letters, "_kinds", dict(letters._kinds))
    letters.declare(KIND, label="Prøve til {person}", write=write)
    monkeypatch.setattr(Broker, "quiet_until", 0.0)


@pytest.fixture
def at() -> datetime:
    """Now."""
    return timezone.now()


def put_one(at: datetime, to: str = "ane@slagelse.example", occasion: str = "sent", person: str = "Ane") -> Letter:
    """A letter in the outbox."""
    return put(KIND, to_email=to, subject="test:1", occasion=occasion, at=at, project_id=7, person=person)
