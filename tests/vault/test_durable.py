"""Files are whole: the order of system calls, what a full disk leaves, and who may read."""

import errno
import os
import secrets
from pathlib import Path
from typing import Any

import pytest

from dossier.errors import StoreProblem, VaultProblem
from dossier.vault import durable


def test_the_bytes_are_on_the_disk_before_the_name_and_the_name_before_it_returns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def noted_fsync(descriptor: int) -> None:
        calls.append("fsync folder" if os.path.isdir(f"/proc/self/fd/{descriptor}") else "fsync file")
        fsync(descriptor)

    def noted_replace(path: Path, target: Path) -> Path:
        calls.append("rename")
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(Path, "replace", noted_replace)
    durable.write_file(tmp_path / "a", b"one")
    assert calls == ["fsync file", "rename", "fsync folder"]


def test_new_folders_are_synced_in_their_parents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[Path] = []
    sync = durable.sync_folder

    def noted(folder: Path) -> None:
        synced.append(folder)
        sync(folder)

    monkeypatch.setattr(durable, "sync_folder", noted)
    durable.make_folder(tmp_path / "a" / "b")
    assert synced == [tmp_path, tmp_path / "a"]


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_files_and_folders_are_for_their_owner_alone(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        durable.make_folder(tmp_path / "new")
        durable.write_file(tmp_path / "new" / "a", b"one")
    finally:
        os.umask(before)
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "new" / "a").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize("call", ["write", "fsync"])
def test_a_failing_disk_leaves_the_old_content_and_no_temporary_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    durable.write_file(tmp_path / "a", b"one")

    def fail(*_given: Any) -> int:
        raise OSError(number, "no")

    with monkeypatch.context() as broken:
        broken.setattr(os, call, fail)
        with pytest.raises(OSError, match="no"):
            durable.write_file(tmp_path / "a", b"two")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_bytes() == b"one"


@pytest.mark.parametrize(
    ("number", "kind", "code"),
    [
        (errno.ENOSPC, StoreProblem, "store.full"),
        (errno.EFBIG, StoreProblem, "store.full"),
        (errno.EIO, StoreProblem, "store.failed"),
        (errno.EROFS, VaultProblem, "vault.permission"),
        (errno.EACCES, VaultProblem, "vault.permission"),
        (errno.ENOENT, VaultProblem, "vault.missing"),
    ],
)
def test_what_the_system_refuses_has_its_own_word(number: int, kind: type[Exception], code: str) -> None:
    with pytest.raises(kind) as refused, durable.translated_os_errors():
        raise OSError(number, "secret", "/home/anna/secret")
    assert str(refused.value) == code
    assert "secret" not in repr(refused.value)


def test_a_planted_link_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secrets, "token_hex", lambda _count: "0")
    (tmp_path / ".a.0.tmp").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FileExistsError):
        durable.write_file(tmp_path / "a", b"one")
    assert not (tmp_path / "elsewhere").exists()
