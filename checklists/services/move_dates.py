"""Moving go-live and hypercare as it was shown: all or nothing (G87, G88)."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.clock import day_of
from checklists.services.date_preview import DatePreview
from projects.access import lock_project
from projects.models import Project, Wave
from projects.services.dates import Dates, set_dates


class PlanChanged(Exception):
    """The plan is another than the one that was shown; nothing was written."""


@transaction.atomic
def move_dates(*, project: Project, new: Dates, reason: str, seen: str, happened: bool, by: User, at: datetime) -> Wave:
    """Set the dates, and let the due dates follow just as the preview with the fingerprint `seen` showed it.

    Raises PermissionDenied, PlanChanged, DateRefused.
    """
    project = lock_project(project.pk)
    if DatePreview(project, new, day_of(at)).fingerprint != seen:
        raise PlanChanged
    return set_dates(project=project, new=new, by=by, at=at, reason=reason, happened=happened)
