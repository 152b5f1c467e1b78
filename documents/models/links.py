"""Where a document lies: MedCom's link for everybody, and a municipality's own. A row per change; the newest counts."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import User
from projects.models import Project
from ui.fields import LONGEST_LINK

LONGEST_KEY, LONGEST_VERSION = 40, 60


class Link(models.Model):
    """One change of a link: the address and the version as its owner names it; both empty when it was taken away.

    `number` counts the changes. `edition` counts what has to be read again: it grows when a document comes, and when
    its version is named anew, not when only the address is put right.
    """

    document = models.CharField(max_length=LONGEST_KEY)
    number = models.PositiveIntegerField()
    edition = models.PositiveIntegerField()
    link = models.CharField(max_length=LONGEST_LINK, blank=True)
    version = models.CharField(max_length=LONGEST_VERSION, blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        abstract = True
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.document}: {self.number}"


class NationalLinkQuerySet(models.QuerySet["NationalLink"]):
    """Questions asked of MedCom's links."""

    def newest(self, playbook: str) -> Self:
        """What stands now of each document of a playbook, those taken away too."""
        found = self.filter(playbook=playbook).select_related("changed_by")
        return found.order_by("document", "-number").distinct("document")


class NationalLink(Link):
    """MedCom's own version of a document, for every municipality that runs by the playbook, whatever its edition."""

    playbook = models.SlugField(max_length=60)

    objects = NationalLinkQuerySet.as_manager()

    class Meta(Link.Meta):
        constraints = [
            models.UniqueConstraint(fields=["playbook", "document", "number"], name="national_link_once"),
            models.CheckConstraint(condition=~Q(link="") | Q(version=""), name="national_link_has_address"),
        ]


class LocalLinkQuerySet(models.QuerySet["LocalLink"]):
    """Questions asked of the municipalities' links."""

    def newest(self) -> Self:
        """What stands now of each document in each project, those taken away too."""
        found = self.select_related("changed_by").order_by("project", "document", "-number")
        return found.distinct("project", "document")


class LocalLink(Link):
    """Where a municipality itself keeps a document, beside or instead of MedCom's."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="document_links")

    objects = LocalLinkQuerySet.as_manager()

    class Meta(Link.Meta):
        constraints = [
            models.UniqueConstraint(fields=["project", "document", "number"], name="local_link_once"),
            models.CheckConstraint(condition=~Q(link="") | Q(version=""), name="local_link_has_address"),
        ]
