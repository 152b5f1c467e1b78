"""Reading the digital signatures of a PDF with pyHanko. Heavy to load: runs in a process of its own, see apart.py."""

import asyncio
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from asn1crypto import x509
from pyhanko.pdf_utils.generic import DictionaryObject
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESIndeterminate
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import async_validate_pdf_signature, async_validate_pdf_timestamp
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import DocumentTimestampStatus, PdfSignatureStatus, SignatureStatus
from pyhanko_certvalidator import ValidationContext

from files.signatures.certificates import MAY_SIGN, aware, context_at, readable, stored_in, valid_at
from files.signatures.changes import changed_after, covers_whole
from files.signatures.facts import Kind, SignatureFact, TimeFrom, Trust, Unreadable

# More than any agreement has; each costs a look through the whole file.
MOST_SIGNATURES = 50


@dataclass(frozen=True)
class _Site:
    """What one reading goes by."""

    roots: Sequence[x509.Certificate]
    known: Sequence[x509.Certificate]
    at: datetime


@dataclass(frozen=True)
class _Time:
    """When a signature was made, and who says so."""

    at: datetime | None
    said_by: TimeFrom


def read_signatures(content: BinaryIO, *, roots: Sequence[x509.Certificate], at: datetime) -> list[SignatureFact]:
    """The signatures of a PDF in the order they were made; none is an empty list.

    `roots`: the issuers the site trusts. `at`: now, which an issuer is judged by when a signature says no time.
    Raises Unreadable for anything that cannot be read. Asks nobody else, so a revoked certificate is not found out.
    """
    try:
        reader = _opened(content)
        signatures = _signed(reader)
        site = _Site(roots, stored_in(reader), at)
        return [_fact(found, signatures, site) for found in signatures]
    except Unreadable:
        raise
    except Exception as wrong:  # a hostile file can make a parser fail in any way
        raise Unreadable(type(wrong).__name__) from wrong


def _opened(content: BinaryIO) -> PdfFileReader:
    """Strictly where the file stands up to it; Word writes two kinds of cross-reference, which strict refuses."""
    reader = None
    with suppress(Exception):
        reader = PdfFileReader(content, strict=True)
    if reader is None or reader.xrefs.hybrid_xrefs_present:
        reader = PdfFileReader(content, strict=False)
    if reader.encrypted or not isinstance(reader.root["/Pages"], DictionaryObject):
        raise Unreadable("locked or without pages")
    return reader


@dataclass(frozen=True)
class _Found:
    """A signed field; `embedded` is None when the signature in it has a form that nobody can check."""

    name: str
    embedded: EmbeddedPdfSignature | None

    @property
    def order(self) -> int:
        return -1 if self.embedded is None else self.embedded.signed_revision


def _signed(reader: PdfFileReader) -> list[_Found]:
    found: list[_Found] = []
    for name, _, field in enumerate_sig_fields(reader, filled_status=True):
        if len(found) == MOST_SIGNATURES:
            raise Unreadable("too many signatures")
        embedded = None
        with suppress(Exception):
            embedded = EmbeddedPdfSignature(reader, field, name)
        found.append(_Found(name[:200], embedded))
    return sorted(found, key=lambda one: one.order)


def _fact(found: _Found, everyone: Iterable[_Found], site: _Site) -> SignatureFact:
    later = {other.name for other in everyone if other.order > found.order}
    try:
        return _checked(found, later, site)
    except MemoryError:
        raise
    except Exception:  # this one says nothing; the others may
        return SignatureFact(field=found.name, readable=False)


def _checked(found: _Found, later: set[str], site: _Site) -> SignatureFact:
    signature = found.embedded
    if signature is None:
        raise Unreadable("no signature in the field")
    status, time = _status(signature, site)
    certificate = signature.signer_cert
    return SignatureFact(
        field=found.name,
        kind=Kind.TIMESTAMP if isinstance(status, DocumentTimestampStatus) else Kind.SIGNATURE,
        signer=readable(certificate.subject),
        issuer=readable(certificate.issuer),
        signed_at=time.at,
        time_from=time.said_by,
        covers_whole=covers_whole(signature),
        intact=status.intact and status.valid,
        changed_after=changed_after(signature, later=later),
        trust=_trust(status, certificate, time.at or site.at),
    )


def _status(signature: EmbeddedPdfSignature, site: _Site) -> tuple[SignatureStatus, _Time]:
    if signature.sig_object_type == "/DocTimeStamp":
        stamped = signature.signed_data["encap_content_info"]["content"].parsed["gen_time"].native
        status = asyncio.run(async_validate_pdf_timestamp(signature, _context(stamped, site)))
        return status, _Time(stamped, TimeFrom.STAMP if status.trusted else TimeFrom.SIGNER)
    claimed = aware(signature.self_reported_timestamp)
    stamped = _stamped(signature)
    checked = asyncio.run(
        async_validate_pdf_signature(
            signature, _context(stamped or claimed or site.at, site), key_usage_settings=MAY_SIGN
        )
    )
    return checked, _time(checked, claimed)


def _context(at: datetime, site: _Site) -> ValidationContext:
    return context_at(at, roots=site.roots, known=site.known)


def _stamped(signature: EmbeddedPdfSignature) -> datetime | None:
    """The moment in the first time stamp on the signature; whether it is to be believed is seen later."""
    for token in extract_tst_data_iter(signature.signer_info, signed=False):
        return token["encap_content_info"]["content"].parsed["gen_time"].native
    return None


def _time(status: PdfSignatureStatus, claimed: datetime | None) -> _Time:
    stamp = status.timestamp_validity
    if stamp is not None and stamp.intact and stamp.valid and stamp.trusted:
        return _Time(stamp.timestamp, TimeFrom.STAMP)
    return _Time(claimed, TimeFrom.SIGNER if claimed else TimeFrom.NOBODY)


def _trust(status: SignatureStatus, certificate: x509.Certificate, at: datetime) -> Trust:
    problem = status.trust_problem_indic
    if problem in {AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE, AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE_NO_POE}:
        return Trust.WEAK
    if not valid_at(certificate, at):
        return Trust.EXPIRED
    if problem is None and status.trusted:
        return Trust.TRUSTED
    if problem is AdESIndeterminate.CHAIN_CONSTRAINTS_FAILURE:
        return Trust.WRONG
    return Trust.NOT_CHECKED
