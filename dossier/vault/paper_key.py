"""A key with which a lawyer signs paper: made here and kept in the vault (``paper_signing``), or of a PKCS#12 file.

P-256 with ECDSA, because readers of PDF know it (Ed25519 they call damaged). The certificate is signed by itself: it
says that two papers were signed by the same hand, and its SHA-256, given in another way, says whose hand that is.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from dossier.errors import Refused, UnreadableInput, add_messages
from dossier.i18n import N_

if TYPE_CHECKING:
    from pathlib import Path

_YEARS: Final = 10
LONGEST_NAME: Final = 64
add_messages(
    {
        "sign.name": N_("Give the name that the signature shows: one to {limit} characters."),
        "sign.file": N_("This is no PKCS#12 file, or its passphrase is another one."),
    }
)


@dataclass(frozen=True)
class PaperKey:
    """A private key with its certificate."""

    key_der: bytes
    """PKCS#8."""
    certificate_der: bytes
    others_der: tuple[bytes, ...] = ()
    """The chain above it."""

    def __repr__(self) -> str:
        return f"PaperKey({self.fingerprint[:16]!r})"

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate: what a recipient compares."""
        import hashlib

        return hashlib.sha256(self.certificate_der).hexdigest()

    @property
    def name(self) -> str:
        """The common name of the certificate."""
        from cryptography.x509 import NameOID, load_der_x509_certificate

        found = load_der_x509_certificate(self.certificate_der).subject.get_attributes_for_oid(NameOID.COMMON_NAME)
        return str(found[0].value) if found else ""


def make_key(name: str, now: datetime) -> PaperKey:
    """A new key.

    Args:
        name: Shown in its signatures.
        now: First day of the certificate.

    Raises:
        Refused: "sign.name".
    """
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        raise Refused("sign.name", field="name", limit=LONGEST_NAME)
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    start = now.astimezone(UTC) - timedelta(days=1)
    usage = {"digital_signature": True, "content_commitment": True}
    others = ("key_cert_sign", "crl_sign", "key_encipherment", "data_encipherment", "key_agreement", "encipher_only")
    certificate = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=366 * _YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**usage, **dict.fromkeys((*others, "decipher_only"), False)), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    der = serialization.Encoding.DER
    private = key.private_bytes(der, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return PaperKey(private, certificate.public_bytes(der))


def key_of_file(path: "Path", passphrase: str) -> PaperKey:
    """The key of a PKCS#12 file (.p12, .pfx), as authorities hand them out.

    Raises:
        UnreadableInput: "file.missing", "file.unreadable", "sign.file".
    """
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.serialization import pkcs12

    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableInput("file.missing") from None
    except OSError:
        raise UnreadableInput("file.unreadable") from None
    try:
        found = pkcs12.load_pkcs12(data, passphrase.encode() or None)
    except ValueError:
        raise UnreadableInput("sign.file") from None
    if found.key is None or found.cert is None:
        raise UnreadableInput("sign.file")
    der, form = serialization.Encoding.DER, serialization.PrivateFormat.PKCS8
    private: Any = found.key
    chain = tuple(one.certificate.public_bytes(der) for one in found.additional_certs)
    clear = private.private_bytes(der, form, serialization.NoEncryption())
    return PaperKey(clear, found.cert.certificate.public_bytes(der), chain)
