"""The one clock. Read it only at the edge (views, tasks, commands); everything below takes the time as an argument."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta

from django.utils import timezone

_shift: ContextVar[timedelta] = ContextVar("clock_shift", default=timedelta(0))


def now() -> datetime:
    """The time now, aware; shifted inside `shifted_to`."""
    return timezone.now() + _shift.get()


def day_of(at: datetime) -> date:
    """The Danish calendar day that `at` falls on."""
    return timezone.localdate(at)


def today() -> date:
    """Today in Denmark."""
    return day_of(now())


@contextmanager
def shifted_to(moment: datetime) -> Iterator[None]:
    """Inside the block the clock starts at `moment` and ticks on. For the demo's history and for tests."""
    token = _shift.set(moment - timezone.now())
    try:
        yield
    finally:
        _shift.reset(token)
