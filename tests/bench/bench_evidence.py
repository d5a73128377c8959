"""Taking evidence in against what hashing and encryption alone cost, and against the disk's own synced writing.

Each line is a process of its own. CPU time is compared with the same primitives over the same bytes in memory (twice
SHA-256, once AES-256-GCM in chunks); the writing costs the rest. Wall time is compared with writing and syncing as many
bytes. The greatest memory is told for a file and for one four times as large. BENCH_MIB is the size, 256 by default;
BENCH_SPARSE=1 takes a sparse file instead, so that 2048 fits on any disk of a developer.
"""

import hashlib
import io
import os
import secrets
import subprocess
import sys
import tempfile
import time
from pathlib import Path

MIB = 1 << 20
SIZE_MIB = int(os.environ.get("BENCH_MIB", "256"))
LIMIT = 1.25
"""0.8 of the speed of the primitives."""
PASSPHRASE = "plank carnation utensil plaster dill nuzzle"


def _make_vault(folder: Path) -> None:
    from dossier.vault import create_vault
    from dossier.vault.keys import Kdf

    kdf = Kdf(memory_kib=19 * 1024, passes=2, lanes=1)
    create_vault(folder, passphrase=PASSPHRASE, author="bench", kdf=kdf, seed=lambda _session: None).close()


def _make_file(path: Path, mib: int) -> None:
    with path.open("wb") as file:
        if os.environ.get("BENCH_SPARSE"):
            file.truncate(mib * MIB)
            return
        block = secrets.token_bytes(MIB)
        for number in range(mib):
            file.write(number.to_bytes(4, "big") + block[4:])


def intake(vault_folder: str, path: str) -> None:
    """The subject: everything that the taking in of bytes does, to the row."""
    from dossier.vault import open_vault
    from dossier.vault.evidence import EvidenceStore
    from dossier.vault.evidence.source import opened_source

    with open_vault(vault_folder, PASSPHRASE) as vault:
        store = EvidenceStore(vault)
        _start()
        with opened_source(Path(path)) as source, store.staged(source) as staged, vault.write() as session:
            store.keep(session, staged)
        _tell()


def primitives(_vault_folder: str, path: str) -> None:
    """The yardstick: read, sum, encrypt, sum, keep nothing."""
    from cryptography.cobblestone import Cobblestone256Encryptor

    plain, stored = hashlib.sha256(), hashlib.sha256()
    cipher = Cobblestone256Encryptor(secrets.token_bytes(32), b"bench")
    _start()
    with open(path, "rb", buffering=0) as file:
        while block := file.read(MIB):
            plain.update(block)
            stored.update(cipher.update(block))
    stored.update(cipher.finalize())
    _tell()


def disk(vault_folder: str, path: str) -> None:
    """The other yardstick: as many bytes, read, written beside the vault and synced."""
    _start()
    with open(path, "rb", buffering=0) as file, open(f"{vault_folder}/plain", "wb", buffering=0) as out:
        while block := file.read(MIB):
            out.write(block)
        os.fsync(out.fileno())
    _tell()
    os.unlink(f"{vault_folder}/plain")


def deep_check(vault_folder: str, _path: str) -> None:
    """Every byte decrypted and summed."""
    from dossier.vault import open_vault
    from dossier.vault.evidence import EvidenceStore
    from dossier.vault.evidence.checking import faults

    with open_vault(vault_folder, PASSPHRASE) as vault, vault.read() as session:
        _start()
        if list(faults(session, EvidenceStore(vault), "deep")):
            raise SystemExit("the evidence is not sound")
        _tell()


_started = [0.0, 0.0]


def _start() -> None:
    _started[:] = [time.process_time(), time.perf_counter()]


def _tell() -> None:
    cpu, wall = time.process_time() - _started[0], time.perf_counter() - _started[1]
    print(cpu, wall, _peak_mib())


def _peak_mib() -> float:
    """Of this process alone: what getrusage tells also counts the moment before it became this program."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise SystemExit("no VmHWM: this benchmark needs Linux")


def _run(what: str, folder: Path, path: Path) -> tuple[float, float, float]:
    done = subprocess.run(
        [sys.executable, __file__, what, str(folder), str(path)], capture_output=True, text=True, check=True
    )
    cpu, wall, peak = (float(one) for one in done.stdout.split())
    return cpu, wall, peak


def main() -> None:
    """Print the table; three rounds, the least of each counts, each intake of a vault of its own."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as name:
        folder = Path(name)
        _make_file(folder / "film", SIZE_MIB)
        _make_file(folder / "short", max(SIZE_MIB // 4, 1))
        least: dict[str, tuple[float, float, float]] = {}
        for number in range(3):
            vault = folder / f"v{number}"
            _make_vault(vault)
            for what in ("intake", "primitives", "disk", "deep_check"):
                found = _run(what, vault, folder / "film")
                known = least.get(what, found)
                least[what] = (min(found[0], known[0]), min(found[1], known[1]), max(found[2], known[2]))
        short = _run("intake", folder / "v0", folder / "short")
    out = io.StringIO()
    out.write(
        f"\nEvidence of {SIZE_MIB} MiB\n\n| what | MiB per CPU-second | MiB per second | greatest memory, MiB |\n"
    )
    out.write("| --- | ---: | ---: | ---: |\n")
    for what, (cpu, wall, peak) in least.items():
        out.write(f"| {what.replace('_', ' ')} | {SIZE_MIB / cpu:.0f} | {SIZE_MIB / wall:.0f} | {peak:.0f} |\n")
    speed = SIZE_MIB / least["intake"][0]
    ratio = least["intake"][0] / least["primitives"][0]
    verdict = "holds" if ratio <= LIMIT or speed >= 100 else "MISSED"
    out.write(f"\nCPU of the intake against the primitives: {ratio:.2f}")
    out.write(f" (limit {LIMIT}, or 100 MiB per CPU-second; {verdict})\n")
    out.write(f"Wall against the disk's own synced write: {least['intake'][1] / least['disk'][1]:.2f}\n")
    out.write(f"Memory for a quarter of the size: {short[2]:.0f} MiB\n")
    print(out.getvalue())


if __name__ == "__main__":
    if len(sys.argv) > 2:
        {"intake": intake, "primitives": primitives, "disk": disk, "deep_check": deep_check}[sys.argv[1]](*sys.argv[2:])
    else:
        main()
