"""Many projects, people and mails for the pages."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from accounts.letters import put_welcome
from accounts.models import Municipality, User
from accounts.roles import NationalRoleKind, Role
from accounts.services.national_roles import give_national_role
from accounts.services.people import ensure_membership
from audit import clock
from projects.services.absence import register_absence
from projects.services.hand_over import hand_over
from projects.services.invitations import appoint, invite
from projects.services.roles import set_units
from projects.services.units import add_unit
from tests.cast import Cast, make_member, make_person, make_project

# How many rows a page has at first, and then.
FEW, MANY = 2, 20


def start_projects(cast: Cast, times: int) -> None:
    """Fill the list of projects."""
    for municipality in Municipality.objects.filter(projects=None)[:times]:
        make_project(
            municipality.code,
            by=cast.programme_manager,
            at=cast.at,
            manager_email=f"leder@{municipality.slug}.example",
            manager_name=f"Leder {municipality.slug}",
        )


def lead_projects(cast: Cast, times: int) -> None:
    """Give one person tasks in many projects."""
    for municipality in Municipality.objects.filter(projects=None)[:times]:
        make_project(
            municipality.code,
            by=cast.programme_manager,
            at=cast.at,
            manager_email=cast.leader.email,
            manager_name=cast.leader.name,
        )


def put_mails(cast: Cast, times: int) -> None:
    """Fill the list of mails, each to a person of its own."""
    for n, user in enumerate(User.objects.all()):
        if n < times:
            put_welcome(user, at=cast.at, project_id=cast.slagelse.pk)


def give_national_roles(cast: Cast, times: int) -> None:
    """Fill the page of national roles, half of them over."""
    for n in range(times):
        user = make_person(f"{times}-{n}@trifork.example", f"Hjælper {n}")
        role = give_national_role(user=user, role=NationalRoleKind.SECOND_LEVEL, by=None, at=cast.at)
        if n % 2:
            role.from_on = role.to_on = cast.at.date() - timedelta(days=3)
            role.save()


def work_in_many(cast: Cast, times: int) -> None:
    """Give one person many municipalities."""
    for municipality in Municipality.objects.all()[:times]:
        ensure_membership(user=cast.leader, municipality=municipality, by=None, at=cast.at)


def fill_people(cast: Cast, times: int) -> None:
    """Fill Organisation: units with a tovholder each, units without, invitations, and hand-overs."""
    for n in range(times):
        unit = add_unit(project=cast.slagelse, name=f"Enhed {times}-{n}", by=cast.leader, at=cast.at)
        add_unit(project=cast.slagelse, name=f"Enhed {times}-{n} uden", by=cast.leader, at=cast.at)
        email = f"tovholder-{times}-{n}@slagelse.example"
        common: dict[str, Any] = {"by": cast.leader, "at": cast.at}
        person = make_member(cast.slagelse, Role.UNIT_COORDINATOR, email=email, name=f"Tovholder {n}", **common)
        set_units(holding=person.holdings.get(), units=[unit], **common)
        invite(
            project=cast.slagelse,
            email=f"ny-{times}-{n}@slagelse.example",
            name=f"Ny {n}",
            roles=[Role.OBSERVER],
            once=uuid4(),
            **common,
        )
        successor = make_person(f"ny-{times}-{n}@aegte.example", f"Efterfølger {n}")
        ensure_membership(user=successor, municipality=cast.slagelse.municipality, **common)
        hand_over(
            project=cast.slagelse,
            leaver=person,
            successor=successor,
            roles=[Role.UNIT_COORDINATOR],
            from_on=clock.today() + timedelta(days=9),
            once=uuid4(),
            **common,
        )


def fill_absences(cast: Cast, times: int) -> None:
    """Everybody is away, each with a deputy of the same name who is away too."""
    for n in range(times):
        people = [
            make_member(
                cast.slagelse,
                Role.UNIT_COORDINATOR,
                email=f"{who}-{times}-{n}@slagelse.example",
                name=f"{who} {n}",
                by=cast.leader,
                at=cast.at,
            )
            for who in ("away", "deputy")
        ]
        for person, deputy in ((people[1], None), (people[0], people[1])):
            register_absence(
                project=cast.slagelse,
                user=person,
                from_on=clock.today(),
                to_on=clock.today() + timedelta(days=4),
                deputy=deputy,
                anyway=True,
                by=cast.leader,
                at=cast.at,
            )


def stand_in_for_many(cast: Cast, times: int) -> None:
    """Many are away, and one person does the tasks of all."""
    for role in (Role.TECHNICAL_OWNER, Role.HEALTH_CONSULTANT, Role.SUPPORT_STAFF)[: 1 if times == FEW else None]:
        register_absence(
            project=cast.slagelse,
            user=cast.people[role],
            from_on=clock.today(),
            to_on=clock.today(),
            deputy=cast.leader,
            anyway=False,
            by=cast.leader,
            at=cast.at,
        )
    lead_projects(cast, times)


def appoint_many(cast: Cast, times: int) -> None:
    """Fill the list of those who have not started."""
    for municipality in Municipality.objects.filter(projects=None, invitations=None)[:times]:
        appoint(
            municipality=municipality,
            email=f"leder@{municipality.slug}.example",
            name="Ny Leder",
            by=cast.programme_manager,
            at=cast.at,
            once=uuid4(),
        )


def fill_organisation(cast: Cast, times: int) -> None:
    """All that Organisation gathers."""
    fill_people(cast, times)
    fill_absences(cast, times)
