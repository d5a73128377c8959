"""A file that is larger than the memory that is left: taken in, checked and brought out as a stream. Case R12."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from sqlmodel import select

from dossier.vault import open_vault
from dossier.vault.tables import StoredObject

MIB = 1 << 20
SIZE_MIB = 160
LEFT_MIB = 64
_CODE = """
import resource, sys
from pathlib import Path
from dossier.vault import open_vault
from dossier.vault.checking import check_vault
from dossier.vault.evidence import EvidenceStore
from dossier.vault.evidence.source import opened_source

def limit(left_bytes):
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = pages * resource.getpagesize() + left_bytes
    resource.setrlimit(resource.RLIMIT_AS, (most, most))

folder, passphrase, name, left = sys.argv[1:]
with open_vault(folder, passphrase) as vault:
    check_vault(vault, evidence="deep")
    limit(int(left))
    store, path = EvidenceStore(vault), Path(name)
    with opened_source(path) as source, store.staged(source, size_bytes=path.stat().st_size) as staged:
        with vault.write() as session:
            row = store.keep(session, staged)
    assert check_vault(vault, evidence="deep") == []
    print(row.sha256)
    try:
        bytearray(int(left) * 2)
    except MemoryError:
        print("limited")
"""


def test_a_large_file_is_taken_in_with_little_memory(vault_folder: Path, passphrase: str, tmp_path: Path) -> None:
    large = tmp_path / "film"
    with large.open("wb") as file:
        for number in range(SIZE_MIB):
            file.write(number.to_bytes(4, "big") * (MIB // 4))
    command = [sys.executable, "-c", _CODE, str(vault_folder), passphrase, str(large), str(LEFT_MIB * MIB)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr[-800:]
    with large.open("rb") as file:
        assert done.stdout.split() == [hashlib.file_digest(file, "sha256").hexdigest(), "limited"]
    with open_vault(vault_folder, passphrase) as vault, vault.read() as session:
        assert session.exec(select(StoredObject)).one().size_bytes == SIZE_MIB * MIB
