"""Background work on projects: thin, and safe to run twice."""

from celery import shared_task

from audit import clock
from projects.services.day_turns import day_turns


@shared_task
def turn_day() -> int:
    """Tell what has begun and ended because the day turned; how many were told."""
    return day_turns(on=clock.today(), at=clock.now())
