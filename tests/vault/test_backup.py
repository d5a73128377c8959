"""Backups: what another person can open, what damage says, what is refused. Cases B1 to B6, B8, V9."""

import io
import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from dossier.errors import DossierError, RenderProblem, UnreadableInput
from dossier.resources import export_path
from dossier.vault import open_vault
from dossier.vault.backup import _keys_document, make_backup
from dossier.vault.backup_files import rows_of
from dossier.vault.backup_manifest import MANIFEST, SIGNATURE, check_backup, object_place, signed, snapshots_of
from dossier.vault.backup_state import backup_state, note_restored
from dossier.vault.evidence import EvidenceStore
from dossier.vault.opening import note_unlock
from dossier.vault.restoring import new_identity, restore
from dossier.vault.tables import Person
from dossier.vault.vault import DATABASE_NAME

if TYPE_CHECKING:
    from collections.abc import Callable

    from dossier.vault import Vault

VIDEO = b"bytes of a video " * 3000
CANARY = "KANARY77person"


@pytest.fixture
def identity() -> tuple[str, str]:
    return new_identity()


def _fill(vault: "Vault", *contents: bytes) -> list[str]:
    note_unlock(vault)
    names = []
    store = EvidenceStore(vault)
    for content in contents:
        with store.staged(io.BytesIO(content)) as staged, vault.write() as session:
            names.append(store.keep(session, staged).object_id)
            session.add(Person(label=CANARY))
    return names


def test_a_backup_comes_back_whole_and_opens_with_the_passphrase_it_had(
    vault: "Vault", identity: tuple[str, str], passphrase: str, tmp_path: Path
) -> None:
    _fill(vault, VIDEO, b"second")
    secret, public = identity
    made = make_backup(vault, tmp_path / "disk", [public])
    assert (made.objects_copied, made.objects_known) == (2, 0)
    assert check_backup(tmp_path / "disk") == []
    done = restore(tmp_path / "disk", [secret], tmp_path / "new", receipt_line=made.receipt_line)
    assert done.damages == ()
    with open_vault(tmp_path / "new", passphrase) as restored:
        with restored.read() as session:
            assert session.exec(select(Person.label)).all() == [CANARY, CANARY]


def test_the_next_backup_copies_only_what_is_new(vault: "Vault", identity: tuple[str, str], tmp_path: Path) -> None:
    _fill(vault, VIDEO)
    first = make_backup(vault, tmp_path / "disk", [identity[1]])
    _fill(vault, b"second")
    second = make_backup(vault, tmp_path / "disk", [identity[1]])
    assert (second.objects_copied, second.objects_known) == (1, 1)
    assert snapshots_of(tmp_path / "disk") == sorted([first.snapshot.name, second.snapshot.name])
    older = restore(tmp_path / "disk", [identity[0]], tmp_path / "old", snapshot=first.snapshot.name)
    assert older.damages == ()
    with pytest.raises(UnreadableInput, match=r"backup\.older"):
        restore(
            tmp_path / "disk", [identity[0]], tmp_path / "x", snapshot=first.snapshot.name,
            receipt_line=second.receipt_line,
        )  # fmt: skip


def test_a_backup_holds_no_clear_text_and_the_vaults_folder_keeps_none(
    vault: "Vault", identity: tuple[str, str], tmp_path: Path
) -> None:
    _fill(vault, CANARY.encode() * 50)
    make_backup(vault, tmp_path / "disk", [identity[1]])
    assert vault.path is not None
    files = [one for root in (tmp_path / "disk", vault.path) for one in root.rglob("*") if one.is_file()]
    assert not [one.name for one in files if CANARY.encode() in one.read_bytes()]
    assert not list(vault.path.glob(".backup*"))
    assert not [one for one in files if one.stat().st_mode & 0o077 and one.name != "open_backup.py"]


