"""The guide's documents in the demo: two from MedCom, one of Slagelse's own, some read, a file on a shelf. Invented."""

from collections.abc import Iterable
from datetime import date

from accounts.models import User
from accounts.roles import Role
from audit import clock
from documents.models import NationalLink
from documents.rules.catalogue import Catalogue, Document, catalogue_in
from documents.rules.current import current_of
from documents.services.links import set_national_link
from documents.services.own_files import Shelf, add_own_file
from documents.services.reading import check_document, read_document
from kontaktlaege.demo.course import moment
from kontaktlaege.demo.paper import a_pdf
from projects.manning import holdings_on
from projects.models import Project
from projects.workdays import add_workdays

# Document, version, and how many working days ago MedCom gave it.
NATIONAL = (("technical_guide", "1", 58), ("how_to_use", "1.0", 40), ("technical_guide", "2", 12))
# Who has read what counts now, and how many working days ago: everybody else is still asked.
READ = (
    ("technical_guide", Role.TECHNICAL_OWNER, 10),
    ("how_to_use", Role.IMPLEMENTATION_LEAD, 33),
    ("quick_card", Role.IMPLEMENTATION_LEAD, 15),
)
READERS_AMONG_COORDINATORS, COORDINATORS_READ = 4, 9
OWN = ("quick_card", "Pixi til Slagelse.pdf", 16)
OWN_TEXT = (
    "KontaktLæge – kort fortalt",
    "1. Åbn appen, og log ind med dit arbejdslogin.",
    "2. Find borgeren, og vælg borgerens egen læge.",
    "3. Ring op, og vent, til lægen svarer.",
    "4. Skriv i journalen bagefter, som I plejer.",
    "Hjælp: Servicedesk, 55 00 20 11.",
)
ON_SHELF = ("organisation", "Kommissorium for projektgruppen.pdf", 57)
SHELF_TEXT = (
    "Kommissorium for projektgruppen",
    "Projektgruppen mødes hver anden tirsdag.",
    "Projektlederen indkalder og skriver referat.",
    "Styregruppen får status den første mandag i måneden.",
)
CHECKED = ("technical_guide", 9)


def fill_documents(project: Project, *, by: User, today: date) -> None:
    """Lay them there in the order in which it happened; `by` is the programleder."""
    catalogue = catalogue_in(project)
    holders: dict[str, list[User]] = {}
    for holding in holdings_on([project], on=today, units=False):
        holders.setdefault(holding.role, []).append(holding.user)
    for order, (key, version, days_ago) in enumerate(NATIONAL):
        _give(project, catalogue.document(key), version, by=by, day=add_workdays(today, -days_ago), order=order)
    _own_files(project, catalogue, holders, today=today)
    for order, (key, role, days_ago) in enumerate(READ):
        _read(project, catalogue.document(key), holders[role], day=add_workdays(today, -days_ago), order=order)
    some = holders[Role.UNIT_COORDINATOR][-READERS_AMONG_COORDINATORS:]
    _read(project, catalogue.document(OWN[0]), some, day=add_workdays(today, -COORDINATORS_READ), order=8)
    key, days_ago = CHECKED
    with clock.shifted_to(moment(add_workdays(today, -days_ago), 3)):
        owner = holders[Role.TECHNICAL_OWNER][0]
        check_document(project=project, document=catalogue.document(key), by=owner, at=clock.now())


def _give(project: Project, document: Document, version: str, *, by: User, day: date, order: int) -> None:
    playbook = project.playbook
    with clock.shifted_to(moment(day, 5 + order)):
        set_national_link(
            playbook=playbook,
            document=document,
            link=f"https://www.medcom.example/kontaktlaege/{document.key.replace('_', '-')}.pdf",
            version=version,
            seen=NationalLink.objects.filter(playbook=playbook, document=document.key).count(),
            by=by,
            at=clock.now(),
        )


def _own_files(project: Project, catalogue: Catalogue, holders: dict[str, list[User]], *, today: date) -> None:
    key, name, days_ago = OWN
    phase, shelf_name, shelf_days_ago = ON_SHELF
    shelf = Shelf(phase, catalogue.edition.phase(phase)["name"])
    laid = (
        (shelf, a_pdf(shelf_name, SHELF_TEXT), Role.PROJECT_MANAGER, shelf_days_ago),
        (catalogue.document(key), a_pdf(name, OWN_TEXT), Role.IMPLEMENTATION_LEAD, days_ago),
    )
    for place, upload, role, days in laid:
        with clock.shifted_to(moment(add_workdays(today, -days), 12)):
            add_own_file(project=project, place=place, upload=upload, by=holders[role][0], at=clock.now())


def _read(project: Project, document: Document, people: Iterable[User], *, day: date, order: int) -> None:
    for place, person in enumerate(people):
        with clock.shifted_to(moment(day, 20 + order + place)):
            mark = current_of(project, document).mark
            read_document(project=project, document=document, mark=mark, by=person, at=clock.now())
