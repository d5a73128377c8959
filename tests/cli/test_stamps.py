"""A time stamp of a checkpoint, made and judged with stock tools: nothing of it is in the program. Case A9."""

import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from dossier.cli.main import run

pytestmark = [
    pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed; scripts/test installs it"),
    pytest.mark.usefixtures("chosen_vault"),
]

SETTINGS = """[tsa]
default_tsa = one
[one]
serial = {folder}/serial
signer_cert = {folder}/{name}.pem
signer_key = {folder}/{name}.key
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
ess_cert_id_alg = sha256
"""


def _authority(folder: Path, name: str, *, ended: bool = False, alone: bool = False) -> None:
    """Somebody who stamps, with NAME-root.pem above them, or above nobody where they stand alone."""
    root_key, own_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    root, own = (x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"{name} {what}")]) for what in ("root", "stamps"))
    now = datetime.now(UTC)

    def certificate(subject: x509.Name, key: ec.EllipticCurvePrivateKey, *, is_root: bool) -> x509.Certificate:
        until = now - timedelta(1) if ended and not is_root else now + timedelta(30)
        built = x509.CertificateBuilder(own if alone else root, subject, key.public_key(), x509.random_serial_number())
        built = built.not_valid_before(now - timedelta(60)).not_valid_after(until)
        if is_root:
            built = built.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        else:
            stamps = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
            built = built.add_extension(stamps, critical=True)
        return built.sign(own_key if alone else root_key, hashes.SHA256())

    made = certificate(own, own_key, is_root=False)
    (folder / f"{name}.pem").write_bytes(made.public_bytes(Encoding.PEM))
    (folder / f"{name}-root.pem").write_bytes(certificate(root, root_key, is_root=True).public_bytes(Encoding.PEM))
    key = own_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / f"{name}.key").write_bytes(key)
    (folder / f"{name}.cnf").write_text(SETTINGS.format(folder=folder, name=name))


def _openssl(folder: Path, *words: str) -> str:
    command = ["openssl", "ts", *words]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    ("of", "asked", "word"),
    [
        ("good", "good", "Verification: OK"),
        ("good", "other", "certificate verify error"),
        ("ended", "ended", "certificate has expired"),
        ("alone", "good", "self-signed certificate"),
    ],
    ids=["as it is", "another root", "an authority that has ended", "an authority that vouches for itself"],
)
def test_a_checkpoint_can_be_stamped_by_anybody_outside_and_each_stamp_is_judged_by_its_own_word(
    of: str, asked: str, word: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["log", "checkpoint"]) == 0
    (tmp_path / "point").write_text(capsys.readouterr().out, encoding="utf-8")
    for name in {of, asked}:
        _authority(tmp_path, name, ended=name == "ended", alone=name == "alone")
    _openssl(tmp_path, "-query", "-data", "point", "-sha256", "-cert", "-out", "point.tsq")
    made = _openssl(tmp_path, "-reply", "-queryfile", "point.tsq", "-config", f"{of}.cnf", "-out", "point.tsr")
    assert "Response has been generated" in made
    judge = ("-in", "point.tsr", "-CAfile", f"{asked}-root.pem")
    assert word in _openssl(tmp_path, "-verify", "-data", "point", *judge)
    assert run(["verify", "--against", str(tmp_path / "point")]) == 0, "the program reads the same file"
    (tmp_path / "other").write_bytes((tmp_path / "point").read_bytes().replace(b"dossier/", b"dossier/0", 1))
    assert "Verification: OK" not in _openssl(tmp_path, "-verify", "-data", "other", *judge)
