"""No secret key of anybody and no passphrase of a vault in use lies in the repository. Case L5."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KEYS = {
    "a secret key of age": rb"AGE-SECRET-KEY-1[0-9A-Z]{58}",
    "a private key in PEM": rb"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\s+[A-Za-z0-9+/=\s]{60}",
    "a key of a custodian": rb'"form": *"dossier-custodian-key-1"',
    "a token of a code host": rb"\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{60}|glpat-[\w-]{20})",
    "a key of a cloud": rb"\bAKIA[0-9A-Z]{16}\b",
    "a recovery key of a vault": rb"\b(?:[0-9A-HJKMNP-TV-Z]{5}[- ]){12}[0-9A-HJKMNP-TV-Z]{5}\b",
}


def _files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [ROOT / name for name in listed.decode().split("\0") if name]


def _found(content: bytes) -> set[str]:
    return {what for what, pattern in KEYS.items() if re.search(pattern, content)}


def test_no_key_is_in_the_repository() -> None:
    found = {path.name: what for path in _files() if path.is_file() and (what := _found(path.read_bytes()))}
    assert found == {}


def test_what_is_looked_for_would_be_found() -> None:
    """Keys made here and now; each kind is noticed."""
    import pyrage
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from dossier.vault import custodian_keys
    from dossier.vault.keyring import make_recovery_key
    from dossier.vault.keys import Kdf

    pem = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    passphrase = "plank carnation utensil plaster dill nuzzle"
    custodian = custodian_keys.lock_secret(custodian_keys.new_secret(), passphrase, Kdf(19 * 1024, 2, 1))
    age = str(pyrage.x25519.Identity.generate()).encode()
    made = (age, pem, custodian, make_recovery_key()[1].encode())
    assert all(_found(one) for one in made), [_found(one) for one in made]
