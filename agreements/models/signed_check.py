"""What was found when a signed file was compared with what was received."""

from django.db import models
from django.db.models import Q

from agreements.models.agreement import Agreement
from files.models import FileVersion


class Verdict(models.TextChoices):
    """Is it the version that was read?"""

    BUILDS_ON = "builds_on", "Bygger på en modtaget version"
    UNSIGNED = "unsigned", "Samme fil som en modtaget version"
    UNKNOWN = "unknown", "Kan ikke afgøres"


class SignedCheck(models.Model):
    """Made once, when the signed file was laid there; `received` is the file it was found by (G49, G50)."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="signed_checks")
    signed = models.ForeignKey(FileVersion, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=20, choices=Verdict.choices)
    received = models.ForeignKey(FileVersion, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "signed"], name="agreement_signed_check_once"),
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="agreement_verdict_known"),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.UNKNOWN, received=None)
                | (~Q(verdict=Verdict.UNKNOWN) & Q(received__isnull=False)),
                name="agreement_verdict_by_a_file",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.signed_id}: {self.verdict}"
