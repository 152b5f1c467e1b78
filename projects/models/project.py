"""The project and its waves with their dates."""

from datetime import date
from functools import cached_property
from typing import Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q
from django.db.models.functions import Now

from accounts.models import ClosingDay, Membership, Municipality, NationalRole, User
from accounts.roles import Act, roles_with
from projects.models.people import RoleHolding
from projects.workdays import Calendar


class ProjectQuerySet(models.QuerySet["Project"]):
    """Questions asked of projects."""

    def open(self) -> Self:
        """Those still running."""
        return self.filter(closed_at__isnull=True)

    def visible_to(self, user: User, *, on: date) -> Self:
        """Those the person may know of that day: who works there and fills a role, and the programleder."""
        sees_all = NationalRole.objects.on(on).filter(user=user, role__in=roles_with(Act.SEE_ALL_PROJECTS))
        works_here = Membership.objects.on(on).filter(user=user, municipality=OuterRef("municipality"))
        fills_role = RoleHolding.objects.filled_by(user, on=on).filter(project=OuterRef("pk"))
        return self.filter(Exists(sees_all) | (Exists(works_here) & Exists(fills_role)))

    def with_dates(self) -> Self:
        """With the default wave's go-live and hypercare: a project's dates are a query, never columns of its own."""
        return self.annotate(
            default_wave=FilteredRelation("waves", condition=Q(waves__is_default=True)),
            go_live_on=F("default_wave__go_live_on"),
            hypercare_from_on=F("default_wave__hypercare_from_on"),
            hypercare_to_on=F("default_wave__hypercare_to_on"),
        )

    def with_closing_days(self) -> Self:
        """With `closed_on`, so that `calendar` asks no more of a project whose municipality is read."""
        days = ClosingDay.objects.filter(municipality=OuterRef("municipality"))
        return self.annotate(closed_on=ArraySubquery(days.values("day")))


class Project(models.Model):
    """A municipality takes the app into use by one playbook. One open at a time."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="projects")
    playbook = models.SlugField(max_length=60)
    start_on = models.DateField()
    once = models.UUIDField()
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    # There when it is read `with_dates`.
    go_live_on: date | None
    hypercare_from_on: date | None
    hypercare_to_on: date | None

    objects = ProjectQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "playbook"], condition=Q(closed_at=None), name="project_open_once"
            ),
            models.UniqueConstraint(fields=["once"], name="project_once"),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None) | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="project_closed_pair",
            ),
        ]

    def __str__(self) -> str:
        return self.municipality.name

    @cached_property
    def closed_on(self) -> list[date]:
        """The single days on which the municipality is closed."""
        return list(self.municipality.closing_days.values_list("day", flat=True))

    @property
    def calendar(self) -> Calendar:
        """Its working days: its municipality's."""
        return Calendar.of(self.municipality.closed_yearly, self.closed_on)


class Wave(models.Model):
    """Units that go live together; it owns the dates (G87, G88). Each project has one default wave."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="waves")
    name = models.CharField(max_length=100)
    is_default = models.BooleanField(default=False)
    go_live_on = models.DateField(null=True, blank=True)
    hypercare_from_on = models.DateField(null=True, blank=True)
    hypercare_to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project"], condition=Q(is_default=True), name="wave_default_once"),
            models.UniqueConstraint(fields=["project", "name"], name="wave_name_once"),
            models.CheckConstraint(
                condition=Q(hypercare_from_on=None, hypercare_to_on=None)
                | Q(hypercare_to_on__gte=F("hypercare_from_on")),
                name="wave_hypercare_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project}, {self.name}"


class WaveDate(models.Model):
    """One change of one of a wave's dates: the old day, the new, who and why (G87)."""

    class Field(models.TextChoices):
        """Which of the dates."""

        GO_LIVE = "go_live_on", "Go-live"
        HYPERCARE_FROM = "hypercare_from_on", "Hypercare fra"
        HYPERCARE_TO = "hypercare_to_on", "Hypercare til"

    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="dates")
    field = models.CharField(max_length=20, choices=Field.choices)
    old = models.DateField(null=True, blank=True)
    new = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(field__in=["go_live_on", "hypercare_from_on", "hypercare_to_on"]),
                name="wave_date_field_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wave}: {self.field} {self.new}"
