"""Where a part's files are shown and fetched."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from files.models import FileVersion


@dataclass(frozen=True)
class Addresses:
    """The addresses of a part's files: its four url names are `name` alone and with _content, _shown, _withdraw.

    All take `where`, e.g. {"pk": 7, "number": "G31"}, and `file`; all but the first take `version` (its number).
    """

    name: str
    where: Mapping[str, object]

    def page(self, file: int) -> str:
        """The page of a file and its versions."""
        return reverse(self.name, kwargs={**self.where, "file": file})

    def content(self, version: FileVersion) -> str:
        """The bytes, to keep."""
        return self._of(version, "content")

    def shown(self, version: FileVersion) -> str:
        """The bytes, for a page of ours to show."""
        return self._of(version, "shown")

    def withdraw(self, version: FileVersion) -> str:
        """Where the version is taken back."""
        return self._of(version, "withdraw")

    def _of(self, version: FileVersion, what: str) -> str:
        kwargs = {**self.where, "file": version.file_id, "version": version.number}
        return reverse(f"{self.name}_{what}", kwargs=kwargs)
