"""Writing to Historik what happened to a document."""

from datetime import datetime

from audit.record import Actor
from documents.rules.catalogue import Document
from projects.models import Project
from projects.record import record_in


def subject_of(document: Document) -> str:
    """What the events of a document are about."""
    return f"document:{document.key}"


def tell(event_type: str, project: Project, document: Document, *, by: Actor, at: datetime) -> None:
    """One event of a document in a project."""
    record_in(project, event_type, by=by, at=at, subject=subject_of(document), name=document.name)
