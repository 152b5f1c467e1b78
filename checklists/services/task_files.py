"""Laying files on a task, and taking them back. What lies there when the task is closed is part of its evidence."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.models import User
from audit.clock import day_of
from checklists import events
from checklists.models import Evidence, EvidenceFile, Task, TaskFile
from checklists.rules.task_files import PART, files_of
from checklists.rules.task_rights import may_work
from checklists.services.moving import tell
from files.models import File, FileVersion
from files.services.receiving import received
from files.services.versions import Kept, keep, withdraw
from projects.access import lock_project, standing_of
from projects.models import Project


def add_file(*, task: Task, upload: UploadedFile, by: User, at: datetime, file: File | None = None) -> Kept:
    """Lay an upload on the task, as a file of its own or as the next version of `file`, which is one of the task's.

    Raises PermissionDenied, Refused.
    """
    _require(task, task.project, by=by, at=at)
    with received(upload) as content, transaction.atomic():
        project = lock_project(task.project_id)
        _require(task, project, by=by, at=at)
        kept = keep(content, project=project, part=PART, subject=task.number, by=by, at=at, file=file)
        if not kept.again and file is None:
            TaskFile.objects.create(task=task, file=kept.version.file)
        if not kept.again:
            tell(events.FILE_NEW_VERSION if file else events.FILE_ADDED, task, by=by, at=at)
    return kept


@transaction.atomic
def withdraw_file(*, task: Task, version: FileVersion, reason: str, by: User, at: datetime) -> FileVersion:
    """Take a version back with a reason; twice is once. Raises PermissionDenied."""
    project = lock_project(task.project_id)
    _require(task, project, by=by, at=at)
    was = FileVersion.objects.get(pk=version.pk).is_withdrawn
    version = withdraw(version, reason=reason, by=by, at=at)
    if not was:
        tell(events.FILE_WITHDRAWN, task, by=by, at=at)
    return version


def stand_on_files(task: Task, evidence: Evidence) -> None:
    """What lies on the locked task now is part of the evidence that has just closed it."""
    EvidenceFile.objects.bulk_create(EvidenceFile(evidence=evidence, version=version) for version in files_of(task))


def _require(task: Task, project: Project, *, by: User, at: datetime) -> None:
    if not may_work(standing_of(by, project, on=day_of(at)), task, on=day_of(at)):
        raise PermissionDenied("This person may not work on this task")
