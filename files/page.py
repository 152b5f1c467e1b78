"""What a list of files and the page of one file show."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from files.addresses import Addresses
from files.models import File, FileVersion
from files.signatures.told import Told, told_of


@dataclass(frozen=True)
class FileRow:
    """The newest version of a file in a list (templates/files/_list.html)."""

    version: FileVersion
    page_url: str
    content_url: str


def rows_of(versions: Iterable[FileVersion], addresses: Addresses) -> list[FileRow]:
    """A row for each version."""
    return [FileRow(one, addresses.page(one.file_id), addresses.content(one)) for one in versions]


@dataclass(frozen=True)
class VersionRow:
    """A version on the page of its file; `told` is None for what is no PDF."""

    version: FileVersion
    told: Told | None
    content_url: str
    withdraw_url: str


@dataclass
class FilePage:
    """A file and its versions, newest first (templates/files/file.html)."""

    file: File
    addresses: Addresses

    @cached_property
    def versions(self) -> list[FileVersion]:
        """All of them, those taken back too."""
        return list(self.file.versions.select_related("uploaded_by", "withdrawn_by"))

    @cached_property
    def rows(self) -> list[VersionRow]:
        """Each version with what is said of its signatures."""
        told = told_of(self.versions)
        return [
            VersionRow(one, told.get(one.pk), self.addresses.content(one), self.addresses.withdraw(one))
            for one in self.versions
        ]

    @property
    def is_reading(self) -> bool:
        """Are the signatures of a version still being read?"""
        return any(row.told and row.told.is_waiting and not row.version.is_withdrawn for row in self.rows)

    @property
    def newest(self) -> FileVersion | None:
        """The newest that is not taken back; None when all are."""
        return next((version for version in self.versions if not version.is_withdrawn), None)

    @property
    def name(self) -> str:
        """As the file is called now."""
        return (self.newest or self.versions[0]).name

    @property
    def url(self) -> str:
        """The page itself."""
        return self.addresses.page(self.file.pk)

    @property
    def content_url(self) -> str:
        """The newest version's bytes; "" when all are taken back."""
        return self.addresses.content(self.newest) if self.newest else ""

    @property
    def shown_url(self) -> str:
        """The same to be shown on the page; "" for what no page shows."""
        return self.addresses.shown(self.newest) if self.newest and self.newest.kind_of.shown else ""
