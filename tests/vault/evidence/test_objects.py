"""One evidence file: the public vectors open, and nothing that was changed does."""

import hashlib
import io
import os
import zlib
from pathlib import Path

import pytest
from cryptography.cobblestone import Cobblestone256Encryptor

from dossier.errors import DossierError
from dossier.vault.evidence.objects import (
    CHUNK_BYTES,
    HEADER_BYTES,
    TAG_BYTES,
    ObjectReader,
    stored_size,
    unwrap_key,
    wrap_key,
)

KEY = bytes(range(32))
SIZES = (
    0,
    1,
    CHUNK_BYTES - 1,
    CHUNK_BYTES,
    CHUNK_BYTES + 1,
    3 * CHUNK_BYTES + 5,
    64 * CHUNK_BYTES,
    130 * CHUNK_BYTES + 9,
)

VECTORS = (
    (
        (
            "78da004800b7ff43a2e39431cbae0389d3fc86adf46f7c3a24de88d9311617e53f3164cc1d5dc738a66b97f0bf786565c31799c2f463d5"
            "0a7e10046011dc6fc3c939e3a5db7affb6191551669554fb010000ffff4bc124df"
        ),
        0,
        (
            "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a"
            "81a538327af927da3e"
        ),
    ),
    (
        (
            "78da004f00b0ffa1a1b56f6db58cd1ede0c5c9db62aef20d3f96a6c594bb9252bb38122de91236502b42a1d7fcab820ffa292940d2f86a"
            "dd212cfa42c38df19d3cc9139ee61a5990d3db57433514229beea49a8a72bd010000ffffdb4f2a44"
        ),
        7,
        (
            "e85f32a85f1d4f7c9b2d36d20eca8435d81253e7075e9dea069eb1b6da48daf92ef1797367b520d8a46c4f72cecb85b1daff8887fcb417"
            "21d39943d1952fc180"
        ),
    ),
)
"""Wycheproof, Cobblestone-256, cases 1 and 2: stored bytes (zlib), length and SHA-512 of the message; empty context."""
VECTOR_KEY = b"YELLOW SUBMARINE YELLOW SUBMARIN"


def _stored(path: Path, content: bytes, bound_to: bytes = b"v") -> Path:
    cipher = Cobblestone256Encryptor(KEY, bound_to)
    path.write_bytes(cipher.update(content) + cipher.finalize())
    return path


def _whole(path: Path, key: bytes = KEY, bound_to: bytes = b"v") -> bytes:
    with ObjectReader(path, key, bound_to) as reader:
        blocks = b"".join(reader.blocks())
        assert len(blocks) == reader.size_bytes
        return blocks


@pytest.mark.parametrize(("stored", "length", "sha512"), VECTORS, ids=["empty", "short"])
def test_the_public_vectors_open(tmp_path: Path, stored: str, length: int, sha512: str) -> None:
    path = tmp_path / "x"
    path.write_bytes(zlib.decompress(bytes.fromhex(stored)))
    message = _whole(path, VECTOR_KEY, b"")
    assert (len(message), hashlib.sha512(message).hexdigest()) == (length, sha512)


@pytest.mark.parametrize("size", SIZES)
def test_what_another_program_wrote_in_this_form_is_read(tmp_path: Path, size: int) -> None:
    content = os.urandom(size)
    path = _stored(tmp_path / "x", content)
    assert _whole(path) == content
    assert path.stat().st_size == stored_size(size)


def test_any_place_is_read_without_the_rest(tmp_path: Path) -> None:
    content = os.urandom(5 * CHUNK_BYTES + 77)
    with io.BufferedReader(ObjectReader(_stored(tmp_path / "x", content), KEY, b"v")) as reader:
        for start, length in ((0, 3), (CHUNK_BYTES - 2, 5), (2 * CHUNK_BYTES, 3 * CHUNK_BYTES), (len(content) - 9, 99)):
            reader.seek(start)
            assert reader.read(length) == content[start : start + length]
        assert reader.seek(-4, os.SEEK_END) == len(content) - 4
        assert reader.read() == content[-4:]
        assert reader.read() == b""


def _refused(path: Path) -> bool:
    try:
        _whole(path)
    except DossierError as problem:
        return problem.code == "evidence.damaged"
    return False


def test_every_flipped_bit_is_noticed(tmp_path: Path) -> None:
    stored = _stored(tmp_path / "x", os.urandom(2 * CHUNK_BYTES + 100)).read_bytes()
    for place in [*range(0, len(stored), 173), HEADER_BYTES - 1, len(stored) - 1]:
        changed = bytearray(stored)
        changed[place] ^= 1 << place % 8
        (tmp_path / "x").write_bytes(changed)
        assert _refused(tmp_path / "x"), place


CUT = CHUNK_BYTES + TAG_BYTES


@pytest.mark.parametrize(
    "length",
    [0, 1, HEADER_BYTES - 1, HEADER_BYTES, HEADER_BYTES + TAG_BYTES, HEADER_BYTES + CUT, HEADER_BYTES + 2 * CUT],
)
def test_every_cut_is_noticed(tmp_path: Path, length: int) -> None:
    stored = _stored(tmp_path / "x", os.urandom(2 * CHUNK_BYTES + 100)).read_bytes()
    (tmp_path / "x").write_bytes(stored[:length])
    assert _refused(tmp_path / "x")


def test_exchanged_chunks_added_bytes_and_another_binding_are_noticed(tmp_path: Path) -> None:
    stored = _stored(tmp_path / "x", os.urandom(3 * CHUNK_BYTES)).read_bytes()
    head, first, second = stored[:HEADER_BYTES], stored[HEADER_BYTES:][:CUT], stored[HEADER_BYTES + CUT :][:CUT]
    for changed in (head + second + first + stored[HEADER_BYTES + 2 * CUT :], stored + b"x", stored + first):
        (tmp_path / "x").write_bytes(changed)
        assert _refused(tmp_path / "x")
    (tmp_path / "x").write_bytes(stored)
    for key, bound_to in ((KEY, b"other vault"), (bytes(32), b"v")):
        with pytest.raises(DossierError, match=r"evidence\.damaged"):
            ObjectReader(tmp_path / "x", key, bound_to)


def test_a_wrapped_key_opens_only_for_its_own_file_and_vault() -> None:
    wrapped = wrap_key(KEY, bytes(32), "vault", "object")
    assert unwrap_key(wrapped, bytes(32), "vault", "object") == KEY
    for vault_id, object_id, box in (
        ("vault", "other", wrapped),
        ("other", "object", wrapped),
        ("vault", "object", b""),
    ):
        with pytest.raises(DossierError, match=r"evidence\.damaged"):
            unwrap_key(box, bytes(32), vault_id, object_id)
