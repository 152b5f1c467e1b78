"""Reading signatures in a process of its own: what a hostile file costs ends there, and the worker stays small."""

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from files.signatures.facts import SignatureFact, TooMuch, Unreadable

_CODE = Path(__file__).resolve().parents[2]
CANNOT_READ, WRONG_ROOTS = 3, 4
ROOTS = "roots"


@dataclass(frozen=True)
class Limits:
    """What one reading may cost: seconds of the clock and of the processor, and MB of memory."""

    seconds: int = 30
    megabytes: int = 1024


def read_apart(
    content: BinaryIO, *, roots: Path | None, at: datetime, limits: Limits | None = None
) -> list[SignatureFact]:
    """As `read_signatures`, with the issuers' certificates in a folder, or none trusted.

    Raises Unreadable, of which TooMuch when the reading was too slow, too large or fell over; ValueError when a file
    among the roots is no certificate. The process knows none of the site's secrets.
    """
    with TemporaryFile() as copy:
        content.seek(0)
        shutil.copyfileobj(content, copy)
        copy.seek(0)
        answer = _ask(copy, roots, at, limits or Limits())
    if answer.returncode == WRONG_ROOTS:
        raise ValueError(f"Not all files in {roots} are certificates")
    if answer.returncode == CANNOT_READ:
        raise Unreadable
    if answer.returncode:
        raise TooMuch(f"ended with {answer.returncode}")
    return [SignatureFact.from_plain(plain) for plain in json.loads(answer.stdout)]


def wrong_with_roots(folder: Path) -> str:
    """What is wrong with the issuers' certificates in a folder, in English; "" when each can be read."""
    command = [sys.executable, "-m", "files.signatures", ROOTS, str(folder.resolve())]
    answer = subprocess.run(command, capture_output=True, cwd=_CODE, env={"PYTHONUTF8": "1"}, text=True, check=False)  # noqa: S603 - our own program
    return "" if answer.returncode == 0 else answer.stdout or f"reading {folder} ended with {answer.returncode}"


def _ask(copy: BinaryIO, roots: Path | None, at: datetime, limits: Limits) -> "subprocess.CompletedProcess[bytes]":
    told = [str(limits.seconds), str(limits.megabytes), at.isoformat(), str(roots.resolve()) if roots else ""]
    try:
        return subprocess.run(  # noqa: S603 - our own program; the file comes on stdin
            [sys.executable, "-m", "files.signatures", *told],
            stdin=copy,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # warnings quote the file, names and all
            cwd=_CODE,
            env={"PYTHONUTF8": "1"},
            timeout=limits.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as slow:
        raise TooMuch("too slow") from slow
