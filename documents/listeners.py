"""What happens to documents when something happens below."""

from audit.listeners import listen
from audit.models import Event
from documents.rules.catalogue import catalogue_in
from documents.services.follow import follow_all
from projects import events
from projects.models import Project


def _readers_left(event: Event) -> None:
    project = Project.objects.open().filter(pk=event.project_id or 0).first()
    if project and project.tasks.exists():
        follow_all(project, catalogue_in(project).documents, at=event.occurred_at)


# When the last who had not read a document no longer has to, everybody has read it (G15, G18).
listen(_readers_left, events.ROLE_ENDED, events.ROLE_RAN_OUT, events.HANDED_OVER)
