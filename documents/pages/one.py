"""What the page of one document, and the page of one shelf, show."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from accounts.roles import Act
from checklists.playbook.content import ContactData
from documents.models import LocalLink, NationalLink
from documents.pages.addresses import own_files_of
from documents.pages.overview import rows_in
from documents.pages.row import Row
from documents.rules.catalogue import Catalogue, Document
from documents.services.own_files import Shelf
from files.models import File, FileVersion
from files.page import FileRow, rows_of
from projects.access import Standing
from projects.models import Project


@dataclass
class DocumentPage:
    """One document for one reader."""

    standing: Standing
    catalogue: Catalogue
    document: Document
    today: date

    @cached_property
    def row(self) -> Row:
        """How it stands."""
        return rows_in(self.standing, [self.document], on=self.today)[0]

    @property
    def files(self) -> list[FileRow]:
        """The municipality's own file, as a list of one."""
        version = self.row.current.file
        return rows_of([version] if version else [], own_files_of(self.standing.project))

    @property
    def choose(self) -> str:
        """What the field for a file says."""
        return "Læg en ny version op" if self.row.current.file else "Læg jeres egen fil op"

    @property
    def contacts(self) -> list[ContactData]:
        """Whom the guide says to ask."""
        return self.catalogue.contacts([task.number for task in self.row.tasks])

    @cached_property
    def changes(self) -> list[NationalLink | LocalLink]:
        """Every change of MedCom's link and of the municipality's own, newest first."""
        project = self.standing.project
        national = NationalLink.objects.filter(playbook=project.playbook, document=self.document.key)
        local = LocalLink.objects.filter(project=project, document=self.document.key)
        found = [*national.select_related("changed_by")]
        own = [*local.select_related("changed_by")] if self.standing.may(Act.SEE_WORK) else []
        return sorted([*found, *own], key=lambda link: link.changed_at, reverse=True)


def on_shelf(project: Project, shelf: Shelf) -> list[FileRow]:
    """What lies on it, the oldest first."""
    files = File.objects.filter(own_files__project=project, own_files__phase=shelf.phase)
    return rows_of(FileVersion.objects.newest_of(files).select_related("uploaded_by"), own_files_of(project))
