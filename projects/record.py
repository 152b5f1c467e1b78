"""Writing to the record what happened in a project."""

from datetime import datetime

from audit.models import Event
from audit.record import Actor, record
from projects.models import Project


def record_in(
    project: Project,
    event_type: str,
    *,
    by: Actor | None,
    at: datetime,
    subject: str = "",
    cause: Event | None = None,
    **params: str | int,
) -> Event:
    """One event in the project, in the running transaction. Raises as `audit.record.record` does."""
    return record(
        event_type,
        by=by,
        at=at,
        municipality_id=project.municipality_id,
        project_id=project.pk,
        subject=subject,
        cause=cause,
        **params,
    )
