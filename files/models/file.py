"""A file is a series of versions. Nothing is overwritten, nothing is deleted; a version may be withdrawn."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import User
from files.kinds import KINDS, Kind
from projects.models import Project

LONGEST_NAME = 255


class File(models.Model):
    """Something that was uploaded, as the part of the portal that owns it knows it.

    `part` is that part's key; `subject` what it lies on there, as a reader would say it: "G32".
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="files")
    part = models.CharField(max_length=20)
    subject = models.CharField(max_length=20)

    class Meta:
        indexes = [models.Index(fields=["project", "part", "subject"], name="file_where")]

    def __str__(self) -> str:
        return f"{self.part} {self.subject}: {self.pk}"


class FileVersionQuerySet(models.QuerySet["FileVersion"]):
    """Questions asked of versions."""

    def standing(self) -> Self:
        """Those that are not withdrawn."""
        return self.filter(withdrawn_at=None)

    def one_of_each(self, project: Project) -> Self:
        """Of each file of a project its newest version; one taken back (`gone`) only if all are; in no order."""
        all_versions = self.annotate(gone=Q(withdrawn_at__isnull=False))
        each = all_versions.filter(file__project=project).order_by("file", "gone", "-number").distinct("file")
        return all_versions.filter(pk__in=each.values("pk"))

    def newest_of(self, files: models.QuerySet[File]) -> Self:
        """For each file its newest version that is not withdrawn, in the order in which the files came."""
        return self.standing().filter(file__in=files).order_by("file", "-number").distinct("file")


class FileVersion(models.Model):
    """One upload: its bytes lie in the storage under a random name; `sha256` and `size` (bytes) are of those bytes."""

    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=LONGEST_NAME)
    kind = models.CharField(max_length=10, choices=[(kind.key, kind.label) for kind in KINDS.values()])
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    stored = models.CharField(max_length=100)
    # A picture from which camera and place data were taken before it was kept.
    cleaned = models.BooleanField(default=False)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=1000, blank=True)

    objects = FileVersionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["file", "number"], name="file_version_once"),
            models.UniqueConstraint(fields=["stored"], name="file_stored_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="file_version_from_one"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_reason="")),
                name="file_withdrawn_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_id}, version {self.number}"

    @property
    def is_withdrawn(self) -> bool:
        """True once somebody has taken it back."""
        return self.withdrawn_at is not None

    @property
    def kind_of(self) -> Kind:
        """What kind of file it is, and how it is sent."""
        return KINDS[self.kind]
