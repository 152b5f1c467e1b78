"""Writing what units say: the rows as they stand now, and an entry for each, so that what they said before stays."""

from collections.abc import Sequence
from datetime import datetime

from accounts.models import User
from checklists.models import TaskUnit, TaskUnitEntry
from checklists.models.task_unit import FACTS


def write_rows(rows: Sequence[TaskUnit], *, by: User | None, at: datetime) -> None:
    """Save locked rows that have changed, whatever their number in two queries; `by=None` is the portal itself."""
    for row in rows:
        row.version += 1
        row.changed_at, row.changed_by = at, by
    TaskUnit.objects.bulk_update(rows, [*FACTS, "version", "changed_at", "changed_by"])
    TaskUnitEntry.objects.bulk_create(
        TaskUnitEntry(
            row=row,
            version=row.version,
            changed_at=at,
            changed_by=by,
            **{name: getattr(row, name) for name in FACTS},
        )
        for row in rows
    )
