"""What every test stands on: the reference data, the playbook and a cast, made as production makes them."""

from collections.abc import Iterator

import pytest
from django.contrib.contenttypes.management import create_contenttypes
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.db.models.signals import post_migrate
from django.test import override_settings
from pytest_django import DjangoDbBlocker, Settings

from projects.models import Project
from tests.cast import Cast, find_cast, make_cast
from tests.mail_server import Sink, free_port, listening
from tests.snapshot import Snapshot

# Hashed file names need collectstatic; tests/production runs with them.
PLAIN_STATIC_FILES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
FILES = "django.core.files.storage.FileSystemStorage"
# A good hash is slow on purpose; tests/production signs in with the real one.
QUICK_HASH = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# The tables whose rows nobody may change or remove.
HISTORY = (
    "agreements_agreementfile",
    "agreements_agreementmove",
    "agreements_agreementquestion",
    "agreements_checklistmark",
    "agreements_journalpackage",
    "agreements_questionact",
    "agreements_signedcheck",
    "audit_event",
    "checklists_edition",
    "checklists_evidence",
    "checklists_evidencefile",
    "checklists_item",
    "checklists_move",
    "checklists_startround",
    "checklists_taskfile",
    "checklists_taskunitentry",
    "checklists_waiting",
    "documents_check",
    "documents_locallink",
    "documents_nationallink",
    "documents_ownfile",
    "documents_reading",
    "files_file",
    "files_fileversion",
    "projects_wavedate",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that commits leaves an empty database behind, so none that needs the cast may come after it."""
    commits = [{"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ())) for item in items]
    first = next((place for place, found in enumerate(commits) if found), len(items))
    for item, found in zip(items[first:], commits[first:], strict=True):
        if not found and "db" in getattr(item, "fixturenames", ()):
            raise pytest.UsageError(f"{item.nodeid} comes after a test that empties the database")


@pytest.fixture(scope="session", autouse=True)
def _settings_of_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Pages name their files as they are called in the source, passwords cost nothing, uploads have their folder."""
    files = {"BACKEND": FILES, "OPTIONS": {"location": tmp_path_factory.mktemp("files")}}
    with override_settings(STORAGES={**PLAIN_STATIC_FILES, "files": files}, PASSWORD_HASHERS=QUICK_HASH):
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Snapshot:
    """Load the standing data and the cast once; each test sees them and rolls back what it does. Gives their rows.

    pytest's flush after a transactional test needs truncate, so the session disables the triggers against it
    (tests/audit/test_append_only.py proves it with all triggers on).
    """
    with django_db_blocker.unblock():
        with connection.cursor() as cursor:
            for table in HISTORY:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_stays")
        # A flush would make these anew, which takes longer than the flush; the snapshot brings them back.
        post_migrate.disconnect(create_contenttypes)
        post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")
        # With --reuse-db they are there from the last session.
        if not Project.objects.exists():
            load_standing_data()
            make_cast()
        return Snapshot()


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
    return find_cast()


@pytest.fixture
def live_cast(transactional_db: None, django_db_setup: Snapshot) -> Cast:
    """The same for tests that commit: a browser, or two requests at once. Each leaves an empty database behind."""
    django_db_setup.bring_back()
    return find_cast()


@pytest.fixture
def mail_port(settings: Settings) -> int:
    """Where the portal believes its mail server to be."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    return settings.EMAIL_PORT


@pytest.fixture
def sink(mail_port: int) -> Iterator[Sink]:
    """A mail server that answers there."""
    sink = Sink()
    with listening(sink, mail_port):
        yield sink
