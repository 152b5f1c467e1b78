"""What the page Dokumenter shows: the eleven documents, and the shelves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from accounts.roles import Act
from documents.models import Check, OwnFile, Reading
from documents.pages.addresses import own_files_of
from documents.pages.row import Row
from documents.rules.catalogue import Catalogue, Document
from documents.rules.current import current_in
from documents.rules.keepers import kept_by, may_fill_shelves, tasks_using
from documents.rules.readers import readers_of
from files.models import File, FileVersion
from files.page import FileRow, rows_of
from projects.access import Standing
from projects.manning import holdings_on


def rows_in(standing: Standing, documents: Sequence[Document], *, on: date) -> list[Row]:
    """These documents as the reader sees them: nine queries, whatever their number."""
    project = standing.project
    keys = [document.key for document in documents]
    current = current_in(project, documents)
    tasks = tasks_using(project, documents)
    by_number = {task.number: task for found in tasks.values() for task in found}
    mine = kept_by(standing, documents, by_number, on=on)
    holdings = holdings_on([project], on=on, units=False)
    readings = list(Reading.objects.filter(project=project, document__in=keys))
    checks = Check.objects.filter(project=project, document__in=keys).select_related("checked_by")
    newest = {check.document: check for check in checks.order_by("document", "-checked_at").distinct("document")}
    return [
        Row(
            standing,
            current[document.key],
            readers_of(current[document.key], holdings, readings),
            tasks[document.key],
            mine[document.key],
            newest.get(document.key),
        )
        for document in documents
    ]


@dataclass(frozen=True)
class ShelfRow:
    """A shelf with what lies on it; `count` is for those who may not see which files."""

    phase: str
    name: str
    count: int
    files: Sequence[FileRow]


@dataclass
class OverviewPage:
    """The page for one reader."""

    standing: Standing
    catalogue: Catalogue
    today: date

    @cached_property
    def rows(self) -> list[Row]:
        """Every document, in the guide's order."""
        return rows_in(self.standing, self.catalogue.documents, on=self.today)

    @property
    def missing(self) -> int:
        """How many are not there."""
        return sum(not row.current.is_there for row in self.rows)

    @property
    def to_read(self) -> int:
        """How many the reader should read and has not."""
        return sum(row.is_asked_now for row in self.rows)

    @property
    def may_fill(self) -> bool:
        """May the reader lay files on the shelves?"""
        return may_fill_shelves(self.standing)

    @cached_property
    def shelves(self) -> list[ShelfRow]:
        """One for each phase."""
        phases = dict(OwnFile.objects.filter(project=self.standing.project, document="").values_list("file", "phase"))
        newest = FileVersion.objects.newest_of(File.objects.filter(pk__in=phases)).select_related("uploaded_by")
        found: dict[str, list[FileVersion]] = {}
        for version in newest:
            found.setdefault(phases[version.file_id], []).append(version)
        return [self._shelf(entry["key"], entry["name"], found) for entry in self.catalogue.edition.phases]

    def _shelf(self, key: str, name: str, found: dict[str, list[FileVersion]]) -> ShelfRow:
        versions = found.get(key, [])
        shown = versions if self.standing.may(Act.SEE_WORK) else []
        return ShelfRow(key, name, len(versions), rows_of(shown, own_files_of(self.standing.project)))
