"""The files of one task on its page, and what became of each upload."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.contrib.postgres.aggregates import ArrayAgg
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q, Value
from django.urls import reverse

from accounts.models import User
from accounts.roles import Act
from checklists.models import Evidence, Task
from checklists.services.task_files import add_file
from files.models import File, FileVersion
from files.refused import Refused
from projects.access import Standing
from ui import cpr

# The name of the file field in every form that takes files.
FIELD = "filer"
STOOD_ON = ArrayAgg("evidence_files__evidence", filter=Q(evidence_files__isnull=False), default=Value([]))


@dataclass(frozen=True)
class UploadResult:
    """One upload: its name, whether it lies on the task now, and a sentence for the person."""

    name: str
    taken: bool
    sentence: str
    version: FileVersion | None = None


def take_in(
    uploads: Iterable[UploadedFile], *, task: Task, by: User, at: datetime, file: File | None = None
) -> list[UploadResult]:
    """Lay each upload on the task; one that is refused does not stop the others. Raises PermissionDenied."""
    return [_take_in(upload, task=task, by=by, at=at, file=file) for upload in uploads]


def _take_in(upload: UploadedFile, *, task: Task, by: User, at: datetime, file: File | None) -> UploadResult:
    try:
        kept = add_file(task=task, upload=upload, by=by, at=at, file=file)
    except Refused as refusal:
        return UploadResult(cpr.mask(upload.name or "Fil uden navn"), taken=False, sentence=refusal.sentence)
    version = kept.version
    if kept.again:
        sentence = f"Den samme fil lå her i forvejen, lagt op af {version.uploaded_by.name} som »{version.name}«."
    elif version.number > 1:
        sentence = f"Lagt op som version {version.number}."
    else:
        sentence = "Lagt op. Kamera- og stedoplysninger er taget ud." if version.cleaned else "Lagt op."
    return UploadResult(version.name, taken=True, sentence=sentence, version=version)


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
    def rows(self) -> list[FileVersion]:
        """The newest version of each file; what is all taken back is left out."""
        newest: dict[int, FileVersion] = {}
        for version in self._versions:
            if not version.is_withdrawn:
                newest.setdefault(version.file_id, version)
        return list(newest.values())

    def in_words(self, evidence: Evidence) -> list[tuple[str, str, str]]:
        """(label, name, address) of each version the evidence stands on; one that is taken back has no address."""
        return [
            ("Fil", f"{version.name} (trukket tilbage)" if version.is_withdrawn else version.name, self._where(version))
            for version in self._versions
            if evidence.pk in self._stood_on[version.pk]
        ]

    def _where(self, version: FileVersion) -> str:
        if version.is_withdrawn:
            return ""
        where = {"pk": self.task.project_id, "number": self.task.number}
        return reverse("task_file_content", kwargs={**where, "file": version.file_id, "version": version.number})
