"""Background work on files: thin, and safe to run twice."""

import logging

from celery import shared_task

from audit import clock
from files.services.disagreements import find_disagreements

logger = logging.getLogger(__name__)


@shared_task
def check_files() -> None:
    """Log as an error where rows and storage disagree."""
    if found := find_disagreements(at=clock.now()):
        logger.error("Files and their rows disagree: %s", found)
