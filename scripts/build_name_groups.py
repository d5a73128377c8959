#!/usr/bin/env python3
"""Pack the table of equivalent name spellings into seeds/names/groups.bin.

usage: build_name_groups.py GROUPS.tsv.gz

The source has one group of spellings a line, parted by tabs (the person-name corpus of the rigour package, MIT; its
facts are Wikidata's, CC0), cut to the groups that have a Belarusian, Russian or Ukrainian form. The packed form is
what ``dossier.domain.names.groups`` reads: CRC-32 of each spelling, sorted, and beside it the number of its group.
"""

import gzip
import struct
import sys
import zlib
from array import array
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from dossier.domain.names.groups import MAGIC
from dossier.domain.names.sounds import fold

TARGET = Path(__file__).resolve().parent.parent / "seeds" / "names" / "groups.bin"


def packed(lines: list[str]) -> bytes:
    """The bytes of the table: magic, count, hashes (uint32), groups (uint16), little-endian."""
    pairs = {
        (zlib.crc32(fold(form).encode()), number)
        for number, line in enumerate(lines)
        for form in line.split("\t")
        if form
    }
    hashes, groups = array("I"), array("H")
    for crc, number in sorted(pairs):
        hashes.append(crc)
        groups.append(number)
    if sys.byteorder == "big":
        hashes.byteswap()
        groups.byteswap()
    return MAGIC + struct.pack("<I", len(hashes)) + hashes.tobytes() + groups.tobytes()


def main() -> int:
    """Write the table; the only argument is the compressed source."""
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    with gzip.open(sys.argv[1], "rt", encoding="utf-8") as source:
        data = packed(source.read().splitlines())
    TARGET.write_bytes(data)
    print(f"{TARGET}: {len(data)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
