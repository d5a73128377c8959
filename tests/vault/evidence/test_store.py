"""Bytes taken in are there, once, for everybody who brings them, and come out as they went in."""

import io
import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlmodel import select

from dossier.errors import DossierError, StoreProblem, UnreadableInput, VaultProblem
from dossier.vault import durable
from dossier.vault.evidence import EvidenceStore
from dossier.vault.evidence.source import opened_source
from dossier.vault.tables import Exhibit, StoredObject

if TYPE_CHECKING:
    from collections.abc import Callable

    from dossier.vault import Vault

    Taken = Callable[..., StoredObject]


def _files(vault: "Vault") -> list["Path"]:
    return [path for path in EvidenceStore(vault).folder.rglob("*") if path.is_file()]


def _content(vault: "Vault", row: StoredObject) -> bytes:
    with EvidenceStore(vault).open(row) as reader:
        return b"".join(reader.blocks())


@pytest.mark.parametrize("size", [0, 1, 16_384, 3_000_000])
def test_bytes_come_out_as_they_went_in(any_vault: "Vault", taken: "Taken", size: int) -> None:
    content = os.urandom(size)
    row = taken(any_vault, content)
    assert _content(any_vault, row) == content
    (file,) = _files(any_vault)
    assert content[:64] not in file.read_bytes() or size < 2
    assert file.stat().st_size == row.stored_size_bytes


def test_the_same_bytes_brought_twice_are_two_exhibits_and_one_file(any_vault: "Vault", taken: "Taken") -> None:
    first, second = taken(any_vault, b"one letter", "Anna's"), taken(any_vault, b"one letter", "Boris's")
    assert first.object_id == second.object_id
    assert len(_files(any_vault)) == 1
    with any_vault.read() as session:
        assert {one.title for one in session.exec(select(Exhibit))} == {"Anna's", "Boris's"}


def test_two_who_bring_the_same_bytes_at_once_get_one_file_that_opens(any_vault: "Vault", taken: "Taken") -> None:
    gate = threading.Barrier(2)

    def bring(title: str) -> None:
        gate.wait()
        taken(any_vault, b"the same" * 1000, title)

    both = [threading.Thread(target=bring, args=(title,)) for title in "ab"]
    for one in both:
        one.start()
    for one in both:
        one.join()
    with any_vault.read() as session:
        (row,) = session.exec(select(StoredObject))
        assert len(session.exec(select(Exhibit)).all()) == 2
    assert EvidenceStore(any_vault).content_fault(row) is None


def test_the_name_of_a_file_does_not_answer_whether_a_known_file_is_held(vault: "Vault", taken: "Taken") -> None:
    row = taken(vault, b"a known leaflet")
    assert row.sha256 not in row.object_id
    assert row.object_id != row.sha256


def test_files_are_private_and_all_of_one_date(vault: "Vault", taken: "Taken") -> None:
    taken(vault, b"1")
    taken(vault, b"2")
    files = _files(vault)
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert {file.parent.stat().st_mode & 0o777 for file in files} == {0o700}
    assert len({file.stat().st_mtime for file in files}) == 1


def test_a_lost_or_damaged_file_is_made_whole_by_who_brings_the_bytes_again(vault: "Vault", taken: "Taken") -> None:
    row = taken(vault, b"a letter")
    path = EvidenceStore(vault).path_of(row.object_id)
    for spoilt in (None, b"x" * row.stored_size_bytes):
        path.unlink() if spoilt is None else path.write_bytes(spoilt)
        row = taken(vault, b"a letter")
        assert _content(vault, row) == b"a letter"


def test_swapped_files_do_not_open(vault: "Vault", taken: "Taken") -> None:
    one, two = taken(vault, b"one"), taken(vault, b"two")
    store = EvidenceStore(vault)
    content = {row.object_id: store.path_of(row.object_id).read_bytes() for row in (one, two)}
    store.path_of(one.object_id).write_bytes(content[two.object_id])
    store.path_of(two.object_id).write_bytes(content[one.object_id])
    for row in (one, two):
        with pytest.raises(DossierError, match=r"evidence\.damaged"):
            store.open(row)


def test_what_is_not_kept_leaves_nothing(vault: "Vault") -> None:
    store = EvidenceStore(vault)
    with pytest.raises(KeyError), store.staged(io.BytesIO(b"x" * 100)):
        raise KeyError
    assert _files(vault) == []


