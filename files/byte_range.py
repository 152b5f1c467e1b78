"""The part of a file that a Range header asks for (RFC 9110, one range). Pure."""

import re

_ONE = re.compile(r"\s*bytes\s*=\s*(\d{0,19})\s*-\s*(\d{0,19})\s*", re.ASCII | re.IGNORECASE)


class OutOfRange(ValueError):
    """The file has no such part."""


def range_of(header: str, size: int) -> tuple[int, int] | None:
    """(first byte, number of bytes); None for the whole file, and for what is not understood, as the standard wants.

    Raises OutOfRange.
    """
    match = _ONE.fullmatch(header)
    if not match or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:
        # The last so many bytes.
        length = min(int(last), size)
        start, end = size - length, size - 1
    else:
        start, end = int(first), min(int(last), size - 1) if last else size - 1
        if last and int(last) < start:
            return None
    if start > end:
        raise OutOfRange
    return start, end - start + 1
