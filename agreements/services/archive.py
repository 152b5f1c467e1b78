"""The ZIP of a journalpakke: the same bytes every time, and never more than a piece of it in memory."""

from collections.abc import Iterator
from hashlib import sha256
from tempfile import TemporaryFile
from typing import IO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from agreements.models import JournalPackage
from agreements.rules.journal import as_json, as_xml
from files.models import FileVersion
from files.storage import the_storage

CHUNK = 64 * 1024
# Not the moment of the export, which would make each ZIP another.
DAY = (1980, 1, 1, 0, 0, 0)
UNIX, READABLE = 3, 0o100644 << 16
SUMS = "checksums.sha256"


def archive_of(package: JournalPackage) -> IO[bytes]:
    """The ZIP of a package that is ready, at its start, in a temporary file. Raises OSError: the storage is down."""
    target = TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    try:
        _fill(target, package)
    except BaseException:
        target.close()
        raise
    target.seek(0)
    return target


def parts_of(package: JournalPackage) -> dict[str, FileVersion | bytes]:
    """What lies in it, by name and in order, the checksums left out."""
    assert package.cover  # noqa: S101 - a package that is ready has one
    return {
        f"aftale.{package.signed_file.kind_of.endings[0]}": package.signed_file,
        "forside.pdf": package.cover,
        "metadata.json": as_json(package.facts),
        "metadata.xml": as_xml(package.facts),
    }


def _fill(target: IO[bytes], package: JournalPackage) -> None:
    sums = []
    with ZipFile(target, "w", ZIP_STORED) as archive:
        for name, content in parts_of(package).items():
            sums.append(f"{_write(archive, name, content)}  {name}\n")
        _write(archive, SUMS, "".join(sums).encode())


def _write(archive: ZipFile, name: str, content: FileVersion | bytes) -> str:
    """Gives the SHA-256 of what was written."""
    entry = ZipInfo(name, DAY)
    entry.create_system, entry.external_attr = UNIX, READABLE
    entry.file_size = len(content) if isinstance(content, bytes) else content.size
    digest = sha256()
    with archive.open(entry, "w") as written:
        for piece in _pieces(content):
            digest.update(piece)
            written.write(piece)
    return digest.hexdigest()


def _pieces(content: FileVersion | bytes) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    with the_storage().open(content.stored) as opened:
        while piece := opened.read(CHUNK):
            yield piece
