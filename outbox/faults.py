"""What a failed attempt means: the mail server's answer -> our word for it, and whether trying again can help."""

import re
from smtplib import (
    SMTPAuthenticationError,
    SMTPDataError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)
from typing import NamedTuple

from celery.exceptions import SoftTimeLimitExceeded

from outbox.models import Letter

Fault = Letter.Fault

PERMANENT = 500
# "5.7.1 Relay access denied": the server's policy towards us, which says nothing about the address.
POLICY = re.compile(r"^5\.7\.\d+")


class Verdict(NamedTuple):
    """Our word for the fault, the server's own words, and whether it is final."""

    fault: Letter.Fault
    said: str = ""
    final: bool = False


def verdict_on(error: Exception) -> Verdict:
    """What to make of an error from writing or sending a mail."""
    match error:
        case SMTPRecipientsRefused():
            code, said = next(iter(error.recipients.values()))
            return _recipient_refused(code, _words(code, said))
        case SMTPSenderRefused() | SMTPAuthenticationError():
            return Verdict(Fault.SENDER, _words(error.smtp_code, error.smtp_error))
        case SMTPDataError() if error.smtp_code >= PERMANENT:
            return Verdict(Fault.CONTENT, _words(error.smtp_code, error.smtp_error), final=True)
        case SMTPResponseException():
            return Verdict(Fault.LATER, _words(error.smtp_code, error.smtp_error))
        case SMTPException() | OSError() | SoftTimeLimitExceeded():
            return Verdict(Fault.NO_ANSWER)
        case _:
            return Verdict(Fault.NOT_WRITTEN)


def _recipient_refused(code: int, words: str) -> Verdict:
    if code < PERMANENT:
        return Verdict(Fault.LATER, words)
    if POLICY.match(words.partition(" ")[2]):
        return Verdict(Fault.SENDER, words)
    return Verdict(Fault.ADDRESS, words, final=True)


def _words(code: int, said: bytes | str) -> str:
    text = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
    return f"{code} {' '.join(text.split())}"
