"""Giving a filter of the list of tasks a name, for oneself or for everybody in the project."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

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
    """Save a filter; the same form again gives the first. Historik is told of what is for everybody.

    Raises PermissionDenied, Taken, TooMany.
    """
    project = lock_project(project.pk)
    if again := SavedFilter.objects.filter(project=project, once=once, saved_by=by).first():
        return again
    standing_of(by, project, on=day_of(at)).require(Act.WORK_ALL_TASKS if is_shared else Act.SEE_PROJECT)
    others = SavedFilter.objects.filter(project=project, is_shared=is_shared)
    there = list(others if is_shared else others.filter(saved_by=by))
    for other in there:
        if other.name.casefold() == name.casefold() or other.query == query:
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
