"""What counts of a document now in a municipality: MedCom's version and its own link and file, each as it stands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F

from documents.models import LocalLink, NationalLink
from documents.rules.catalogue import Document
from files.models import FileVersion
from projects.models import Project


@dataclass(frozen=True)
class Current:
    """One document as it stands. A link that was taken away is no link."""

    document: Document
    national: NationalLink | None = None
    local: LocalLink | None = None
    file: FileVersion | None = None

    @property
    def national_link(self) -> str:
        """MedCom's address: the programleder's, or the playbook's until somebody has set one."""
        return self.national.link if self.national else self.document.link

    @property
    def national_version(self) -> str:
        """Its version as MedCom names it."""
        return self.national.version if self.national else self.document.version

    @property
    def local_link(self) -> str:
        """The municipality's own address."""
        return self.local.link if self.local else ""

    @property
    def local_version(self) -> str:
        """Its version as the municipality names it."""
        return self.local.version if self.local else ""

    @property
    def is_there(self) -> bool:
        """Is there anything to read?"""
        return bool(self.national_link or self.local_link or self.file)

    @property
    def mark(self) -> str:
        """Which version is to be read: another mark means that it has to be read again. "" when there is none."""
        if not self.is_there:
            return ""
        local = self.local.edition if self.local and self.local.link else 0
        return f"{self._national_mark}.{local}.{self.file.pk if self.file else 0}"

    @property
    def _national_mark(self) -> str:
        if self.national:
            return str(self.national.edition) if self.national.link else "0"
        return f"p{self.document.version}" if self.document.link else "0"

    @property
    def is_older_than_national(self) -> bool:
        """Has MedCom a version from after the municipality's own link and file were laid there?"""
        own = [self.local.changed_at] if self.local and self.local.link else []
        own += [self.file.uploaded_at] if self.file else []
        return bool(own and self.national and self.national.link and self.national.changed_at > max(own))


def current_of(project: Project, document: Document) -> Current:
    """One document of a project as it stands."""
    return current_in(project, [document])[document.key]


def current_in(project: Project, documents: Sequence[Document]) -> dict[str, Current]:
    """These documents of a project as they stand, by their keys: three queries."""
    return currents({project: documents})[project.pk]


def currents(wanted: Mapping[Project, Sequence[Document]]) -> dict[int, dict[str, Current]]:
    """The same for several projects, by their keys; as many queries, while they run by one playbook."""
    national = {(row.playbook, row.document): row for row in _national(wanted)}
    local = {(row.project_id, row.document): row for row in LocalLink.objects.filter(project__in=wanted).newest()}
    files = _files(wanted)
    return {
        project.pk: {
            document.key: Current(
                document,
                national.get((project.playbook, document.key)),
                local.get((project.pk, document.key)),
                files.get((project.pk, document.key)),
            )
            for document in documents
        }
        for project, documents in wanted.items()
    }


def _national(projects: Iterable[Project]) -> Iterable[NationalLink]:
    for playbook in sorted({project.playbook for project in projects}):
        yield from NationalLink.objects.newest(playbook)


def _files(projects: Iterable[Project]) -> dict[tuple[int, str], FileVersion]:
    """The newest version of each municipality's copy of a document."""
    own = FileVersion.objects.standing().filter(file__own_files__project__in=projects, file__own_files__phase="")
    newest = own.order_by("file", "-number").distinct("file").select_related("uploaded_by")
    placed = newest.annotate(of_project=F("file__own_files__project"), of_document=F("file__own_files__document"))
    return {(vars(version)["of_project"], vars(version)["of_document"]): version for version in placed}
