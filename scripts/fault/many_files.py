"""Many evidence files: scripts/fault/run many_files [FILES] [GIBIBYTES] checks a vault of so many (100000, 50).

The files are sparse: their names, sizes and rows are real, and their bytes are holes. The quick check looks at each
name and size; what it costs in CPU time and memory is printed. One file is taken away and one is cut, and both must be
named, and nothing else.
"""

import hashlib
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import workloads

from dossier.vault import Vault, open_vault
from dossier.vault.checking import Damage, check_vault
from dossier.vault.evidence import EvidenceStore
from dossier.vault.tables import StoredObject

MIB = 1 << 20


def fill(vault: Vault, files: int, gibibytes: float) -> list[Path]:
    """So many files that share that size; their places."""
    size_bytes = int(gibibytes * 1024 * MIB / files)
    store, places = EvidenceStore(vault), []
    for start in range(0, files, 1000):
        with vault.write() as session:
            for row in _rows(store, range(start, min(start + 1000, files)), size_bytes):
                session.add(row)
                place = store.path_of(row.object_id)
                place.parent.mkdir(0o700, exist_ok=True)
                with place.open("xb") as file:
                    file.truncate(size_bytes)
                places.append(place)
    return places


def _rows(store: EvidenceStore, numbers: range, size_bytes: int) -> Iterator[StoredObject]:
    for number in numbers:
        sha256 = hashlib.sha256(str(number).encode()).hexdigest()
        name = store.object_id(sha256)
        yield StoredObject(object_id=name, sha256=sha256, size_bytes=size_bytes, stored_size_bytes=size_bytes)


def look(vault: Vault) -> tuple[list[Damage], float]:
    """What the quick check finds, and its CPU seconds; the peak of memory counts from here."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    began = time.process_time()
    return check_vault(vault, quick=True, evidence="quick"), time.process_time() - began


def sweep(files: int, gibibytes: float) -> tuple[bool, float]:
    """Whether what was done to two files was named and nothing else, and the CPU seconds of a check."""
    with tempfile.TemporaryDirectory(prefix="many") as name:
        workloads.make(Path(name) / "vault")
        with open_vault(Path(name) / "vault", workloads.PASSPHRASE) as vault:
            places = fill(vault, files, gibibytes)
            sound, spent_s = look(vault)
            places[0].unlink()
            with places[-1].open("r+b") as file:
                file.truncate(1)
            found, _spent = look(vault)
    named = {(one.place, one.what) for one in found}
    expected = {(places[0].name[:16], "missing"), (places[-1].name[:16], "changed")}
    return not sound and named == expected, spent_s


def main(arguments: list[str]) -> int:
    """Print the figures; 1 where something was not named, or something sound was."""
    files = int(arguments[0]) if arguments else 100_000
    gibibytes = float(arguments[1]) if arguments[1:] else 50
    is_right, spent_s = sweep(files, gibibytes)
    peak = next(line for line in Path("/proc/self/status").open(encoding="ascii") if line.startswith("VmHWM"))
    memory_mib = int(peak.split()[1]) / 1024
    print(f"{files} files, {gibibytes:g} GiB: {spent_s:.1f} CPU s, at most {memory_mib:.0f} MiB of memory")
    print("no violation" if is_right else "VIOLATION")
    return 0 if is_right else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
