"""The hash tree: roots by the definition, proofs of every entry, forgeries refused. Case A6."""

import hashlib
from collections.abc import Sequence

import pytest

from dossier.vault import merkle

LEAVES = [merkle.leaf_hash(bytes([number])) for number in range(33)]


def _by_definition(leaves: Sequence[bytes]) -> bytes:
    """RFC 6962, section 2.1, word for word."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return merkle.node_hash(_by_definition(leaves[:half]), _by_definition(leaves[half:]))


def test_the_root_is_that_of_the_definition() -> None:
    for size in range(len(LEAVES) + 1):
        assert merkle.root_of(LEAVES[:size]) == _by_definition(LEAVES[:size])


def test_known_roots() -> None:
    """Source: the eight inputs of the tests of Certificate Transparency, their first, second and last root."""
    inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
    leaves = [merkle.leaf_hash(bytes.fromhex(one)) for one in inputs]
    roots = {
        1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    }
    assert {size: merkle.root_of(leaves[:size]).hex() for size in roots} == roots


def _forgeries(proof: list[bytes]) -> list[list[bytes]]:
    wrong = b"\x5a" * 32
    changed = [[*proof[:at], wrong, *proof[at + 1 :]] for at in range(len(proof))]
    return [*changed, [*proof, b""], [*proof, wrong], [wrong, *proof], *([proof[:-1], proof[1:]] if proof else [])]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 9, 32, 33])
def test_proofs_hold_and_forged_ones_do_not(size: int) -> None:
    root = merkle.root_of(LEAVES[:size])
    for place in range(size):
        proof = merkle.inclusion_proof(LEAVES, place, size)
        assert merkle.proves_inclusion(LEAVES[place], place, size, proof, root)
        for forged in _forgeries(proof):
            assert not merkle.proves_inclusion(LEAVES[place], place, size, forged, root)
        assert not merkle.proves_inclusion(LEAVES[place], place + 1, size, proof, root)
        assert not merkle.proves_inclusion(merkle.leaf_hash(b"x"), place, size, proof, root)
    for old in range(1, size + 1):
        old_root, proof = merkle.root_of(LEAVES[:old]), merkle.consistency_proof(LEAVES, old, size)
        assert merkle.proves_consistency(old, size, proof, old_root, root)
        for forged in _forgeries(proof):
            assert not merkle.proves_consistency(old, size, forged, old_root, root)
        assert not merkle.proves_consistency(old, size, proof, b"\1" * 32, root)
        assert not merkle.proves_consistency(0, size, proof, old_root, root)


def test_what_is_not_in_the_tree_has_no_proof() -> None:
    for place, size in ((1, 1), (-1, 4), (0, 34)):
        with pytest.raises(ValueError, match="index"):
            merkle.inclusion_proof(LEAVES, place, size)
    for old, size in ((0, 4), (5, 4), (1, 34)):
        with pytest.raises(ValueError, match="size"):
            merkle.consistency_proof(LEAVES, old, size)
