"""Work that a worker may lose with its row: each try is counted before it begins, and given up after some of them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

# How long a try may last before it counts as lost, and so the wait until the next. When they are used up, the work has
# failed. The first is longer than any work here takes.
WAITS = (timedelta(minutes=2), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6))


def claim(due: "QuerySet[Any]", pk: int, *, at: datetime, waits: Sequence[timedelta] = WAITS) -> int | None:
    """The number of the try that is now ours; of two workers at once the second finds the row not `due`.

    The row has `attempts` and `next_attempt_at`, which make it due again when the try is lost.
    """
    with transaction.atomic():
        row = due.select_for_update(skip_locked=True).filter(pk=pk).first()
        if row is None or row.attempts >= len(waits):
            return None
        row.next_attempt_at = at + waits[row.attempts]
        row.attempts += 1
        row.save(update_fields=["attempts", "next_attempt_at"])
        attempts: int = row.attempts
        return attempts
