"""Background work that belongs to no part: thin and repeatable."""

from celery import shared_task
from django.core.management import call_command

from kontaktlaege import health


@shared_task
def heartbeat() -> None:
    """Beat sent this and a worker ran it."""
    health.note_beat()


@shared_task
def clear_sessions() -> None:
    """Remove the rows of sessions that ended."""
    call_command("clearsessions")
