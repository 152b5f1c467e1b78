"""The places of work that take the app into use."""

from hashlib import sha256
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from accounts.models import User, danish_sort_key


class UnitQuerySet(models.QuerySet["Unit"]):
    """Questions asked of units."""

    def taking_part(self) -> Self:
        """Those that have not been taken out."""
        return self.filter(taken_out_at=None)

    def named(self, name: str) -> "Unit | None":
        """The one with this name, whatever its case; compared here, since a server may not know Æ, Ø and Å."""
        return next((unit for unit in self if unit.name.casefold() == name.casefold()), None)


class Unit(models.Model):
    """A place of work that takes the app into use: care home, home care, supported housing.

    A unit taken out keeps its history; a new one may then have its name.
    """

    class Kind(models.TextChoices):
        """What sort of place it is."""

        CARE_HOME = "care_home", "Plejecenter"
        HOME_CARE = "home_care", "Hjemmepleje"
        SUPPORTED_HOUSING = "supported_housing", "Bosted"
        HOME_NURSING = "home_nursing", "Hjemmesygepleje"
        OTHER = "other", "Andet"

    project = models.ForeignKey("projects.Project", on_delete=models.PROTECT, related_name="units")
    wave = models.ForeignKey("projects.Wave", on_delete=models.PROTECT, related_name="units")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=30, choices=Kind.choices, default=Kind.OTHER)
    address = models.CharField(max_length=200, blank=True)
    staff_count = models.PositiveIntegerField(null=True, blank=True)
    expected_users = models.PositiveIntegerField(null=True, blank=True)
    taken_out_at = models.DateTimeField(null=True, blank=True)
    taken_out_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    sort_key = danish_sort_key("name")

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key"]
        constraints = [
            models.UniqueConstraint(
                "project",
                Lower("name"),
                condition=Q(taken_out_at=None),
                name="unit_name_once",
                violation_error_message="Der er allerede en enhed med det navn.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["care_home", "home_care", "supported_housing", "home_nursing", "other"]),
                name="unit_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(taken_out_at=None, taken_out_by=None)
                | Q(taken_out_at__isnull=False, taken_out_by__isnull=False),
                name="unit_taken_out_pair",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def facts(self) -> tuple[Any, ...]:
        """What a municipality may write about it."""
        return (self.name, self.kind, self.address, self.staff_count, self.expected_users)

    @property
    def fingerprint(self) -> str:
        """Another one as soon as a fact is another: what a page was made from."""
        return sha256(repr(self.facts).encode()).hexdigest()[:16]
