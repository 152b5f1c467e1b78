"""What a jurist found on each point of the checklist (article 28(3) of the GDPR, and the practical points)."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import User
from agreements.models.agreement import LINE, TEXT, Agreement
from agreements.models.version import AgreementVersion


class Mark(models.TextChoices):
    """What was found."""

    MET = "met", "Opfyldt"
    NOT_MET = "not_met", "Ikke opfyldt"
    SEE_NOTE = "see_note", "Se note"


class ChecklistMarkQuerySet(models.QuerySet["ChecklistMark"]):
    """Questions asked of marks."""

    def newest_of(self, agreement: Agreement) -> Self:
        """The one that counts for each point."""
        return self.filter(agreement=agreement).order_by("point", "-pk").distinct("point")


class ChecklistMark(models.Model):
    """A mark on one point, with the place in the document; the newest counts. `of_version` is what was looked at."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="checklist_marks")
    # The playbook's key of the point.
    point = models.CharField(max_length=40)
    mark = models.CharField(max_length=20, choices=Mark.choices)
    place = models.CharField(max_length=LINE, blank=True)
    note = models.TextField(max_length=TEXT, blank=True)
    of_version = models.ForeignKey(
        AgreementVersion, on_delete=models.PROTECT, related_name="checklist_marks", null=True, blank=True
    )
    marked_at = models.DateTimeField()
    marked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = ChecklistMarkQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["agreement", "point", "-id"], name="checklist_mark_newest")]
        constraints = [
            models.CheckConstraint(condition=Q(mark__in=Mark.values), name="checklist_mark_known"),
            models.CheckConstraint(condition=Q(mark=Mark.MET) | ~Q(note=""), name="checklist_mark_not_met_with_note"),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id}, {self.point}: {self.mark}"
