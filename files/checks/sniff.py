"""What a file is, told by what stands in it and never by its name."""

from typing import BinaryIO

from files.checks.foreign import UNKNOWN, Foreign, foreign_of
from files.checks.office import package_kind
from files.checks.text import is_text
from files.kinds import JPEG, PDF, PNG, TXT, Kind

# Enough for every signature, and for the first tag of a page.
_START = 1024
_SIGNATURES = {b"%PDF-": PDF, b"\x89PNG\r\n\x1a\n": PNG, b"\xff\xd8\xff": JPEG}
_ZIP = b"PK\x03\x04"


def what_is(content: BinaryIO) -> Kind | Foreign:
    """The kind, or what else it is. Raises Refused for a package (Office is one) that is broken or a bomb."""
    content.seek(0)
    start = content.read(_START)
    if kind := next((kind for mark, kind in _SIGNATURES.items() if start.startswith(mark)), None):
        return kind
    if start.startswith(_ZIP):
        return package_kind(content)
    if foreign := foreign_of(start):
        return foreign
    return TXT if is_text(content) else UNKNOWN
