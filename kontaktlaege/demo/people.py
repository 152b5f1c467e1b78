"""The rest of Slagelse's people: tovholdere, one who left, one who was asked, and how to reach everybody. Invented."""

from datetime import date, timedelta
from uuid import NAMESPACE_URL, uuid5

from accounts.models import User
from accounts.roles import Role
from accounts.services.people import ensure_membership, ensure_person
from audit import clock
from audit.clock import day_of
from kontaktlaege.demo.course import moment
from projects.models import Project, RoleHolding, Unit
from projects.services.absence import register_absence
from projects.services.invitations import invite
from projects.services.roles import end_role, give_role
from projects.workdays import add_workdays

# Name and units; Lone Dahl is the demo's own tovholder.
COORDINATORS = (
    ("Lone Dahl", ("Hjemmeplejen Midt", "Hjemmeplejen Nord")),
    ("Hanne Toft", ("Hjemmeplejen Syd",)),
    ("Ali Karimi", ("Plejecenter Antvorskov",)),
    ("Jytte Mørk", ("Plejecenter Blomstergården",)),
    ("Maja Lind", ("Plejecenter Lützensvej",)),
    ("Ole Brandt", ("Plejecenter Møllebakken", "Plejecenter Skovvang")),
    ("Simon Ravn", ("Plejecenter Quistgården",)),
    ("Kirsten Aagaard", ("Plejecenter Smedegade", "Plejecenter Øster Eng")),
)
LEFT, LEFT_UNIT, LEFT_DAYS_AGO = "Bodil Frost", "Bosted Æblehaven", 16
ASKED, ASKED_DAYS_AGO = "Camilla Rask", 9
# In Vesthimmerland.
NAMED_BEFORE = {"Bente Holm": Role.TECHNICAL_OWNER, "Lise Kjær": Role.IMPLEMENTATION_LEAD}
WORKPLACES = {
    Role.PROJECT_MANAGER: "Digitalisering",
    Role.TECHNICAL_OWNER: "Digitalisering",
    Role.IT_STAFF: "It-afdelingen",
    Role.IMPLEMENTATION_LEAD: "Sundhed og Ældre",
    Role.HEALTH_CONSULTANT: "Sundhed og Ældre",
    Role.LEGAL_OFFICER: "Jura og Udbud",
    Role.SUPPORT_STAFF: "Servicedesk",
    Role.PRACTICE_COORDINATOR: "Tværsektor",
    Role.OBSERVER: "Direktionen",
}
# Working days since they were last here; everybody else was here yesterday or the day before.
SEEN_LONG_AGO = {"observatoer@slagelse.example": 31}
ENDS = "konsulent@slagelse.example"


def fill_organisation(project: Project, *, today: date) -> None:
    """Tovholdere for every unit but one, an unanswered invitation, a role that ends, telephones and last sign-ins."""
    manager = User.objects.get(email="projektleder@slagelse.example")
    units = {unit.name: unit for unit in Unit.objects.filter(project=project)}
    begin = add_workdays(project.start_on, 6)
    for order, (name, names) in enumerate((*COORDINATORS, (LEFT, (LEFT_UNIT,)))):
        _coordinator(project, name, [units[unit] for unit in names], by=manager, day=begin, order=order)
    _left(project, by=manager, day=add_workdays(today, -LEFT_DAYS_AGO))
    with clock.shifted_to(moment(add_workdays(today, -ASKED_DAYS_AGO), 4)):
        invite(
            project=project,
            email="camilla.rask@slagelse.example",
            name=ASKED,
            roles=[Role.SUPPORT_STAFF],
            by=manager,
            at=clock.now(),
            once=uuid5(NAMESPACE_URL, ASKED),
        )
    with clock.shifted_to(moment(add_workdays(today, -3), 7)):
        holding = RoleHolding.objects.get(project=project, user__email=ENDS)
        end_role(holding=holding, last_day=add_workdays(today, 24), by=manager, at=clock.now())
    _away(project, by=manager, today=today)
    _reach(project, today=today)


def fill_neighbour(project: Project, *, today: date) -> None:
    """Vesthimmerland: those who had a role before the portal are asked into it, and both colleagues have been here."""
    manager = User.objects.get(email="projektleder@vesthimmerland.example")
    for order, (name, role) in enumerate(NAMED_BEFORE.items()):
        with clock.shifted_to(moment(add_workdays(today, -2), 8 + order)):
            invite(
                project=project,
                email=f"{name.lower().replace(' ', '.').replace('æ', 'ae')}@vesthimmerland.example",
                name=name,
                roles=[role],
                by=manager,
                at=clock.now(),
                once=uuid5(NAMESPACE_URL, name),
            )
    for number, holding in enumerate(project.holdings.select_related("user").order_by("pk")):
        holding.user.last_login = moment(add_workdays(today, -1 - number % 2), number)
        holding.user.save(update_fields=["last_login"])


def _coordinator(project: Project, name: str, units: list[Unit], *, by: User, day: date, order: int) -> None:
    email = "tovholder" if name == COORDINATORS[0][0] else name.lower().replace(" ", ".").replace("ø", "oe")
    with clock.shifted_to(moment(day, 20 + order)):
        person = ensure_person(email=f"{email}@slagelse.example", name=name)
        ensure_membership(user=person, municipality=project.municipality, by=by, at=clock.now())
        give_role(project=project, user=person, role=Role.UNIT_COORDINATOR, by=by, at=clock.now(), units=units)


def _left(project: Project, *, by: User, day: date) -> None:
    with clock.shifted_to(moment(day, 11)):
        holding = RoleHolding.objects.get(project=project, user__name=LEFT)
        end_role(holding=holding, last_day=day_of(clock.now()) - timedelta(days=1), by=by, at=clock.now())


def _away(project: Project, *, by: User, today: date) -> None:
    """Pia Nørgaard is on holiday, and Lone Dahl does her tasks meanwhile."""
    with clock.shifted_to(moment(add_workdays(today, -4), 15)):
        register_absence(
            project=project,
            user=User.objects.get(email="implementering@slagelse.example"),
            from_on=today,
            to_on=add_workdays(today, 6),
            deputy=User.objects.get(email="tovholder@slagelse.example"),
            anyway=False,
            by=by,
            at=clock.now(),
        )


def _reach(project: Project, *, today: date) -> None:
    """Telephone, workplace and the last sign-in of everybody who holds a role."""
    for number, holding in enumerate(project.holdings.select_related("user").order_by("pk")):
        person = holding.user
        units = [unit.name for unit in holding.units.all()]
        person.phone = f"55 00 {20 + number // 10} {number % 10}{(number * 7) % 10}"
        person.workplace = WORKPLACES.get(Role(holding.role)) or (units[0] if units else "")
        person.last_login = moment(add_workdays(today, -SEEN_LONG_AGO.get(person.email, 1 + number % 2)), number)
        person.save(update_fields=["phone", "workplace", "last_login"])
