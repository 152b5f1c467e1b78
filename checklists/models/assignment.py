"""Whose a task is, when it is not simply its role's."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef

from accounts.models import Absence, Membership, User
from accounts.roles import Act, roles_with
from projects.models import RoleHolding


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Questions asked of assignments. One whose person may no longer work in the project counts for nothing."""

    def counting(self, *, on: date) -> Self:
        """Those of people who work there that day and hold a role in which one does something."""
        works_here = Membership.objects.on(on).filter(
            user=OuterRef("user"), municipality=OuterRef("task__project__municipality")
        )
        held = RoleHolding.objects.on(on).filter(role__in=roles_with(Act.WORK_OWN_TASKS))
        holds_role = held.filter(user=OuterRef("user"), project=OuterRef("task__project"))
        return self.filter(Exists(works_here), Exists(holds_role))

    def filled_by(self, user: User, *, on: date) -> Self:
        """Those the person fills that day: the own, and those of somebody away whose deputy the person is."""
        away = Absence.objects.away_on(on).filter(deputy=user).values("user")
        # A union and no OR: the database begins with these few people, not with every task in the country.
        return self.counting(on=on).filter(user__in=User.objects.filter(pk=user.pk).values("pk").union(away))


class Assignment(models.Model):
    """A task is given to a person, who is the first to do it; the role's other holders still may.

    A task without one belongs to its role. Taken away again, the row goes; Historik keeps who had it.
    """

    task = models.ForeignKey("checklists.Task", on_delete=models.PROTECT, related_name="assignments")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="assignments")
    assigned_at = models.DateTimeField()
    assigned_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "user"], name="assignment_once")]

    def __str__(self) -> str:
        return f"{self.task_id}: {self.user}"
