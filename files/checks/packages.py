"""A package (an Office file is a ZIP) is opened so that it can neither fill the memory nor lie about its size."""

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from files.checks.sizes import CHUNK, size_of
from files.refused import Refused

MOST_PARTS = 5_000
MOST_UNPACKED = 200 * 1024 * 1024
# A hundred bytes or two for each part; Python reads the whole list of them before anything can be counted.
_MOST_LISTED = MOST_PARTS * 400

BROKEN = "Filen er i stykker og kan ikke pakkes ud. Åbn den i sit program, gem den igen, og læg den op."
BOMB = "Filen fylder alt for meget, når den pakkes ud. Del den i flere, eller gem den som PDF, og læg den op."
UNSAFE = "Filen er pakket, så den kan skrive uden for sin egen mappe. Gem en ny kopi i Word eller Excel, og læg den op."
LOCKED = "Filen er låst med adgangskode. Gem en kopi uden adgangskode, og læg den op."

_LOCKED_BIT = 0x1
_END, _END_64 = b"PK\x05\x06", b"PK\x06\x07"
_END_BYTES, _END_64_BYTES = 22, 20 + 56
_FAULTS = (BadZipFile, zlib.error, EOFError, NotImplementedError, struct.error, ValueError, OSError, RuntimeError)


@contextmanager
def opened(content: BinaryIO) -> Iterator[ZipFile]:
    """The package, its list of parts looked through. Raises Refused, also for what goes wrong while it is open."""
    try:
        _check_list_size(content)
        content.seek(0)
        with ZipFile(content) as package:
            _check_parts(package.infolist())
            yield package
    except _FAULTS as error:
        raise Refused(BROKEN) from error


def check_unpacked(package: ZipFile) -> None:
    """Unpack every part, a piece at a time: the sizes declared may be false. Its checksum is tried on the way."""
    left = MOST_UNPACKED
    for part in package.infolist():
        with package.open(part) as unpacked:
            while piece := unpacked.read(CHUNK):
                left -= len(piece)
                if left < 0:
                    raise Refused(BOMB)


def read_part(package: ZipFile, name: str, most: int) -> bytes:
    """One part, at most so many bytes; empty when there is none. Raises Refused for a longer one."""
    if name not in package.NameToInfo:
        return b""
    with package.open(name) as unpacked:
        read = unpacked.read(most + 1)
    if len(read) > most:
        raise Refused(BOMB)
    return read


def _check_list_size(content: BinaryIO) -> None:
    """By the note at the end of the package, the large form included (some Java programs always write it)."""
    size = size_of(content)
    start = max(0, size - _END_BYTES - 0xFFFF - _END_64_BYTES)
    content.seek(start)
    tail = content.read()
    end = tail.rfind(_END)
    if end < 0:
        raise BadZipFile("no end")
    (listed,) = struct.unpack_from("<L", tail, end + 12)
    if end >= _END_64_BYTES and tail.startswith(_END_64, end - 20):
        (listed,) = struct.unpack_from("<Q", tail, end - _END_64_BYTES + 40)
    if listed > _MOST_LISTED:
        raise Refused(BOMB)


def _check_parts(parts: list[ZipInfo]) -> None:
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Refused(BOMB)
    if any(_leads_out(part.orig_filename) for part in parts):
        raise Refused(UNSAFE)
    if any(part.flag_bits & _LOCKED_BIT for part in parts):
        raise Refused(LOCKED)
    if any(part.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for part in parts):
        raise BadZipFile("packed in a way that Office does not")
    if len({part.filename.casefold() for part in parts}) < len(parts):
        raise BadZipFile("two parts of one name")


def _leads_out(name: str) -> bool:
    steps = name.replace("\\", "/").split("/")
    return ".." in steps or name[:1] in {"/", "\\"} or name[1:2] == ":" or "\0" in name
