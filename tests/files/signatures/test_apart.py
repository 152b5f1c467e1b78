"""The process that reads signatures: the same facts, and an end to what a file may cost."""

import resource
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from files.signatures.apart import Limits, read_apart
from files.signatures.facts import SignatureFact, TooMuch, Trust, Unreadable
from tests.files.signatures import updates as u
from tests.files.signing import NOW, authority, person, signed

ROOT = authority()
ANNA = person("Anna Østergård", ROOT)
LONGEST_SECONDS = 5


def read(pdf: bytes, roots: Path | None = None, limits: Limits | None = None) -> list[SignatureFact]:
    return read_apart(BytesIO(pdf), roots=roots, at=NOW, limits=limits)


def heavy(objects: int, *, filling: int) -> bytes:
    """A PDF of so many pages' parts, each with so many bytes that do not shrink."""
    with pikepdf.Pdf.open(BytesIO(u.agreement(text_field=True))) as made:
        parts = [
            made.make_indirect(pikepdf.Stream(made, made_of(number, filling), Number=number))
            for number in range(objects)
        ]
        made.Root.PieceInfo = made.make_indirect(pikepdf.Array(parts))
        content = BytesIO()
        made.save(content, compress_streams=False)
    return content.getvalue()


def made_of(number: int, size: int) -> bytes:
    return (number * 7919 + 1).to_bytes(8, "big") * (size // 8)


MANY_PARTS = u.updated(signed(heavy(40_000, filling=8), ANNA), u.filled_in)


def test_the_facts_come_through(tmp_path) -> None:
    (tmp_path / "root.pem").write_bytes(ROOT.pem)
    (fact,) = read(signed(u.agreement(), ANNA), tmp_path)
    assert (fact.signer, fact.trust, fact.covers_whole) == ("Anna Østergård", Trust.TRUSTED, True)
    (fact,) = read(signed(u.agreement(), ANNA))
    assert fact.trust is Trust.NOT_CHECKED


def test_what_cannot_be_read_is_said_so() -> None:
    with pytest.raises(Unreadable):
        read(b"%PDF-1.7 og ikke mere")


def test_a_file_among_the_roots_that_is_no_certificate_is_not_the_pdfs_fault(tmp_path) -> None:
    (tmp_path / "root.pem").write_bytes(b"nej")
    with pytest.raises(ValueError, match="certificates"):
        read(u.agreement(), tmp_path)


def test_a_file_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(TooMuch):
        read(MANY_PARTS, limits=Limits(seconds=2))


def test_a_file_that_takes_too_much_memory_is_given_up() -> None:
    tight = Limits(megabytes=120)
    assert read(signed(u.agreement(), ANNA), limits=tight)
    with pytest.raises(TooMuch):
        read(MANY_PARTS, limits=tight)


@pytest.mark.parametrize(("objects", "filling"), [(20, 1_000_000), (2_000, 10_000)], ids=["scanned", "written"])
def test_twenty_megabytes_are_read_in_time(objects: int, filling: int) -> None:
    pdf = signed(u.updated(signed(heavy(objects, filling=filling), ANNA), u.metadata), ANNA, field="B")
    assert len(pdf) > 20_000_000
    before = processor_seconds()
    assert len(read(pdf)) == 2
    assert processor_seconds() - before < LONGEST_SECONDS


def processor_seconds() -> float:
    """What the processes that have ended cost; not the clock, for other work may be going on."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime
