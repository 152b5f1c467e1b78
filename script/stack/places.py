"""Where local state lives, who may use it, and that only one parent uses it at a time."""

import fcntl
import hashlib
import json
import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from script.stack.say import give_up

ROOT = Path(__file__).resolve().parent.parent.parent


def local_dir() -> Path:
    """The folder of local state: .local/, or what KL_LOCAL_DIR names."""
    return Path(os.environ.get("KL_LOCAL_DIR") or ROOT / ".local").resolve()


@dataclass(frozen=True)
class Account:
    """The account PostgreSQL runs as. `uid` is None when it is our own."""

    name: str
    uid: int | None = None
    gid: int | None = None

    def popen(self) -> dict[str, Any]:
        """Arguments that make subprocess start a program as this account."""
        if self.uid is None:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        """Give `path` to this account."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)

    def can(self, program: list[str]) -> bool:
        """Whether this account can run `program` without an error."""
        try:
            done = subprocess.run(program, cwd="/", capture_output=True, check=False, **self.popen())
        except OSError:
            return False
        return done.returncode == 0


def postgres_account() -> Account:
    """PostgreSQL refuses to run as root; root lends it an unprivileged account."""
    if os.geteuid() != 0:
        return Account(name="")
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid)
    give_up("PostgreSQL kan ikke køre som root, og kontoen 'nobody' findes ikke. Kør som almindelig bruger.")


def make_dir(path: Path) -> Path:
    """Make `path`, or say plainly why it cannot be used."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        give_up(f"Mappen {path} kan ikke laves ({error.strerror}). Vælg en anden med KL_LOCAL_DIR=/en/mappe.")
    if not os.access(path, os.W_OK):
        owner = path.stat().st_uid
        give_up(
            f"Mappen {path} tilhører en anden (uid {owner}). Kør som den bruger, eller vælg KL_LOCAL_DIR=/en/mappe."
        )
    return path


def reachable_dir(state: Path, account: Account) -> Path:
    """A folder for PostgreSQL that `account` can reach: `state` itself, or one under /var/tmp with a fixed name.

    A checkout under a closed home stays closed: no folder above is opened up.
    """
    if account.uid is None or account.can(["/bin/sh", "-c", 'cd "$1"', "sh", str(state)]):
        return state
    key = hashlib.sha256(str(state).encode()).hexdigest()[:12]
    parent = Path("/var/tmp") if Path("/var/tmp").is_dir() else Path(tempfile.gettempdir())  # noqa: S108
    place = parent / f"kontaktlaege-{key}"
    if place.is_symlink() or (place.exists() and place.stat().st_uid != os.geteuid()):
        give_up(f"{place} er lavet af en anden bruger. Slet den, eller vælg KL_LOCAL_DIR=/en/mappe.")
    mark = _mark_of(state)
    if place.exists() and _read(place / "mark") != mark:
        shutil.rmtree(place)  # of a checkout that lay here before and is gone
    if not place.exists():
        half = Path(tempfile.mkdtemp(prefix=f"{place.name}.", dir=parent))
        half.chmod(0o755)
        (half / "mark").write_text(mark, encoding="ascii")
        try:
            half.rename(place)
        except OSError:  # another start was faster
            shutil.rmtree(half)
    return place


def _mark_of(state: Path) -> str:
    """A random word kept in `state`, so that a new checkout does not take over the data of an old one."""
    mark = state / "mark"
    try:
        with mark.open("x", encoding="ascii") as file:
            file.write(secrets.token_hex(8))
    except FileExistsError:
        pass
    return _read(mark)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except OSError:
        return ""


class Lock:
    """One parent per folder. The kernel lets go of it when the holder dies, however it dies."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "lock"
        self.facts = folder / "running.json"
        self.file: IO[str] | None = None

    def take(self) -> bool:
        """True when the folder is ours now."""
        file = self.path.open("a+", encoding="utf-8")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            return False
        self.file = file
        return True

    def write(self, facts: dict[str, Any]) -> None:
        """What others may read about the holder."""
        with open(self.facts, "w", encoding="utf-8", opener=_private) as file:
            json.dump(facts, file)

    def read(self) -> dict[str, Any]:
        """What the holder wrote, or nothing yet."""
        try:
            facts: dict[str, Any] = json.loads(self.facts.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return facts

    def release(self) -> None:
        """Let the next one in."""
        self.facts.unlink(missing_ok=True)
        if self.file:
            self.file.close()
            self.file = None


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
