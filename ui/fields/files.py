"""Several files in one field."""

from collections.abc import Sequence
from typing import Any

from django import forms

from ui.fields.text import GuardedFileField


class FilesInput(forms.FileInput):
    """Chosen or dropped there together."""

    allow_multiple_selected = True


class GuardedFilesField(GuardedFileField):
    """Some files, each guarded by itself."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """The files, none when it may be left empty. Raises ValidationError."""
        files = data if isinstance(data, Sequence) else [data]
        return [
            file for file in (super(GuardedFilesField, self).clean(one, initial) for one in files or [None]) if file
        ]
