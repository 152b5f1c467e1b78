"""Several pytest processes at once (`-n 2`). pyproject.toml loads this before the settings read their addresses."""

import os

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

# Each of these files starts or writes something for seconds, once, and its tests look at that.
TOGETHER = (
    "tests/kontaktlaege/test_demo.py",
    "tests/production/test_production_start.py",
    "tests/script/test_demo.py",
)

# pytest-django gives each process a database of its own in PostgreSQL; this gives it one in Redis.
if worker := os.environ.get("PYTEST_XDIST_WORKER"):
    server = os.environ["REDIS_URL"].rpartition("/")[0]
    os.environ["REDIS_URL"] = f"{server}/{worker.removeprefix('gw')}"


class OneByOne(LoadScopeScheduling):
    """Whoever is free takes the next test, in the usual order; first come the files that stay together."""

    def _split_scope(self, nodeid: str) -> str:
        return nodeid.partition("::")[0] if nodeid.startswith(TOGETHER) else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> OneByOne:
    """Who runs which test."""
    return OneByOne(config, log)
