"""Recording that somebody said: this is no CPR-nummer. The number itself is recorded nowhere."""

from collections.abc import Iterable
from datetime import datetime

from accounts import events
from audit.record import Actor, record


def record_not_cpr(
    fields: Iterable[str],
    *,
    where: str,
    by: Actor,
    at: datetime,
    municipality_id: int | None = None,
    project_id: int | None = None,
    subject: str = "",
) -> None:
    """One event for each field, in the transaction that keeps what was typed.

    `fields` are the form's `confirmed_not_cpr`; `where` is the page or the thing in words.
    """
    for field in fields:
        record(
            events.NOT_CPR,
            by=by,
            at=at,
            municipality_id=municipality_id,
            project_id=project_id,
            subject=subject,
            field=field,
            where=where,
        )
