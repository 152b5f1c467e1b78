"""What came into a PDF after one of its signatures."""

import os
from collections.abc import Collection

from pyhanko.pdf_utils.generic import DictionaryObject
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from files.signatures.facts import Changed

# A later signature's picture may stand on a page, not lie over it: an eighth of an A4, in points squared.
_LARGEST_MARK = 595 * 842 / 8


def covers_whole(signature: EmbeddedPdfSignature) -> bool:
    """True when the signature covers the file to its last byte, its own hex digits excepted."""
    return signature.coverage is SignatureCoverageLevel.ENTIRE_FILE and _gap_is_its_own(signature)


def changed_after(signature: EmbeddedPdfSignature, *, later: Collection[str]) -> Changed:
    """What came after a signature whose integrity is computed. `later`: the fields that were signed after it."""
    result = signature.diff_result
    if not isinstance(result, DiffResult) or not _gap_is_its_own(signature):
        return Changed.CONTENT
    if result.modification_level >= ModificationLevel.ANNOTATIONS or not _allowed(signature):
        return Changed.CONTENT
    if result.modification_level is ModificationLevel.NONE:
        return Changed.NOTHING if covers_whole(signature) or _only_blank_follows(signature) else Changed.CONTENT
    return _additions(signature, result, later)


def _allowed(signature: EmbeddedPdfSignature) -> bool:
    """False when the signature itself forbade what came after (certified documents)."""
    return bool(signature.summarise_integrity_info()["docmdp_ok"])


def _additions(signature: EmbeddedPdfSignature, result: DiffResult, later: Collection[str]) -> Changed:
    """Marks of later signatures, filled fields, or upkeep that no one sees."""
    fields = dict(_signature_fields(signature.reader))
    empty = result.changed_form_fields & (fields.keys() - set(later))
    if empty or any(_lies_over(fields[name], signature) for name in later if name in fields):
        return Changed.CONTENT
    if result.changed_form_fields - set(later):
        return Changed.FORM
    return Changed.SIGNATURES if later else Changed.UPKEEP


def _signature_fields(reader: PdfFileReader) -> list[tuple[str, DictionaryObject]]:
    return [(name, field.get_object()) for name, _, field in enumerate_sig_fields(reader)]


def _lies_over(field: DictionaryObject, signature: EmbeddedPdfSignature) -> bool:
    """A mark so large that it could hide the text, in a place that the earlier signer did not know of."""
    widgets = [kid.get_object() for kid in field.get("/Kids", ())] or [field]
    before = signature.reader.get_historical_resolver(signature.signed_revision)
    fresh = [mark for mark in widgets if mark.container_ref is None or before.is_ref_unassignable(mark.container_ref)]
    return any(_area(mark) > _LARGEST_MARK for mark in fresh)


def _area(widget: DictionaryObject) -> float:
    left, low, right, high = (float(edge) for edge in widget.get("/Rect", (0, 0, 0, 0)))
    return abs(right - left) * abs(high - low)


def _gap_is_its_own(signature: EmbeddedPdfSignature) -> bool:
    """True when what the signature leaves out is its own hex digits and nothing else."""
    if len(signature.byte_range) != 4:
        return False
    start, length, resumes, _ = signature.byte_range
    hexed = len(signature.pkcs7_content) * 2 + 2
    if start != 0 or length < 0 or resumes != length + hexed:
        return False
    stream = signature.reader.stream
    stream.seek(length)
    gap = stream.read(hexed)
    return gap[:1] + gap[-1:] == b"<>" and gap[1:-1].lower() == signature.pkcs7_content.hex().encode()


def _only_blank_follows(signature: EmbeddedPdfSignature) -> bool:
    """True when nothing but line ends stands behind the signed bytes; other readers may make something of the rest."""
    _, _, start, length = signature.byte_range
    stream = signature.reader.stream
    size = stream.seek(0, os.SEEK_END)
    stream.seek(start + length)
    return size - stream.tell() <= 1024 and not stream.read().strip()
