"""A picture with far too many pixels is refused by its header, before it is unpacked."""

import struct
import zlib

import pytest

from files.refused import Refused
from tests.files.samples import jpeg, png_chunk, taken

SAID = r"^Billedet har for mange billedpunkter\. Det må højst have 65 millioner"


@pytest.mark.parametrize(("width", "height"), [(65_000, 1_001), (10_000, 10_000), (2**31 - 1, 2**31 - 1)])
def test_a_png(width: int, height: int) -> None:
    header = struct.pack(">LLBBBBB", width, height, 8, 2, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + png_chunk(b"IDAT", zlib.compress(b"")) + b"..."
    with pytest.raises(Refused, match=SAID):
        taken(data, "skærm.png")


@pytest.mark.parametrize(("width", "height"), [(65_000, 1_001), (10_000, 10_000), (65_500, 65_500)])
def test_a_jpeg(width: int, height: int) -> None:
    data = jpeg((40, 30)).replace(struct.pack(">HH", 30, 40), struct.pack(">HH", height, width))
    with pytest.raises(Refused, match=SAID):
        taken(data, "foto.jpg")
