"""A PDF is read in a process of its own, with a ceiling on memory and time.

The parser is C++ and keeps all that it reads: a file of a few kilobytes can unfold into gigabytes, and one that is
built for it may bring the parser down. Then this process is lost, and not the one that serves pages.
"""

import logging
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import UnsupportedOperation
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import BinaryIO

from files.refused import Refused

logger = logging.getLogger(__name__)

TOO_HEAVY = "PDF'en er for tung at læse. Udskriv den til en ny PDF, eller del den i flere, og læg den op."
# Bytes of memory, seconds of work, and seconds in all (the machine may be busy).
_MEMORY = 768 * 1024 * 1024
_WORK, _WAIT = 10, 30
_ROOT = Path(__file__).resolve().parents[2]


def check_pdf_apart(content: BinaryIO) -> None:
    """Raise Refused with what the process says of the file, or because it was not done within its ceiling."""
    with _on_disk(content) as source:
        try:
            done = subprocess.run(  # noqa: S603 - our own module, and nothing of the file in the words
                [sys.executable, "-m", "files.checks.pdf", str(_MEMORY), str(_WORK)],
                stdin=source,
                capture_output=True,
                cwd=_ROOT,
                # What a file might make of the parser does not know the site's secrets.
                env={"PYTHONUTF8": "1"},
                timeout=_WAIT,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise Refused(TOO_HEAVY) from error
    if done.returncode:
        logger.warning("A PDF was not read within its ceiling: exit %s", done.returncode)
        raise Refused(TOO_HEAVY)
    if done.stdout:
        raise Refused(done.stdout.decode())


@contextmanager
def _on_disk(content: BinaryIO) -> Iterator[int]:
    """The number of an open file with these bytes: its own, or that of a copy when it lies in memory."""
    content.seek(0)
    try:
        number = content.fileno()
    except (AttributeError, UnsupportedOperation):
        with TemporaryFile() as copy:
            copyfileobj(content, copy)
            copy.flush()
            yield copy.fileno()
    else:
        yield number
