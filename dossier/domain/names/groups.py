"""Spellings that people have recorded as one name (Лукашенко, Łukašenka, Loukachenko), looked up by their hash.

The table (seeds/names/groups.bin, made by scripts/build_name_groups.py) keeps a 32-bit hash of a spelling and the
number of its group and no text: it is read in a millisecond and takes about a megabyte. Two unrelated words share
a hash once in some twenty thousand look-ups; they count as one name only where both also share a group.
"""

import struct
import sys
import zlib
from array import array
from bisect import bisect_left
from functools import cache

from dossier.domain.names.sounds import fold
from dossier.resources import seed_bytes

MAGIC = b"DNG1"

_NO_GROUPS = array("H")

_BUCKET_BITS = 8


@cache
def _table() -> "tuple[array[int], array[int], list[int]]":
    """Hashes in their order, the group of each, and where the hashes with the same first bits begin."""
    data = seed_bytes("names", "groups.bin")
    if data[:4] != MAGIC:
        raise ValueError("groups.bin")
    (count,) = struct.unpack_from("<I", data, 4)
    hashes, groups = array("I"), array("H")
    hashes.frombytes(data[8 : 8 + 4 * count])
    groups.frombytes(data[8 + 4 * count : 8 + 6 * count])
    if sys.byteorder == "big":
        hashes.byteswap()
        groups.byteswap()
    shift = 32 - _BUCKET_BITS
    return hashes, groups, [bisect_left(hashes, first << shift) for first in range(2**_BUCKET_BITS + 1)]


def recorded_as_one(one: str, other: str) -> bool:
    """Whether a group holds both spellings; False where nobody has recorded one of them."""
    groups = groups_of(one)
    return bool(groups) and not set(groups).isdisjoint(groups_of(other))


def groups_of(token: str) -> "array[int]":
    """The numbers of the groups that hold this spelling; empty where nobody has recorded it."""
    hashes, groups, begins = _table()
    wanted = zlib.crc32(fold(token).encode("utf-8", "surrogatepass"))
    bucket = wanted >> (32 - _BUCKET_BITS)
    at = bisect_left(hashes, wanted, begins[bucket], begins[bucket + 1])
    if at == len(hashes) or hashes[at] != wanted:
        return _NO_GROUPS
    end = at + 1
    while end < len(hashes) and hashes[end] == wanted:
        end += 1
    return groups[at:end]