def test_stock_age_and_the_script_beside_it_open_a_backup(
    vault: "Vault", identity: tuple[str, str], tmp_path: Path
) -> None:
    _fill(vault, VIDEO, b"", b"x" * 16384)
    made = make_backup(vault, tmp_path / "disk", [identity[1]])
    (tmp_path / "identity").write_text(identity[0] + "\n", encoding="ascii")
    environment = {**os.environ, "AGE": shutil.which("age") or str(_age_of_our_own(tmp_path))}
    script = tmp_path / "disk" / "open_backup.py"
    assert script.read_bytes() == export_path("backup", "open_backup.py").read_bytes()
    command = [sys.executable, "-I", str(script), str(made.snapshot), str(tmp_path / "identity"), str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert (done.returncode, done.stdout) == (0, "3 evidence files, 0 wrong\n"), done.stderr
    assert sorted(one.stat().st_size for one in (tmp_path / "out").iterdir() if len(one.name) == 64) == [
        0, 16384, len(VIDEO),
    ]  # fmt: skip
    opened = _with_raw_key(tmp_path / "out")
    assert opened == [(CANARY,)] * 3


def _age_of_our_own(folder: Path) -> Path:
    """The command age -d -i IDENTITY FILE, for machines that have not got it."""
    path = folder / "age"
    path.write_text(
        f"#!{sys.executable}\nimport sys, pyrage\n_d, _i, identity, name = sys.argv[1:]\n"
        "key = pyrage.x25519.Identity.from_str(open(identity).read().strip())\n"
        "sys.stdout.buffer.write(pyrage.decrypt(open(name, 'rb').read(), [key]))\n",
        encoding="utf-8",
    )
    path.chmod(0o700)
    return path


def _with_raw_key(folder: Path) -> list[tuple[str]]:
    import sqlcipher3.dbapi2 as driver

    connection = driver.connect(str(folder / "vault.db"))
    connection.execute((folder / "database-key.txt").read_text(encoding="ascii"))
    found: list[tuple[str]] = connection.execute("SELECT label FROM person").fetchall()
    connection.close()
    return found


def test_a_wrong_identity_and_a_place_that_is_taken_are_refused(
    vault: "Vault", identity: tuple[str, str], tmp_path: Path
) -> None:
    make_backup(vault, tmp_path / "disk", [identity[1]])
    with pytest.raises(UnreadableInput, match=r"backup\.identity"):
        restore(tmp_path / "disk", [new_identity()[0]], tmp_path / "new")
    assert vault.path is not None
    with pytest.raises(RenderProblem, match=r"file\.exists"):
        restore(tmp_path / "disk", [identity[0]], vault.path)
    with pytest.raises(UnreadableInput, match=r"backup\.none"):
        restore(tmp_path, [identity[0]], tmp_path / "new")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("recipients", "code"),
    [
        ([], "backup.nobody"),
        (["age1x"], "age.recipient"),
        (["x"], "age.recipient"),
        (["AGE-SECRET-KEY-1QQQ"], "age.secret"),
        (["ssh-ed25519 AAAA"], "age.ssh"),
    ],
)
def test_a_backup_for_nobody_is_refused(vault: "Vault", tmp_path: Path, recipients: list[str], code: str) -> None:
    with pytest.raises(DossierError) as refused:
        make_backup(vault, tmp_path / "disk", recipients)
    assert refused.value.code == code
    assert not (tmp_path / "disk").exists()


def test_every_flipped_bit_of_a_backup_is_named_or_refused(
    vault: "Vault", identity: tuple[str, str], tmp_path: Path
) -> None:
    _fill(vault, VIDEO)
    made = make_backup(vault, tmp_path / "disk", [identity[1]])
    chance = random.Random(3)
    files = [one for one in (tmp_path / "disk").rglob("*") if one.is_file() and one.name != "open_backup.py"]
    assert len(files) == 5
    for number in range(60):
        file = files[number % len(files)]
        whole = file.read_bytes()
        at = chance.randrange(len(whole))
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << chance.randrange(8)]) + whole[at + 1 :])
        assert check_backup(tmp_path / "disk", made.snapshot.name) != [], (file.name, at)
        file.write_bytes(whole)
    assert check_backup(tmp_path / "disk") == []


@pytest.mark.parametrize("instead", [os.mkfifo, lambda path: path.symlink_to("/dev/zero")], ids=["pipe", "device"])
def test_what_is_no_file_on_the_medium_is_named_and_not_waited_for(
    vault: "Vault", identity: tuple[str, str], tmp_path: Path, instead: "Callable[[Path], object]"
) -> None:
    (name,) = _fill(vault, VIDEO)
    snapshot = make_backup(vault, tmp_path / "disk", [identity[1]]).snapshot
    for file in (object_place(tmp_path / "disk", name), snapshot / "vault.db.age", snapshot / SIGNATURE):
        kept = file.read_bytes()
        file.unlink()
        instead(file)
        assert [one.what for one in check_backup(tmp_path / "disk")] == ["changed"], file.name
        file.unlink()
        file.write_bytes(kept)
    assert check_backup(tmp_path / "disk") == []


def test_a_lost_evidence_file_is_named_and_the_rest_is_saved(
    vault: "Vault", identity: tuple[str, str], tmp_path: Path
) -> None:
    first, second = _fill(vault, VIDEO, b"second")
    made = make_backup(vault, tmp_path / "disk", [identity[1]])
    lost = tmp_path / "disk" / "objects" / first[:2] / first
    lost.unlink()
    assert [(one.place, one.what) for one in check_backup(tmp_path / "disk")] == [(first, "missing")]
    done = restore(tmp_path / "disk", [identity[0]], tmp_path / "new")
    assert [(one.part, one.place, one.what) for one in done.damages] == [("evidence", first[:16], "missing")]
    assert (tmp_path / "new" / "objects" / second[:2] / second).is_file()
    (made.snapshot / "vault.db.age").write_bytes(b"cut")
    with pytest.raises(UnreadableInput, match=r"backup\.damaged"):
        restore(tmp_path / "disk", [identity[0]], tmp_path / "again")
    assert not (tmp_path / "again").exists()


