"""A portal in full use: every municipality with a project of 92 tasks. The same each time but for today's date."""

from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.test import Client

from accounts.models import Municipality, User
from accounts.roles import NationalRoleKind, Role
from accounts.services.national_roles import give_national_role
from accounts.services.people import ensure_person
from audit import clock
from checklists.services.start_project import start_project
from checklists.services.unit_rows import bring_rows
from projects.models import Project
from projects.workdays import add_workdays
from script.measure.course import Course
from script.measure.people import add_people

# Working days since start, and to go-live: in mid-course.
BEGAN, GO_LIVE = 62, 40


@dataclass(frozen=True)
class World:
    """What the rows choose from. `free` are municipalities without a project."""

    projects: list[Project]
    managers: list[User]
    programme_manager: User
    free: list[Municipality]

    def session_of(self, user: User) -> str:
        """The key of a new session in which the person is signed in."""
        client = Client()
        client.force_login(user)
        return client.cookies["sessionid"].value


@transaction.atomic
def make_world(*, projects: int, free: int) -> World:
    """That many projects in mid-course, and that many more municipalities without one."""
    now = clock.now()
    with clock.shifted_to(_day(now, -BEGAN - 5)):
        karin = ensure_person(email="programleder@medcom.example", name="Karin Lund")
        give_national_role(user=karin, role=NationalRoleKind.PROGRAMME_MANAGER, by=None, at=clock.now())
    made = [_project(place, by=karin, now=now) for place in Municipality.objects.order_by("code")[:projects]]
    managers = [person for _project, person in made]
    return World([project for project, _person in made], managers, karin, _more_municipalities(free))


def _day(now: datetime, workdays: int) -> datetime:
    day = add_workdays(now.date(), workdays)
    return now.replace(year=day.year, month=day.month, day=day.day, hour=8, minute=0)


def _project(place: Municipality, *, by: User, now: datetime) -> tuple[Project, User]:
    with clock.shifted_to(_day(now, -BEGAN)):
        project = start_project(
            municipality=place,
            manager_email=f"projektleder@{place.slug}.example",
            manager_name=f"Projektleder i {place.name}",
            go_live_on=add_workdays(now.date(), GO_LIVE),
            by=by,
            at=clock.now(),
            once=uuid5(NAMESPACE_URL, place.code),
        )
    people = add_people(project, on=project.start_on)
    people[Role.PROJECT_MANAGER] = project.holdings.get(role=Role.PROJECT_MANAGER).user
    bring_rows(project=project)
    Course(project, people, now=now).write()
    return project, people[Role.PROJECT_MANAGER]


def _more_municipalities(count: int) -> list[Municipality]:
    """All real ones have a project; these are for measuring the start of one."""
    return Municipality.objects.bulk_create(
        Municipality(code=f"{9000 + n}", name=f"Prøveby {n}", slug=f"proeveby-{n}", cvr=f"{99000000 + n}")
        for n in range(count)
    )
