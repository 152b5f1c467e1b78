"""A forgotten password: from the form through Redis and a worker to a real SMTP server."""

import re
import time
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from socket import socket

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from celery.contrib.testing.worker import start_worker
from django.conf import settings
from django.test import Client

from kontaktlaege.celery import app
from tests.cast import PASSWORD, make_person


class Sink(Message):
    """Keeps what arrives."""

    def __init__(self) -> None:
        super().__init__()
        self.arrived: list[EmailMessage] = []

    def prepare_message(self, session: object, envelope: object) -> EmailMessage:
        """As sent."""
        return message_from_bytes(envelope.content, policy=policy.default)  # type: ignore[attr-defined]

    def handle_message(self, message: EmailMessage) -> None:  # type: ignore[override]
        """One more."""
        self.arrived.append(message)


@pytest.fixture
def sink(settings: object) -> Iterator[Sink]:
    """A real SMTP server on a free port."""
    handler = Sink()
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port  # type: ignore[attr-defined]
    yield handler
    controller.stop()


def wait_until(done: Callable[[], object], seconds: float = 10) -> None:
    """Wait for work in the background."""
    deadline = time.monotonic() + seconds
    while not done() and time.monotonic() < deadline:
        time.sleep(0.05)


def test_the_letter_arrives_and_its_link_works(transactional_db: None, sink: Sink, client: Client) -> None:
    make_person("ane@slagelse.example", "Ane Krogh", password=PASSWORD)
    with start_worker(app, pool="solo", perform_ping_check=False):
        assert client.post("/konto/glemt/", {"email": "ane@slagelse.example"}).status_code == 302
        wait_until(lambda: sink.arrived)
    letter = sink.arrived[0]
    assert letter["To"] == "ane@slagelse.example"
    assert letter["Subject"] == "Vælg en ny adgangskode til KontaktLæge-portalen"
    text, html = (part.get_content() for part in letter.iter_parts())
    link = re.search(rf"{settings.SITE_URL}(\S+)", text)
    assert link
    assert link[1] in html
    assert "password1" in client.get(link[1], follow=True).content.decode()


def test_an_unknown_address_gets_the_same_page_and_no_letter(db: None, sink: Sink, client: Client) -> None:
    answer = client.post("/konto/glemt/", {"email": "ukendt@slagelse.example"})
    assert answer["Location"] == "/konto/glemt/sendt/"
    assert not sink.arrived
