"""A task that is done in each unit: a row per unit beneath it, and every answer such a row has had."""

from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.db.models import Count, Q
from django.db.models.functions import Now

from accounts.models import User
from checklists.models.task import Task
from checklists.moves import SETTLED, State
from projects.models import Unit

# What a unit says of a task: its state, the day, the answers by kind, and a remark.
FACTS = ("state", "on_date", "answers", "note")


class UnitAnswer(models.Model):
    """How far one unit is.

    `on_date` is the day it was done there, or the day planned where the task asks for a plan (G91). `answers` holds the
    other answers by evidence kind; `note` a remark, and why it is not relevant in the unit.
    """

    state = models.CharField(max_length=20, choices=State.choices, default=State.NOT_STARTED)
    on_date = models.DateField(null=True, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    note = models.TextField(blank=True)
    # Grows with every change; a form made from an older version is stale.
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True

    @property
    def facts(self) -> tuple[Any, ...]:
        """All that the unit says."""
        return tuple(getattr(self, name) for name in FACTS)

    @property
    def is_settled(self) -> bool:
        """Done there, or not relevant there."""
        return self.state in SETTLED


class TaskUnitQuerySet(models.QuerySet["TaskUnit"]):
    """Questions asked of the rows beneath tasks."""

    def taking_part(self) -> Self:
        """Those that count: a row whose unit was taken out is kept and counts again when the unit is back."""
        return self.filter(unit__taken_out_at=None)

    def in_unit_order(self) -> Self:
        """By the unit's name, as Danes sort."""
        return self.order_by("unit__sort_key", "unit")

    def open(self) -> Self:
        """Those still to be settled."""
        return self.exclude(state__in=SETTLED)

    def settled_of(self, tasks: Iterable[Task]) -> dict[int, tuple[int, int]]:
        """(settled, in all) among the units that take part, by the key of each task that has any: one query."""
        rows = self.taking_part().filter(task__in=[task.pk for task in tasks]).order_by().values("task")
        counts = rows.annotate(settled=Count("pk", filter=Q(state__in=SETTLED)), count=Count("pk"))
        return {task: (settled, count) for task, settled, count in counts.values_list("task", "settled", "count")}


class TaskUnit(UnitAnswer):
    """A task in one unit, as it stands now. Made when the unit comes, never removed."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="unit_rows")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="task_rows")
    # Empty until somebody reports; the person also where the portal itself opened it, because a proof grew old.
    changed_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    objects = TaskUnitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "unit"], name="task_unit_once"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="task_unit_state_known"),
            models.CheckConstraint(
                condition=Q(state=State.DONE, on_date__isnull=False) | (~Q(state=State.DONE) & Q(on_date=None)),
                name="task_unit_done_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.NOT_RELEVANT) | ~Q(note=""), name="task_unit_left_out_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(changed_by=None) | Q(changed_at__isnull=False), name="task_unit_changed_has_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} in {self.unit_id}"


class TaskUnitEntry(UnitAnswer):
    """One answer that a row got: the row as it stood from that version on. Never changed, so no proof is lost."""

    row = models.ForeignKey(TaskUnit, on_delete=models.PROTECT, related_name="entries")
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["-version"]
        verbose_name_plural = "task unit entries"
        constraints = [models.UniqueConstraint(fields=["row", "version"], name="task_unit_entry_once")]

    def __str__(self) -> str:
        return f"{self.row_id}, version {self.version}"
