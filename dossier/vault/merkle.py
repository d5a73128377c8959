"""The hash tree of RFC 6962 (section 2.1): roots, proofs that an entry is in, proofs that nothing before was changed.

The proofs are checked as RFC 9162, section 2.1 says. Leaves here are hashes already: ``leaf_hash`` makes one.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

HASH_BYTES: Final = 32
EMPTY_ROOT: Final = hashlib.sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """The hash of one entry."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees."""
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass
class Frontier:
    """The roots of the complete subtrees of a log, largest first: all that is needed to go on appending."""

    size: int = 0
    subtrees: list[bytes] = field(default_factory=list)

    def append(self, leaf: bytes) -> None:
        """One more entry."""
        self.subtrees.append(leaf)
        self.size += 1
        full = self.size
        while full % 2 == 0:
            right = self.subtrees.pop()
            self.subtrees.append(node_hash(self.subtrees.pop(), right))
            full //= 2

    def root(self) -> bytes:
        """The hash of the whole tree."""
        if not self.subtrees:
            return EMPTY_ROOT
        root = self.subtrees[-1]
        for subtree in reversed(self.subtrees[:-1]):
            root = node_hash(subtree, root)
        return root


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root over these leaf hashes."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return frontier.root()


def _split(count: int) -> int:
    """The largest power of two below a number of at least two."""
    return 1 << (count - 1).bit_length() - 1


def inclusion_proof(leaves: Sequence[bytes], index: int, size: int) -> list[bytes]:
    """The hashes that lead from entry ``index`` (from 0) to the root of the first ``size`` entries.

    Raises:
        ValueError: there is no such entry in a tree of that size.
    """
    if not 0 <= index < size <= len(leaves):
        raise ValueError("index")
    proof: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            proof.append(root_of(leaves[middle:end]))
            end = middle
        else:
            proof.append(root_of(leaves[start:middle]))
            start = middle
    return proof[::-1]


def consistency_proof(leaves: Sequence[bytes], old_size: int, size: int) -> list[bytes]:
    """The hashes that show that the tree of ``old_size`` entries is the beginning of that of ``size``.

    Raises:
        ValueError: the sizes do not follow each other.
    """
    if not 0 < old_size <= size <= len(leaves):
        raise ValueError("size")
    proof: list[bytes] = []
    start, end, is_old_root = 0, size, True
    while old_size != end:
        middle = start + _split(end - start)
        if old_size <= middle:
            proof.append(root_of(leaves[middle:end]))
            end = middle
        else:
            proof.append(root_of(leaves[start:middle]))
            start, is_old_root = middle, False
    return ([] if is_old_root else [root_of(leaves[start:end])]) + proof[::-1]


def proves_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether a proof leads from a leaf at ``index`` to the root of a tree of ``size``."""
    if not 0 <= index < size or len(leaf) != HASH_BYTES:
        return False
    place, last, found = index, size - 1, leaf
    for part in proof:
        if last == 0:
            return False
        if place % 2 or place == last:
            found = node_hash(part, found)
            while place and not place % 2:
                place, last = place // 2, last // 2
        else:
            found = node_hash(found, part)
        place, last = place // 2, last // 2
    return last == 0 and found == root


def proves_consistency(old_size: int, size: int, proof: Sequence[bytes], old_root: bytes, root: bytes) -> bool:
    """Whether a proof shows that one tree goes on from another; nothing follows from an empty one."""
    if not 0 < old_size <= size:
        return False
    if old_size == size:
        return not proof and old_root == root
    parts = [old_root, *proof] if old_size & (old_size - 1) == 0 else list(proof)
    if not parts:
        return False
    place, last = old_size - 1, size - 1
    while place % 2:
        place, last = place // 2, last // 2
    old_found = found = parts[0]
    for part in parts[1:]:
        if last == 0:
            return False
        if place % 2 or place == last:
            old_found, found = node_hash(part, old_found), node_hash(part, found)
            while place and not place % 2:
                place, last = place // 2, last // 2
        else:
            found = node_hash(found, part)
        place, last = place // 2, last // 2
    return last == 0 and old_found == old_root and found == root
