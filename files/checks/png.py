"""A PNG read chunk by chunk, so that it takes no more memory however large it is."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from files.checks.sizes import CHUNK

SIGNATURE = b"\x89PNG\r\n\x1a\n"
# What shows the picture as it was meant; everything else may be notes of a camera or a program.
_KEPT = set(b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST sPLT pHYs".split())
# Programs write some kilobytes in each.
_MOST_PARTS = 50_000
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
# Of an interlaced picture's seven passes: first column and row, steps to the next.
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))


@dataclass(frozen=True)
class Part:
    """One chunk: its type, where it starts in the file, and the bytes of its data."""

    kind: bytes
    start: int
    length: int


@dataclass(frozen=True)
class Header:
    """Pixels across and down, bits of a pixel, and whether it comes in passes."""

    width: int
    height: int
    bits: int
    interlaced: bool


def header_of(content: BinaryIO) -> Header:
    """What the picture declares of itself. Raises ValueError for a header that is not one."""
    content.seek(len(SIGNATURE))
    read = content.read(25)
    if len(read) < 25 or read[4:8] != b"IHDR":
        raise ValueError("no header")
    width, height, depth, colour, _, _, interlaced = struct.unpack(">LLBBBBB", read[8:21])
    if not width or not height or depth not in {1, 2, 4, 8, 16} or colour not in _CHANNELS:
        raise ValueError("impossible header")
    return Header(width, height, depth * _CHANNELS[colour], bool(interlaced))


def parts_of(content: BinaryIO) -> list[Part]:
    """Every chunk up to the end mark. Raises ValueError when one is cut off, is false, or they have no end."""
    parts: list[Part] = []
    start = len(SIGNATURE)
    while not parts or parts[-1].kind != b"IEND":
        if len(parts) > _MOST_PARTS:
            raise ValueError("too many chunks")
        content.seek(start)
        head = content.read(8)
        if len(head) < 8:
            raise ValueError("cut off")
        part = Part(head[4:], start, int.from_bytes(head[:4]))
        _check_sum(content, part)
        parts.append(part)
        start += part.length + 12
    return parts


def check_pixels(content: BinaryIO, parts: list[Part], header: Header) -> None:
    """Unpack the picture without keeping it. Raises ValueError unless it has exactly the bytes its header promises."""
    left, unpacker = _bytes_promised(header), zlib.decompressobj()
    for piece in (piece for part in parts if part.kind == b"IDAT" for piece in _data(content, part)):
        for size in _unpacked(unpacker, piece):
            left -= size
            if left < 0:
                raise ValueError("more than promised")
    if left or not unpacker.eof:
        raise ValueError("less than promised")


def _unpacked(unpacker: "zlib._Decompress", packed: bytes) -> Iterator[int]:
    """The bytes that come out, as numbers, never more than a chunk at a time."""
    size = CHUNK
    while packed or size == CHUNK:
        size = len(unpacker.decompress(packed, CHUNK))
        packed = unpacker.unconsumed_tail
        yield size


def is_plain(content: BinaryIO, parts: list[Part]) -> bool:
    """True when the file is only what shows the picture."""
    end = parts[-1].start + parts[-1].length + 12
    return all(part.kind in _KEPT for part in parts) and content.seek(0, 2) == end


def copy_plain(content: BinaryIO, parts: list[Part], copy: BinaryIO) -> None:
    """Write the picture without the notes: the pixels and the colour profile are the same bytes."""
    copy.write(SIGNATURE)
    for part in parts:
        if part.kind in _KEPT:
            content.seek(part.start)
            _copy(content, copy, part.length + 12)


def _copy(content: BinaryIO, copy: BinaryIO, left: int) -> None:
    while left:
        piece = content.read(min(CHUNK, left))
        copy.write(piece)
        left -= len(piece)


def _check_sum(content: BinaryIO, part: Part) -> None:
    found = zlib.crc32(part.kind)
    for piece in _data(content, part):
        found = zlib.crc32(piece, found)
    if content.read(4) != found.to_bytes(4):
        raise ValueError("false checksum")


def _data(content: BinaryIO, part: Part) -> Iterator[bytes]:
    """The chunk's data. Raises ValueError when the file ends first."""
    content.seek(part.start + 8)
    left = part.length
    while left:
        piece = content.read(min(CHUNK, left))
        if not piece:
            raise ValueError("cut off")
        left -= len(piece)
        yield piece


def _bytes_promised(header: Header) -> int:
    passes = _PASSES if header.interlaced else ((0, 0, 1, 1),)
    promised = 0
    for column, row, across, down in passes:
        width = (header.width - column + across - 1) // across
        height = (header.height - row + down - 1) // down
        promised += height * (1 + (width * header.bits + 7) // 8) if width > 0 and height > 0 else 0
    return promised
