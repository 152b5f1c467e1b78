"""Background work on files: thin, and safe to run twice."""

import logging

from celery import shared_task

from audit import clock
from files.services import signatures
from files.services.disagreements import find_disagreements

logger = logging.getLogger(__name__)

# Longer than a reading may take, which ends itself.
READING_SECONDS = 60


@shared_task
def check_files() -> None:
    """Log as an error where rows and storage disagree."""
    if found := find_disagreements(at=clock.now()):
        logger.error("Files and their rows disagree: %s", found)


@shared_task(soft_time_limit=READING_SECONDS)
def read_signatures_of(pk: int) -> None:
    """Read the signatures of one stored PDF."""
    signatures.read_version(pk, at=clock.now())


@shared_task(soft_time_limit=READING_SECONDS * signatures.SWEEP_MOST)
def read_due_signatures() -> None:
    """Read the signatures of every PDF that is due, whatever became of its message to a worker."""
    signatures.read_due(at=clock.now())
