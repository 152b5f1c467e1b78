"""Whatever bytes come under whatever name: they pass as what they are, or are refused in a sentence. Nothing else."""

from contextlib import suppress
from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st

from files.checks.check import check
from files.kinds import KINDS
from files.refused import Refused
from tests.dice import dice_of
from tests.files.samples import MOST, every_kind, jpeg, pdf_with, png

STARTS = [
    b"%PDF-1.7\n",
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff\xe0",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"\xff\xfe",
    b"",
]
ENDINGS = ["", ".pdf", ".png", ".jpg", ".docx", ".ods", ".txt", ".exe"]


def look(data: bytes, name: str) -> None:
    """Raises whatever is not Refused."""
    with suppress(Refused):
        checked = check(BytesIO(data), name, most_bytes=MOST, allowed=KINDS)
        assert checked.kind in KINDS.values()
        assert checked.content.tell() == 0


@settings(deadline=None)
@given(st.sampled_from(STARTS), st.binary(max_size=3000), st.text(max_size=40), st.sampled_from(ENDINGS))
def test_random_bytes(start: bytes, rest: bytes, name: str, ending: str) -> None:
    look(start + rest, name + ending)


@settings(deadline=None)
@given(st.sampled_from(sorted(every_kind())), st.integers(0, 2**32))
def test_an_honest_file_with_some_bytes_changed(ending: str, seed: int) -> None:
    dice, data = dice_of(seed), bytearray(every_kind()[ending])
    for _ in range(dice.randint(1, 8)):
        data[dice.randrange(len(data))] = dice.randrange(256)
    look(bytes(data), f"fil.{ending}")


@settings(deadline=None)
@given(st.sampled_from(sorted(every_kind())), st.floats(0, 1))
def test_an_honest_file_cut_off(ending: str, where: float) -> None:
    data = every_kind()[ending]
    look(data[: int(len(data) * where)], f"fil.{ending}")


def test_an_honest_file_after_another() -> None:
    for first in (png(), jpeg(), pdf_with()):
        for ending, second in every_kind().items():
            look(first + second, f"fil.{ending}")
