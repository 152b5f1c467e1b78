"""Saying that one has read a document, and that one has seen after it."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from audit.clock import day_of
from documents import events
from documents.models import Check, Reading
from documents.rules.catalogue import Document
from documents.rules.current import current_of
from documents.rules.readers import is_asked
from documents.services.follow import follow_readers
from documents.services.record import tell
from documents.services.rights import keeper
from projects.access import lock_project, standing_of
from projects.models import Project


class AnotherVersion(Exception):
    """Another version counts by now than the page showed, or none; nothing was written."""


@transaction.atomic
def read_document(*, project: Project, document: Document, mark: str, by: User, at: datetime) -> Reading:
    """The person has read the version that the page showed; twice is once. Raises PermissionDenied, AnotherVersion."""
    project = lock_project(project.pk)
    if not is_asked(standing_of(by, project, on=day_of(at)), document):
        raise PermissionDenied("This person is not asked to read this document")
    if not mark or mark != current_of(project, document).mark:
        raise AnotherVersion
    reading, is_new = Reading.objects.get_or_create(
        project=project, document=document.key, mark=mark, read_by=by, defaults={"read_at": at}
    )
    if is_new:
        tell(events.READ, project, document, by=by, at=at)
        follow_readers(project, document, at=at, by=by)
    return reading


@transaction.atomic
def check_document(*, project: Project, document: Document, by: User, at: datetime) -> Check:
    """The person has seen that day that it can be found and is the one in force (G24); twice a day is once.

    Raises PermissionDenied, AnotherVersion when there is none.
    """
    project = lock_project(project.pk)
    actor = keeper(project, document, by=by, at=at)
    if not current_of(project, document).is_there:
        raise AnotherVersion
    check, is_new = Check.objects.get_or_create(
        project=project, document=document.key, checked_on=day_of(at), checked_by=by, defaults={"checked_at": at}
    )
    if is_new:
        tell(events.CHECKED, project, document, by=actor, at=at)
    return check
