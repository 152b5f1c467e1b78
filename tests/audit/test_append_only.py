"""The database itself refuses to change history, with all triggers on."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from audit.models import Event
from audit.record import record
from tests.audit.test_record import OPENED
from tests.cast import Cast
from tests.conftest import HISTORY


@pytest.fixture
def event(db: None) -> Event:
    """An event in a database with every trigger on."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_event ENABLE TRIGGER audit_event_stays")
    event = record(OPENED, by=None, at=timezone.now(), thing="døren")
    with connection.cursor() as cursor:
        # What is still to be checked at commit would stop a truncate before our trigger does.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return event


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit_event SET actor_name = 'x'", "DELETE FROM audit_event", "TRUNCATE audit_event CASCADE"],
)
def test_the_record_cannot_be_changed(event: Event, statement: str) -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Event.objects.filter(pk=event.pk).exists()


def test_the_code_does_not_even_try(event: Event) -> None:
    with pytest.raises(ImproperlyConfigured):
        Event.objects.all().delete()


@pytest.mark.parametrize("table", HISTORY)
def test_history_cannot_be_emptied(cast: Cast, table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {table}_stays")
    refused = pytest.raises(IntegrityError, match=f"{table} is append-only: TRUNCATE refused")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table} CASCADE")


def test_where_rows_stay_the_table_stays(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal")
        triggers = set(cursor.fetchall())
    rows = {table for table, name in triggers if name == f"{table}_rows_stay"}
    stays = {table for table, name in triggers if name == f"{table}_stays"}
    # Of these most stays: a file's version may be withdrawn, a question is answered, a cover sheet comes to be made.
    mostly = {"files_fileversion", "agreements_agreementquestion", "agreements_journalpackage"}
    assert rows | mostly == stays == set(HISTORY)


@pytest.mark.parametrize("table", ["checklists_edition", "checklists_item"])
def test_the_playbook_cannot_be_changed(cast: Cast, table: str) -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET title = 'x'")  # noqa: S608


def test_old_dates_cannot_be_changed(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE projects_wavedate SET reason = 'x'")
