"""What Slagelse's units have reported of the tasks that are done in each of them. Invented."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from accounts.models import User
from audit import clock
from checklists.models import Task
from checklists.moves import State
from checklists.rules.unit_report import Report
from checklists.services.due_dates import set_due
from checklists.services.task_units import report_units
from kontaktlaege.demo.course import moment
from kontaktlaege.demo.people import COORDINATORS, LEFT, LEFT_UNIT
from projects.models import Project, Unit
from projects.workdays import add_workdays

REPORTERS = (*COORDINATORS, (LEFT, (LEFT_UNIT,)))
# Set by hand, in working days from today: G66 was given more time.
POSTPONED, POSTPONED_TO = "G66", 8


# One list, or one folder, for all units.
PAGE = "https://slagelse.example/app/"


def _nothing(unit: Unit) -> dict[str, str]:
    return {}


def _devices(unit: Unit) -> dict[str, str]:
    return {"choice": "only_ios", "link": f"{PAGE}devices"}


def _sharing(unit: Unit) -> dict[str, str]:
    return {"choice": "personal" if unit.kind == Unit.Kind.HOME_CARE else "shared"}


def _organisation(unit: Unit) -> dict[str, str]:
    return {"link": f"{PAGE}organisering"}


def _roles(unit: Unit) -> dict[str, str]:
    return {"link": f"{PAGE}roller", "approval": "Enhedens leder"}


@dataclass(frozen=True)
class InAll:
    """A task that every unit has settled, each tovholder on a day of his or her own.

    `first` and `last` are working days from the task's due date; `left_out` says where it is not relevant, and why.
    """

    number: str
    first: int
    last: int
    answers: Callable[[Unit], dict[str, str]]
    left_out: Mapping[str, str] = field(default_factory=dict)


IN_ALL = (
    InAll("G07", -2, -1, _nothing),
    InAll("G29", -9, -5, _devices),
    InAll("G36", -5, -1, _sharing),
    InAll("G65", -8, -1, _organisation, {LEFT_UNIT: "Følger Hjemmeplejen Midts organisering."}),
)


@dataclass(frozen=True)
class InSome:
    """What a tovholder has reported of a task that goes on: in which units, and how many working days ago.

    `planned_in`: working days from today to the day it is planned for, where the task asks for a plan (G91).
    """

    number: str
    days_ago: int
    units: tuple[str, ...]
    state: State = State.DONE
    answers: Callable[[Unit], dict[str, str]] = _nothing
    note: str = ""
    planned_in: int = 0


READING = "Lederen læser den igennem."
IN_SOME = (
    InSome("G66", 20, ("Hjemmeplejen Syd",), answers=_roles),
    InSome("G66", 18, ("Plejecenter Antvorskov",), answers=_roles),
    InSome("G66", 13, ("Hjemmeplejen Midt",), answers=_roles),
    InSome("G66", 11, ("Plejecenter Lützensvej",), answers=_roles),
    InSome("G66", 6, ("Plejecenter Møllebakken", "Plejecenter Skovvang"), answers=_roles),
    InSome("G66", 3, ("Plejecenter Smedegade", "Plejecenter Øster Eng"), State.IN_PROGRESS, note=READING),
    InSome("G66", 2, ("Plejecenter Quistgården",), answers=_roles),
    InSome("G91", 5, ("Plejecenter Møllebakken", "Plejecenter Skovvang"), planned_in=58),
    InSome("G91", 4, ("Hjemmeplejen Syd",), note="Sammen med personalemødet.", planned_in=61),
)


def report_in_units(project: Project, *, today: date) -> None:
    """Report what has been done, each unit by its tovholder, and give G66 more time."""
    units = {unit.name: unit for unit in Unit.objects.filter(project=project)}
    tasks = {task.number: task for task in Task.objects.filter(project=project).select_related("item")}
    people = {user.name: user for user in User.objects.filter(holdings__project=project)}
    for in_all in IN_ALL:
        for order, (name, names) in enumerate(REPORTERS):
            day = _own_day(in_all, tasks[in_all.number], order)
            reports = [_settled(in_all, units[unit], day) for unit in names]
            _report(tasks[in_all.number], reports, by=people[name], day=day, order=order)
    _give_more_time(tasks[POSTPONED], by=people["Pia Nørgaard"], today=today)
    coordinators = {unit: name for name, names in REPORTERS for unit in names}
    for order, in_some in enumerate(IN_SOME):
        day = add_workdays(today, -in_some.days_ago)
        reports = [_so_far(in_some, units[unit], day, today=today) for unit in in_some.units]
        by = people[coordinators[in_some.units[0]]]
        _report(tasks[in_some.number], reports, by=by, day=day, order=order)


def _own_day(in_all: InAll, task: Task, order: int) -> date:
    """The days from first to last shared out among the tovholdere."""
    if task.due_on is None:
        raise ValueError(f"{task.number} has no due date")
    days = in_all.last - in_all.first
    return add_workdays(task.due_on, in_all.first + days * order // (len(REPORTERS) - 1))


def _settled(in_all: InAll, unit: Unit, day: date) -> Report:
    if why := in_all.left_out.get(unit.name):
        return Report(unit.pk, 1, State.NOT_RELEVANT, note=why)
    return Report(unit.pk, 1, State.DONE, day, in_all.answers(unit))


def _so_far(in_some: InSome, unit: Unit, day: date, *, today: date) -> Report:
    if in_some.planned_in:
        day = add_workdays(today, in_some.planned_in)
    on = day if in_some.state == State.DONE else None
    return Report(unit.pk, 1, in_some.state, on, in_some.answers(unit), in_some.note)


def _report(task: Task, reports: Sequence[Report], *, by: User, day: date, order: int) -> None:
    """Every unit reports a task once, so its row is as it came."""
    with clock.shifted_to(moment(day, 60 + order, afternoon=True)):
        report_units(task=task, reports=reports, by=by, at=clock.now())


def _give_more_time(task: Task, *, by: User, today: date) -> None:
    if task.due_on is None:
        raise ValueError(f"{task.number} has no due date")
    with clock.shifted_to(moment(add_workdays(task.due_on, -2), 52)):
        day = add_workdays(today, POSTPONED_TO)
        set_due(task=task, day=day, by=by, version=task.version, at=clock.now())
