"""Pango, which draws the letters in PDFs. Only the machine's package manager can give it."""

from ctypes.util import find_library

from script.stack.packages import apt_get_install

LIBRARIES = ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset")
PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")


def ensure() -> None:
    """Find it or install it. Gives up with the command to run."""
    if not all(find_library(name) for name in LIBRARIES):
        apt_get_install(*PACKAGES, why="PDF'er kræver Pango.")
