"""A playbook as rows: an edition and its items. Immutable once loaded; a changed text is a new edition."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar, cast

from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.roles import Role
from checklists.models.item_content import ItemContent
from checklists.playbook.agreements import AgreementsFile
from checklists.playbook.aids import MessageData, StartQuestion, StuckReason
from checklists.playbook.content import (
    EditionContent,
    GateData,
    IntroductionData,
    Note,
    PhaseData,
    RoleData,
    SourceData,
)
from checklists.playbook.vocabulary import Anchor, Force, Kind, Track
from projects.models import Project

Entry = TypeVar("Entry", bound=Mapping[str, Any])

__all__ = ["Anchor", "Edition", "Force", "Item", "Kind", "Track"]


class EditionQuerySet(models.QuerySet["Edition"]):
    """Questions asked of editions."""

    def newest(self) -> "Edition | None":
        """The edition the guide shows and new projects start from; None before any is loaded."""
        return self.order_by("-number").first()

    def of_project(self, project: Project) -> "Edition | None":
        """The edition a project's tasks stand on, the newest when it has taken over items of several."""
        return self.filter(Exists(Item.objects.filter(edition=OuterRef("pk"), tasks__project=project))).newest()


class Edition(models.Model):
    """One edition of a playbook: everything but its items."""

    key = models.SlugField(max_length=60)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    # Of the edition and its items as read, whatever the layout of the files.
    sha256 = models.CharField(max_length=64)
    content = models.JSONField()
    loaded_at = models.DateTimeField()

    objects = EditionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "number"], name="edition_number_once"),
            models.UniqueConstraint(fields=["sha256"], name="edition_content_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="edition_number_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, udgave {self.number}"

    @property
    def data(self) -> EditionContent:
        """The content, typed."""
        return cast("EditionContent", self.content)

    @property
    def introduction(self) -> IntroductionData:
        """What the guide is about, its credit and its gaps."""
        return self.data["introduction"]

    @property
    def dated(self) -> date:
        """The day this edition was written."""
        return date.fromisoformat(self.introduction["edition"]["dated"])

    @property
    def phases(self) -> list[PhaseData]:
        """The phases in order."""
        return self.data["phases"]

    @property
    def gates(self) -> list[GateData]:
        """The gates in order."""
        return self.data["gates"]

    # An edition loaded before there were any of these has none.
    @property
    def messages(self) -> list[MessageData]:
        """The ready messages that help with several items."""
        return self.data.get("messages", [])

    @property
    def stuck_reasons(self) -> list[StuckReason]:
        """Why a task can be stuck, those used most first."""
        return self.data.get("stuck_reasons", [])

    @property
    def start_questions(self) -> list[StartQuestion]:
        """The questions of Start hvor I er."""
        return self.data.get("start_where_you_are", [])

    @property
    def agreements(self) -> AgreementsFile | None:
        """The kinds of agreement with their steps, questions and checklists."""
        return self.data.get("agreements")

    def phase(self, key: str) -> PhaseData:
        """A phase. Raises LookupError for an unknown key, as the others here do."""
        return _named(self.phases, key)

    def role(self, key: str) -> RoleData:
        """A role and what its holder does."""
        return _named(self.data["roles"], key)

    def role_name(self, key: str) -> str:
        """The name of a role."""
        return self.role(key)["name"]

    def source(self, key: str) -> SourceData:
        """Where a statement comes from."""
        return _named(self.data["sources"], key)

    def gates_with(self, number: str) -> list[GateData]:
        """The gates that need this item."""
        return [gate for gate in self.gates if any(item["item"] == number for item in gate["items"])]

    def notes_on(self, number: str) -> list[Note]:
        """What the reader must know about the guide at this item."""
        return [note for note in self.introduction["notes"] if number in note.get("items", [])]

    def recipient_name(self, key: str) -> str:
        """The name of a role, a party or an audience: whom a message is for."""
        return _named([*self.data["roles"], *self.data["parties"], *self.data["audiences"]], key)["name"]


class GuideItems(models.Manager["Item"]):
    """The guide's own items: what a reader of the guide, another municipality or a new project may see."""

    def get_queryset(self) -> models.QuerySet["Item"]:
        """All but the municipalities' own."""
        return super().get_queryset().filter(project=None)


class Item(ItemContent, models.Model):
    """One thing the guide asks for, or a municipality asks of itself (K01 …).

    What may be searched or counted is a column, the rest stands in `content`. The guide's never change; a
    municipality's own may. Following `edition.items` finds the guide's only.
    """

    # The municipality's project whose own item this is, and the form it was made with; empty for the guide's.
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="own_items", null=True, blank=True)
    once = models.UUIDField(null=True, blank=True)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="items")
    number = models.CharField(max_length=10)
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    phase = models.CharField(max_length=40)
    track = models.CharField(max_length=20, choices=Track.choices)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    force = models.CharField(max_length=20, choices=Force.choices)
    role = models.CharField(max_length=40, choices=Role.choices)
    per_unit = models.BooleanField(default=False)
    fills_role = models.CharField(max_length=40, choices=Role.choices, blank=True)
    waits_on = models.CharField(max_length=20, blank=True)
    anchor = models.CharField(max_length=20, choices=Anchor.choices)
    offset_workdays = models.IntegerField()
    duration_workdays = models.PositiveIntegerField()
    content = models.JSONField()

    objects = GuideItems()
    with_own = models.Manager["Item"]()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], condition=Q(project=None), name="item_number_once"),
            models.UniqueConstraint(
                fields=["edition", "position"], condition=Q(project=None), name="item_position_once"
            ),
            models.UniqueConstraint(
                fields=["project", "number"], condition=Q(project__isnull=False), name="item_own_number_once"
            ),
            models.UniqueConstraint(fields=["once"], name="item_own_once"),
            models.CheckConstraint(
                condition=Q(project=None) & ~Q(force=Force.OWN) | Q(project__isnull=False, force=Force.OWN),
                name="item_own_has_own_force",
            ),
            models.CheckConstraint(condition=Q(track__in=Track.values), name="item_track_known"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="item_kind_known"),
            models.CheckConstraint(condition=Q(force__in=Force.values), name="item_force_known"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="item_role_known"),
            models.CheckConstraint(condition=Q(anchor__in=Anchor.values), name="item_anchor_known"),
            models.CheckConstraint(condition=Q(duration_workdays__gte=1), name="item_takes_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def is_own(self) -> bool:
        """True for a municipality's own item, which is not the guide's."""
        return self.project_id is not None

    @property
    def phase_name(self) -> str:
        """The name of its phase; reads the edition."""
        return self.edition.phase(self.phase)["name"]


def _named(entries: list[Entry], key: str) -> Entry:
    for entry in entries:
        if entry["key"] == key:
            return entry
    raise LookupError(f"The edition has nothing called {key}")
