"""One safeguard taken out at a time: scripts/fault/run safeguards [NAME…]; the tests named with it must turn red.

Each mutation is made in a copy of the checkout, never in the checkout itself. A mutation that leaves its tests green
is a hole in the tests and makes the status 1; so does one whose text is no longer in the file.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("dossier", "migrations", "seeds", "exports", "scripts", "tests", "pyproject.toml", "docs")


class Mutation(NamedTuple):
    """A safeguard: where it stands, what stands there without it, and the test that must notice."""

    name: str
    file: str
    safeguard: str
    without: str
    test: str


MUTATIONS = (
    Mutation(
        "sync of a file",
        "dossier/vault/durable.py",
        "    os.fsync(descriptor)\n\n\ndef sync_folder",
        "    return\n\n\ndef sync_folder",
        "tests/vault/test_durable.py",
    ),
    Mutation(
        "bound context of a sealed identity",
        "dossier/vault/sealing.py",
        'return canonical({"vault": vault_id, "record": record, "field": field, "suite": SUITE})',
        'return canonical({"suite": SUITE})',
        "tests/vault/test_sealing.py",
    ),
    Mutation(
        "filter of control characters",
        "dossier/cli/say.py",
        'stream.write(safe_text(text, keep_lines=True) + "\\n")',
        'stream.write(text + "\\n")',
        "tests/cli/test_say.py",
    ),
    Mutation(
        "redaction of parameters",
        "dossier/vault/engine.py",
        "hide_parameters=True",
        "hide_parameters=False",
        "tests/vault/test_engine.py",
    ),
    Mutation(
        "hash in place of what expires",
        "dossier/vault/journal.py",
        "(table, column) not in ONLY_HASHED",
        "table",
        "tests/vault/test_sealing.py",
    ),
    Mutation(
        "signature of a custodian's key",
        "dossier/vault/sealing.py",
        "        if not _is_endorsed(header.vault_id, row, public, signers):",
        "        if False:",
        "tests/vault/test_sealing.py",
    ),
    Mutation(
        "proof of a handed key",
        "dossier/vault/epochs.py",
        "if not hmac.compare_digest(content[",
        "if False and not hmac.compare_digest(content[",
        "tests/vault/test_keyring.py",
    ),
)


def is_noticed(mutation: Mutation) -> bool:
    """Whether the tests turn red without the safeguard."""
    with tempfile.TemporaryDirectory(prefix="mutate") as name:
        copy = Path(name)
        for part in COPIED:
            source = ROOT / part
            (shutil.copytree if source.is_dir() else shutil.copy)(source, copy / part)
        file = copy / mutation.file
        text = file.read_text(encoding="utf-8")
        if mutation.safeguard not in text:
            print(f"{mutation.name}: not found in {mutation.file}")
            return False
        file.write_text(text.replace(mutation.safeguard, mutation.without), encoding="utf-8")
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", mutation.test]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join((name, str(copy / "scripts" / "fault")))}
        done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, check=False)
        if done.returncode not in (0, 1):  # the tests did not run: that proves nothing
            print(done.stdout[-400:])
        return done.returncode == 1


def main(names: list[str]) -> int:
    """Say of each whether it was noticed."""
    chosen = [one for one in MUTATIONS if not names or one.name in names]
    missed = 0
    for one in chosen:
        noticed = is_noticed(one)
        missed += not noticed
        print(f"{one.name}: {'red, as it must be' if noticed else 'NOT NOTICED'}", flush=True)
    return 1 if missed or not chosen else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
