"""What happens to tasks because time passes: proof grows too old, and go-live comes."""

import logging
from datetime import datetime

from django.db import transaction

from audit.clock import day_of
from checklists.models import Task
from checklists.models.playbook import Force
from checklists.moves import State
from checklists.services.breaches import tell_live_too_early
from checklists.services.follow_units import PART as UNITS
from checklists.services.tasks import unsettle
from checklists.services.unit_rows import expire_rows
from projects.access import lock_project
from ui.danish import long_date

logger = logging.getLogger(__name__)


def day_turns(*, at: datetime) -> int:
    """Open must items whose proof has run out, and tell of go-live without G50. Repeatable; returns how many."""
    return expire_proof(at=at) + tell_live_too_early(at=at)


def expire_proof(*, at: datetime) -> int:
    """Open the must items again whose proof was valid until a day that has passed; the old proof stays.

    Other tasks are only shown as such. One transaction a task; repeatable; returns how many were opened.
    """
    opened = 0
    for pk in (
        Task.objects.expired(on=day_of(at)).filter(item__force=Force.MUST).order_by("pk").values_list("pk", flat=True)
    ):
        try:
            opened += _open_again(pk, at=at)
        except Exception:
            # One task's trouble is not the others'; the next round tries again.
            logger.exception("The proof of task %s was not looked at", pk)
    return opened


@transaction.atomic
def _open_again(pk: int, *, at: datetime) -> bool:
    lock_project(Task.objects.get(pk=pk).project_id)
    task = Task.objects.select_for_update(of=("self",)).select_related("item", "project").get(pk=pk)
    if task.state != State.DONE or task.valid_until is None or task.valid_until >= day_of(at):
        return False
    if task.managed_by == UNITS:
        return expire_rows(task, at=at)
    unsettle(task=task, at=at, why=f"beviset gjaldt til {long_date(task.valid_until)}")
    return True
