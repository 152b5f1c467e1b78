"""The way in: everything a file must stand up to, in the order of what is cheapest to find out."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import BinaryIO

from files.checks.apart import check_pdf_apart
from files.checks.likeness import check_likeness
from files.checks.names import clean_name, ending_of, with_ending
from files.checks.pictures import check_jpeg, check_png
from files.checks.sizes import check_size
from files.checks.sniff import what_is
from files.kinds import JPEG, PDF, PNG, Kind


@dataclass(frozen=True)
class Checked:
    """A file that may be taken in: its name on screen, its kind, and its bytes, read from the start.

    `content` is the very file that came in, or, when `cleaned`, a temporary copy without what a camera wrote in it.
    """

    name: str
    kind: Kind
    content: BinaryIO
    cleaned: bool


def check(content: BinaryIO, name: str, *, most_bytes: int, allowed: Collection[str]) -> Checked:
    """The file as it may be taken in. `most_bytes` is the limit in bytes, `allowed` the keys of the kinds taken.

    The content must be seekable; one with a file descriptor is read fastest. Raises Refused with the sentence to show.
    """
    name = clean_name(name)
    check_size(content, most_bytes=most_bytes)
    kind = check_likeness(what_is(content), ending_of(name), allowed=allowed)
    name = with_ending(name, kind)
    cleaned = _examine(content, kind)
    found = cleaned or content
    found.seek(0)
    return Checked(name, kind, found, cleaned=cleaned is not None)


def _examine(content: BinaryIO, kind: Kind) -> BinaryIO | None:
    """Look into a PDF or a picture (Office was, when its kind was told). Gives the copy of a picture that needs one."""
    if kind == PDF:
        check_pdf_apart(content)
    return {PNG: check_png, JPEG: check_jpeg}[kind](content) if kind.is_picture else None
