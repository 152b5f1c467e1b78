"""What the page of one file shows."""

from dataclasses import dataclass
from functools import cached_property

from files.models import File, FileVersion
from files.signatures.told import Told, told_of


@dataclass
class FilePage:
    """A file and its versions, newest first."""

    file: File

    @cached_property
    def versions(self) -> list[FileVersion]:
        """All of them, those taken back too."""
        return list(self.file.versions.select_related("uploaded_by", "withdrawn_by"))

    @cached_property
    def rows(self) -> list[tuple[FileVersion, Told | None]]:
        """Each version with what is said of its signatures; None for what is no PDF."""
        told = told_of(self.versions)
        return [(version, told.get(version.pk)) for version in self.versions]

    @property
    def newest(self) -> FileVersion | None:
        """The newest that is not taken back; None when all are."""
        return next((version for version in self.versions if not version.is_withdrawn), None)

    @property
    def name(self) -> str:
        """As the file is called now."""
        return (self.newest or self.versions[0]).name
