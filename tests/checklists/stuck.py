"""G31 is stuck, as the it-medarbejder says it."""

from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.urls import reverse

from audit import clock
from checklists.models import Edition, Waiting
from checklists.rules.stuck_reasons import Reason, reasons_of
from checklists.services.waiting import get_stuck
from projects.calendar import calendar_of
from projects.workdays import add_workdays
from tests.cast import Cast
from ui.danish import numeric_date

LIST = "/projekter/{pk}/opgaver/"


def address(cast: Cast, name: str = "task_stuck", number: str = "G31") -> str:
    """Where to press."""
    return reverse(name, kwargs={"pk": cast.slagelse.pk, "number": number})


def meaning(party: str) -> Reason:
    """The edition's first reason that means this party."""
    edition = Edition.objects.newest()
    assert edition
    return next(reason for reason in reasons_of(edition) if reason.party.key == party)


def later(*, days: int) -> AbstractContextManager[None]:
    """The portal's clock, some days from now."""
    return clock.shifted_to(clock.now() + timedelta(days=days))


def days_on(cast: Cast, days: int) -> date:
    """So many of the municipality's working days from today."""
    return add_workdays(clock.today(), days, calendar_of(cast.slagelse.municipality))


def stuck(cast: Cast, party: str = "trifork", **own: Any) -> Waiting:
    """G31 is stuck: the it-medarbejder said so."""
    task = cast.task()
    common = {"task": task, "by": cast.it, "version": task.version, "at": cast.at, **own}
    return get_stuck(reason=meaning(party).choice, **common)


def say_stuck(client: Client, cast: Cast, **data: str) -> Any:
    """Press a reason, the page being fresh."""
    fresh = {"task_version": str(cast.task().version), "reason": meaning("trifork").choice}
    return client.post(address(cast), {**fresh, **data})


def say_more(client: Client, cast: Cast, **data: str) -> Any:
    """Send the form of details, the page being fresh."""
    facts = {
        "task_version": str(cast.task().version),
        "party": "trifork",
        "whom": "Rasmus Holm",
        "note": "Svar på sag 12",
        "ask_again_on": numeric_date(clock.today() + timedelta(days=3)),
    }
    return client.post(address(cast, "task_waiting"), {**facts, **data})
