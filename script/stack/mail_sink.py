"""The demo's mail server: every mail becomes a file, none leaves the machine. /demo/postkasse/ shows them."""

from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

from script.stack.ports import LOOPBACK


class Keep:
    """Writes each mail to a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.numbers = count(1)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """One mail, one file, named so that the newest sorts last. It has its name only when it is whole."""
        name = f"{datetime.now(UTC):%Y%m%d-%H%M%S-%f}-{next(self.numbers):03}"
        unfinished = self.folder / f"{name}.part"
        unfinished.write_bytes(envelope.original_content or b"")
        unfinished.rename(self.folder / f"{name}.eml")
        return "250 OK"


def keep_mail(folder: Path, port: int) -> None:
    """Listen in a thread until the process ends."""
    folder.mkdir(exist_ok=True)
    Controller(Keep(folder), hostname=LOOPBACK, port=port).start()
