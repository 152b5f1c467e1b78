"""The plan's addresses."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from accounts.roles import Act
from checklists.services.date_preview import DatePreview
from checklists.services.dated import fingerprint
from projects.services.dates import Dates, closing_fingerprint
from tests.cast import Cast
from ui.danish import numeric_date


def new_dates(cast: Cast) -> dict[str, str]:
    """A later go-live, as the preview of it is saved."""
    wave = cast.slagelse.waves.get()
    assert wave.go_live_on is not None
    day = wave.go_live_on + timedelta(days=7)
    seen = DatePreview(cast.slagelse, Dates(day), cast.at.date()).fingerprint
    return {"go_live_on": numeric_date(day), "reason": "Testen trak ud.", "seen": seen, "save": "1"}


def due(cast: Cast, version: Callable[[Cast], dict[str, str]]) -> dict[str, str]:
    """A due date for G31."""
    return {"due_on": numeric_date(cast.at.date() + timedelta(days=40)), **version(cast)}


def all_dated(cast: Cast) -> None:
    """Every task has a date."""
    cast.slagelse.tasks.filter(due_on=None).update(due_on=cast.at.date() + timedelta(days=90))


def seen_dates(cast: Cast) -> dict[str, str]:
    """The dates as the plan shows them."""
    return {"seen": fingerprint(cast.slagelse.waves.get(is_default=True), cast.slagelse.tasks.all())}


def first_of_may(cast: Cast) -> dict[str, str]:
    """Closed on 1 May, and on no other day of one's own."""
    return {"yearly": "05-01", "days": "", "seen": closing_fingerprint(cast.slagelse.municipality)}


def plan_rows(
    row: Callable[..., Any], task_change: Callable[..., Any], version: Callable[[Cast], dict[str, str]]
) -> list[Any]:
    """Seeing the plan is for all in the project, setting dates for the projektleder, a due date for the task's role."""
    return [
        row("plan", Act.SEE_PROJECT, in_project=True),
        row("plan_move", Act.SET_DATES, in_project=True),
        row("plan_move", Act.SET_DATES, in_project=True, data=new_dates),
        row("plan_agree", Act.SET_DATES, in_project=True, data=seen_dates, prepare=all_dated),
        row("closing_days", Act.SET_DATES, in_project=True),
        row("closing_days", Act.SET_DATES, in_project=True, data=first_of_may),
        row("task_due", Act.WORK_OWN_TASKS, number="G31", in_project=True, task_role="it_staff"),
        task_change("task_due", lambda cast: due(cast, version)),
    ]
