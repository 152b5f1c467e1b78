"""From a stored PDF to what its page says of the signatures, and what happens when a try is lost."""

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings

from audit import clock
from files.kinds import PNG
from files.models import FileVersion, Signature, SignatureReading
from files.services.signatures import read_due, read_version
from files.signatures.facts import State, Trust
from files.signatures.told import READING, told_of
from files.signatures.words import NO_SIGNATURE, UNREADABLE
from files.storage import the_storage
from outbox.tries import WAITS
from tests.cast import Cast
from tests.files.samples import png
from tests.files.signatures import updates as u
from tests.files.signatures.stored import reading_of, store
from tests.files.signing import authority, person, signed
from tests.racing import race

pytestmark = pytest.mark.django_db
ROOT = authority()
ANNA = person("Anna Jensen", ROOT)
SIGNED = signed(u.agreement(), ANNA)
BY_TWO = signed(SIGNED, person("Bo Holm", ROOT), field="B")


@pytest.fixture
def at() -> datetime:
    return clock.now()


def stored(cast: Cast, at: datetime, content: bytes = SIGNED) -> FileVersion:
    return store(content, project=cast.slagelse, by=cast.leader, at=at)


def read(version: FileVersion, at: datetime) -> SignatureReading | None:
    return read_version(reading_of(version).pk, at=at)


def test_the_page_says_so_while_they_are_read_and_then_what_was_read(cast: Cast, at: datetime, tmp_path: Path) -> None:
    (tmp_path / "root.pem").write_bytes(ROOT.pem)
    version = stored(cast, at, BY_TWO)
    assert told_of([version])[version.pk].verdict.sentence == READING
    with override_settings(FILES_SIGNATURE_ROOTS=str(tmp_path)):
        read(version, at)
    told = told_of([version])[version.pk]
    assert (told.reading, told.verdict.state) == ("read", State.INTACT)
    assert [(fact.signer, fact.trust) for fact in told.facts] == [
        ("Anna Jensen", Trust.TRUSTED),
        ("Bo Holm", Trust.TRUSTED),
    ]
    assert told.lines[0].startswith("Anna Jensen skrev under ")


def test_without_roots_no_issuer_is_checked(cast: Cast, at: datetime) -> None:
    version = stored(cast, at)
    read(version, at)
    assert told_of([version])[version.pk].lines[0].endswith("Udsteder ikke kontrolleret.")


def test_an_unsigned_file_is_read_and_has_none(cast: Cast, at: datetime) -> None:
    version = stored(cast, at, u.agreement())
    read(version, at)
    assert told_of([version])[version.pk].verdict.sentence == NO_SIGNATURE


def test_a_picture_needs_no_reading(cast: Cast, at: datetime) -> None:
    version = store(png(), project=cast.slagelse, by=cast.leader, at=at, kind=PNG)
    assert told_of([version]) == {}


def test_many_are_told_in_two_queries(cast: Cast, at: datetime, django_assert_num_queries) -> None:
    versions = [stored(cast, at) for _ in range(3)]
    with django_assert_num_queries(2):
        assert len(told_of(versions)) == 3


def test_a_file_that_says_nothing_is_given_up_at_once(cast: Cast, at: datetime) -> None:
    version = stored(cast, at, b"%PDF-1.7 og ikke mere")
    read(version, at)
    told = told_of([version])[version.pk]
    assert (told.reading, told.verdict.sentence) == ("failed", UNREADABLE)


def test_reading_again_changes_nothing(cast: Cast, at: datetime) -> None:
    version = stored(cast, at)
    read(version, at)
    assert read(version, at + timedelta(days=1)) is None
    assert Signature.objects.count() == 1


def test_a_storage_that_is_down_is_tried_with_growing_patience_and_then_given_up(cast: Cast, at: datetime) -> None:
    version = stored(cast, at)
    the_storage().delete(version.stored)
    for wait in WAITS[:-1]:
        assert read_due(at=at) == 1
        assert reading_of(version).state == "waiting"
        assert read_due(at=at + wait - timedelta(seconds=1)) == 0
        at += wait
    assert read_due(at=at) == 1
    assert reading_of(version).state == "failed"


def test_a_try_that_was_lost_with_its_worker_is_made_again(cast: Cast, at: datetime) -> None:
    version = stored(cast, at)
    SignatureReading.objects.update(attempts=1, next_attempt_at=at + WAITS[0])
    assert read_due(at=at) == 0
    assert read_due(at=at + WAITS[0]) == 1
    assert reading_of(version).state == "read"


def test_a_file_that_took_every_worker_down_is_given_up(cast: Cast, at: datetime) -> None:
    version = stored(cast, at)
    SignatureReading.objects.update(attempts=len(WAITS), next_attempt_at=at)
    assert read_due(at=at) == 0
    assert reading_of(version).state == "failed"


def test_two_workers_at_once_read_once(live_cast: Cast, at: datetime) -> None:
    version = stored(live_cast, at)
    results = race(partial(read, version, at), partial(read, version, at))
    assert sorted(type(result).__name__ for result in results) == ["NoneType", "SignatureReading"]
    assert Signature.objects.count() == 1


def test_a_rolled_back_upload_leaves_nothing_to_read(cast: Cast, at: datetime) -> None:
    with transaction.atomic():
        stored(cast, at)
        transaction.set_rollback(True)
    assert not SignatureReading.objects.exists()
