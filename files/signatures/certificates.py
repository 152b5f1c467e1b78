"""Certificates: the roots a site trusts, and names that can be shown."""

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from asn1crypto import pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import ValidationInfoReadingError
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext

_LONGEST_NAME = 120
# A serial number in a Danish certificate may be a person's; it is never shown.
_NAMED_BY = ("common_name", "organization_name", "organizational_unit_name", "country_name")
# Companies' seals often carry digital_signature alone; either of the two is meant for signing.
MAY_SIGN = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)


def roots_in(folder: Path) -> list[x509.Certificate]:
    """The certificates of every .pem, .crt and .cer file in a folder, one at least.

    Raises ValueError, which names the file, for one that holds anything else; OSError.
    """
    files = sorted(path for path in folder.iterdir() if path.suffix in {".pem", ".crt", ".cer"})
    if not files:
        raise ValueError(f"{folder} holds no .pem, .crt or .cer file")
    return [root for path in files for root in _certificates(path)]


def _certificates(path: Path) -> Iterable[x509.Certificate]:
    data = path.read_bytes()
    try:
        ders = [der for _, _, der in pem.unarmor(data, multiple=True)] if pem.detect(data) else [data]
        roots = [x509.Certificate.load(der, strict=True) for der in ders]
        for root in roots:
            # Read whole now: it is parsed only where it is looked at, and a key looks like one from outside.
            _ = root.native
    except (ValueError, TypeError) as wrong:
        raise ValueError(f"{path} is no certificate") from wrong
    return roots


def readable(name: x509.Name) -> str:
    """The name in a certificate as it may be shown: no serial number, no control characters, not too long."""
    parts = name.native
    found = next((parts[key] for key in _NAMED_BY if parts.get(key)), "")
    text = found if isinstance(found, str) else ", ".join(map(str, found))
    shown = "".join(" " if unicodedata.category(sign).startswith("C") else sign for sign in text)
    return " ".join(shown.split())[:_LONGEST_NAME]


def valid_at(certificate: x509.Certificate, at: datetime) -> bool:
    """True when the certificate's own dates hold that moment."""
    return bool(certificate.not_valid_before <= at <= certificate.not_valid_after)


def aware(at: datetime | None) -> datetime | None:
    """A moment with its zone; one without is read as UTC."""
    return at if at is None or at.tzinfo else at.replace(tzinfo=UTC)


def context_at(
    at: datetime, *, roots: Sequence[x509.Certificate], known: Sequence[x509.Certificate]
) -> ValidationContext:
    """Who is trusted at that moment. Nothing is fetched: what is not in the file or among the roots is not known."""
    return ValidationContext(
        trust_roots=list(roots), other_certs=list(known), moment=at, allow_fetching=False, revocation_mode="soft-fail"
    )


def stored_in(reader: PdfFileReader) -> list[x509.Certificate]:
    """The certificates that the PDF itself keeps for later checks; they are known, not trusted."""
    try:
        return list(DocumentSecurityStore.read_dss(reader).load_certs())
    except ValidationInfoReadingError:
        return []
