"""Putting mail into the outbox, and delivering it."""

import logging
import time
from datetime import datetime, timedelta
from email.utils import make_msgid, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email
from django.db import transaction

from outbox.faults import verdict_on
from outbox.letters import check_params, writer_of
from outbox.models import Letter
from outbox.wake import wake

logger = logging.getLogger(__name__)

# After each failed attempt; when they are used up, the mail has failed. Somewhat less than two days in all.
WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
    timedelta(hours=24),
)
# A sweep takes no new letter after this long, so that a hanging mail server does not keep a worker from other work.
SWEEP_SECONDS = 20
SWEEP_MOST = 200


class NotFailed(Exception):
    """Only a mail that has failed can be sent again."""


@transaction.atomic
def put(
    kind: str,
    *,
    to_email: str,
    subject: str,
    occasion: str,
    at: datetime,
    to_user_id: int | None = None,
    project_id: int | None = None,
    municipality_id: int | None = None,
    **params: str | int,
) -> Letter:
    """Write a mail into the outbox, in the caller's transaction; a worker sends it once that is committed.

    `subject` is what it is about ("invitation:42"), `occasion` when ("sent", "again 2", a date). The same address,
    subject and occasion again give the first row and send nothing. `params` are ids and labels, never free text or
    tokens. Raises UnknownKind, WrongLetterParams, ValueError for a naive time, ValidationError for a wrong address.
    """
    if at.tzinfo is None:
        raise ValueError("Time must be aware")
    check_params(kind, params)
    validate_email(to_email := to_email.strip())
    message_id = make_msgid(domain=_own_domain())
    new = Letter(
        kind=kind,
        subject=subject,
        occasion=occasion,
        to_email=to_email,
        to_user_id=to_user_id,
        project_id=project_id,
        municipality_id=municipality_id,
        params=params,
        next_attempt_at=at,
        message_id=message_id,
        put_at=at,
    )
    # Of two at once the second waits here for the first, then does nothing.
    Letter.objects.bulk_create([new], ignore_conflicts=True)
    letter = Letter.objects.once(to_email=to_email, subject=subject, occasion=occasion)
    if letter.message_id == message_id:
        _wake_after_commit(letter)
    return letter


def deliver(pk: int, *, at: datetime) -> Letter | None:
    """Send one letter if it is due; None when it is not, or when another worker holds it.

    The row is locked until the mail server has answered. Should the worker die in between, the row is as before and the
    mail goes again, with the same Message-ID.
    """
    with transaction.atomic():
        letter = Letter.objects.due(at).select_for_update(skip_locked=True).filter(pk=pk).first()
        if letter:
            _attempt(letter, at)
            letter.save()
    return letter


def deliver_due(*, at: datetime) -> int:
    """Send what is due, each in its own transaction; how many were tried. What is left comes with the next sweep."""
    until = time.monotonic() + SWEEP_SECONDS
    tried = 0
    for pk in Letter.objects.due(at).values_list("pk", flat=True)[:SWEEP_MOST]:
        if time.monotonic() > until:
            break
        tried += deliver(pk, at=at) is not None
    return tried


@transaction.atomic
def send_again(pk: int, *, at: datetime) -> Letter:
    """Try a failed letter afresh. Raises NotFailed when it is in any other state, Letter.DoesNotExist."""
    letter = Letter.objects.select_for_update().get(pk=pk)
    if letter.state != Letter.State.FAILED:
        raise NotFailed
    letter.state, letter.attempts, letter.bounced = Letter.State.WAITING, 0, False
    letter.next_attempt_at = at
    letter.save()
    _wake_after_commit(letter)
    return letter


def _wake_after_commit(letter: Letter) -> None:
    transaction.on_commit(lambda: wake(letter.pk))


def _own_domain() -> str:
    """The part of the Message-ID behind the @: ours, and never looked up in the net."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]


def _attempt(letter: Letter, at: datetime) -> None:
    letter.attempts += 1
    try:
        mail = _written(letter)
        if mail is None:
            letter.state = Letter.State.DROPPED
            return
        mail.send()
    except Exception as error:  # whatever went wrong, this letter waits and the others go on
        _note_fault(letter, error, at)
    else:
        letter.state, letter.sent_at = Letter.State.SENT, at
        letter.last_error = letter.server_said = ""


def _written(letter: Letter) -> EmailMultiAlternatives | None:
    """The mail, to the address that the row names and with the row's Message-ID."""
    # A query that fails inside must not spoil the transaction that holds the row.
    with transaction.atomic():
        mail = writer_of(letter.kind)(letter)
    if mail:
        mail.to, mail.cc, mail.bcc = [letter.to_email], [], []
        mail.extra_headers = {
            **mail.extra_headers,
            "Message-ID": letter.message_id,
            # So that no out-of-office reply comes back.
            "Auto-Submitted": "auto-generated",
        }
    return mail


def _note_fault(letter: Letter, error: Exception, at: datetime) -> None:
    verdict = verdict_on(error)
    logger.warning("Letter %s, attempt %s: %s (%r)", letter.pk, letter.attempts, verdict.fault, error)
    if verdict.fault == Letter.Fault.NOT_WRITTEN:
        logger.error("Letter %s (%s) could not be written", letter.pk, letter.kind, exc_info=error)
    letter.last_error, letter.server_said = verdict.fault, verdict.said[:200]
    letter.bounced = verdict.fault == Letter.Fault.ADDRESS
    if verdict.final or letter.attempts > len(WAITS):
        letter.state = Letter.State.FAILED
    else:
        letter.next_attempt_at = at + WAITS[letter.attempts - 1]
