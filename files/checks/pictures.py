"""A picture must be whole and of a size that can be shown, and leaves what a camera wrote in it: place, time, owner."""

import struct
import zlib
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from PIL import Image, ImageFile, ImageOps, JpegImagePlugin, UnidentifiedImageError

from files.checks import png
from files.checks.sizes import CHUNK
from files.refused import Refused

# A telephone's largest setting, and no more: 64 million of them take 200 MB of memory.
MOST_PIXELS = 65_000_000
_QUALITY = 95
# Kept in memory up to here, in bytes, then on disk.
_IN_MEMORY = 1024 * 1024
_TURNED = 0x0112
_ROUND, _MOST_ROUNDS = b"\xff\xda", 500

BROKEN = "Billedet er i stykker og kan ikke vises. Gem det igen, og læg det op."
BOMB = "Billedet har for mange billedpunkter. Det må højst have 65 millioner. Gem det mindre, og læg det op."

_FAULTS = (
    UnidentifiedImageError,
    OSError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    OverflowError,
    SyntaxError,
    EOFError,
    struct.error,
    zlib.error,
)


def check_png(content: BinaryIO) -> BinaryIO | None:
    """A copy without notes, or None when there are none. Raises Refused."""
    try:
        header = png.header_of(content)
        _check_area(header.width, header.height)
        parts = png.parts_of(content)
        png.check_pixels(content, parts, header)
        if png.is_plain(content, parts):
            return None
        return _turned_png(content) or _plain_png(content, parts)
    except _FAULTS as error:
        raise Refused(BROKEN) from error


def check_jpeg(content: BinaryIO) -> BinaryIO | None:
    """A copy without notes, or None when there are none. Raises Refused."""
    try:
        _check_rounds(content)
        with _opened(content, "JPEG") as picture:
            if _has_notes(content, picture):
                return _redrawn(picture)
            # An eighth of the size: every byte is read, and next to no memory used.
            picture.draft(None, (1, 1))
            picture.load()
            return None
    except _FAULTS as error:
        raise Refused(BROKEN) from error


def _opened(content: BinaryIO, kind: str) -> Image.Image:
    """The picture, its header read and nothing more."""
    # One switch for the whole process, and WeasyPrint turns it: a picture cut off would be taken for whole.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    content.seek(0)
    try:
        picture = Image.open(content, formats=[kind])
    except Image.DecompressionBombError as error:
        raise Refused(BOMB) from error
    _check_area(*picture.size)
    return picture


def _check_rounds(content: BinaryIO) -> None:
    """A picture drawn in thousands of rounds of a few bytes would take hours. Honest ones have about ten.

    What a telephone adds after the picture may look like some hundred.
    """
    content.seek(0)
    rounds, last = 0, b""
    while piece := content.read(CHUNK):
        rounds += (last + piece).count(_ROUND)
        last = piece[-1:]
    if rounds > _MOST_ROUNDS:
        raise Refused(BROKEN)


def _check_area(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise Refused(BOMB)


def _plain_png(content: BinaryIO, parts: list[png.Part]) -> BinaryIO:
    copy = _new_copy()
    png.copy_plain(content, parts, copy)
    return copy


def _turned_png(content: BinaryIO) -> BinaryIO | None:
    """Drawn again the right way up, when a note says that it lies down."""
    with _opened(content, "PNG") as picture:
        return _redrawn(picture) if picture.getexif().get(_TURNED, 1) != 1 else None


def _has_notes(content: BinaryIO, picture: Image.Image) -> bool:
    """Anything beside the picture, its colours and its density; and anything after its end, such as a film."""
    segments = cast(JpegImagePlugin.JpegImageFile, picture).applist
    plain = all(
        (name == "APP0" and data[:5] in {b"JFIF\0", b"JFXX\0"})
        or (name == "APP2" and data.startswith(b"ICC_PROFILE\0"))
        or (name == "APP14" and data.startswith(b"Adobe"))
        for name, data in segments
    )
    content.seek(max(0, content.seek(0, 2) - CHUNK))
    return not plain or not content.read().rstrip(b"\0").endswith(b"\xff\xd9")


def _redrawn(picture: Image.Image) -> BinaryIO:
    """The same picture the right way up, with its colour profile and nothing else beside it."""
    profile, form = picture.info.get("icc_profile"), picture.format
    sampling = JpegImagePlugin.get_sampling(picture) if form == "JPEG" else -1
    ImageOps.exif_transpose(picture, in_place=True)
    picture.info = {key: value for key, value in picture.info.items() if key == "transparency"}
    copy = _new_copy()
    if form == "JPEG":
        picture.save(copy, "JPEG", quality=_QUALITY, subsampling=sampling, icc_profile=profile)
    else:
        picture.save(copy, "PNG", icc_profile=profile)
    return copy


def _new_copy() -> BinaryIO:
    return cast(BinaryIO, SpooledTemporaryFile(max_size=_IN_MEMORY))
