"""One time the questions of Start hvor I er were answered."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import User
from projects.models import Project


class StartRound(models.Model):
    """The answers given at once, and who gave them; its moves say what they closed. Only its undoing may be added."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="start_rounds")
    # Sent with the form, so that a double click answers once.
    once = models.UUIDField()
    # One entry for each answer: question, option, day, and the name of whoever holds a role.
    answers = models.JSONField(default=list, blank=True)
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["-answered_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["once"], name="start_round_once"),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None)
                | Q(undone_by__isnull=False, undone_at__gte=F("answered_at")),
                name="start_round_undone_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project}, {self.answered_at:%d.%m.%Y}"
