"""Who has read which version of a document, and who has seen after it that it can be found."""

from django.db import models
from django.db.models.functions import Now

from accounts.models import User
from documents.models.links import LONGEST_KEY
from projects.models import Project

LONGEST_MARK = 100


class Reading(models.Model):
    """A person has read a document as it was; `mark` says which version (rules/current.py). Never changed."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="readings")
    document = models.CharField(max_length=LONGEST_KEY)
    mark = models.CharField(max_length=LONGEST_MARK)
    read_at = models.DateTimeField()
    read_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["read_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "document", "mark", "read_by"], name="reading_once"),
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.mark}: {self.read_by_id}"


class Check(models.Model):
    """A person has looked, that day, whether the document is there and is the one in force (G24). Never changed."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="document_checks")
    document = models.CharField(max_length=LONGEST_KEY)
    checked_on = models.DateField()
    checked_at = models.DateTimeField()
    checked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["-checked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "document", "checked_on", "checked_by"], name="document_check_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document}: {self.checked_on}"
