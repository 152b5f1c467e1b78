"""A municipality's own files: its copy of one of the guide's documents, or whatever lies on the shelf of a phase."""

from django.db import models
from django.db.models import Q

from documents.models.links import LONGEST_KEY
from files.models import File
from projects.models import Project

# The part that owns them, as `files` knows it.
PART = "document"


class OwnFile(models.Model):
    """One file of a project; everybody who may see the work of the project may open it."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="own_files")
    # One of the two: a document of the guide's, or a phase of the playbook's.
    document = models.CharField(max_length=LONGEST_KEY, blank=True)
    phase = models.CharField(max_length=LONGEST_KEY, blank=True)
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="own_files")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["file"], name="own_file_once"),
            models.UniqueConstraint(
                fields=["project", "document"], condition=~Q(document=""), name="own_file_document_once"
            ),
            models.CheckConstraint(
                condition=(Q(document="") & ~Q(phase="")) | (~Q(document="") & Q(phase="")),
                name="own_file_lies_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document or self.phase}: {self.file_id}"
