"""Several pytest processes at once (`-n 2`). pyproject.toml loads this before the settings read their addresses."""

import os

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

# They start servers and measure seconds, or write for seconds what a whole file looks at: one process has all of them.
TOGETHER = ("tests/kontaktlaege/test_demo.py", "tests/production/", "tests/script/")

# pytest-django gives each process a database of its own in PostgreSQL; this gives it one in Redis.
if worker := os.environ.get("PYTEST_XDIST_WORKER"):
    server = os.environ["REDIS_URL"].rpartition("/")[0]
    os.environ["REDIS_URL"] = f"{server}/{worker.removeprefix('gw')}"


class OneByOne(LoadScopeScheduling):
    """Whoever is free takes the next test, in the usual order; first come those that stay together."""

    def _split_scope(self, nodeid: str) -> str:
        return "together" if nodeid.startswith(TOGETHER) else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> OneByOne:
    """Who runs which test."""
    return OneByOne(config, log)
