"""The documents of an edition of the playbook: the nine guidance documents, then the guide's other blank links."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404

from accounts.roles import Role
from checklists.models import Edition
from checklists.playbook.content import ContactData
from projects.models import Project


@dataclass(frozen=True)
class Document:
    """What the playbook says of a document. `items`: the numbers of those whose task is to have it.

    `link` and `version` are the playbook's own, null until MedCom gives them.
    """

    key: str
    name: str
    about: str
    items: Sequence[str]
    readers: Sequence[str] = ()
    link: str = ""
    version: str = ""

    @property
    def number(self) -> str:
        """The item it belongs to first."""
        return self.items[0]

    @property
    def reader_names(self) -> list[str]:
        """The roles that should read it."""
        return [str(Role(role).label).lower() for role in self.readers]


@dataclass(frozen=True)
class Catalogue:
    """The documents of one edition, in the guide's order."""

    edition: Edition
    documents: Sequence[Document]

    def document(self, key: str) -> Document:
        """One of them. Raises Http404."""
        found = next((document for document in self.documents if document.key == key), None)
        if found is None:
            raise Http404(f"No document {key}")
        return found

    def contacts(self, numbers: Sequence[str]) -> list[ContactData]:
        """The addresses the guide prints, or leaves out, for these items."""
        return [contact for contact in self.edition.data["contacts"] if set(numbers) & set(contact["items"])]


def catalogue_of(edition: Edition) -> Catalogue:
    """What an edition says. Reads nothing."""
    guidance = [
        Document(
            key=found["key"],
            name=found["name"],
            about=found["about"],
            items=[found["item"]],
            readers=found["readers"],
            link=found["link"] or "",
            version=found["version"] or "",
        )
        for found in edition.data["documents"]
    ]
    others = [
        Document(
            key=found["key"],
            name=found["name"],
            about=found["about"],
            items=found["items"],
            link=found["link"] or "",
        )
        for found in edition.data["other_links"]
    ]
    return Catalogue(edition, [*guidance, *others])


def catalogue_in(project: Project) -> Catalogue:
    """The documents of the edition that a project runs by: one query. Raises Http404 when it has none."""
    edition = Edition.objects.of_project(project)
    if edition is None:
        raise Http404(f"Project {project.pk} runs by no edition")
    return catalogue_of(edition)


def national_catalogue() -> Catalogue:
    """The documents of the newest edition. Raises Http404 before any is loaded."""
    edition = Edition.objects.newest()
    if edition is None:
        raise Http404("No edition is loaded")
    return catalogue_of(edition)
