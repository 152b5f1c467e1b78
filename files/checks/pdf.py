"""A PDF must open without repair, be unlocked, have readable pages, and carry nothing that runs or is hidden in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import UnsupportedOperation
from typing import BinaryIO

from pikepdf import AccessMode, Array, Object, ObjectSet, PasswordError, Pdf, PikepdfError, Stream

from files.checks import pdf_limits
from files.checks.pdf_parts import check_parts
from files.checks.sizes import size_of
from files.refused import Refused

LOCKED = "PDF'en er låst med adgangskode. Gem en kopi uden adgangskode, og læg den op."
BROKEN = "PDF'en er i stykker og kan ikke læses. Hent eller gem den igen, og læg den op."
# Where the end must be marked; some programs write a little after it.
_TAIL = 1024
# What pikepdf raises for a file that is not as it should be, beside its own.
_NOT_AS_IT_SHOULD = (PikepdfError, ValueError, TypeError, KeyError, IndexError, OverflowError)


def check_pdf(content: BinaryIO) -> None:
    """Refuse a PDF that is broken, locked (a password to change it counts too) or carries more than pages."""
    _check_end(content)
    try:
        with _opened(content) as pdf:
            if pdf.is_encrypted:
                raise Refused(LOCKED)
            pdf_limits.check_weight(pdf)
            check_parts(pdf)
            _check_whole(pdf)
            _check_pages(pdf)
    except PasswordError as error:
        raise Refused(LOCKED) from error
    except _NOT_AS_IT_SHOULD as error:
        raise Refused(LOCKED if "encrypt" in str(error).lower() else BROKEN) from error


def _check_end(content: BinaryIO) -> None:
    """A file cut off has no end mark, though its pages may seem to be there."""
    content.seek(max(0, size_of(content) - _TAIL))
    if b"%%EOF" not in content.read(_TAIL):
        raise Refused(BROKEN)


@contextmanager
def _opened(content: BinaryIO) -> Iterator[Pdf]:
    """The parsed file, never repaired. A real file is mapped: four times as fast as asking Python for each piece."""
    content.seek(0)
    with Pdf.open(
        content, attempt_recovery=False, inherit_page_attributes=False, access_mode=_access_to(content)
    ) as pdf:
        yield pdf


def _access_to(content: BinaryIO) -> AccessMode:
    try:
        content.fileno()
    except (AttributeError, UnsupportedOperation):
        return AccessMode.stream
    return AccessMode.mmap_only


def _check_whole(pdf: Pdf) -> None:
    """An object that the parser could not read is null to it, and a warning."""
    if pdf.get_warnings() and any(part is None for part in pdf.objects):
        raise Refused(BROKEN)


def _check_pages(pdf: Pdf) -> None:
    if not len(pdf.pages):
        raise Refused(BROKEN)
    drawn = ObjectSet()
    streams = (stream for page in pdf.pages for stream in _contents(page.obj) if drawn.add(stream))
    pdf_limits.check_unfolded(streams, most=pdf_limits.MOST_DRAWN)


def _contents(page: Object) -> Iterator[Object]:
    """What the page draws. Raises ValueError when something else stands there."""
    contents = page.get("/Contents")
    for part in contents if isinstance(contents, Array) else [contents]:
        if isinstance(part, Stream):
            yield part
        elif part is not None:
            raise ValueError("contents that are no stream")
