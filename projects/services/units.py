"""The places of work that take part."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from projects import events
from projects.access import lock_project
from projects.models import Project, Unit
from projects.record import record_in


@transaction.atomic
def add_unit(*, project: Project, name: str, by: User, at: datetime) -> Unit:
    """Add a unit to the default wave; does nothing when the project has one of that name."""
    lock_project(project.pk)
    if known := project.units.taking_part().filter(name__iexact=name).first():
        return known
    unit = Unit.objects.create(project=project, name=name, wave=project.waves.get(is_default=True))
    record_in(project, events.UNIT_ADDED, by=by, at=at, unit=name)
    return unit
