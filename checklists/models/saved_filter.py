"""Filters of the list of tasks that somebody gave a name."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from accounts.models import User
from projects.models import Project


class SavedFilterQuerySet(models.QuerySet["SavedFilter"]):
    """Questions asked of saved filters."""

    def seen_by(self, user: User, *, project: Project, shared: bool) -> Self:
        """The person's own in the project, and with `shared` those for everybody in it; by name."""
        seen = Q(saved_by=user, is_shared=False) | (Q(is_shared=True) if shared else Q(pk__in=[]))
        return self.filter(seen, project=project).order_by("-is_shared", Lower("name"), "pk")


class SavedFilter(models.Model):
    """A filter with a name: one's own, or for everybody in the project. `query` is written as `TaskFilter.address`."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="saved_filters")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=2000)
    is_shared = models.BooleanField(default=False)
    once = models.UUIDField()
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["once"], name="saved_filter_once"),
            models.UniqueConstraint(
                "project",
                "saved_by",
                Lower("name"),
                condition=Q(is_shared=False),
                name="saved_filter_own_name_once",
            ),
            models.UniqueConstraint(
                "project", Lower("name"), condition=Q(is_shared=True), name="saved_filter_shared_name_once"
            ),
            models.CheckConstraint(condition=~Q(query="") & ~Q(name=""), name="saved_filter_says_something"),
        ]

    def __str__(self) -> str:
        return self.name
