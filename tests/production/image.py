"""The image without an engine: what the Dockerfile copies and runs, and what compose resolves, read from the files."""

import fnmatch
import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
BIN = Path(sys.executable).parent


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile's final stage as (instruction, rest), continued lines joined."""
    text = re.sub(r"^#.*\n", "", (ROOT / "Dockerfile").read_text(), flags=re.MULTILINE)
    lines = text.replace("\\\n", " ").splitlines()
    start = max(number for number, line in enumerate(lines) if line.startswith("FROM "))
    return [tuple(line.split(maxsplit=1)) for line in lines[start:] if line.strip()]  # type: ignore[misc]


def build(target: Path) -> None:
    """Copy what COPY names, but what .dockerignore keeps out."""
    ignored = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if line and line[0] != "#"]

    def keep_out(folder: str, names: list[str]) -> set[str]:
        inside = Path(folder).relative_to(ROOT)
        return {name for name in names if any(_matches(inside / name, pattern) for pattern in ignored)}

    for instruction, rest in instructions():
        if instruction == "COPY" and not rest.startswith("--from"):
            source, destination = rest.split()
            if (ROOT / source).is_dir():
                shutil.copytree(ROOT / source, target / destination, ignore=keep_out)
            else:
                shutil.copy(ROOT / source, target / destination)


def _matches(path: Path, pattern: str) -> bool:
    if pattern.startswith("**/"):
        return fnmatch.fnmatch(path.name, pattern.removeprefix("**/"))
    return path.as_posix() == pattern


def environment() -> dict[str, str]:
    """What ENV sets."""
    pairs = [pair for name, rest in instructions() if name == "ENV" for pair in shlex.split(rest)]
    return dict(pair.split("=", 1) for pair in pairs)


def static_files_command() -> str:
    """The RUN line that collects the static files, without its mount."""
    [line] = [rest for name, rest in instructions() if name == "RUN" and "collectstatic" in rest]
    return re.sub(r"--mount=\S+", "", line)


def web_command() -> list[str]:
    """CMD."""
    [line] = [rest for name, rest in instructions() if name == "CMD"]
    command: list[str] = json.loads(line)
    return command


def composed() -> dict[str, Any]:
    """docker-compose.yml as the real binary resolves it with the example's values."""
    done = subprocess.run(
        [BIN / "docker-compose", "--env-file", ".env.example", "config", "--format", "json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": "/usr/bin:/bin", "HOME": "/"},
    )
    # What compose prints is meant to be read again, so a dollar sign is doubled.
    config: dict[str, Any] = json.loads(done.stdout.replace("$$", "$"))
    return config


def production_packages() -> set[str]:
    """Names in requirements.txt, which is all that the image installs."""
    return {match[1].lower() for match in re.finditer(r"^([\w.-]+)==", (ROOT / "requirements.txt").read_text(), re.M)}
