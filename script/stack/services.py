"""PostgreSQL and Redis together, each a given one or our own."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from script.stack import postgres
from script.stack.places import Lock, local_dir, make_dir, throwaway_dir
from script.stack.processes import Family, end_leftovers
from script.stack.redis import Redis
from script.stack.say import give_up


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
        self.names = (
            f"{own_database.binaries if own_database else 'given DATABASE_URL'}, {own_redis or 'given REDIS_URL'}"
        )

    def env(self) -> dict[str, str]:
        """The environment of a program that uses them."""
        return {**os.environ, "DATABASE_URL": self.database_url, "REDIS_URL": self.redis_url}


@contextmanager
def owned_family(state: Path, lock: Lock) -> Iterator[Family]:
    """The children of a folder whose lock we hold. All are gone when the block ends, however it ends."""
    end_leftovers(state)
    family = Family(state)
    family.listen()
    try:
        yield family
    finally:
        family.stop()
        lock.release()


@contextmanager
def throwaway_services() -> Iterator[tuple[Family, Services]]:
    """Services with empty data that vanish with the block."""
    state = throwaway_dir()
    lock = Lock(state)
    lock.take()
    services = None
    try:
        with owned_family(state, lock) as family:
            services = Services(family, throwaway=True)
            yield family, services
    finally:
        if services and services.postgres:
            shutil.rmtree(services.postgres.home, ignore_errors=True)
        shutil.rmtree(state, ignore_errors=True)


@contextmanager
def lasting_services() -> Iterator[tuple[Family, Services]]:
    """The services of .local/. Raises AlreadyRunning when another parent has them."""
    state = make_dir(local_dir())
    lock = Lock(state)
    if not lock.take():
        raise AlreadyRunning(lock)
    with owned_family(state, lock) as family:
        services = Services(family, throwaway=False)
        lock.write({"pid": os.getpid(), "database_url": services.database_url, "redis_url": services.redis_url})
        yield family, services


class AlreadyRunning(Exception):
    """Another parent has the folder."""

    def __init__(self, lock: Lock) -> None:
        super().__init__("running")
        self.facts = lock.read()
