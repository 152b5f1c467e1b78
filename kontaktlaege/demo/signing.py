"""A really signed PDF for the demo, by an invented person with a certificate from an invented authority."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from asn1crypto import keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.core.files.uploadedfile import SimpleUploadedFile

YEAR = timedelta(days=365)
AUTHORITY = "Opdigtet signaturtjeneste (demo)"
USAGES = (
    "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
    "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
)  # fmt: skip


def signed_copy(upload: SimpleUploadedFile, *, name: str, by: str, at: datetime) -> SimpleUploadedFile:
    """The same PDF with one signature put behind it; `name` is the new file's."""
    upload.seek(0)
    # It runs a loop of its own, which the thread may have already.
    with ThreadPoolExecutor(1) as thread:
        content = thread.submit(_signed, upload.read(), by, at).result()
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def _signed(pdf: bytes, by: str, at: datetime) -> bytes:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
    from pyhanko.sign.fields import SigFieldSpec
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    authority_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    authority = _certificate(AUTHORITY, authority_key, AUTHORITY, authority_key, "key_cert_sign", at=at)
    certificate = _certificate(by, key, AUTHORITY, authority_key, "content_commitment", at=at)
    form = (serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    signer = SimpleSigner(
        signing_cert=certificate,
        signing_key=keys.PrivateKeyInfo.load(key.private_bytes(*form)),
        cert_registry=SimpleCertificateStore.from_certs([authority]),
    )

    class SignedThen(PdfSigner):
        """Signs at the demo's moment, not at the machine's."""

        def init_signing_session(self, *args: Any, **kwargs: Any) -> Any:
            session = super().init_signing_session(*args, **kwargs)
            session.system_time = at
            return session

    about = PdfSignatureMetadata(field_name="Underskrift", md_algorithm="sha256", name=by)
    made = BytesIO()
    SignedThen(about, signer=signer, new_field_spec=SigFieldSpec(sig_field_name="Underskrift")).sign_pdf(
        IncrementalPdfFileWriter(BytesIO(pdf)), output=made
    )
    return made.getvalue()


def _certificate(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    issuer: str,
    issuer_key: ec.EllipticCurvePrivateKey,
    usage: str,
    *,
    at: datetime,
) -> asn1.Certificate:
    made = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - YEAR)
        .not_valid_after(at + 3 * YEAR)
        .add_extension(x509.BasicConstraints(ca=name == issuer, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**{known: known == usage for known in USAGES}), critical=True)
    )
    certificate = made.sign(issuer_key, hashes.SHA256())
    return asn1.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))
