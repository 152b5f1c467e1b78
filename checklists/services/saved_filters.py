"""Giving a filter of the list of tasks a name, for oneself or for everybody in the project."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Lower

from accounts.models import User
from accounts.roles import Act
from audit.clock import day_of
from checklists import events
from checklists.models import SavedFilter
from projects.access import lock_project, standing_of
from projects.models import Project
from projects.record import record_in

# So many of one's own in a project, and so many for everybody.
MOST = 20


class Taken(Exception):
    """There is one already with this name, or that finds the same: `saved`."""

    def __init__(self, saved: SavedFilter) -> None:
        super().__init__(saved.pk)
        self.saved = saved


class TooMany(Exception):
    """There are `MOST` already."""


@transaction.atomic
def save_filter(
    *, project: Project, name: str, query: str, is_shared: bool, by: User, at: datetime, once: UUID
) -> SavedFilter:
    """Save a filter; the same form again gives the first, with other words a new one. Historik hears of shared ones.

    Raises PermissionDenied, Taken, TooMany.
    """
    project = lock_project(project.pk)
    if again := SavedFilter.objects.filter(once=once).first():
        said = (project.pk, by.pk, name, query, is_shared)
        if (again.project_id, again.saved_by_id, again.name, again.query, again.is_shared) == said:
            return again
        once = uuid4()
    standing_of(by, project, on=day_of(at)).require(Act.WORK_ALL_TASKS if is_shared else Act.SEE_PROJECT)
    others = SavedFilter.objects.filter(project=project, is_shared=is_shared)
    there = list(others if is_shared else others.filter(saved_by=by))
    # The database has its own idea of small letters, and the last word.
    small = others.annotate(small=Lower("name")).filter(small=Lower(Value(name)))
    alike = set(small.values_list("pk", flat=True))
    for other in there:
        if other.pk in alike or other.name.casefold() == name.casefold() or other.query == query:
            raise Taken(other)
    if len(there) >= MOST:
        raise TooMany
    saved = SavedFilter.objects.create(
        project=project, name=name, query=query, is_shared=is_shared, once=once, saved_at=at, saved_by=by
    )
    if is_shared:
        record_in(project, events.FILTER_SHARED, by=by, at=at)
    return saved


@transaction.atomic
def remove_filter(*, saved: SavedFilter, by: User, at: datetime) -> None:
    """Take it away; once more does nothing. Raises PermissionDenied without the right."""
    project = lock_project(saved.project_id)
    standing = standing_of(by, project, on=day_of(at))
    standing.require(Act.WORK_ALL_TASKS if saved.is_shared or saved.saved_by_id != by.pk else Act.SEE_PROJECT)
    count, _ = SavedFilter.objects.filter(pk=saved.pk).delete()
    if count and saved.is_shared:
        record_in(project, events.FILTER_NOT_SHARED, by=by, at=at)
