"""How much a PDF may unfold into. A small file can hold a great deal, and the parser keeps every object it has read."""

from collections.abc import Iterable

from pikepdf import DataDecodingError, Object, Pdf
from pikepdf.settings import set_qpdf_limits

from files.checks.apart import TOO_HEAVY
from files.refused import Refused

MOST_OBJECTS = 150_000
# Bytes of packed objects, unpacked: what they say, not what pictures and fonts fill.
MOST_PACKED = 32 * 1024 * 1024
# Bytes of what the pages draw, unpacked.
MOST_DRAWN = 200 * 1024 * 1024
_ONE_STREAM = 64 * 1024 * 1024

# For the whole process, which does nothing else: a stream that unfolds further is an error.
set_qpdf_limits(
    flate_max_memory=_ONE_STREAM,
    png_max_memory=_ONE_STREAM,
    tiff_max_memory=_ONE_STREAM,
    run_length_max_memory=_ONE_STREAM,
    dct_max_memory=_ONE_STREAM,
    doc_max_warnings=1000,
    max_stream_filters=4,
    parser_max_container_size=500_000,
)


def check_weight(pdf: Pdf) -> None:
    """Refuse before the objects are read, by what the table of them says."""
    entries = pdf.get_xref_table().values()
    if len(entries) > MOST_OBJECTS:
        raise Refused(TOO_HEAVY)
    packing = {entry.obj_stream_number for entry in entries if entry.obj_stream_number is not None}
    check_unfolded((pdf.get_object(number, 0) for number in packing), most=MOST_PACKED)


def check_unfolded(streams: Iterable[Object], *, most: int) -> None:
    """Unpack one stream after the other, and refuse when all of them fill more than so many bytes."""
    filled = 0
    for stream in streams:
        filled += len(_unpacked(stream))
        if filled > most:
            raise Refused(TOO_HEAVY)


def _unpacked(stream: Object) -> bytes:
    try:
        return stream.read_bytes()
    except DataDecodingError as error:
        if "limit exceeded" in str(error):
            raise Refused(TOO_HEAVY) from error
        raise
