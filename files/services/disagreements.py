"""Where rows and storage disagree: a version without its bytes or of another length, bytes without a version."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.core.files.storage import Storage

from files.models import FileVersion
from files.storage import the_storage

# An upload that is on its way is no disagreement; none takes so long.
ON_THE_WAY = timedelta(hours=1)


@dataclass
class Disagreements:
    """Names in the storage, by what is wrong."""

    missing: list[str] = field(default_factory=list)
    other_size: list[str] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.missing or self.other_size or self.strays)

    def __str__(self) -> str:
        return f"missing: {self.missing}; of another size: {self.other_size}; strays: {self.strays}"


def find_disagreements(*, at: datetime) -> Disagreements:
    """Look at every version and every name in the storage. Raises OSError when the storage is down."""
    storage, found = the_storage(), Disagreements()
    there = set(_names(storage))
    for stored, size in FileVersion.objects.values_list("stored", "size").iterator():
        if stored not in there:
            found.missing.append(stored)
        elif storage.size(stored) != size:
            found.other_size.append(stored)
        there.discard(stored)
    found.strays = sorted(name for name in there if storage.get_modified_time(name) < at - ON_THE_WAY)
    return found


def _names(storage: Storage) -> Iterator[str]:
    """Every name in the storage: two letters, then the rest, as `receiving` writes them."""
    try:
        folders, _ = storage.listdir("")
    except FileNotFoundError:
        # Nothing has been laid there yet.
        return
    for folder in folders:
        for name in storage.listdir(folder)[1]:
            yield f"{folder}/{name}"
