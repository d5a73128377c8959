"""Keys for one purpose and signed notes: as the standards say, whichever library makes them."""

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from hypothesis import given
from hypothesis import strategies as st

from dossier.vault.keys import sub_key
from dossier.vault.signing import key_id, public_key, read_note, sign, signing_key


@given(master=st.binary(min_size=32, max_size=32), label=st.sampled_from(["db", "sign", "objects"]))
def test_a_key_for_one_purpose_is_that_of_rfc_5869(master: bytes, label: str) -> None:
    expected = HKDFExpand(SHA256(), 32, f"dossier/v1/{label}".encode()).derive(master)
    assert sub_key(master, label) == expected


@given(secret=st.binary(min_size=32, max_size=32), text=st.binary())
def test_a_signature_is_that_of_rfc_8032(secret: bytes, text: bytes) -> None:
    key = signing_key(secret)
    Ed25519PublicKey.from_public_bytes(key.public).verify(key.sign(text), text)
    assert Ed25519PrivateKey.from_private_bytes(sub_key(secret, "sign")).sign(text) == key.sign(text)


def _other(made: bytes) -> list[bytes]:
    flipped = bytes([made[0] ^ 1]) + made[1:]
    return [b"", made[:-1], made + b"t", flipped, flipped[::-1]]


def test_a_note_with_any_other_signature_is_signed_by_nobody() -> None:
    key = signing_key(b"k" * 32)
    note = read_note(sign("text\n", "name", key))
    assert note.is_signed_by("name", [public_key(key)])
    (_name, made), *_others = note.signatures
    for other in _other(made[4:]):
        forged = replace(note, signatures=(("name", key_id("name", key.public) + other),))
        assert not forged.is_signed_by("name", [public_key(key)]), other


@pytest.mark.parametrize("name", ["other", ""])
def test_a_note_is_signed_under_its_own_name_alone(name: str) -> None:
    key = signing_key(b"k" * 32)
    assert not read_note(sign("text\n", "name", key)).is_signed_by(name, [public_key(key)])
