"""Background work on agreements: thin, and safe to run twice."""

from celery import shared_task

from agreements.services import packages
from audit import clock

# A cover sheet is one page and takes a few seconds.
COVER_SECONDS = 60


@shared_task(soft_time_limit=COVER_SECONDS)
def make_cover_of(pk: int) -> None:
    """Make the cover sheet of one journalpakke."""
    packages.make_cover(pk, at=clock.now())


@shared_task(soft_time_limit=COVER_SECONDS * packages.SWEEP_MOST)
def make_due_covers() -> None:
    """Make every cover sheet that is due, whatever became of its message to a worker."""
    packages.make_due(at=clock.now())
