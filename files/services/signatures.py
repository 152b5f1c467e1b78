"""Reading the signatures of stored PDFs: expected when one is stored, done by a worker, done again if it is killed."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, cast

from django.conf import settings
from django.db import transaction

from files.kinds import PDF
from files.models import FileVersion, Signature, SignatureReading
from files.signatures.apart import read_apart
from files.signatures.facts import SignatureFact, TooMuch, Unreadable
from files.storage import the_storage
from outbox.tries import WAITS, claim
from outbox.wake import wake

logger = logging.getLogger(__name__)

TASK = "files.tasks.read_signatures_of"
SWEEP_MOST = 20


def expect_reading(version: FileVersion, *, at: datetime) -> None:
    """Note, in the transaction that stores a version, that its signatures are to be read; nothing but for a PDF."""
    if version.kind != PDF.key:
        return
    reading = SignatureReading.objects.create(version=version, next_attempt_at=at)
    transaction.on_commit(lambda: wake(reading.pk, task=TASK))


def read_version(pk: int, *, at: datetime) -> SignatureReading | None:
    """Read one PDF's signatures if that is due; None when it is not, or when another worker has it.

    The try is counted before it begins, so a file that brings workers down is given up after some of them. What a
    worker finds whose try counts as lost is thrown away.
    """
    attempt = claim(SignatureReading.objects.due(at), pk, at=at)
    if not attempt:
        return None
    reading = SignatureReading.objects.select_related("version").get(pk=pk)
    try:
        facts = _facts(reading.version, at)
    except Exception as fault:  # whatever went wrong, this one waits or is given up and the others go on
        _note_fault(reading, fault, attempt)
    else:
        _note_facts(reading, facts, attempt)
    reading.refresh_from_db()
    return reading


def read_due(*, at: datetime) -> int:
    """Read what is due, one after the other; how many were tried. What is left comes with the next sweep."""
    _give_up_lost(at)
    due = list(SignatureReading.objects.due(at).values_list("pk", flat=True)[:SWEEP_MOST])
    return sum(read_version(pk, at=at) is not None for pk in due)


def _give_up_lost(at: datetime) -> None:
    """Those whose last try was lost with its worker."""
    lost = SignatureReading.objects.due(at).order_by().filter(attempts__gte=len(WAITS))
    lost.update(state=SignatureReading.State.FAILED)


def _facts(version: FileVersion, at: datetime) -> list[SignatureFact]:
    folder = settings.FILES_SIGNATURE_ROOTS
    with _content(version) as content:
        return read_apart(content, roots=Path(folder) if folder else None, at=at)


@contextmanager
def _content(version: FileVersion) -> Iterator[BinaryIO]:
    with the_storage().open(version.stored) as opened:
        yield cast(BinaryIO, opened)


def _note_facts(reading: SignatureReading, facts: list[SignatureFact], attempt: int) -> None:
    with transaction.atomic():
        if _end(reading, attempt, SignatureReading.State.READ):
            rows = [Signature.of(fact, version_id=reading.version_id, position=n) for n, fact in enumerate(facts, 1)]
            Signature.objects.bulk_create(rows)


def _note_fault(reading: SignatureReading, fault: Exception, attempt: int) -> None:
    """A file that says nothing is given up at once; a storage that is down or a slow machine gets its tries."""
    logger.warning("Signatures of version %s, attempt %s: %r", reading.version_id, attempt, fault)
    final = isinstance(fault, Unreadable) and not isinstance(fault, TooMuch)
    if final or attempt >= len(WAITS):
        _end(reading, attempt, SignatureReading.State.FAILED)


def _end(reading: SignatureReading, attempt: int, state: SignatureReading.State) -> bool:
    """Take the reading to its end, unless another try has begun meanwhile."""
    ours = SignatureReading.objects.filter(pk=reading.pk, state=SignatureReading.State.WAITING, attempts=attempt)
    return bool(ours.update(state=state))
