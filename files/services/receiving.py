"""From an upload to bytes in the storage; what no version comes to stand on is taken away again."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from typing import BinaryIO, cast
from uuid import uuid4

from django.conf import settings
from django.core.files import File as DjangoFile
from django.core.files.uploadedfile import UploadedFile

from files.checks.check import Checked, check
from files.models import FileVersion
from files.refused import Refused
from files.storage import the_storage
from files.upload_handler import NO_ROOM, fault_of

CHUNK = 64 * 1024


@dataclass
class Received:
    """An upload that stood up to every check, its bytes in the storage. `used` once a version stands on them."""

    name: str
    kind: str
    size: int
    sha256: str
    stored: str
    cleaned: bool
    used: bool = field(default=False)


@contextmanager
def received(upload: UploadedFile) -> Iterator[Received]:
    """Look into the upload and write it to the storage, before anything is locked.

    Leaving the block by an exception, or without a version of it, leaves nothing behind. Raises Refused.
    """
    taken = _take_in(upload)
    try:
        yield taken
    except BaseException:
        _forget(taken.stored)
        raise
    if not taken.used:
        _forget(taken.stored)


def _take_in(upload: UploadedFile) -> Received:
    if fault := fault_of(upload):
        raise Refused(fault)
    content = cast(BinaryIO, upload.file)
    checked = check(content, upload.name or "", most_bytes=settings.FILES_MOST_BYTES, allowed=settings.FILES_KINDS)
    digest, size = _digest_of(checked.content)
    name = uuid4().hex
    stored = _store(checked, f"{name[:2]}/{name}")
    return Received(checked.name, checked.kind.key, size, digest, stored, checked.cleaned)


def _store(checked: Checked, name: str) -> str:
    """Raises Refused when the storage cannot take it; nothing half is left there."""
    try:
        return the_storage().save(name, DjangoFile(checked.content))
    except OSError as fault:
        _forget(name)
        raise Refused(NO_ROOM) from fault


def _digest_of(content: BinaryIO) -> tuple[str, int]:
    """SHA-256 and the number of bytes; the content is at its start again."""
    digest, size = sha256(), 0
    content.seek(0)
    while chunk := content.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
    content.seek(0)
    return digest.hexdigest(), size


def _forget(stored: str) -> None:
    # What the storage will not give up is found by the nightly check.
    with suppress(OSError):
        if not FileVersion.objects.filter(stored=stored).exists():
            the_storage().delete(stored)
