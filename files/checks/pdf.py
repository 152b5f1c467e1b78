"""A PDF must open without repair, be unlocked, have readable pages, and carry nothing that runs or is hidden in it.

Run by apart.py as a program of its own: the PDF is its standard input, and its output the sentence, or nothing.
"""

import resource
import sys
from collections.abc import Iterator
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
    """Refuse a PDF that is broken, locked (a password to change it counts too) or carries more than pages.

    The content must be a real file. Ask apart.py instead, where the file is not known to be harmless.
    """
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


def _opened(content: BinaryIO) -> Pdf:
    """The parsed file, never repaired, and mapped: four times as fast as asking Python for each piece of it."""
    content.seek(0)
    return Pdf.open(content, attempt_recovery=False, inherit_page_attributes=False, access_mode=AccessMode.mmap_only)


def _check_whole(pdf: Pdf) -> None:
    """An object that the parser could not read is null to it, and a warning."""
    if pdf.get_warnings() and any(part is None for part in pdf.objects):
        raise Refused(BROKEN)


def _check_pages(pdf: Pdf) -> None:
    """Unpack what each page draws. That there is a page at all, the parser has seen to."""
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


def main(memory: int, work: int) -> None:
    """Say what is wrong with the PDF on standard input, with so many bytes of memory and so many seconds of work."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (work, work))
    try:
        check_pdf(sys.stdin.buffer)
    except Refused as refused:
        sys.stdout.buffer.write(refused.sentence.encode())


if __name__ == "__main__":
    main(*(int(number) for number in sys.argv[1:]))
