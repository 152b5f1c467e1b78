"""What happened to an agreement."""

from django.db import models
from django.db.models.functions import Now

from accounts.models import User
from agreements.models.agreement import Agreement
from agreements.moves import MoveKind, Step


class AgreementMove(models.Model):
    """A move, with the day it happened in life and all that was known of the agreement before it."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="moves")
    kind = models.CharField(max_length=20, choices=MoveKind.choices)
    from_step = models.CharField(max_length=20, choices=Step.choices)
    to_step = models.CharField(max_length=20, choices=Step.choices)
    # Whose desk the agreement lies on from then: a party of the playbook, empty for nobody's.
    desk = models.CharField(max_length=20, blank=True)
    # The day in life; empty when nobody knows it.
    on_date = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)
    # The agreement's columns before the move: what taking it back brings again.
    facts = models.JSONField(default=dict)
    moved_at = models.DateTimeField()
    moved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.agreement_id}: {self.kind}"
