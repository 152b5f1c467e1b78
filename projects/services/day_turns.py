"""What happens because time passes: roles that begin and end by date."""

import logging
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet

from projects import events
from projects.access import lock_project
from projects.models import Project, RoleHolding
from projects.record import record_in
from projects.wording import named

logger = logging.getLogger(__name__)


def day_turns(*, on: date, at: datetime) -> int:
    """Tell of every role that has begun or run out by `on` and has not been told. Repeatable; returns how many.

    One transaction a project. A day that was missed is made good the next time.
    """
    due = turning(on=on).values_list("project", flat=True)
    told = 0
    for pk in sorted(set(due)):
        try:
            told += _turn(pk, on=on, at=at)
        except Exception:
            # One project's trouble is not the others'; the next round tries again.
            logger.exception("The day did not turn in project %s", pk)
    return told


def turning(*, on: date) -> QuerySet[RoleHolding]:
    """The holdings whose beginning or end has come by that day, and has not been told."""
    begins = Q(begun=False, from_on__lte=on) & (Q(to_on=None) | Q(to_on__gte=F("from_on")))
    ends = Q(ended=False, to_on__lt=on, to_on__gte=F("from_on"))
    return RoleHolding.objects.filter(begins | ends)


@transaction.atomic
def _turn(project_id: int, *, on: date, at: datetime) -> int:
    project: Project = lock_project(project_id)
    holdings = list(turning(on=on).filter(project=project).select_related("user").order_by("pk"))
    # First all rows, then the events: whoever listens sees the day as it is, and not half of it.
    told = [(holding, event_type) for holding in holdings for event_type in _news(holding, on=on)]
    for holding in holdings:
        holding.begun, holding.ended = True, bool(holding.to_on and holding.to_on < on)
        holding.save(update_fields=["begun", "ended"])
    for holding, event_type in told:
        role = named([holding.role])
        record_in(project, event_type, by=None, at=at, person=holding.user.name, role=role)
    return len(told)


def _news(holding: RoleHolding, *, on: date) -> list[str]:
    over = holding.to_on is not None and holding.to_on < on
    begun = [] if holding.begun else [events.ROLE_BEGUN]
    return begun + ([events.ROLE_RAN_OUT] if over and not holding.ended else [])
