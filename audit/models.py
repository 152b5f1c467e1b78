"""The record itself. People, municipalities and projects are plain columns: this app knows no other part."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.db.models.functions import Now

from audit.event_types import ACTOR, folded_types, sentence_of

PORTAL = "Portalen"


class EventQuerySet(models.QuerySet["Event"]):
    """Questions asked of the record."""

    def of_project(self, project_id: int) -> "EventQuerySet":
        """Everything that happened in one project."""
        return self.filter(project_id=project_id)

    def about(self, subject: str) -> "EventQuerySet":
        """Everything about one thing in a project, e.g. task G31."""
        return self.filter(subject=subject)

    def latest_first(self) -> "EventQuerySet":
        """Newest on top; what happened in one moment keeps its order."""
        return self.order_by("-occurred_at", "-pk")

    def unfolded(self) -> "EventQuerySet":
        """Without those that stand in the row of the event that brought them about."""
        return self.exclude(type__in=folded_types(), cause__isnull=False)

    def folded_under(self, causes: Iterable["Event"]) -> dict[int, list["Event"]]:
        """What stands in the rows of these events, in the order in which it happened, by their key: one query."""
        found: dict[int, list[Event]] = {}
        for event in self.filter(type__in=folded_types(), cause__in=[cause.pk for cause in causes]).order_by("pk"):
            found.setdefault(event.cause_id or 0, []).append(event)
        return found

    def delete(self) -> Any:
        """Never: the record is append-only (the database refuses it as well)."""
        raise ImproperlyConfigured("Events are never deleted")


class Event(models.Model):
    """One thing that happened. Holds ids and labels only, never free text, never tokens."""

    type = models.CharField(max_length=60)
    params = models.JSONField(default=dict)
    actor_id = models.BigIntegerField(null=True, blank=True)
    actor_name = models.CharField(max_length=200, blank=True)
    municipality_id = models.BigIntegerField(null=True, blank=True)
    project_id = models.BigIntegerField(null=True, blank=True)
    subject = models.CharField(max_length=40, blank=True)
    cause = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="effects")
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["project_id", "-occurred_at", "-id"], name="event_by_project"),
            models.Index(fields=["project_id", "subject"], name="event_by_subject"),
        ]

    def __str__(self) -> str:
        return self.sentence

    @property
    def sentence(self) -> str:
        """The event as one Danish sentence. Raises UnknownEventType."""
        return sentence_of(self.type).format_map({**self.params, ACTOR: self.actor_name or PORTAL})