def test_damaged_evidence_is_not_carried_into_a_backup(
    vault: "Vault", identity: tuple[str, str], tmp_path: Path
) -> None:
    (name,) = _fill(vault, VIDEO)
    path = EvidenceStore(vault).path_of(name)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(DossierError, match=r"backup\.evidence"):
        make_backup(vault, tmp_path / "disk", [identity[1]])
    assert snapshots_of(tmp_path / "disk") == []


def test_a_medium_that_is_full_keeps_the_older_backup_and_shows_no_new_one(
    vault: "Vault", identity: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _fill(vault, VIDEO)
    first = make_backup(vault, tmp_path / "disk", [identity[1]])

    def full(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("dossier.vault.backup._write", full)
        with pytest.raises(RenderProblem, match=r"backup\.medium"):
            make_backup(vault, tmp_path / "disk", [identity[1]])
    assert snapshots_of(tmp_path / "disk") == [first.snapshot.name]
    assert [one.name for one in (tmp_path / "disk" / "snapshots").iterdir()] == [first.snapshot.name]
    assert check_backup(tmp_path / "disk") == []


def test_a_backup_while_others_write_is_one_moment(
    vault: "Vault", vault_folder: Path, identity: tuple[str, str], passphrase: str, tmp_path: Path
) -> None:
    writer = Path(__file__).with_name("writer.py")
    command = [sys.executable, str(writer), str(vault_folder), passphrase, "100000"]
    environment = {**os.environ, "PYTHONPATH": str(writer.parents[2])}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment)
    assert process.stdout is not None
    try:
        process.stdout.readline()  # it has opened the vault, which stands in the journal
        make_backup(vault, tmp_path / "disk", [identity[1]])
    finally:
        process.kill()
        process.communicate()
    assert restore(tmp_path / "disk", [identity[0]], tmp_path / "new").damages == ()


def test_the_vault_knows_how_old_its_last_backup_is(vault: "Vault", identity: tuple[str, str], tmp_path: Path) -> None:
    assert backup_state(vault).days_since_backup is None
    made = make_backup(vault, tmp_path / "disk", [identity[1]])
    assert (backup_state(vault).days_since_backup, backup_state(vault).days_since_restored) == (0, None)
    note_restored(vault, made.snapshot.name, is_sound=False)
    assert backup_state(vault).days_since_restored is None
    note_restored(vault, made.snapshot.name, is_sound=True)
    assert backup_state(vault).days_since_restored == 0
    assert json.loads((made.snapshot / "manifest.json").read_bytes())["vault"] == vault.vault_id


@pytest.mark.parametrize(
    ("part", "name"),
    [
        ("objects", "../../../outside"),
        ("objects", "/etc/passwd"),
        ("objects", "ab/../../../" + "a" * 52),
        ("objects", "A" * 64),
        ("files", "../keys.age"),
        ("files", "manifest.json"),
    ],
)
def test_a_forged_backup_whose_names_lead_elsewhere_is_called_damaged(
    vault: "Vault", identity: tuple[str, str], tmp_path: Path, part: str, name: str
) -> None:
    """Whoever writes on the medium can sign a manifest of their own and encrypt to the same public key."""
    _fill(vault, VIDEO)
    made = make_backup(vault, tmp_path / "disk", [identity[1]])
    manifest = json.loads((made.snapshot / MANIFEST).read_bytes())
    manifest[part][-1]["name"] = name
    content = json.dumps(manifest).encode()
    (made.snapshot / MANIFEST).write_bytes(content)
    (made.snapshot / SIGNATURE).write_bytes(signed(vault, content))
    (tmp_path / "outside").write_bytes(b"lies here already")
    there = sorted(tmp_path.rglob("*"))
    with pytest.raises(UnreadableInput, match=r"backup\.damaged"):
        restore(tmp_path / "disk", [identity[0]], tmp_path / "new")
    assert [one.what for one in check_backup(tmp_path / "disk")] == ["changed"]
    assert sorted(tmp_path.rglob("*")) == there


def test_the_script_writes_no_file_outside_its_folder(vault: "Vault", vault_folder: Path, tmp_path: Path) -> None:
    _fill(vault, VIDEO)
    made = make_backup(vault, tmp_path / "disk", [new_identity()[1]])
    keys = json.loads(_keys_document(vault, rows_of(vault_folder / DATABASE_NAME, vault.key_for("db"))))
    for one in keys["objects"].values():
        one["sha256"] = "../outside"
    (tmp_path / "said").write_text(json.dumps(keys))
    age = tmp_path / "age"
    age.write_text(f'#!/bin/sh\ncase "$4" in *keys.age) exec cat "{tmp_path}/said";; esac\necho database\n')
    age.chmod(0o700)
    command = [
        sys.executable,
        str(tmp_path / "disk" / "open_backup.py"),
        str(made.snapshot),
        "x",
        str(tmp_path / "out"),
    ]
    done = subprocess.run(command, env={**os.environ, "AGE": str(age)}, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "1 evidence files, 1 wrong\n")
    assert not (tmp_path / "outside").exists()
