"""The journalpakke: what goes into the municipality's own case system when an agreement is signed (G49, G50)."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import User
from agreements.models.agreement import Agreement
from files.models import FileVersion


class JournalPackageQuerySet(models.QuerySet["JournalPackage"]):
    """Questions asked of packages."""

    def due(self, at: datetime) -> Self:
        """Those whose cover sheet is to be made at that moment, the longest waiting first."""
        waiting = self.filter(state=JournalPackage.State.WAITING, next_attempt_at__lte=at)
        return waiting.order_by("next_attempt_at", "pk")


class JournalPackage(models.Model):
    """One for each state of the facts that was asked for; the same facts again are the same package.

    `facts` is the metadata as it goes into the package, and never changes; the cover sheet is made once, by a worker.
    """

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", "Laves"
        READY = "ready", "Klar"
        FAILED = "failed", "Kunne ikke laves"

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="packages")
    fingerprint = models.CharField(max_length=64)
    facts = models.JSONField()
    signed_file = models.ForeignKey(FileVersion, on_delete=models.PROTECT, related_name="+")
    cover = models.ForeignKey(FileVersion, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = JournalPackageQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "fingerprint"], name="journal_package_once"),
            models.CheckConstraint(
                condition=Q(state="ready", cover__isnull=False) | Q(state__in=["waiting", "failed"], cover=None),
                name="journal_package_ready_has_cover",
            ),
        ]
        indexes = [models.Index(fields=["next_attempt_at"], condition=Q(state="waiting"), name="journal_package_due")]

    def __str__(self) -> str:
        return f"{self.agreement_id}: {self.fingerprint[:8]}"
