"""Whether a file is text, read a piece at a time."""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from files.checks.sizes import CHUNK

_MARKS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16", codecs.BOM_UTF8: "utf-8-sig"}
# Tab, line feed, form feed and carriage return are what a text may have; the rest up to 31, and 127–159, it may not.
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


def is_text(content: BinaryIO) -> bool:
    """True for UTF-8, UTF-16 with its mark, and Windows-1252, none with control characters."""
    content.seek(0)
    start = content.read(3)
    marked = next((encoding for mark, encoding in _MARKS.items() if start.startswith(mark)), "")
    return any(_reads(content, encoding) for encoding in ([marked] if marked else ["utf-8", "cp1252"]))


def _reads(content: BinaryIO, encoding: str) -> bool:
    content.seek(0)
    try:
        return not any(_CONTROL.search(piece) for piece in _pieces(content, encoding))
    except UnicodeDecodeError:
        return False


def _pieces(content: BinaryIO, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)()
    while chunk := content.read(CHUNK):
        yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)
