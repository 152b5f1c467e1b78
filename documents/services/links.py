"""Setting MedCom's link to a document for everybody, and a municipality's own."""

from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.access import national_acts
from accounts.models import User
from accounts.not_cpr import record_not_cpr
from accounts.roles import Act
from audit.clock import day_of
from audit.record import record
from checklists.models import Edition
from documents import events
from documents.models import LocalLink, NationalLink
from documents.rules.catalogue import Document
from documents.services.follow import NEW_EDITION, fall_back, follow_readers
from documents.services.record import subject_of, tell
from documents.services.rights import keeper
from projects.access import lock_project
from projects.models import Project
from projects.record import record_in


class LinkChanged(Exception):
    """Somebody has changed the link since the form was made; nothing was written. `now` is as it stands."""

    def __init__(self, now: NationalLink | LocalLink | None) -> None:
        super().__init__(f"The link is at {now}")
        self.now = now


@transaction.atomic
def set_national_link(
    *,
    playbook: str,
    document: Document,
    link: str,
    version: str,
    seen: int,
    by: User,
    at: datetime,
    not_cpr: Collection[str] = (),
) -> NationalLink | None:
    """Set MedCom's link and version of a document; both empty takes it away, the same again changes nothing.

    `seen` is the number of the change that the form showed (0 for none), `not_cpr` its `confirmed_not_cpr`. In every
    project that runs by the playbook a new version is told and asked to be read. Raises PermissionDenied, LinkChanged.
    """
    # One after the other: an edition of the playbook never changes, so its row is free to be the lock.
    Edition.objects.select_for_update(no_key=True).filter(key=playbook).newest()
    if Act.KEEP_NATIONAL_DOCUMENTS not in national_acts(by, on=day_of(at)):
        raise PermissionDenied("This person may not set MedCom's links")
    last = NationalLink.objects.filter(playbook=playbook, document=document.key).first()
    if _same(last, link, version):
        return last
    _require_seen(last, seen)
    made = NationalLink(playbook=playbook, **_next(last, document, link, version, by=by, at=at))
    made.save()
    event = events.NATIONAL_SET if link else events.NATIONAL_REMOVED
    record(event, by=by, at=at, subject=subject_of(document), name=document.name)
    record_not_cpr(not_cpr, where=f"MedComs link til {document.name}", by=by, at=at, subject=subject_of(document))
    if not link or last is None or made.edition != last.edition:
        _tell_projects(made, document, by=by, at=at)
    return made


def _tell_projects(link: NationalLink, document: Document, *, by: User, at: datetime) -> None:
    running = Project.objects.open().filter(playbook=link.playbook).order_by("pk").select_for_update(of=("self",))
    event = events.NATIONAL_EDITION if link.link else events.NATIONAL_GONE
    for project in running:
        record_in(project, event, by=by, at=at, subject=subject_of(document), name=document.name)
    fall_back(list(running), document, at=at, why=NEW_EDITION)


@transaction.atomic
def set_local_link(
    *,
    project: Project,
    document: Document,
    link: str,
    version: str,
    seen: int,
    by: User,
    at: datetime,
    not_cpr: Collection[str] = (),
) -> LocalLink | None:
    """The same for the link of one municipality. Raises PermissionDenied, LinkChanged."""
    project = lock_project(project.pk)
    actor = keeper(project, document, by=by, at=at)
    last = LocalLink.objects.filter(project=project, document=document.key).first()
    if _same(last, link, version):
        return last
    _require_seen(last, seen)
    made = LocalLink(project=project, **_next(last, document, link, version, by=by, at=at))
    made.save()
    tell(events.LOCAL_SET if link else events.LOCAL_REMOVED, project, document, by=actor, at=at)
    record_not_cpr(
        not_cpr,
        where=f"Eget link til {document.name}",
        by=actor,
        at=at,
        municipality_id=project.municipality_id,
        project_id=project.pk,
        subject=subject_of(document),
    )
    follow_readers(project, document, at=at, opened=NEW_EDITION)
    return made


def _same(last: NationalLink | LocalLink | None, link: str, version: str) -> bool:
    return (last.link, last.version) == (link, version) if last else not link


def _require_seen(last: NationalLink | LocalLink | None, seen: int) -> None:
    if seen != (last.number if last else 0):
        raise LinkChanged(last)


def _next(
    last: NationalLink | LocalLink | None, document: Document, link: str, version: str, *, by: User, at: datetime
) -> dict[str, object]:
    number, edition = (last.number, last.edition) if last else (0, 0)
    # What was taken away, or is named anew, is to be read; an address put right is not.
    is_new = bool(link) and (last is None or not last.link or last.version != version)
    return {
        "document": document.key,
        "number": number + 1,
        "edition": edition + is_new,
        "link": link,
        "version": version,
        "changed_at": at,
        "changed_by": by,
    }
