"""Waiting: a task that is stuck, at whom, from when to when."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Now

from accounts.models import User
from audit.clock import day_of
from checklists.models.task import Task
from projects.workdays import Calendar, workdays_between

# Days waited are booked on one party; this is the one that has what nobody else is waited for.
US = "us"


class WaitingQuerySet(models.QuerySet["Waiting"]):
    """Questions asked of waitings."""

    def open(self) -> Self:
        """Those that still go on."""
        return self.filter(ended_at=None)

    def by_task(self, tasks: Iterable[Task]) -> "dict[int, Waiting]":
        """The open waiting of each of the tasks that has one, by the task's key."""
        found = self.open().filter(task__in=[task.pk for task in tasks])
        return {waiting.task_id: waiting for waiting in found}

    def end(self, *, by: User | None, at: datetime) -> int:
        """End them; `by=None` is the portal. Gives how many. Called with their tasks' projects locked."""
        # Never before it began, should two servers' clocks differ by a little.
        return self.update(ended_at=Greatest(F("began_at"), at), ended_by=by)


class Waiting(models.Model):
    """One stretch of time in which a task waits for one party. Another party is another stretch.

    Party and reason are the edition's words as they were then, the party's written as it stands in a sentence
    ("juristen"). A task has one open waiting at most; it ends when the task moves. While it is open, whom, note and the
    day to ask again may change; party, reason and beginning never, and nothing once it has ended.
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="waitings")
    party = models.CharField(max_length=20)
    party_name = models.CharField(max_length=60)
    # Empty in an edition without reasons: then only the party is said.
    reason = models.CharField(max_length=40, blank=True)
    reason_label = models.CharField(max_length=120, blank=True)
    # Who exactly, and what for: free text that only those see who see the work.
    whom = models.CharField(max_length=120, blank=True)
    note = models.TextField(blank=True)
    ask_again_on = models.DateField()
    began_at = models.DateTimeField()
    began_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    # Empty when the portal moved the task, because a day turned.
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = WaitingQuerySet.as_manager()

    class Meta:
        ordering = ["-began_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["task"], condition=Q(ended_at=None), name="waiting_open_once"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("began_at")), name="waiting_in_order"
            ),
            models.CheckConstraint(
                condition=Q(ended_by=None) | Q(ended_at__isnull=False), name="waiting_ended_by_needs_end"
            ),
            models.CheckConstraint(condition=~Q(party="") & ~Q(party_name=""), name="waiting_has_party"),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} waits for {self.party}"

    @property
    def began_on(self) -> date:
        """The Danish day it began."""
        return day_of(self.began_at)

    @property
    def ended_on(self) -> date | None:
        """The Danish day it ended."""
        return day_of(self.ended_at) if self.ended_at else None

    def workdays(self, calendar: Calendar, *, on: date) -> int:
        """How many working days it has lasted, up to `on` while it goes on."""
        return workdays_between(self.began_on, self.ended_on or on, calendar)

    def is_to_ask_again(self, *, on: date) -> bool:
        """Has the day come on which somebody should ask again?"""
        return self.ended_at is None and self.ask_again_on <= on
