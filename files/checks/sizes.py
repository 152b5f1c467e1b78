"""How much a file may fill."""

from typing import BinaryIO

from files.checks.words import size_in_words
from files.refused import Refused

CHUNK = 64 * 1024
EMPTY = "Filen er tom. Åbn den dér, hvor den ligger, og se, om den er gemt rigtigt."


def size_of(content: BinaryIO) -> int:
    """Bytes of the file."""
    return content.seek(0, 2)


def check_size(content: BinaryIO, *, most_bytes: int) -> None:
    """Refuse an empty file, and one above the limit in bytes."""
    size = size_of(content)
    if not size:
        raise Refused(EMPTY)
    if size > most_bytes:
        raise Refused(too_large(size, most_bytes=most_bytes))


def too_large(size: int, *, most_bytes: int) -> str:
    """What is said of a file of so many bytes."""
    return (
        f"Filen fylder {size_in_words(size)}. Den må højst fylde {size_in_words(most_bytes)}. "
        "Gør den mindre, eller del den i flere."
    )
