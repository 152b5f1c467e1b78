"""The points a task consists of, as they are ticked off."""

from django.db import models

from accounts.models import User
from checklists.models.task import Task


class SubPointTick(models.Model):
    """One of the item's `sub_points` is done in this task. `position` counts from 0."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="ticks")
    position = models.PositiveSmallIntegerField()
    ticked_at = models.DateTimeField()
    ticked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["task", "position"], name="sub_point_tick_once")]

    def __str__(self) -> str:
        return f"{self.task_id}: {self.position}"
