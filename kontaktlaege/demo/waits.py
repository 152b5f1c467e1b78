"""Whom Slagelse's tasks wait for, and have waited for. Invented."""

from dataclasses import dataclass
from datetime import date

from accounts.models import User
from accounts.roles import Role
from audit import clock
from checklists.models import Task
from checklists.moves import OPEN
from checklists.services.waiting import Details, change_waiting, end_waiting, get_stuck
from kontaktlaege.demo.course import moment
from projects.manning import holdings_on
from projects.models import Project
from projects.workdays import add_workdays


@dataclass(frozen=True)
class Stuck:
    """One waiting: since how many working days, for how many, and whom exactly. `lasted=0` goes on."""

    number: str
    reason: str
    party: str
    days_ago: int
    lasted: int = 0
    whom: str = ""
    note: str = ""
    # Working days from today on which somebody asks again.
    ask_in: int = 3


STUCK = (
    Stuck("G44", "waiting_for_supplier", "trifork", 24, 12, note="Svar på spørgsmål 4 og 7 om underdatabehandlere."),
    Stuck("G44", "waiting_for_legal", "jurist", 9, whom="Henrik Østergaard", note="Henrik læser Triforks svar."),
    Stuck("G34", "waiting_for_it", "it", 11, whom="Netværksgruppen", note="Bestilt som 26-0417.", ask_in=0),
    Stuck("G69", "waiting_for_supplier", "trifork", 9, note="Kontaktpunkt og åbningstid.", ask_in=2),
    Stuck("G56", "waiting_for_gp", "gp", 8, whom="KLU", note="Punktet er sat på KLU-mødet.", ask_in=6),
    Stuck("G40", "waiting_for_gp", "gp", 7, whom="Lægehuset Torvet", note="De har sagt ja. Der mangler en dato."),
    Stuck("G76", "waiting_for_supplier", "trifork", 6, note="Hvem hos Trifork svarer i hypercare, og hvornår."),
    Stuck("G59", "waiting_for_medcom", "medcom", 4, note="Teksten om borgerens samtykke.", ask_in=1),
)


def get_stuck_often(project: Project, *, today: date) -> None:
    """Say it of each task that is open and has come that far, by the one who holds its role."""
    holders = {holding.role: holding.user for holding in holdings_on([project], on=today)}
    for order, stuck in enumerate(STUCK):
        task = Task.objects.select_related("item__edition", "project").get(project=project, number=stuck.number)
        if task.state in OPEN:
            _say(task, stuck, by=holders.get(task.role, holders[Role.PROJECT_MANAGER]), order=order, today=today)


def _say(task: Task, stuck: Stuck, *, by: User, order: int, today: date) -> None:
    began = add_workdays(today, -stuck.days_ago)
    with clock.shifted_to(moment(began, 40 + order)):
        get_stuck(task=task, reason=stuck.reason, by=by, version=task.version, at=clock.now())
    details = Details(stuck.party, stuck.whom, stuck.note, add_workdays(today, stuck.ask_in))
    with clock.shifted_to(moment(began, 41 + order, afternoon=True)):
        change_waiting(task=task, details=details, by=by, version=task.version + 1, at=clock.now())
    if stuck.lasted:
        with clock.shifted_to(moment(add_workdays(began, stuck.lasted), 42 + order)):
            end_waiting(task=task, by=by, version=task.version + 2, at=clock.now())
