"""Is the signed file the version that was read? Its own bytes say so when it was signed electronically.

An electronic signature is put behind the document, which stays as it was: the signed file begins with exactly the bytes
that were received. A scanned paper, or a signature made on another copy, cannot be told from.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO

from agreements.models import AgreementVersion, Verdict
from files.models import FileVersion
from files.storage import the_storage

CHUNK = 64 * 1024


@dataclass(frozen=True)
class Found:
    """What was found, and the received file it was found by; None when it cannot be told."""

    verdict: Verdict
    received: FileVersion | None = None


def found_in(signed: FileVersion, received: Iterable[FileVersion]) -> Found:
    """Compared with the received files, the newest version's first. Raises OSError when the storage does not answer."""
    for one in received:
        if one.sha256 == signed.sha256:
            return Found(Verdict.UNSIGNED, one)
        if one.size < signed.size and _begins_with(signed, one):
            return Found(Verdict.BUILDS_ON, one)
    return Found(Verdict.UNKNOWN)


def _begins_with(signed: FileVersion, received: FileVersion) -> bool:
    with the_storage().open(signed.stored) as whole, the_storage().open(received.stored) as first:
        left = received.size
        while left:
            chunk = _read(first, left)
            if not chunk or _read(whole, len(chunk)) != chunk:
                return False
            left -= len(chunk)
    return True


def _read(content: IO[bytes], most: int) -> bytes:
    """As many bytes as there are, up to a chunk: a storage may give fewer at a time."""
    wanted, parts = min(CHUNK, most), b""
    while len(parts) < wanted and (part := content.read(wanted - len(parts))):
        parts += part
    return parts


def in_words(verdict: str, of_version: AgreementVersion | None, newest: AgreementVersion | None) -> str:
    """The sentence for the page; `of_version` is what the received file belongs to."""
    label = of_version.label if of_version else ""
    older = " Det er ikke den nyeste version." if of_version and newest and of_version.pk != newest.pk else ""
    if verdict == Verdict.BUILDS_ON:
        return f"Bygger på version {label}, byte for byte.{older}"
    if verdict == Verdict.UNSIGNED:
        return f"Det er den samme fil som version {label}, uden underskrift.{older}"
    return "Om det er den rigtige version, kan ikke afgøres af filen: se selv efter."
