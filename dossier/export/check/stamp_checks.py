"""Time stamps over the manifest and the signature of the paper, checked with no list of trusted authorities.

What is said is that the bytes are those that were stamped or signed, and by which certificate; whether that certificate
deserves trust is for the reader.
"""

import codecs
import hashlib
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from dossier.export.check.findings import Finding, Signature
from dossier.export.check.pack import MANIFEST, PAPER, Pack
from dossier.export.check.paper_text import squeezed
from dossier.export.check.sources import read

REPLY: Final = "timestamps/manifest-sha256.txt.tsr"
PROOF: Final = "timestamps/manifest-sha256.txt.ots"
_OTS_HEAD: Final = b"\x00OpenTimestamps\x00\x00Proof\x00\xbf\x89\xe2\xe8\x84\xe8\x92\x94\x01\x08"
"""OpenTimestamps proof, version 1, of a SHA-256."""


def time_stamp(pack: Pack) -> Iterator[Finding]:
    """A45: a stamp over the manifest that fits, or the words of the cover that there is none."""
    digest = hashlib.sha256(read(pack.source, MANIFEST)).digest()
    if REPLY in pack.names and not reply_fits(read(pack.source, REPLY), digest):
        yield Finding("A45", REPLY)
    if PROOF in pack.names and not read(pack.source, PROOF).startswith(_OTS_HEAD + digest):
        yield Finding("A45", PROOF)
    words = squeezed(str(pack.about.get("timestamp_words", "")))
    said = bool(words) and words in (squeezed(pack.pages[0].body) if pack.pages else "")
    if not said and not {REPLY, PROOF} & set(pack.names):
        yield Finding("A45", "p. 1")


def reply_fits(reply: bytes, digest: bytes) -> bool:
    """Whether an RFC 3161 reply (DER) stamps this SHA-256 and its own signature holds."""
    from asn1crypto import tsp

    try:
        response = tsp.TimeStampResp.load(reply)
        signed = response["time_stamp_token"]["content"]
        info = signed["encap_content_info"]["content"]
        print_of = info.parsed["message_imprint"]
        same = (
            print_of["hash_algorithm"]["algorithm"].native == "sha256" and print_of["hashed_message"].native == digest
        )
        return bool(same) and signature_holds(signed, info.parsed.dump())
    except (ValueError, TypeError, KeyError, AttributeError):
        return False


def signature(pack: Pack) -> Iterator[Finding]:
    """A46: if the paper is signed: all of it, and unaltered since."""
    fields = list(_signed_fields(pack.pdf)) if pack.pdf is not None else []
    if pack.about.get("is_signed") and not fields:
        yield Finding("A46", PAPER, "unsigned")
    for field in fields:
        if not _covers(field, pack.paper_bytes) or not _holds(field, pack.paper_bytes):
            yield Finding("A46", PAPER, str(field.get("/T", "")))


def _signed_fields(pdf: Any) -> Iterator[Any]:
    form = pdf.Root.get("/AcroForm")
    for field in form.get("/Fields", []) if form is not None else []:
        if str(field.get("/FT", "")) == "/Sig" and "/V" in field:
            yield field


def _covers(field: Any, data: bytes) -> bool:
    """The whole file but the place of the signature itself."""
    first, length, second, rest = (int(one) for one in field.V.ByteRange)
    hole = data[first + length : second]
    return first == 0 and second + rest == len(data) and hole[:1] == b"<" and hole[-1:] == b">"


def _holds(field: Any, data: bytes) -> bool:
    return _certificate(field, data) is not None


def _certificate(field: Any, data: bytes) -> Any:
    """The certificate under which a signature of the paper holds."""
    from asn1crypto import cms

    first, length, second, rest = (int(one) for one in field.V.ByteRange)
    try:
        content = cms.ContentInfo.load(bytes(field.V.Contents), strict=False)
        return signer_of(content["content"], data[first : first + length] + data[second : second + rest])
    except (ValueError, TypeError, KeyError):
        return None


def signatures_of(pack: Pack) -> list[Signature]:
    """Who signed the paper, of each signature that covers it and holds; when, is what the signature itself says."""
    found = []
    for field in _signed_fields(pack.pdf) if pack.pdf is not None else ():
        certificate = _certificate(field, pack.paper_bytes) if _covers(field, pack.paper_bytes) else None
        if certificate is not None:
            name = str(certificate.subject.native.get("common_name", ""))
            found.append(Signature(hashlib.sha256(certificate.dump()).hexdigest(), name, _said_time(field)))
    return found


def _said_time(field: Any) -> datetime | None:
    """The time in a signature (ISO 32000-1, 7.9.4): D:YYYYMMDDHHmmSS and the zone."""
    said = re.fullmatch(r"D:(\d{14})(?:Z|([+-]\d\d)'(\d\d)'?)?", str(field.V.get("/M", "")))
    return datetime.strptime(f"{said[1]}{said[2] or '+00'}{said[3] or '00'}", "%Y%m%d%H%M%S%z") if said else None


def signature_holds(signed: Any, content: bytes) -> bool:
    """Whether a CMS signature (RFC 5652) with signed attributes fits its content and the certificate inside it."""
    return signer_of(signed, content) is not None


def signer_of(signed: Any, content: bytes) -> Any:
    """The certificate inside a CMS signature under which it fits its content; None where it does not."""
    signer = signed["signer_infos"][0]
    name = signer["digest_algorithm"]["algorithm"].native
    attributes = {one["type"].native: one["values"][0].native for one in signer["signed_attrs"]}
    if attributes.get("message_digest") != hashlib.new(name, content).digest():
        return None
    serial = signer["sid"].chosen["serial_number"].native if signer["sid"].name == "issuer_and_serial_number" else None
    found = [one.chosen for one in signed["certificates"] if serial in (None, one.chosen.serial_number)]
    over = b"\x31" + signer["signed_attrs"].dump()[1:]  # a SET, as RFC 5652, 5.4 has it signed
    return next((one for one in found if _verified(one, signer, over, name)), None)


def _verified(certificate: Any, signer: Any, over: bytes, name: str) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
    from cryptography.x509 import load_der_x509_certificate

    key = load_der_x509_certificate(certificate.dump()).public_key()
    chosen = {"sha256": hashes.SHA256(), "sha384": hashes.SHA384(), "sha512": hashes.SHA512()}.get(name)
    value = signer["signature"].native
    try:
        if chosen is None:
            return False
        if isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(value, over, ec.ECDSA(chosen))
        elif isinstance(key, rsa.RSAPublicKey):
            key.verify(value, over, padding.PKCS1v15(), chosen)
        elif isinstance(key, ed25519.Ed25519PublicKey):
            key.verify(value, over)
        else:
            return False
    except InvalidSignature:
        return False
    return True


def prepare() -> None:
    """Load what reads signatures and verifies them, while files can still be opened."""
    from asn1crypto import cms, tsp  # noqa: F401
    from cryptography.exceptions import InvalidSignature  # noqa: F401
    from cryptography.hazmat.backends.openssl import backend  # noqa: F401
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa  # noqa: F401
    from cryptography.x509 import load_der_x509_certificate  # noqa: F401

    datetime.strptime("2026", "%Y")  # which loads a module of its own
    codecs.lookup("idna")  # in which names of certificates may be written
