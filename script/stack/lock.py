"""Renew the locks: exact versions with hashes, and no address of any registry."""

import os
import re
import subprocess
import sys
from pathlib import Path

from script.stack.places import ROOT
from script.stack.say import give_up, step
from script.stack.setup import npm_program

OLDEST_PYTHON = "3.11"
LOCKED = {"requirements.in": "requirements.txt", "requirements-dev.in": "requirements-dev.txt"}
ADDRESS = re.compile(r"https?://|git\+|--(extra-)?index-url|--find-links")


def main(arguments: list[str]) -> int:
    """Arguments go to `uv pip compile`, e.g. --upgrade."""
    uv = Path(sys.executable).parent / "uv"
    for source, target in LOCKED.items():
        options = ["--universal", "--python-version", OLDEST_PYTHON, "--generate-hashes"]
        options += ["--no-emit-index-url", "--no-emit-find-links", "--no-header", "--quiet"]
        # Development installs exactly the versions that production runs.
        options += ["--constraint", "requirements.txt"] if source == "requirements-dev.in" else []
        _run(target, [uv, "pip", "compile", source, "--output-file", target, *options, *arguments], os.environ.copy())
    npm, env = npm_program()
    upgrade = "update" if "--upgrade" in arguments else "install"
    _run("package-lock.json", [*npm, upgrade, "--package-lock-only", "--loglevel=error"], env)
    for name in [*LOCKED.values(), "package-lock.json"]:
        if found := ADDRESS.search((ROOT / name).read_text(encoding="utf-8")):
            give_up(f"{name} nævner en adresse ({found[0]}); den skal kunne læses af alle pakkeregistre.")
    return 0


def _run(name: str, command: list[str | Path], env: dict[str, str]) -> None:
    with step(name):
        done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
        if done.returncode:
            give_up(f"{name} kunne ikke fornys:\n{done.stdout}{done.stderr}")
