"""The only way into the record."""

from datetime import datetime
from typing import Protocol

from audit.event_types import WrongEventParams, params_of
from audit.listeners import tell
from audit.models import Event


class Actor(Protocol):
    """A person as the record sees one."""

    @property
    def pk(self) -> int: ...

    @property
    def name(self) -> str: ...


def record(
    event_type: str,
    *,
    by: Actor | None,
    at: datetime,
    municipality_id: int | None = None,
    project_id: int | None = None,
    subject: str = "",
    cause: Event | None = None,
    **params: str | int,
) -> Event:
    """Write one event in the running transaction, and tell those who listen. `by=None` means the portal itself.

    Raises UnknownEventType for an undeclared type, WrongEventParams when the parameters are not exactly those of the
    type's sentence, ValueError for a naive time.
    """
    if at.tzinfo is None:
        raise ValueError("Time must be aware")
    if params.keys() != params_of(event_type):
        raise WrongEventParams(f"{event_type} needs {sorted(params_of(event_type))}, got {sorted(params)}")
    event = Event.objects.create(
        type=event_type,
        params=params,
        actor_id=by.pk if by else None,
        actor_name=by.name if by else "",
        municipality_id=municipality_id,
        project_id=project_id,
        subject=subject,
        cause=cause,
        occurred_at=at,
    )
    tell(event)
    return event
