"""The versions of an agreement that came from the counterpart."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import User
from agreements.models.agreement import LINE, Agreement


class AgreementVersion(models.Model):
    """A version as it was received: its own label, the day, and where it lies when no file of it is here (G45, G46)."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    label = models.CharField(max_length=60)
    received_on = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=LINE, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="agreement_version_once"),
            models.UniqueConstraint(fields=["agreement", "label"], name="agreement_version_label_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="agreement_version_from_one"),
        ]

    def __str__(self) -> str:
        return self.label
