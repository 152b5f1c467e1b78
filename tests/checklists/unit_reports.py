"""Units and their reports, for tests."""

from datetime import date
from typing import Any

from accounts.models import User
from accounts.roles import Role
from audit.clock import day_of
from checklists.models import TaskUnit
from checklists.rules.unit_report import Report
from checklists.services.task_units import Outcome, report_unit, report_units
from projects.models import RoleHolding, Unit
from projects.services.roles import set_units
from projects.services.units import add_unit
from tests.cast import Cast

NAMES = ("Bosted Æblehaven", "Hjemmeplejen Nord", "Plejecenter Lunden")


def make_units(cast: Cast, *names: str) -> list[Unit]:
    """Units of Slagelse's."""
    return [add_unit(project=cast.slagelse, name=name, by=cast.leader, at=cast.at) for name in names or NAMES]


def coordinator_of(cast: Cast, *units: Unit) -> User:
    """Slagelse's tovholder, for these units."""
    holding = RoleHolding.objects.get(project=cast.slagelse, role=Role.UNIT_COORDINATOR)
    set_units(holding=holding, units=list(units), by=cast.leader, at=cast.at)
    return cast.people[Role.UNIT_COORDINATOR]


def row_of(cast: Cast, number: str, unit: Unit) -> TaskUnit:
    """The row as it stands now."""
    return TaskUnit.objects.select_related("unit").get(task=cast.task(number), unit=unit)


def said(cast: Cast, row: TaskUnit, state: str = "done", **own: Any) -> Report:
    """A report on the row as it stands; done today, unless told otherwise."""
    day: date | None = own.pop("on_date", day_of(cast.at) if state == "done" else None)
    return Report(row.unit_id, own.pop("version", row.version), state, day, own.pop("answers", {}), own.pop("note", ""))


def report(cast: Cast, number: str, unit: Unit, state: str = "done", *, by: User | None = None, **own: Any) -> None:
    """Report one unit, the page being fresh."""
    given = said(cast, row_of(cast, number, unit), state, **own)
    report_unit(task=cast.task(number), report=given, by=by or cast.leader, at=cast.at)


def report_all(cast: Cast, number: str, units: list[Unit], **own: Any) -> Outcome:
    """Report several units at once."""
    reports = [said(cast, row_of(cast, number, unit), **dict(own)) for unit in units]
    return report_units(task=cast.task(number), reports=reports, by=cast.leader, at=cast.at)
