"""A portal in full use: every municipality with a project of 92 tasks. The same each time but for today's date."""

from collections.abc import Sized
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
from kontaktlaege.demo.agreements import walk_agreements
from projects.models import Project
from projects.workdays import add_workdays
from script.measure.course import Course
from script.measure.papers import add_files
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

    @property
    def middle(self) -> int:
        """The place of the project whose pages are asked for."""
        return middle_of(self.projects)

    def session_of(self, user: User) -> str:
        """The key of a new session in which the person is signed in."""
        client = Client()
        client.force_login(user)
        return client.cookies["sessionid"].value


def middle_of(rows: Sized) -> int:
    """The place in the middle."""
    return len(rows) // 2


@transaction.atomic
def make_world(*, projects: int, free: int) -> World:
    """That many projects in mid-course, and that many more municipalities without one."""
    now = clock.now()
    with clock.shifted_to(_day(now, -BEGAN - 5)):
        karin = ensure_person(email="programleder@medcom.example", name="Karin Lund")
        give_national_role(user=karin, role=NationalRoleKind.PROGRAMME_MANAGER, by=None, at=clock.now())
    places = Municipality.objects.order_by("code")[:projects]
    made = [_project(place, by=karin, now=now, agreed=n == middle_of(places)) for n, place in enumerate(places)]
    managers = [people[Role.PROJECT_MANAGER] for _project, people in made]
    world = World([project for project, _people in made], managers, karin, _more_municipalities(free))
    add_files(*made[world.middle], now=now)
    return world


def _day(now: datetime, workdays: int) -> datetime:
    day = add_workdays(now.date(), workdays)
    return now.replace(year=day.year, month=day.month, day=day.day, hour=8, minute=0)


def _project(place: Municipality, *, by: User, now: datetime, agreed: bool) -> tuple[Project, dict[str, User]]:
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
    if agreed:
        walk_agreements(project, today=now.date())
    Course(project, people, now=now).write()
    return project, people


def _more_municipalities(count: int) -> list[Municipality]:
    """All real ones have a project; these are for measuring the start of one."""
    return Municipality.objects.bulk_create(
        Municipality(code=f"{9000 + n}", name=f"Prøveby {n}", slug=f"proeveby-{n}", cvr=f"{99000000 + n}")
        for n in range(count)
    )
