"""Honest files of all eight kinds pass, unchanged."""

from io import BytesIO
from pathlib import Path
from tempfile import SpooledTemporaryFile

import pytest

from files.checks.check import check
from files.kinds import KINDS
from tests.files.samples import MOST, every_kind, taken


@pytest.mark.parametrize("ending", [kind.endings[0] for kind in KINDS.values()])
def test_an_honest_file_passes_unchanged(ending: str) -> None:
    data = every_kind()[ending]
    checked = taken(data, f"Aftale.{ending}")
    assert ending in checked.kind.endings
    assert (checked.name, checked.cleaned) == (f"Aftale.{ending}", False)
    assert checked.content.tell() == 0
    assert checked.content.read() == data


def test_the_very_same_file_is_given_back() -> None:
    content = BytesIO(every_kind()["pdf"])
    assert check(content, "a.pdf", most_bytes=MOST, allowed=KINDS).content is content


def test_the_ending_may_be_in_capitals_and_the_other_of_two() -> None:
    assert taken(every_kind()["jpg"], "Skærm.JPEG").name == "Skærm.JPEG"


@pytest.mark.parametrize("ending", [kind.endings[0] for kind in KINDS.values()])
def test_a_name_without_ending_gets_the_kinds_own(ending: str) -> None:
    assert taken(every_kind()[ending], "Referat 1.2").name == f"Referat 1.2.{ending}"


@pytest.mark.parametrize("text", ["æøå", "\ufeffæøå", "Linje\r\nlinje\ttab\f"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_text_in_the_ways_that_danes_save_it(text: str, encoding: str) -> None:
    assert taken(text.encode(encoding, "ignore"), "Noter.txt").kind.key == "txt"


def test_a_file_on_disk_and_one_in_a_spool_pass_too(tmp_path: Path) -> None:
    on_disk = tmp_path / "a.pdf"
    on_disk.write_bytes(every_kind()["pdf"])
    with on_disk.open("rb") as content:
        assert check(content, "a.pdf", most_bytes=MOST, allowed=KINDS).kind.key == "pdf"
    with SpooledTemporaryFile() as spool:
        spool.write(every_kind()["pdf"])
        assert check(spool, "a.pdf", most_bytes=MOST, allowed=KINDS).kind.key == "pdf"  # type: ignore[arg-type]
