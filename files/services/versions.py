"""Versions: adding one, and taking one back. The part that owns the file asks for the right and locks the project."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, QuerySet

from accounts.models import User
from files.models import File, FileVersion
from files.services.receiving import Received
from files.services.signatures import expect_reading
from projects.models import Project


@dataclass(frozen=True)
class Kept:
    """What became of an upload: its version, or the one that already held the same bytes."""

    version: FileVersion
    again: bool


def keep(
    content: Received,
    *,
    project: Project,
    part: str,
    subject: str,
    by: User,
    at: datetime,
    file: File | None = None,
    among: QuerySet[File] | None = None,
) -> Kept:
    """The upload as the next version of `file`, or as a file of its own; the caller has locked the project.

    The same bytes again at the same place, `among` those files where they are given, give the version that is there.
    """
    place = FileVersion.objects.standing().filter(file__project=project, file__part=part, file__subject=subject)
    if among is not None:
        place = place.filter(file__in=among)
    same = place.filter(sha256=content.sha256, **({"file": file} if file else {})).order_by("-uploaded_at").first()
    if same:
        return Kept(same, again=True)
    file = file or File.objects.create(project=project, part=part, subject=subject)
    last = file.versions.aggregate(last=Max("number"))["last"] or 0
    version = FileVersion.objects.create(
        file=file,
        number=last + 1,
        name=content.name,
        kind=content.kind,
        size=content.size,
        sha256=content.sha256,
        stored=content.stored,
        cleaned=content.cleaned,
        uploaded_at=at,
        uploaded_by=by,
    )
    expect_reading(version, at=at)
    content.used = True
    return Kept(version, again=False)


def withdraw(version: FileVersion, *, reason: str, by: User, at: datetime) -> FileVersion:
    """Mark a version as taken back, with the reason; twice is once. The caller has locked the project."""
    version = FileVersion.objects.select_for_update().get(pk=version.pk)
    if not version.is_withdrawn:
        version.withdrawn_at, version.withdrawn_by, version.withdrawn_reason = at, by, reason
        version.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    return version
