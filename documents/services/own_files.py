"""Laying a municipality's own files there: its copy of a document, or whatever belongs on the shelf of a phase."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.models import User
from audit.clock import day_of
from audit.record import Actor
from documents import events
from documents.models import OwnFile
from documents.models.own_files import PART
from documents.rules.catalogue import Document
from documents.rules.keepers import may_fill_shelves
from documents.services.follow import NEW_EDITION, follow_readers
from documents.services.record import subject_of
from documents.services.rights import keeper
from files.models import File, FileVersion
from files.services.receiving import received
from files.services.versions import Kept, keep, withdraw
from projects.access import lock_project, standing_of
from projects.models import Project
from projects.record import record_in


@dataclass(frozen=True)
class Shelf:
    """The place for what belongs to a phase."""

    phase: str
    name: str


# Where a file lies.
Place = Document | Shelf

# (the first of its kind, its next version, taken back)
TOLD = {
    Document: (events.FILE_ADDED, events.FILE_NEW_VERSION, events.FILE_WITHDRAWN),
    Shelf: (events.SHELF_FILE_ADDED, events.SHELF_FILE_NEW_VERSION, events.SHELF_FILE_WITHDRAWN),
}


def add_own_file(
    *, project: Project, place: Place, upload: UploadedFile, by: User, at: datetime, file: File | None = None
) -> Kept:
    """Lay an upload there: on a shelf as a file of its own or as the next version of `file`, which lies there.

    A document has one file: what comes is its next version. Raises PermissionDenied, Refused.
    """
    _require(project, place, by=by, at=at)
    with received(upload) as content, transaction.atomic():
        project = lock_project(project.pk)
        actor = _require(project, place, by=by, at=at)
        if isinstance(place, Document):
            file = File.objects.filter(own_files__project=project, own_files__document=place.key).first()
        kept = keep(content, project=project, part=PART, subject=_subject_of(place), by=by, at=at, file=file)
        if not kept.again:
            if file is None:
                OwnFile.objects.create(project=project, file=kept.version.file, **_where(place))
            added, next_version, _ = TOLD[type(place)]
            _tell(next_version if file else added, project, place, by=actor, at=at)
            _follow(project, place, at=at)
    return kept


@transaction.atomic
def withdraw_own_file(
    *, project: Project, place: Place, version: FileVersion, reason: str, by: User, at: datetime
) -> FileVersion:
    """Take a version back with a reason; twice is once. Raises PermissionDenied."""
    project = lock_project(project.pk)
    actor = _require(project, place, by=by, at=at)
    was = FileVersion.objects.get(pk=version.pk).is_withdrawn
    version = withdraw(version, reason=reason, by=by, at=at)
    if not was:
        _tell(TOLD[type(place)][2], project, place, by=actor, at=at)
        _follow(project, place, at=at)
    return version


def _require(project: Project, place: Place, *, by: User, at: datetime) -> Actor:
    if isinstance(place, Document):
        return keeper(project, place, by=by, at=at)
    if not may_fill_shelves(standing_of(by, project, on=day_of(at))):
        raise PermissionDenied("This person may not lay files on the shelves")
    return by


def _where(place: Place) -> dict[str, str]:
    return {"document": place.key} if isinstance(place, Document) else {"phase": place.phase}


def _subject_of(place: Place) -> str:
    return place.number if isinstance(place, Document) else f"hylde:{place.phase}"


def _follow(project: Project, place: Place, *, at: datetime) -> None:
    if isinstance(place, Document):
        follow_readers(project, place, at=at, opened=NEW_EDITION)


def _tell(event_type: str, project: Project, place: Place, *, by: Actor, at: datetime) -> None:
    subject = subject_of(place) if isinstance(place, Document) else f"shelf:{place.phase}"
    record_in(project, event_type, by=by, at=at, subject=subject, name=place.name)
