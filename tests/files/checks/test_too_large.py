"""A file above the limit is refused, and the limit is said."""

import pytest

from files.checks.words import size_in_words
from files.refused import Refused
from tests.files.samples import MOST, taken


def test_the_limit_itself_passes_and_one_byte_more_does_not() -> None:
    assert taken(b"a" * 2000, "a.txt", most=2000).kind.key == "txt"
    with pytest.raises(Refused, match="Den må højst fylde 2 kB"):
        taken(b"a" * 2049, "a.txt", most=2048)


def test_thirty_megabytes_called_pdf() -> None:
    with pytest.raises(Refused, match=r"^Filen fylder 30 MB\. Den må højst fylde 25 MB\. Gør den mindre"):
        taken(b"%PDF-" + bytes(30 * 1024 * 1024 - 5), "Aftale.pdf")


@pytest.mark.parametrize(
    ("size", "words"),
    [(1, "0,1 kB"), (1024, "1 kB"), (1536, "1,5 kB"), (MOST, "25 MB"), (MOST + 1, "25,1 MB"), (MOST * 8, "200 MB")],
)
def test_sizes_as_danes_write_them(size: int, words: str) -> None:
    assert size_in_words(size) == words
