"""Writes the demo's data through the services, with the clock shifted to when each thing happened."""

from collections.abc import Callable, Collection
from datetime import date
from functools import partial
from uuid import NAMESPACE_URL, uuid5

from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.models import Municipality, User
from accounts.roles import NationalRoleKind, Role
from accounts.services.national_roles import give_national_role
from accounts.services.people import ensure_membership, ensure_person
from audit import clock
from checklists.evidence.early import EARLY_REASONS
from checklists.models import Task
from checklists.moves import SETTLED
from checklists.services.start_project import start_project
from checklists.services.sub_points import set_tick
from checklists.services.tasks import close_task, reopen_task, save_draft, set_not_relevant, start_task
from kontaktlaege.demo.agreements import walk_agreements
from kontaktlaege.demo.answers import answers_for
from kontaktlaege.demo.before_portal import answer_first
from kontaktlaege.demo.cast import CAST, PASSWORD, Player
from kontaktlaege.demo.course import moment, steps_of
from kontaktlaege.demo.documents import fill_documents
from kontaktlaege.demo.people import fill_neighbour, fill_organisation
from kontaktlaege.demo.unit_work import report_in_units
from kontaktlaege.demo.waits import get_stuck_often
from projects.manning import holdings_on
from projects.models import Project, Unit
from projects.services.dates import Dates, set_dates
from projects.services.roles import give_role
from projects.services.units import add_unit
from projects.workdays import add_workdays

# Working days: how long Slagelse has been at it, and how long to its go-live.
SLAGELSE_BEGAN, SLAGELSE_GO_LIVE = 62, 40
MOVED_BY, HYPERCARE_WORKDAYS = 5, 15
MOVED_BECAUSE = "Lægehuset kunne først stille op til prøveopkaldet en uge senere."
VESTHIMMERLAND_BEGAN, VESTHIMMERLAND_GO_LIVE = 25, 80

# The point of G34 that has been tried.
ON_MOBILE_DATA = 1

ACTS: dict[str, Callable[..., Task]] = {
    "start": start_task,
    "close": close_task,
    "reopen": reopen_task,
    "not_relevant": set_not_relevant,
}
# Name, kind, address, staff and expected users; the roads are invented.
UNITS: tuple[tuple[str, Unit.Kind, str, int, int], ...] = (
    ("Bosted Æblehaven", Unit.Kind.SUPPORTED_HOUSING, "Skovvej 4", 34, 20),
    ("Hjemmeplejen Midt", Unit.Kind.HOME_CARE, "Rådhuspladsen 11", 118, 96),
    ("Hjemmeplejen Nord", Unit.Kind.HOME_CARE, "Fasanvej 2", 132, 104),
    ("Hjemmeplejen Syd", Unit.Kind.HOME_CARE, "Havnegade 31", 97, 80),
    ("Plejecenter Antvorskov", Unit.Kind.CARE_HOME, "Klostergade 8", 76, 60),
    ("Plejecenter Blomstergården", Unit.Kind.CARE_HOME, "Sdr. Stationsvej 30", 64, 48),
    ("Plejecenter Lützensvej", Unit.Kind.CARE_HOME, "Lützensvej 5", 58, 44),
    ("Plejecenter Møllebakken", Unit.Kind.CARE_HOME, "Møllebakken 1", 71, 52),
    ("Plejecenter Quistgården", Unit.Kind.CARE_HOME, "Quistgårdsvej 7", 49, 36),
    ("Plejecenter Skovvang", Unit.Kind.CARE_HOME, "Skovvangen 12", 62, 47),
    ("Plejecenter Smedegade", Unit.Kind.CARE_HOME, "Smedegade 19", 55, 41),
    ("Plejecenter Øster Eng", Unit.Kind.CARE_HOME, "Østerengen 3", 83, 66),
)


def is_seeded() -> bool:
    """True when the demo's data are there."""
    return Project.objects.filter(municipality__code="0330").exists()


@transaction.atomic
def seed(*, today: date) -> None:
    """Slagelse in mid-course, Vesthimmerland as its neighbour, Ærø just started. Dates are relative to `today`."""
    programme_manager = _national_people(today)
    slagelse = _project(
        "0330", today=today, began=SLAGELSE_BEGAN, go_live=SLAGELSE_GO_LIVE - MOVED_BY, by=programme_manager
    )
    _move_go_live(slagelse, today=today)
    _units(slagelse)
    fill_organisation(slagelse, today=today)
    report_in_units(slagelse, today=today)
    by_agreements = walk_agreements(slagelse, today=today)
    _walk(slagelse, today=today, elsewhere=by_agreements)
    get_stuck_often(slagelse, today=today)
    _draft(slagelse, today=today)
    fill_documents(slagelse, by=programme_manager, today=today)
    vesthimmerland = _project(
        "0820", today=today, began=VESTHIMMERLAND_BEGAN, go_live=VESTHIMMERLAND_GO_LIVE, by=programme_manager
    )
    fill_neighbour(vesthimmerland, today=today)
    answer_first(vesthimmerland)
    _walk(vesthimmerland, today=today)
    _just_started(today=today, by=programme_manager)


def _national_people(today: date) -> User:
    began = add_workdays(today, -SLAGELSE_BEGAN - 10)
    # Made once: a good hash is slow on purpose.
    password = make_password(PASSWORD)
    for player in CAST:
        user = ensure_person(email=player.email, name=player.name)
        user.password = password
        user.save(update_fields=["password"])
        if player.role in NationalRoleKind.values:
            with clock.shifted_to(moment(began, 0)):
                give_national_role(user=user, role=NationalRoleKind(player.role), by=None, at=clock.now())
    return User.objects.get(email="programleder@medcom.example")


def _project(code: str, *, today: date, began: int, go_live: int, by: User) -> Project:
    """Start the project `began` working days ago and give the cast their roles over the first days."""
    municipality = Municipality.objects.get(code=code)
    players = [player for player in CAST if player.place == code]
    start = add_workdays(today, -began)
    manager = next(player for player in players if player.role == Role.PROJECT_MANAGER)
    with clock.shifted_to(moment(start, 1)):
        project = start_project(
            municipality=municipality,
            manager_email=manager.email,
            manager_name=manager.name,
            go_live_on=add_workdays(today, go_live),
            by=by,
            at=clock.now(),
            once=uuid5(NAMESPACE_URL, code),
        )
    projektleder = User.objects.get(email=manager.email)
    # Day by day, since what a role settles follows who holds it as the roles are given.
    for order, player in sorted(enumerate(players), key=lambda given: given[0] % 4):
        _give_role(project, player, by=projektleder, day=add_workdays(start, order % 4), order=order)
    return project


def _move_go_live(project: Project, *, today: date) -> None:
    """Go-live was moved once, and hypercare set with it."""
    manager, day = User.objects.get(email="projektleder@slagelse.example"), add_workdays(today, SLAGELSE_GO_LIVE)
    with clock.shifted_to(moment(add_workdays(project.start_on, 18), 3)):
        set_dates(
            project=project,
            new=Dates(day, day, add_workdays(day, HYPERCARE_WORKDAYS - 1)),
            reason=MOVED_BECAUSE,
            by=manager,
            at=clock.now(),
        )


def _give_role(project: Project, player: Player, *, by: User, day: date, order: int) -> None:
    user = User.objects.get(email=player.email)
    with clock.shifted_to(moment(day, 3 + order)):
        ensure_membership(user=user, municipality=project.municipality, by=by, at=clock.now())
        give_role(project=project, user=user, role=Role(player.role), by=by, at=clock.now())


def _units(project: Project) -> None:
    manager = User.objects.get(email="projektleder@slagelse.example")
    with clock.shifted_to(moment(add_workdays(project.start_on, 5), 20)):
        for name, kind, address, staff_count, expected_users in UNITS:
            add_unit(
                project=project,
                name=name,
                kind=kind,
                address=f"{address}, 4200 Slagelse",
                staff_count=staff_count,
                expected_users=expected_users,
                by=manager,
                at=clock.now(),
            )


def _walk(project: Project, *, today: date, elsewhere: Collection[str] = ()) -> None:
    """Carry out what has happened, each step by the one who holds the task's role."""
    holders = {holding.role: holding.user for holding in holdings_on([project], on=today)}
    names = {role: user.name for role, user in holders.items()}
    manager = holders[Role.PROJECT_MANAGER]
    tasks = {
        task.number: task
        for task in Task.objects.filter(project=project).select_related("item", "project").in_guide_order()
    }
    for step in steps_of(list(tasks.values()), today=today, elsewhere=elsewhere):
        task = tasks[step.number]
        # An answer to another task may have settled it meanwhile.
        task.refresh_from_db(fields=["state", "version"])
        if task.state in SETTLED and step.what != "reopen":
            continue
        by = holders.get(task.role, manager)
        with clock.shifted_to(step.at):
            act = partial(ACTS[step.what], task=task, by=by, version=task.version, at=clock.now())
            if step.what == "close":
                host = f"{project.municipality.slug}.example"
                answers = answers_for(task.item, on=clock.today(), names=names, host=host)
                # G06 opened again when a tovholder left; what comes after it was done all the same.
                reason = EARLY_REASONS["another_order"]
                tasks[step.number] = act(answers=answers, early_reason=reason, tick_points=True)
            elif step.what == "start":
                tasks[step.number] = act()
            else:
                tasks[step.number] = act(reason=step.reason)


def _draft(project: Project, *, today: date) -> None:
    """Yusuf has called on mobile data and begun to write down the port change, and waits for its last number."""
    task = Task.objects.select_related("item").get(project=project, number="G34")
    it = User.objects.get(email="it@slagelse.example")
    with clock.shifted_to(moment(add_workdays(today, -2), 40)):
        set_tick(task=task, position=ON_MOBILE_DATA, ticked=True, by=it, at=clock.now())
        save_draft(
            task=task,
            answers={"reference": "Ændring 26-0417"},
            by=it,
            version=task.version,
            at=clock.now(),
        )


def _just_started(*, today: date, by: User) -> None:
    with clock.shifted_to(moment(add_workdays(today, -1), 9)):
        start_project(
            municipality=Municipality.objects.get(code="0492"),
            manager_email="projektleder@aeroe.example",
            manager_name="Ellen Ærøboe",
            go_live_on=None,
            by=by,
            at=clock.now(),
            once=uuid5(NAMESPACE_URL, "0492"),
        )
