"""A real SMTP server that keeps what arrives, and can be told to misbehave."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from socket import socket
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

# Answers to RCPT TO.
GONE = "550 5.1.1 No such user here"
RELAY = "554 5.7.1 Relay access denied"
GREYLISTED = "451 4.7.1 Come back later"


class Sink:
    """`answers` refuses addresses; `hold` keeps the sender waiting at an address until it is taken out."""

    def __init__(self) -> None:
        self.arrived: list[EmailMessage] = []
        self.answers: dict[str, str] = {}
        self.hold: set[str] = set()
        self.holding = 0

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        """Take or refuse the address."""
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep the mail, and answer unless the address is one to hold."""
        self.arrived.append(message_from_bytes(envelope.content or b"", policy=policy.default))  # type: ignore[arg-type]
        self.holding += bool(set(envelope.rcpt_tos) & self.hold)
        while set(envelope.rcpt_tos) & self.hold:
            await asyncio.sleep(0.02)
        return "250 OK"

    def to(self, address: str) -> list[EmailMessage]:
        """The mails that came to one address."""
        return [mail for mail in self.arrived if mail["To"] == address]


def free_port() -> int:
    """A port nobody listens on."""
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def listening(sink: Sink, port: int) -> Iterator[None]:
    """The sink answers on the port inside the block."""
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield
    finally:
        controller.stop(no_assert=True)
