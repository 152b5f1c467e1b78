"""What people write to each other about a task, and whom they mention."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from accounts.models import User
from checklists.models.task import Task

LONGEST_COMMENT = 4000


class Comment(models.Model):
    """One comment. Its words never change; whoever wrote it may withdraw it, and then nobody is shown them."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="comments")
    text = models.CharField(max_length=LONGEST_COMMENT)
    once = models.UUIDField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["once"], name="comment_once"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by=F("written_by")),
                name="comment_withdrawn_by_writer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id}: {self.written_by}"


class MentionQuerySet(models.QuerySet["Mention"]):
    """Questions asked of mentions."""

    def unseen_by(self, user: User) -> Self:
        """Those the person has not seen, also in projects the person may no longer know of."""
        return self.filter(user=user, seen_at=None, comment__withdrawn_at=None)


class Mention(models.Model):
    """Somebody is mentioned in a comment, and has or has not opened the task since."""

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="mentions")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="mentions")
    # By the mentioned person, who else.
    seen_at = models.DateTimeField(null=True, blank=True)

    objects = MentionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "user"], name="mention_once")]
        indexes = [models.Index(fields=["user"], condition=Q(seen_at=None), name="mention_unseen")]

    def __str__(self) -> str:
        return f"{self.user} in {self.comment_id}"
