"""Delivering in the background: thin, and safe to run twice."""

from celery import shared_task
from django.utils import timezone

from outbox import services

# A mail server that drips its answer, byte by byte, is cut off here and counted as a failed attempt.
LONGEST_SECONDS = 60


@shared_task(soft_time_limit=LONGEST_SECONDS)
def deliver_letter(pk: int) -> None:
    """Send one letter."""
    services.deliver(pk, at=timezone.now())


@shared_task(soft_time_limit=LONGEST_SECONDS)
def deliver_due_letters() -> None:
    """Send every letter that is due, whatever became of its message to a worker."""
    services.deliver_due(at=timezone.now())