def test_a_refused_transaction_leaves_no_row_and_the_next_try_works(vault: "Vault", taken: "Taken") -> None:
    store = EvidenceStore(vault)

    def broken_off() -> None:
        with store.staged(io.BytesIO(b"letter")) as staged, vault.write() as session:
            store.keep(session, staged)
            raise KeyError

    with pytest.raises(KeyError):
        broken_off()
    with vault.read() as session:
        assert session.exec(select(StoredObject)).all() == []
    assert _content(vault, taken(vault, b"letter")) == b"letter"


def test_the_order_is_bytes_name_folder_row(vault: "Vault", monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []

    def note(owner: Any, name: str) -> None:
        real = getattr(owner, name)

        def noted(*given: Any, **options: Any) -> Any:
            steps.append(name)
            return real(*given, **options)

        monkeypatch.setattr(owner, name, noted)

    note(durable, "sync_file")
    note(durable, "sync_folder")
    note(Path, "replace")
    store = EvidenceStore(vault)
    with store.staged(io.BytesIO(b"letter")) as staged, vault.write() as session:
        note(session, "add")
        store.keep(session, staged)
    assert steps == ["sync_file", "sync_folder", "replace", "sync_folder", "add"]


def test_a_disk_too_small_is_refused_before_any_work(vault: "Vault") -> None:
    store = EvidenceStore(vault)
    with pytest.raises(StoreProblem, match=r"store\.full"), store.staged(io.BytesIO(b""), size_bytes=1 << 60):
        pytest.fail("it was staged")
    assert _files(vault) == []


def test_a_server_without_a_named_folder_says_which_name_it_wants(
    server_vault: "Vault", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DOSSIER_OBJECTS")
    with pytest.raises(VaultProblem, match=r"evidence\.no_folder"):
        EvidenceStore(server_vault)


def test_what_interrupted_takings_in_left_goes_when_it_is_old(any_vault: "Vault", taken: "Taken") -> None:
    row = taken(any_vault, b"a letter")
    store = EvidenceStore(any_vault)
    orphan = "ab" + "0" * 62
    (store.folder / "ab").mkdir(exist_ok=True)
    for path in (store.folder / ".0011.part", store.path_of(orphan), store.folder / "strange.txt"):
        path.write_bytes(b"half")
    with any_vault.write() as session:
        assert store.clear_leftovers(session) == 0
        assert store.clear_leftovers(session, older_than_s=-1) == 2
    assert {path.name for path in _files(any_vault)} == {row.object_id, "strange.txt"}


def _fifo(path: "Path") -> None:
    os.mkfifo(path)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda path: None, "file.missing"),
        (lambda path: path.mkdir(), "evidence.not_a_file"),
        (_fifo, "evidence.not_a_file"),
        (lambda path: path.symlink_to("/etc/hostname"), "evidence.not_a_file"),
        (lambda path: path.symlink_to("/dev/zero"), "evidence.not_a_file"),
    ],
    ids=["missing", "folder", "pipe", "link", "link to a device"],
)
def test_only_a_plain_file_is_taken_in(tmp_path: "Path", make: "Callable[[Path], object]", code: str) -> None:
    make(tmp_path / "x")
    with pytest.raises(UnreadableInput) as refused, opened_source(tmp_path / "x"):
        pytest.fail("it was opened")
    assert refused.value.code == code


def test_a_device_is_no_file_and_one_that_was_replaced_is_read_to_its_own_end(tmp_path: "Path") -> None:
    with pytest.raises(UnreadableInput, match=r"evidence\.not_a_file"), opened_source(Path("/dev/zero")):
        pytest.fail("it was opened")
    (tmp_path / "x").write_bytes(b"before")
    with opened_source(tmp_path / "x") as file:
        (tmp_path / "other").write_bytes(b"another")
        (tmp_path / "other").replace(tmp_path / "x")
        assert file.read() == b"before"


@pytest.mark.parametrize("change", [b"longer than before", b""], ids=["grown", "cut"])
def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: "Path", change: bytes) -> None:
    (tmp_path / "x").write_bytes(b"before")

    def changed_meanwhile() -> None:
        with opened_source(tmp_path / "x") as file:
            file.read()
            (tmp_path / "x").write_bytes(change)

    with pytest.raises(UnreadableInput, match=r"evidence\.changed"):
        changed_meanwhile()


@pytest.mark.parametrize("name", ["../../outside", "/etc/passwd", "ab", "A" * 64, "a" * 63 + "/"])
def test_a_name_that_leads_elsewhere_is_no_file_of_a_vault(vault: "Vault", name: str) -> None:
    """A vault that came back, or came from somebody else, may say anything in its rows."""
    with pytest.raises(DossierError, match=r"evidence\.damaged"):
        EvidenceStore(vault).path_of(name)
