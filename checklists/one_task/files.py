"""The files of one task on its page."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial

from django.contrib.postgres.aggregates import ArrayAgg
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q, Value
from django.urls import reverse

from accounts.models import User
from accounts.roles import Act
from checklists.models import Evidence, Task, TaskFile
from checklists.services.task_files import add_file
from files.addresses import Addresses
from files.models import File, FileVersion
from files.page import FileRow, rows_of
from files.parts import Place
from files.uploads import UploadResult, take_in
from projects.access import Standing
from projects.models import Project

STOOD_ON = ArrayAgg("evidence_files__evidence", filter=Q(evidence_files__isnull=False), default=Value([]))


def lay_on(
    task: Task, uploads: Iterable[UploadedFile], *, by: User, at: datetime, file: File | None = None
) -> list[UploadResult]:
    """Lay each upload on the task, one of them as the next version of `file`. Raises PermissionDenied."""
    return take_in(uploads, partial(add_file, task=task, by=by, at=at, file=file))


def addresses_of(task: Task) -> Addresses:
    """Where its files are shown and fetched."""
    return Addresses("task_file", {"pk": task.project_id, "number": task.number})


def task_places(project: Project, files: Collection[File]) -> dict[int, Place]:
    """The task of each file, and its page there."""
    laid = TaskFile.objects.filter(file__in=files, task__project=project).select_related("task__item")
    laid = laid.defer("task__item__content")
    places = {}
    for one in laid:
        url = reverse("task", args=[project.pk, one.task.number])
        places[one.file_id] = Place(str(one.task), url, addresses_of(one.task).page(one.file_id))
    return places


@dataclass
class TaskFiles:
    """What lies on a task, for one reader."""

    standing: Standing
    task: Task
    may_add: bool

    @cached_property
    def _versions(self) -> list[FileVersion]:
        """Every version, the oldest file first and its newest version first, with the evidence that stands on each."""
        if not self.standing.may(Act.SEE_WORK):
            return []
        versions = FileVersion.objects.filter(file__task_files__task=self.task)
        return list(versions.annotate(stood_on=STOOD_ON).select_related("uploaded_by").order_by("file", "-number"))

    @property
    def _stood_on(self) -> dict[int, list[int]]:
        """By version, the evidence that stands on it."""
        return {version.pk: vars(version)["stood_on"] for version in self._versions}

    @property
    def rows(self) -> list[FileRow]:
        """The newest version of each file; what is all taken back is left out."""
        newest: dict[int, FileVersion] = {}
        for version in self._versions:
            if not version.is_withdrawn:
                newest.setdefault(version.file_id, version)
        return rows_of(newest.values(), addresses_of(self.task))

    def in_words(self, evidence: Evidence) -> list[tuple[str, str, str]]:
        """(label, name, address) of each version the evidence stands on; one that is taken back has no address."""
        return [
            ("Fil", f"{version.name} (trukket tilbage)", "")
            if version.is_withdrawn
            else ("Fil", version.name, addresses_of(self.task).content(version))
            for version in self._versions
            if evidence.pk in self._stood_on[version.pk]
        ]
