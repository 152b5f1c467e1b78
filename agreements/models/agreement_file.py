"""The files that lie on an agreement."""

from django.db import models
from django.db.models import Q

from agreements.models.agreement import Agreement
from agreements.models.version import AgreementVersion
from files.models import File


class FileUse(models.TextChoices):
    """What a file is to the agreement."""

    VERSION = "version", "Aftalen med bilag"
    SIGNED = "signed", "Underskrevet"
    OTHER = "other", "Andet"


class AgreementFile(models.Model):
    """A file laid on an agreement; those of a received version belong to it, annexes included."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="agreement_files")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="agreement_files")
    use = models.CharField(max_length=20, choices=FileUse.choices)
    of_version = models.ForeignKey(
        AgreementVersion, on_delete=models.PROTECT, related_name="agreement_files", null=True, blank=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["file"], name="agreement_file_once"),
            models.CheckConstraint(condition=Q(use__in=FileUse.values), name="agreement_file_use_known"),
            models.CheckConstraint(
                condition=Q(use=FileUse.VERSION, of_version__isnull=False)
                | (~Q(use=FileUse.VERSION) & Q(of_version=None)),
                name="agreement_file_of_version",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id}: {self.file_id}"
