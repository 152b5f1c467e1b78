"""Rights, asked under the project's lock."""

from datetime import datetime

from django.core.exceptions import PermissionDenied

from accounts.models import User
from audit.clock import day_of
from audit.record import Actor
from checklists.rules.task_rights import actor_of
from documents.rules.catalogue import Document
from documents.rules.keepers import tasks_kept
from projects.access import standing_of
from projects.models import Project


def keeper(project: Project, document: Document, *, by: User, at: datetime) -> Actor:
    """Who keeps the document that day, and for whom: "Lone Dahl for Pia Nørgaard". Raises PermissionDenied."""
    day = day_of(at)
    mine = tasks_kept(standing_of(by, project, on=day), document, on=day)
    if not mine:
        raise PermissionDenied("This person may not keep this document")
    return actor_of(mine[0], by=by, on=day)
