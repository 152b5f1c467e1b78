"""Files that lie on a task, and the versions that evidence stands on."""

from django.db import models

from checklists.models.evidence import Evidence
from checklists.models.task import Task
from files.models import File, FileVersion


class TaskFile(models.Model):
    """One file of one task; everybody who may see the work of the project may open it."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="files")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="task_files")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file"], name="task_file_once")]

    def __str__(self) -> str:
        return f"{self.task_id}: {self.file_id}"


class EvidenceFile(models.Model):
    """A version that lay on the task when it was closed: part of that evidence for good."""

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="files")
    version = models.ForeignKey(FileVersion, on_delete=models.PROTECT, related_name="evidence_files")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["evidence", "version"], name="evidence_file_once")]

    def __str__(self) -> str:
        return f"{self.evidence_id}: {self.version_id}"
