"""Text that is not text."""

import pytest

from files.refused import Refused
from tests.files.samples import taken


@pytest.mark.parametrize(
    "data",
    [
        b"a\0b",
        b"hej\x1b[2J",
        b"\xff\xfea",
        b"\xff\xfe\x00\x00a\x00",
        b"\xef\xbb\xbf\xff",
        b"\x81",
        b"a" * 70_000 + b"\x07",
    ],
)
def test_what_is_no_text(data: bytes) -> None:
    with pytest.raises(Refused, match="men er ikke en tekstfil"):
        taken(data, "noter.txt")


def test_a_letter_may_lie_across_two_pieces() -> None:
    assert taken(b"a" * (64 * 1024 - 1) + "æ".encode(), "noter.txt").kind.key == "txt"
