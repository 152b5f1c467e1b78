"""A task in a project: one of the guide's items, in that municipality."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now

from accounts.models import User
from accounts.roles import Role
from checklists.gates import Gate
from checklists.models.assignment import Assignment
from checklists.models.playbook import Item
from checklists.moves import OPEN, SETTLED, WITH_EVIDENCE, MoveKind, State
from projects.models import Project


class TaskQuerySet(models.QuerySet["Task"]):
    """Questions asked of tasks, in the guide's language."""

    def open(self) -> Self:
        """Those still to be settled."""
        return self.filter(state__in=OPEN)

    def settled(self) -> Self:
        """Done, or not relevant."""
        return self.filter(state__in=SETTLED)

    def blocked(self, gates: Iterable[Gate]) -> Self:
        """Open, and an open need the guide or the municipality names or an unmet gate stands in the way of beginning.

        The same as `readiness.blockers`, for tasks of projects that run by the edition of these gates.
        """
        return self.open().filter(self._is_blocked(gates))

    def ready(self, gates: Iterable[Gate]) -> Self:
        """Not started, waiting for nobody, and nothing stands in the way."""
        waits = Task.objects.waiting().filter(pk=OuterRef("pk"))
        return self.filter(~self._is_blocked(gates), ~Exists(waits), state=State.NOT_STARTED)

    def waiting(self) -> Self:
        """Those that somebody said wait for someone; a task has one open waiting at most."""
        return self.filter(waitings__isnull=False, waitings__ended_at=None)

    @staticmethod
    def _is_blocked(gates: Iterable[Gate]) -> Q:
        others = Task.objects.filter(project=OuterRef("project"))
        needs = Need.objects.blocking().filter(task=OuterRef("pk"), needs__state__in=OPEN)
        blocked = Q(Exists(needs))
        for gate in gates:
            if gate.blocks:
                blocked |= Q(Exists(others.unmet_in(gate)), number__in=gate.blocks)
        return blocked

    def unmet_in(self, gate: Gate) -> Self:
        """Those of the gate's items that do not count as met (the same as `gates.is_met`)."""
        left_out = Q(state=State.NOT_RELEVANT, number__in=gate.no_override)
        unmet = Q(state__in=OPEN) | Q(blocks_gate=True) | left_out
        return self.filter(unmet, number__in=[item.number for item in gate.items])

    def expired(self, *, on: date) -> Self:
        """Done, on proof that was valid until a day that has passed."""
        return self.filter(state=State.DONE, valid_until__lt=on, project__closed_at=None)

    def overdue(self, *, on: date) -> Self:
        """Open and past their date."""
        return self.open().filter(due_on__lt=on)

    def had_by(self, people: Iterable[User], roles: Iterable[str]) -> Self:
        """Those given to one of these people, and those of these roles that are given to nobody."""
        given = Assignment.objects.filter(task=OuterRef("pk"))
        return self.filter(Exists(given.filter(user__in=people)) | (Q(role__in=roles) & ~Exists(given)))

    def in_guide_order(self) -> Self:
        """As the guide has them."""
        return self.order_by("item__position")


class Task(models.Model):
    """One item of the playbook in one project. Owns only what the municipality may change."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="tasks")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="tasks")
    number = models.CharField(max_length=10)
    state = models.CharField(max_length=20, choices=State.choices, default=State.NOT_STARTED)
    role = models.CharField(max_length=40, choices=Role.choices)
    due_on = models.DateField(null=True, blank=True)
    # Set by somebody: it stays when go-live moves.
    due_by_hand = models.BooleanField(default=False)
    done_on = models.DateField(null=True, blank=True)
    # After this day the proof should be looked at again.
    valid_until = models.DateField(null=True, blank=True)
    # Closed, but with an answer that does not open a gate, e.g. "ikke godkendt" (G42).
    blocks_gate = models.BooleanField(default=False)
    # Done before the portal, and its proof not delivered yet; what it is stands in the evidence.
    proof_missing = models.BooleanField(default=False)
    # The part that closes this task from its own state; empty while people do it by hand.
    managed_by = models.CharField(max_length=30, blank=True)
    # Grows with every change; a form made from an older version is stale.
    version = models.PositiveIntegerField(default=1)

    objects = TaskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="task_number_once"),
            models.UniqueConstraint(fields=["project", "item"], name="task_item_once"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="task_state_known"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="task_role_known"),
            models.CheckConstraint(
                condition=Q(state=State.DONE, done_on__isnull=False) | (~Q(state=State.DONE) & Q(done_on=None)),
                name="task_done_has_day",
            ),
            models.CheckConstraint(
                condition=Q(due_by_hand=False) | Q(due_on__isnull=False), name="task_due_by_hand_has_day"
            ),
            models.CheckConstraint(
                condition=Q(state=State.DONE) | Q(valid_until=None, blocks_gate=False, proof_missing=False),
                name="task_open_has_no_answer",
            ),
        ]
        indexes = [models.Index(fields=["project", "state"], name="task_by_state")]

    def __str__(self) -> str:
        return f"{self.number} {self.item.title}"

    @property
    def title(self) -> str:
        """The item's title."""
        return self.item.title

    @property
    def is_settled(self) -> bool:
        """Done, or not relevant."""
        return self.state in SETTLED

    @property
    def follows_suggestion(self) -> bool:
        """True while the due date is our suggestion and moves with go-live; done, hand-set and own tasks stay."""
        return self.state in OPEN and not self.due_by_hand and not self.item.is_own

    def is_late(self, *, on: date) -> bool:
        """Open and past its date."""
        return self.state in OPEN and self.due_on is not None and self.due_on < on


class NeedQuerySet(models.QuerySet["Need"]):
    """Questions asked of needs."""

    def blocking(self) -> Self:
        """Those that block: the guide's and the municipality's own. Our suggestions only warn."""
        return self.filter(source__in=[Need.Source.GUIDE, Need.Source.OWN])


class Need(models.Model):
    """A task needs another one first: the guide says so, our reading of it does, or the municipality itself."""

    class Source(models.TextChoices):
        """Who says so."""

        GUIDE = "guide", "Guiden"
        OURS = "ours", "Portalens forslag"
        OWN = "own", "Jeres egen"

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="needs")
    needs = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="needed_by")
    source = models.CharField(max_length=10, choices=Source.choices)

    objects = NeedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "needs"], name="need_once"),
            models.CheckConstraint(condition=~Q(task=F("needs")), name="need_not_itself"),
            models.CheckConstraint(condition=Q(source__in=["guide", "ours", "own"]), name="need_source_known"),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} needs {self.needs_id}"


class Move(models.Model):
    """One move of a task: from, to, who, when, and on what. Never changed."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="moves")
    kind = models.CharField(max_length=20, choices=MoveKind.choices)
    from_state = models.CharField(max_length=20, choices=State.choices)
    to_state = models.CharField(max_length=20, choices=State.choices)
    reason = models.TextField(blank=True)
    evidence = models.ForeignKey(
        "checklists.Evidence", on_delete=models.PROTECT, related_name="moves", null=True, blank=True
    )
    # The move that brought this one about: an answer that settles another task, or what an undo takes back.
    cause = models.ForeignKey("self", on_delete=models.PROTECT, related_name="effects", null=True, blank=True)
    # The answers in Start hvor I er that this move is one of.
    start_round = models.ForeignKey(
        "checklists.StartRound", on_delete=models.PROTECT, related_name="moves", null=True, blank=True
    )
    moved_at = models.DateTimeField()
    # Empty when the portal moved it, because a day turned.
    moved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["-moved_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=MoveKind.values), name="move_kind_known"),
            models.CheckConstraint(
                condition=Q(kind__in=WITH_EVIDENCE, evidence__isnull=False)
                | (~Q(kind__in=WITH_EVIDENCE) & Q(evidence=None)),
                name="move_has_its_evidence",
            ),
            models.CheckConstraint(
                condition=Q(kind=MoveKind.BEFORE, start_round__isnull=False)
                | (~Q(kind=MoveKind.BEFORE) & Q(start_round=None)),
                name="move_before_has_its_round",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id}: {self.kind}"
