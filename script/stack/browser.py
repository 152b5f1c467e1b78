"""The machine's Chromium for the browser tests. They are never skipped in silence."""

import os
import shutil
import subprocess

from script.stack.packages import apt_get_install
from script.stack.say import give_up

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"


def find() -> str:
    """Its path, or nothing. CHROMIUM in the environment decides."""
    for name in (os.environ.get("CHROMIUM", ""), *NAMES, MAC):
        path = shutil.which(name) if name else None
        if path and _runs(path):
            return path
    return ""


def _runs(path: str) -> bool:
    """A package may leave a stub that only says how to install the real one."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, check=False, timeout=30).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def ensure() -> str:
    """Find it or install it. Gives up with the command to run."""
    if path := find():
        return path
    if named := os.environ.get("CHROMIUM"):
        give_up(f"CHROMIUM={named} kan ikke køres.")
    apt_get_install("chromium", why="Browsertests kræver Chromium.")
    return find() or give_up("Chromium er installeret, men kan ikke køres: prøv chromium --version.")
