"""Really signed PDFs: an authority, people with certificates from it, and their signatures, one upon the other."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import wraps
from io import BytesIO
from typing import ParamSpec, TypeVar

from asn1crypto import keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, PdfTimeStamper, SimpleSigner
from pyhanko.sign.fields import MDPPerm, SigFieldSpec
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

NOW = datetime.now(UTC).replace(microsecond=0)
YEAR = timedelta(days=365)
FLAGS = [
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
]


P = ParamSpec("P")
R = TypeVar("R")


def away(act: Callable[P, R]) -> Callable[P, R]:
    """The same in a thread of its own: it runs a loop, and a browser test may have left another one running here."""

    @wraps(act)
    def acted(*args: P.args, **kwargs: P.kwargs) -> R:
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(act, *args, **kwargs).result()

    return acted


@dataclass(frozen=True)
class Holder:
    """Someone with a certificate and its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
    above: "Holder | None" = None

    @property
    def as_root(self) -> asn1.Certificate:
        """The certificate as the reader takes it."""
        return asn1.Certificate.load(self.certificate.public_bytes(serialization.Encoding.DER))

    @property
    def pem(self) -> bytes:
        """The certificate as it lies in a folder of roots."""
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def asn1_key(self) -> keys.PrivateKeyInfo:
        """The key as the signer takes it."""
        form = (serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        return keys.PrivateKeyInfo.load(self.key.private_bytes(*form))

    @property
    def chain(self) -> SimpleCertificateStore:
        """The certificates that go into the signature beside the holder's own."""
        return SimpleCertificateStore.from_certs([self.above.as_root] if self.above else [])


def authority(name: str = "Prøve CA") -> Holder:
    """One who issues certificates, vouched for by nobody but itself."""
    return _holder(name, None, ("key_cert_sign", "crl_sign"))


def person(
    name: str, above: Holder, *, since: datetime = NOW - YEAR, until: datetime = NOW + YEAR, serial: str = ""
) -> Holder:
    """Someone who may sign."""
    return _holder(name, above, ("content_commitment",), since=since, until=until, serial=serial)


def seal(name: str, above: Holder) -> Holder:
    """A company that signs by machine."""
    return _holder(name, above, ("digital_signature",))


def server(name: str, above: Holder) -> Holder:
    """Someone whose certificate is for other things than signing."""
    return _holder(name, above, ("key_agreement",))


def stamping(name: str, above: Holder) -> Holder:
    """A service that stamps the time."""
    return _holder(name, above, ("digital_signature",), stamps=True)


def _holder(
    name: str,
    above: Holder | None,
    usages: tuple[str, ...],
    *,
    since: datetime = NOW - 3 * YEAR,
    until: datetime = NOW + 3 * YEAR,
    stamps: bool = False,
    serial: str = "",
) -> Holder:
    # pyHanko's own stamping service knows RSA only.
    key = rsa.generate_private_key(65537, 2048) if stamps else ec.generate_private_key(ec.SECP256R1())
    subject = [x509.NameAttribute(NameOID.COMMON_NAME, name)]
    subject += [x509.NameAttribute(NameOID.SERIAL_NUMBER, serial)] if serial else []
    made = (
        x509.CertificateBuilder()
        .subject_name(x509.Name(subject))
        .issuer_name(above.certificate.subject if above else x509.Name(subject))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=above is None, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**{flag: flag in usages for flag in FLAGS}), critical=True)
    )
    if stamps:
        made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return Holder(made.sign(above.key if above else key, hashes.SHA256()), key, above)


class Careless(PdfSigner):
    """Signs also where an earlier signature forbade it."""

    def _enforce_certification_constraints(self, reader: PdfFileReader) -> None:
        return


@away
def signed(
    pdf: bytes,
    who: Holder,
    *,
    field: str = "Underskrift1",
    certify: MDPPerm | None = None,
    stamp: Holder | None = None,
    box: tuple[int, int, int, int] | None = None,
    digest: str = "sha256",
) -> bytes:
    """The PDF with one signature more, put behind what is there. `certify` says what may come after; `box` shows it."""
    signer = SimpleSigner(signing_cert=who.as_root, signing_key=who.asn1_key, cert_registry=who.chain)
    about = PdfSignatureMetadata(
        field_name=field,
        md_algorithm=digest,
        certify=bool(certify),
        docmdp_permissions=certify or MDPPerm.FILL_FORMS,
    )
    spec = SigFieldSpec(sig_field_name=field, box=box)
    made = BytesIO()
    Careless(about, signer=signer, timestamper=stamper(stamp) if stamp else None, new_field_spec=spec).sign_pdf(
        IncrementalPdfFileWriter(BytesIO(pdf), strict=False), output=made
    )
    return made.getvalue()


@away
def time_stamped(pdf: bytes, service: Holder) -> bytes:
    """The PDF with a time stamp on the document as a whole."""
    made = BytesIO()
    PdfTimeStamper(stamper(service), field_name="Tidsstempel").timestamp_pdf(
        IncrementalPdfFileWriter(BytesIO(pdf)), "sha256", output=made
    )
    return made.getvalue()


def stamper(service: Holder) -> DummyTimeStamper:
    """The service at work, without a network."""
    return DummyTimeStamper(service.as_root, service.asn1_key, certs_to_embed=service.chain)
