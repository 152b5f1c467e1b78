"""The pages about tasks that are done in each unit, in the matrix and under the ceilings."""

from typing import Any

from accounts.roles import Act, Role
from audit import clock
from checklists.models import TaskUnit
from checklists.rules.unit_report import Report
from checklists.services.task_units import report_unit
from projects.services.roles import set_units
from projects.services.units import add_unit
from tests.cast import Cast, make_member
from tests.walls.units import a_unit

# Slagelse's technical owner has it.
NUMBER, ANSWER = "G29", {"choice": "only_ios"}


def row_of(cast: Cast) -> TaskUnit:
    """The row of G29 in the unit."""
    return TaskUnit.objects.get(task=cast.task(NUMBER), unit=a_unit(cast))


def tapped(cast: Cast) -> dict[str, str]:
    """One tap."""
    return {"version": str(row_of(cast).version), **ANSWER}


def filled(cast: Cast) -> dict[str, str]:
    """The unit's row of the grid, or its own form: both name their fields by the unit."""
    row = row_of(cast)
    sent = {"version": str(row.version), "state": "done", "on_date": "", "link": "", "note": "", **ANSWER}
    return {f"u{row.unit_id}-{name}": value for name, value in sent.items()}


def reported(cast: Cast) -> None:
    """The projektleder has reported it, so that it can be taken back by the one who did."""
    report = Report(a_unit(cast), 1, "done", clock.today(), ANSWER)
    report_unit(task=cast.task(NUMBER), report=report, by=cast.leader, at=cast.at)


def unit_task_rows(row: Any) -> list[Any]:
    """Looking is for who sees the work, reporting here for who has the task; tests/checklists has the tovholder."""
    unit = {"own": {"unit": a_unit}, "in_project": True}
    task = {"takes": Act.SEE_WORK, "number": NUMBER}
    works = {"takes": Act.WORK_OWN_TASKS, "number": NUMBER, "task_role": Role.TECHNICAL_OWNER}
    return [
        row("unit_tasks", Act.SEE_WORK, **unit),
        row("task_units", in_project=True, prepare=a_unit, **task),
        row("task_units", in_project=True, data=filled, **works),
        row("task_unit", **unit, **task),
        row("task_unit", **unit, **works, data=filled),
        row("task_unit_done", **unit, **works, data=tapped),
        row("task_unit_undo", **unit, **works, data=tapped, prepare=reported),
    ]


def fill_units(cast: Cast, times: int) -> None:
    """Many units with a tovholder each, half of them with an answer, and many answers in one."""
    common: dict[str, Any] = {"by": cast.leader, "at": cast.at}
    a_unit(cast)
    for n in range(times):
        unit = add_unit(project=cast.slagelse, name=f"Enhed {times}-{n}", **common)
        email = f"tovholder-{times}-{n}@slagelse.example"
        person = make_member(cast.slagelse, Role.UNIT_COORDINATOR, email=email, name=f"Tovholder {n}", **common)
        set_units(holding=person.holdings.get(), units=[unit], **common)
        if n % 2:
            report = Report(unit.pk, 1, "done", clock.today(), ANSWER)
            report_unit(task=cast.task(NUMBER), report=report, by=person, at=cast.at)
        row = row_of(cast)
        again = Report(row.unit_id, row.version, "in_progress", note=f"Nummer {times}-{n}")
        report_unit(task=cast.task(NUMBER), report=again, **common)


def coordinate(cast: Cast, times: int) -> None:
    """The projektleder is tovholder, too: of many units."""
    common: dict[str, Any] = {"by": cast.leader, "at": cast.at}
    fill_units(cast, times)
    make_member(cast.slagelse, Role.UNIT_COORDINATOR, email=cast.leader.email, name=cast.leader.name, **common)
    holding = cast.leader.holdings.get(role=Role.UNIT_COORDINATOR)
    set_units(holding=holding, units=list(cast.slagelse.units.all()), **common)
