"""Background work on tasks: thin, and safe to run twice."""

from celery import shared_task

from audit import clock
from checklists.services.day_turns import day_turns


@shared_task
def turn_day() -> int:
    """Open what has too old a proof, and tell of go-live that came too early; how many there were."""
    return day_turns(at=clock.now())
