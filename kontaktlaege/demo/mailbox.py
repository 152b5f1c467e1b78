"""The mails that the demo's own mail server took (script/stack/mail_sink.py): files in a folder, the newest last."""

import re
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from django.utils import timezone

NAME = re.compile(r"^[0-9-]{10,40}$")
# The oldest ones stay in the folder and are not shown.
MOST = 500


@dataclass(frozen=True)
class Mail:
    """One mail as it arrived."""

    name: str
    message: EmailMessage
    arrived_at: datetime

    @property
    def subject(self) -> str:
        """The subject, decoded."""
        return str(self.message["Subject"] or "")

    @property
    def to(self) -> str:
        """The recipient."""
        return str(self.message["To"] or "")

    @property
    def message_id(self) -> str:
        """The same for a mail that was repeated."""
        return str(self.message["Message-ID"] or "")

    @property
    def text(self) -> str:
        """The plain text."""
        return self._part("plain")

    @property
    def html(self) -> str:
        """The HTML; its links open beside it, since no page of the portal lets itself be framed."""
        return self._part("html").replace("<head>", '<head><base target="_blank">', 1)

    def _part(self, kind: str) -> str:
        part = self.message.get_body((kind,))
        return str(part.get_content()) if part else ""


def all_mails(folder: Path) -> list[Mail]:
    """The newest first."""
    newest = sorted(folder.glob("*.eml"), reverse=True)[:MOST]
    return [_read(file) for file in newest]


def one_mail(folder: Path, name: str) -> Mail | None:
    """The mail with this name."""
    file = folder / f"{name}.eml"
    return _read(file) if NAME.match(name) and file.is_file() else None


def _read(file: Path) -> Mail:
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    at = datetime.fromtimestamp(file.stat().st_mtime, tz=timezone.get_current_timezone())
    return Mail(file.stem, message, at)
