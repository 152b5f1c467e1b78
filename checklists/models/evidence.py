"""What closes a task: a row per version."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import User
from checklists.models.task import Task
from ui.fields import LONGEST_LINK


class Evidence(models.Model):
    """The answers that close a task. A draft may change; once it has closed something the database refuses it."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="evidence")
    version = models.PositiveIntegerField()
    is_draft = models.BooleanField()
    on_date = models.DateField(null=True, blank=True)
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    person_name = models.CharField(max_length=200, blank=True)
    # What LinkField accepts, hosts that only work inside a municipality included.
    link = models.CharField(max_length=LONGEST_LINK, blank=True)
    reference = models.CharField(max_length=200, blank=True)
    # What is still asked for, in the playbook's words, where something was done before the portal. Empty: nothing.
    proof_missing = models.TextField(blank=True)
    # The day it was done, where the answers do not say.
    done_on = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    # The other answers by field kind, checked by the form that made them.
    data = models.JSONField(default=dict, blank=True)
    written_at = models.DateTimeField()
    # Empty when the portal wrote it, because a day turned.
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["-version"]
        verbose_name_plural = "evidence"
        constraints = [
            models.UniqueConstraint(fields=["task", "version"], name="evidence_version_once"),
            models.UniqueConstraint(fields=["task"], condition=Q(is_draft=True), name="evidence_draft_once"),
        ]

    def __str__(self) -> str:
        return f"{self.task_id}, version {self.version}"
