"""PostgreSQL and Redis together, each a given one or our own."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from script.stack import postgres
from script.stack.places import Lock, local_dir, make_dir
from script.stack.processes import Family, end_leftovers
from script.stack.redis import Redis
from script.stack.say import give_up

THROWAWAY = "kontaktlaege-throwaway-"


def kind() -> str:
    """KL_SERVICES, checked."""
    value = os.environ.get("KL_SERVICES", "")
    if value not in {"", "embedded", "system"}:
        give_up(f"KL_SERVICES er {value!r}. Skriv embedded eller system, eller udelad den.")
    return value


class Services:
    """The running pair."""

    def __init__(self, family: Family, *, throwaway: bool) -> None:
        given_database, given_redis = os.environ.get("DATABASE_URL", ""), os.environ.get("REDIS_URL", "")
        if given_database:
            postgres.check_given(given_database)
        own_database = None if given_database else postgres.Postgres(family, throwaway=throwaway, kind=kind())
        own_redis = None if given_redis else Redis(family, kind=kind())
        if own_redis:
            own_redis.start()
        if own_database:
            own_database.prepare()
            own_database.start()
            own_database.wait()
        if own_redis:
            own_redis.wait()
        self.postgres = own_database
        self.database_url = own_database.url if own_database else given_database
        self.redis_url = own_redis.url if own_redis else given_redis
        database_name = str(own_database.binaries) if own_database else "databasen i DATABASE_URL"
        self.names = f"{database_name}, {own_redis or 'Redis i REDIS_URL'}"

    def env(self) -> dict[str, str]:
        """The environment of a program that uses them."""
        return {**os.environ, "DATABASE_URL": self.database_url, "REDIS_URL": self.redis_url}


@contextmanager
def owned_family(lock: Lock) -> Iterator[Family]:
    """The children of the folder whose lock we hold. All are gone when the block ends, however it ends."""
    end_leftovers(lock.folder)
    family = Family(lock.folder)
    family.listen()
    try:
        yield family
    finally:
        family.stop()
        lock.release()


@contextmanager
def throwaway_services() -> Iterator[tuple[Family, Services]]:
    """Services with empty data that vanish with the block. Several may run at once."""
    lock = throwaway_lock()
    try:
        with owned_family(lock) as family:
            yield family, Services(family, throwaway=True)
    finally:
        postgres.forget_all(lock.folder)


def throwaway_lock() -> Lock:
    """A new folder for one run. What killed runs left behind goes first."""
    parent = Path(tempfile.gettempdir())
    for old in parent.glob(f"{THROWAWAY}*"):
        lock = Lock(old)
        if old.is_symlink() or old.stat().st_uid != os.geteuid() or not lock.path.exists() or not lock.take():
            continue
        end_leftovers(old)
        postgres.forget_all(old)
        lock.release()
    made = Path(tempfile.mkdtemp(prefix=THROWAWAY))
    made.chmod(0o755)  # the account of PostgreSQL passes through; its own folder inside is closed
    lock = Lock(made)
    lock.take()
    return lock


@contextmanager
def lasting_services() -> Iterator[tuple[Family, Services]]:
    """The services of .local/. Raises AlreadyRunning when another parent has them."""
    lock = lasting_lock()
    with owned_family(lock) as family:
        services = Services(family, throwaway=False)
        lock.write({"pid": os.getpid(), "database_url": services.database_url, "redis_url": services.redis_url})
        yield family, services


def lasting_lock() -> Lock:
    """The lock of .local/, taken. Raises AlreadyRunning."""
    lock = Lock(make_dir(local_dir()))
    if not lock.take():
        raise AlreadyRunning(lock)
    return lock


class AlreadyRunning(Exception):
    """Another parent has the folder."""

    def __init__(self, lock: Lock) -> None:
        super().__init__(lock.folder)
        self.facts = lock.read()
