"""What the commands say: plain Danish lines, each step with its time."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn


class GiveUp(Exception):
    """Ends the command with one clear line for the person at the keyboard, and no traceback."""


class Stopped(Exception):
    """Someone pressed Ctrl-C or sent SIGTERM."""


def say(line: str) -> None:
    """One line, at once, also through a pipe."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def give_up(line: str) -> NoReturn:
    """Raise GiveUp."""
    raise GiveUp(line)


@contextmanager
def step(name: str) -> Iterator[None]:
    """Name a step before it runs, and say how long it took when it is done."""
    began = time.monotonic()
    sys.stdout.write(f"  {name} … ")
    sys.stdout.flush()
    try:
        yield
    except BaseException:
        sys.stdout.write("stoppet\n")
        sys.stdout.flush()
        raise
    say(f"{time.monotonic() - began:.1f} s")
