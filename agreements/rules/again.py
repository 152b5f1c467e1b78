"""Is a form that comes too late the same one again, as a double click sends it?"""

from collections.abc import Mapping
from typing import Any

from accounts.models import User
from agreements.models import Agreement
from agreements.moves import MoveKind


def is_made(agreement: Agreement, move: MoveKind, facts: Mapping[str, Any], by: User) -> bool:
    """Was just this the last thing that happened, done by the same person? `label` is said of the newest version."""
    last = agreement.moves.last() if agreement.pk else None
    if last is None or last.kind != move or last.moved_by_id != by.pk:
        return False
    version = agreement.versions.first()
    now = {"label": version.label, "received_on": version.received_on, "place": version.place} if version else {}
    return all(
        (now[name] if name in now else getattr(agreement, name, value)) == value for name, value in facts.items()
    )
