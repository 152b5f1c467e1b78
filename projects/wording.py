"""Who asks whom to what, in words: for invitations and the mails about roles."""

from collections.abc import Iterable, Sequence
from datetime import date

from accounts.access import holds_national_role
from accounts.models import User
from accounts.roles import ROLE_SENTENCES, NationalRoleKind, Role
from projects.models import Invitation, RoleHolding
from ui.danish import listed

SIGNS = "læser og underskriver aftalerne i stedet for en jurist"
UNITS_NAMED = 6
WHAT = (
    "KontaktLæge er en app, som medarbejdere i kommunen bruger til at starte en videosamtale mellem en borger og "
    "borgerens egen læge. I portalen styrer kommunen arbejdet med at tage appen i brug."
)


def named(roles: Iterable[str], *, units: Sequence[str] = (), signs_instead: bool = False) -> str:
    """Roles in a sentence: "tovholder for Bosted Æblehaven og den, der læser og underskriver …"."""
    words = [_named(role, units, signs_instead) for role in roles]
    return listed(words, most=len(words)) if words else ""


def _named(role: str, units: Sequence[str], signs_instead: bool) -> str:
    if role == Role.LEGAL_OFFICER and signs_instead:
        return f"den, der {SIGNS}"
    label = str(Role(role).label).lower()
    return f"{label} for {listed(units, most=UNITS_NAMED)}" if role == Role.UNIT_COORDINATOR and units else label


def asked_to(invitation: Invitation) -> str:
    """What the invitation asks, in a sentence, with a tovholder's units (G06) and who signs (G10)."""
    units = [unit.name for unit in invitation.units.taking_part()]
    return named(invitation.roles, units=units, signs_instead=invitation.signs_instead)


def held_as(holdings: Sequence[RoleHolding]) -> str:
    """One person's roles in one project, as they are held."""
    order = list(Role.values)
    roles = sorted({holding.role for holding in holdings}, key=order.index)
    units = [unit.name for holding in holdings for unit in holding.units.all()]
    return named(roles, units=units, signs_instead=any(holding.signs_instead for holding in holdings))


def role_lines(invitation: Invitation) -> list[tuple[str, str]]:
    """(name, sentence) of each role that is asked for, units and who signs included."""
    units = [unit.name for unit in invitation.units.taking_part()]
    lines = []
    for role in invitation.roles:
        if role == Role.LEGAL_OFFICER and invitation.signs_instead:
            lines.append(("Underskriver", f"Du {SIGNS}"))
            continue
        lines.append((str(Role(role).label), ROLE_SENTENCES[role]))
        if role == Role.UNIT_COORDINATOR and units:
            lines.append(("Enhed" if len(units) == 1 else "Enheder", listed(units, most=len(units))))
    return lines


def who_asks(invitation: Invitation, *, on: date) -> str:
    """The inviter, to stand before a verb: "Karin Lund fra MedCom", "Mette Kirkegaard, projektleder i Slagelse,"."""
    by, place = invitation.invited_by, invitation.municipality.name
    if holds_national_role(by, NationalRoleKind.PROGRAMME_MANAGER, on=on):
        return f"{by.name} fra MedCom"
    held = RoleHolding.objects.on(on).filter(user=by, project=invitation.project_id, role=Role.PROJECT_MANAGER)
    return f"{by.name}, projektleder i {place}," if held.exists() else f"{by.name} fra {place}"


def reach(person: User) -> str:
    """How to ask that person: "skriv eller ring til Mette Kirkegaard: leder@slagelse.example eller 55 00 20 31"."""
    if person.phone:
        return f"skriv eller ring til {person.name}: {person.email} eller {person.phone}"
    return f"skriv til {person.name}: {person.email}"
