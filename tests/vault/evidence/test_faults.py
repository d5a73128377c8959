"""Nothing acknowledged is lost and nothing half done is shown: kill -9, a full or failing disk at every call.

Cases R1, R4, R8 to R11 of the threat study, for evidence.
"""

import errno
import os
import random
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlmodel import select

from dossier.errors import DossierError
from dossier.vault import open_vault
from dossier.vault.checking import check_vault
from dossier.vault.evidence import EvidenceStore
from dossier.vault.tables import Exhibit, StoredObject

if TYPE_CHECKING:
    from collections.abc import Callable

    from dossier.vault import Vault

    Taken = Callable[..., StoredObject]

TAKER = Path(__file__).with_name("taker.py")


def _start(folder: Path, passphrase: str, *, before: tuple[str, ...] = (), **options: Any) -> "subprocess.Popen[str]":
    command = [*before, sys.executable, str(TAKER), str(folder), passphrase]
    environment = {**os.environ, "PYTHONPATH": str(TAKER.parents[3])}
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment, **options)


def _assert_sound(vault: "Vault", acknowledged: set[str], *, more: int = 1) -> None:
    """All that was acknowledged opens and has its sum; no exhibit is without its bytes; no temporary file counts."""
    with vault.read() as session:
        held = [one.sha256 or "" for one in session.exec(select(Exhibit))]
    assert acknowledged <= set(held)
    assert len(set(held) - acknowledged) <= more
    assert check_vault(vault, evidence="deep") == []


def _said(process: "subprocess.Popen[str]", first: str = "") -> tuple[set[str], list[str]]:
    lines = (first + process.communicate()[0]).splitlines()
    codes = [line.removeprefix("refused ") for line in lines if line.startswith("refused")]
    return {line for line in lines if not line.startswith("refused")}, codes


def test_kill_9_in_the_middle_of_a_taking_in_loses_nothing_acknowledged(vault_folder: Path, passphrase: str) -> None:
    chance, acknowledged = random.Random(2), set[str]()
    for attempt in range(4):
        process = _start(vault_folder, passphrase)
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(chance.random() * 0.2)
        process.kill()
        acknowledged |= _said(process, first)[0]
        with open_vault(vault_folder, passphrase) as vault:
            _assert_sound(vault, acknowledged, more=attempt + 1)
    assert len(acknowledged) >= 4


def _failing_at(patch: pytest.MonkeyPatch, at: int, number: int) -> list[int]:
    """From now on the call of that number fails, once; returns the counter."""
    count = [0]

    def faulty(real: Any) -> Any:
        def call(*given: Any, **options: Any) -> Any:
            count[0] += 1
            if count[0] == at:
                raise OSError(number, "the disk says no")
            return real(*given, **options)

        return call

    for owner, name in ((os, "write"), (os, "fsync"), (Path, "replace"), (Path, "mkdir"), (os, "open")):
        patch.setattr(owner, name, faulty(getattr(owner, name)))
    return count


@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC], ids=["EIO", "ENOSPC"])
def test_a_disk_that_fails_at_any_call_leaves_no_half_of_anything(vault: "Vault", taken: "Taken", number: int) -> None:
    """Every call of a taking in fails once, in turn, until one goes through whole."""
    acknowledged, codes, at = {taken(vault, b"before").sha256}, [""], 0
    while codes[-1] != "reached the end":
        at += 1
        with pytest.MonkeyPatch.context() as patch:
            count = _failing_at(patch, at, number)
            try:
                acknowledged.add(taken(vault, f"letter {at}".encode() * 9000).sha256)
                codes += [] if count[0] >= at else ["reached the end"]
            except DossierError as problem:
                codes.append(problem.code)
        vault._failed = False  # a person would open the vault again
        _assert_sound(vault, acknowledged, more=0)
    assert set(codes) == {"", "reached the end", "store.full" if number == errno.ENOSPC else "store.failed"}
    assert len(codes) > 7
    assert list(EvidenceStore(vault).folder.glob(".*")) == []


def test_the_limit_on_the_size_of_a_file_kills_nobody(vault_folder: Path, passphrase: str) -> None:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))

    with open_vault(vault_folder, passphrase):
        process = _start(vault_folder, passphrase, preexec_fn=limit)
        acknowledged, codes = _said(process)
    assert acknowledged == set()
    assert set(codes) == {"store.full"}


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed: no fsync can be made to fail")
@pytest.mark.parametrize("when", [4, 5, 6])  # the ones before belong to the opening, which writes its own entry
def test_a_failing_fsync_of_a_real_process_loses_nothing(vault_folder: Path, passphrase: str, when: int) -> None:
    fail = ("strace", "-f", "-qq", "-o", "/dev/null", "-e", f"inject=fsync,fdatasync:error=EIO:when={when}")
    acknowledged, codes = _said(_start(vault_folder, passphrase, before=fail))
    assert set(codes) <= {"store.failed", "store.read_only"}, "a failing fsync is told or ends the writing"
    assert codes
    with open_vault(vault_folder, passphrase) as vault:
        _assert_sound(vault, acknowledged)
