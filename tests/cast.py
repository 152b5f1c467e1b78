"""The same people in every test: a municipality's own, its neighbour's, and the national ones."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from accounts.models import Municipality, User
from accounts.roles import NationalRoleKind, Role
from accounts.services.national_roles import give_national_role
from accounts.services.people import ensure_membership, ensure_person
from audit.clock import day_of
from checklists.models import Task
from checklists.services.start_project import start_project
from outbox.models import Letter
from projects.models import Project, RoleHolding
from projects.services.roles import give_role
from projects.workdays import add_workdays

PASSWORD = "en-lang-adgangskode-1"


@dataclass
class Cast:
    """Who is who. `people` holds Slagelse's by role."""

    at: datetime
    slagelse: Project
    vesthimmerland: Project
    people: dict[str, User]
    neighbour: User
    programme_manager: User
    trifork: User

    @property
    def leader(self) -> User:
        """Slagelse's projektleder."""
        return self.people[Role.PROJECT_MANAGER]

    @property
    def it(self) -> User:
        """Slagelse's it-medarbejder, who has G31."""
        return self.people[Role.IT_STAFF]

    @property
    def observer(self) -> User:
        """Someone in the project who may look and not touch."""
        return self.people[Role.OBSERVER]

    def task(self, number: str = "G31", project: Project | None = None) -> Task:
        """A task as it stands now."""
        return Task.objects.select_related("item", "project").get(project=project or self.slagelse, number=number)


def make_person(email: str, name: str, *, password: str | None = None) -> User:
    """A person with access to nothing."""
    user = ensure_person(email=email, name=name)
    if password:
        user.set_password(password)
        user.save(update_fields=["password"])
    return user


def make_colleague(email: str, name: str, *, password: str | None = None, code: str = "0330") -> User:
    """A person who works in the municipality, and so may sign in, without a role."""
    user = make_person(email, name, password=password)
    ensure_membership(user=user, municipality=Municipality.objects.get(code=code), by=None, at=timezone.now())
    return user


def make_project(code: str, *, by: User, at: datetime, manager_email: str, manager_name: str) -> Project:
    """A municipality's project with go-live 60 working days ahead."""
    return start_project(
        municipality=Municipality.objects.get(code=code),
        manager_email=manager_email,
        manager_name=manager_name,
        go_live_on=add_workdays(day_of(at), 60),
        by=by,
        at=at,
        once=uuid4(),
    )


def make_member(project: Project, role: Role, *, by: User, at: datetime, email: str, name: str) -> User:
    """A colleague with one role."""
    user = make_person(email, name)
    ensure_membership(user=user, municipality=project.municipality, by=by, at=at)
    give_role(project=project, user=user, role=role, by=by, at=at)
    return user


def make_cast() -> Cast:
    """Make Slagelse with all ten roles, its neighbour Vesthimmerland, MedCom and Trifork."""
    # In Danish time: after midnight here it is still yesterday in UTC, and `at.date()` must be the day that pages show.
    at = timezone.localtime()
    programme_manager = make_person("leder@medcom.example", "Karin Lund")
    give_national_role(user=programme_manager, role=NationalRoleKind.PROGRAMME_MANAGER, by=None, at=at)
    trifork = make_person("hjaelp@trifork.example", "Rasmus Holm")
    give_national_role(user=trifork, role=NationalRoleKind.SECOND_LEVEL, by=None, at=at)
    slagelse = make_project(
        "0330", by=programme_manager, at=at, manager_email="leder@slagelse.example", manager_name="Mette Kirkegaard"
    )
    make_project("0820", by=programme_manager, at=at, manager_email="leder@vest.example", manager_name="Jens Nørskov")
    leader = User.objects.get(email="leder@slagelse.example")
    for role in Role:
        if role != Role.PROJECT_MANAGER:
            email, name = f"{role.value}@slagelse.example", f"{role.label} Hansen"
            make_member(slagelse, role, by=leader, at=at, email=email, name=name)
    # Made once: a good hash is slow on purpose.
    User.objects.update(password=make_password(PASSWORD))
    # Welcomed long ago: each test finds an empty outbox.
    Letter.objects.all().delete()
    return find_cast()


def find_cast() -> Cast:
    """The cast as it stands in the database."""
    projects = {project.municipality.code: project for project in Project.objects.select_related("municipality")}
    people = {user.email: user for user in User.objects.all()}
    slagelse = projects["0330"]
    holdings = RoleHolding.objects.filter(project=slagelse).select_related("user")
    return Cast(
        timezone.localtime(),
        slagelse,
        projects["0820"],
        {holding.role: holding.user for holding in holdings},
        people["leder@vest.example"],
        people["leder@medcom.example"],
        people["hjaelp@trifork.example"],
    )
