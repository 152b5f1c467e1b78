"""Roles -> acts: the whole question of who may do what, on one page."""

from collections.abc import Iterable, Mapping

from django.db.models import TextChoices


class Role(TextChoices):
    """A person's role in one municipality's project (design: G02–G10 and the guide's own names)."""

    PROJECT_MANAGER = "project_manager", "Projektleder"
    TECHNICAL_OWNER = "technical_owner", "Teknisk systemansvarlig"
    IT_STAFF = "it_staff", "It-medarbejder"
    IMPLEMENTATION_LEAD = "implementation_lead", "Implementeringsansvarlig"
    UNIT_COORDINATOR = "unit_coordinator", "Tovholder"
    HEALTH_CONSULTANT = "health_consultant", "Sundhedsfaglig konsulent"
    LEGAL_OFFICER = "legal_officer", "Jurist"
    SUPPORT_STAFF = "support_staff", "Supportmedarbejder"
    PRACTICE_COORDINATOR = "practice_coordinator", "Praksiskoordinator"
    OBSERVER = "observer", "Observatør"


class NationalRoleKind(TextChoices):
    """A role across all municipalities."""

    PROGRAMME_MANAGER = "medcom_programme_manager", "MedCom programleder"
    SECOND_LEVEL = "trifork_second_level", "Trifork 2. level"


# What a role is, in a few words beside its name.
ROLE_SENTENCES: Mapping[str, str] = {
    Role.PROJECT_MANAGER: "Driver projektet",
    Role.TECHNICAL_OWNER: "Følger det tekniske arbejde",
    Role.IT_STAFF: "Løser it-afdelingens opgaver",
    Role.IMPLEMENTATION_LEAD: "Får appen ud i hverdagen",
    Role.UNIT_COORDINATOR: "Samler trådene i sin enhed",
    Role.HEALTH_CONSULTANT: "Rådgiver om pleje og journal",
    Role.LEGAL_OFFICER: "Læser og skriver under",
    Role.SUPPORT_STAFF: "Tager imod henvendelser",
    Role.PRACTICE_COORDINATOR: "Holder kontakt til lægerne",
    Role.OBSERVER: "Læser med",
    NationalRoleKind.PROGRAMME_MANAGER: "Følger alle kommuners projekter hos MedCom",
    NationalRoleKind.SECOND_LEVEL: "Hjælper videre hos Trifork, når kommunens egen support ikke kan",
}


class Act(TextChoices):
    """Something one may or may not do; the label is the sentence shown to people."""

    SEE_PROJECT = "see_project", "Se projektets opgaver, tilstande og datoer."
    SEE_WORK = "see_work", "Se beviser, kladder, begrundelser, kommentarer, navne og historik."
    WORK_OWN_TASKS = "work_own_tasks", "Starte, lukke og genåbne de opgaver, der hører til ens egen rolle."
    COMMENT = "comment", "Skrive kommentarer til opgaverne og nævne kolleger i dem."
    WORK_ALL_TASKS = "work_all_tasks", "Starte, lukke og genåbne alle opgaver i projektet."
    REPORT_OWN_UNITS = "report_own_units", "Melde tilbage om opgaverne i de enheder, man er tovholder for."
    MANAGE_UNITS = "manage_units", "Oprette, rette og tage enheder ud."
    SET_DATES = "set_dates", "Sætte og flytte go-live, hypercare og lukkedage, og aftale tidsplanen."
    MANAGE_PEOPLE = (
        "manage_people",
        "Invitere mennesker, give, overdrage og afslutte roller og se, hvilke mails der er sendt.",
    )
    START_PROJECT = "start_project", "Starte et projekt for kommunen."
    SEE_ALL_PROJECTS = "see_all_projects", "Se alle kommuners projekter."
    APPOINT_PROJECT_MANAGER = "appoint_project_manager", "Udpege en kommunes første projektleder."
    KEEP_NATIONAL_DOCUMENTS = "keep_national_documents", "Sætte MedComs links til guidens dokumenter for alle kommuner."
    GIVE_NATIONAL_ROLES = "give_national_roles", "Give MedComs og Triforks medarbejdere deres roller."


_WORKER = frozenset({Act.SEE_PROJECT, Act.SEE_WORK, Act.WORK_OWN_TASKS, Act.COMMENT})

ROLE_ACTS: Mapping[str, frozenset[Act]] = {
    Role.PROJECT_MANAGER: _WORKER
    | {Act.WORK_ALL_TASKS, Act.MANAGE_UNITS, Act.SET_DATES, Act.MANAGE_PEOPLE, Act.START_PROJECT},
    Role.TECHNICAL_OWNER: _WORKER,
    Role.IT_STAFF: _WORKER,
    Role.IMPLEMENTATION_LEAD: _WORKER | {Act.MANAGE_UNITS},
    Role.UNIT_COORDINATOR: _WORKER | {Act.REPORT_OWN_UNITS},
    Role.HEALTH_CONSULTANT: _WORKER,
    Role.LEGAL_OFFICER: _WORKER,
    Role.SUPPORT_STAFF: _WORKER,
    Role.PRACTICE_COORDINATOR: _WORKER,
    Role.OBSERVER: frozenset({Act.SEE_PROJECT, Act.SEE_WORK}),
    NationalRoleKind.PROGRAMME_MANAGER: frozenset(
        {
            Act.SEE_PROJECT,
            Act.SEE_ALL_PROJECTS,
            Act.START_PROJECT,
            Act.APPOINT_PROJECT_MANAGER,
            Act.KEEP_NATIONAL_DOCUMENTS,
            Act.GIVE_NATIONAL_ROLES,
        }
    ),
    # Trifork sees only the enquiries escalated to it, and those come with support.
    NationalRoleKind.SECOND_LEVEL: frozenset(),
}


# All that is left of anybody's rights in a project that is over. Saving a filter for oneself is part of reading.
READING = frozenset({Act.SEE_PROJECT, Act.SEE_WORK, Act.SEE_ALL_PROJECTS})


def acts_of(roles: Iterable[str]) -> frozenset[Act]:
    """Everything the holder of these roles may do."""
    return frozenset().union(*(ROLE_ACTS[role] for role in roles))


def roles_with(act: Act) -> list[str]:
    """The roles whose holders may do this."""
    return [role for role, acts in ROLE_ACTS.items() if act in acts]


# What is said of a role that lacks the act: the first that fits, so the widest first.
LIMITS: Mapping[Act, str] = {
    Act.SEE_PROJECT: "Ser ingen projekter.",
    Act.SEE_WORK: "Ser ikke beviser, kladder, begrundelser, kommentarer og historik, og af navne kun projektlederens.",
    Act.WORK_OWN_TASKS: "Ændrer ingenting.",
    Act.WORK_ALL_TASKS: "Ændrer ikke opgaver, der hører til en anden rolle.",
}


def limit_of(role: str) -> str:
    """What the holder of the role may not see or do, in one sentence; empty for the projektleder."""
    return next((words for act, words in LIMITS.items() if act not in ROLE_ACTS[role]), "")
