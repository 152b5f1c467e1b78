"""What every test stands on: the reference data and the playbook, loaded by the commands that production uses."""

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection

from tests.cast import Cast, make_cast


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> None:
    """Load the municipalities and the playbook once.

    pytest's flush after a transactional test needs truncate, so the session disables that one trigger
    (tests/audit/test_append_only.py proves it with all triggers on).
    """
    with django_db_blocker.unblock():
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE audit_event DISABLE TRIGGER audit_event_stays")
        load_standing_data()


def load_standing_data() -> None:
    """Municipalities and playbook."""
    call_command("load_reference", verbosity=0)
    call_command("load_playbook", verbosity=0)


@pytest.fixture(autouse=True)
def _clean_cache(request: pytest.FixtureRequest) -> None:
    """Rate limits and cached sessions of one test never reach the next."""
    if {"db", "transactional_db"} & set(request.fixturenames):
        cache.clear()


@pytest.fixture
def cast(db: None) -> Cast:
    """Two municipalities with a project each, and everybody who may or may not see them."""
    return make_cast()


@pytest.fixture
def live_cast(transactional_db: None) -> Cast:
    """The same for tests that commit: a browser, or two requests at once. The data is loaded anew each time."""
    load_standing_data()
    return make_cast()
