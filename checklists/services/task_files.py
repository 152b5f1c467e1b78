"""Laying files on a task, and taking them back. What lies there when the task is closed is part of its evidence."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.models import User
from audit.clock import day_of
from checklists import events
from checklists.evidence.forms import as_answers
from checklists.models import Task, TaskFile
from checklists.rules.task_files import PART, needed_by
from checklists.rules.task_rights import may_work
from checklists.services.moving import tell
from checklists.services.proof import renew_proof
from files.models import File, FileVersion
from files.services.receiving import received
from files.services.versions import Kept, keep, withdraw
from projects.access import lock_project, standing_of
from projects.models import Project

LOST = "Filen, som opgaven blev lukket på, er trukket tilbage. Læg en anden op, eller skriv, hvor den ligger."


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
    """Take a version back with a reason; twice is once. A done task that stood on it alone asks for proof again.

    Raises PermissionDenied.
    """
    project = lock_project(task.project_id)
    _require(task, project, by=by, at=at)
    was = FileVersion.objects.get(pk=version.pk).is_withdrawn
    version = withdraw(version, reason=reason, by=by, at=at)
    if not was:
        tell(events.FILE_WITHDRAWN, task, by=by, at=at)
        _ask_again(task, version, at=at)
    return version


def _ask_again(task: Task, version: FileVersion, *, at: datetime) -> None:
    locked = Task.objects.select_for_update(of=("self",)).select_related("item__edition", "project").get(pk=task.pk)
    evidence = needed_by(locked, version)
    if evidence:
        more = {"proof_missing": LOST, "done_on": locked.done_on}
        renew_proof(task=locked, answers=as_answers(evidence), at=at, **more)
        tell(events.PROOF_LOST, locked, by=None, at=at)


def _require(task: Task, project: Project, *, by: User, at: datetime) -> None:
    if not may_work(standing_of(by, project, on=day_of(at)), task, on=day_of(at)):
        raise PermissionDenied("This person may not work on this task")
