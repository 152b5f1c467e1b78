"""The nightly look at rows and storage."""

import logging
from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from audit import clock
from files.models import FileVersion
from files.services.disagreements import ON_THE_WAY, find_disagreements
from files.storage import the_storage
from files.tasks import check_files
from tests.cast import Cast
from tests.files.samples import pdf
from tests.walls.task_files import lay


@pytest.fixture
def version(cast: Cast) -> FileVersion:
    """A file that is as it should be."""
    return lay(cast, pdf()).versions.get()


def test_all_is_well(version: FileVersion) -> None:
    said = StringIO()
    assert version.stored not in str(find_disagreements(at=clock.now()))
    call_command("check_files", stdout=said)
    assert "agree" in said.getvalue()


def test_bytes_that_are_gone_are_found(version: FileVersion, caplog: pytest.LogCaptureFixture) -> None:
    the_storage().delete(version.stored)
    assert find_disagreements(at=clock.now()).missing == [version.stored]
    with pytest.raises(CommandError, match=version.stored):
        call_command("check_files")
    with caplog.at_level(logging.ERROR):
        check_files()
    assert version.stored in caplog.text


def test_bytes_of_another_length_are_found(version: FileVersion) -> None:
    the_storage().delete(version.stored)
    the_storage().save(version.stored, ContentFile(b"kort"))
    assert find_disagreements(at=clock.now()).other_size == [version.stored]


def test_bytes_without_a_row_are_found_once_they_cannot_be_on_their_way(version: FileVersion) -> None:
    stray = the_storage().save("zz/efterladt", ContentFile(b"x"))
    assert not find_disagreements(at=clock.now()).strays
    later = clock.now() + ON_THE_WAY + timedelta(minutes=1)
    assert stray in find_disagreements(at=later).strays
    the_storage().delete(stray)
