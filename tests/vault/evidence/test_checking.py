"""Each lost, changed, exchanged or strange evidence file is named; what a crash leaves is no damage."""

import io
import os
from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from dossier.vault.checking import check_vault
from dossier.vault.evidence import EvidenceStore, objects
from dossier.vault.tables import Exhibit, StoredObject

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dossier.vault import Vault

    Taken = Callable[..., StoredObject]


def _found(vault: "Vault", level: str) -> set[tuple[str, str]]:
    return {(one.place, one.what) for one in check_vault(vault, evidence=level) if one.part == "evidence"}


def _ref(vault: "Vault", row: StoredObject) -> str:
    with vault.read() as session:
        return str(session.exec(select(Exhibit).where(Exhibit.object_id == row.object_id)).one().ref)


@pytest.mark.parametrize("level", ["quick", "stored", "deep"])
def test_sound_evidence_has_no_findings(any_vault: "Vault", taken: "Taken", level: str) -> None:
    taken(any_vault, b"one")
    taken(any_vault, b"two" * 10_000)
    assert check_vault(any_vault, evidence=level) == []


def _cut(path: "Path") -> None:
    path.write_bytes(path.read_bytes()[:-1])


def _append(path: "Path") -> None:
    path.write_bytes(path.read_bytes() + b"x")


def _pipe(path: "Path") -> None:
    path.unlink()
    os.mkfifo(path)


def _flip(path: "Path") -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 4
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("spoil", "word", "levels"),
    [
        (lambda path: path.unlink(), "missing", ("quick", "stored", "deep")),
        (lambda path: path.write_bytes(b""), "changed", ("quick", "stored", "deep")),
        (_cut, "changed", ("quick", "stored", "deep")),
        (_append, "changed", ("quick", "stored", "deep")),
        (_flip, "changed", ("stored", "deep")),
        (_pipe, "changed", ("quick", "stored", "deep")),
    ],
    ids=["deleted", "emptied", "cut", "longer", "one bit", "a pipe in its place"],
)
def test_what_happened_to_a_file_is_named_with_its_exhibit(
    vault: "Vault", taken: "Taken", spoil: "Callable[[Path], object]", word: str, levels: tuple[str, ...]
) -> None:
    row, ref = taken(vault, b"a letter" * 5000), ""
    ref = _ref(vault, row)
    spoil(EvidenceStore(vault).path_of(row.object_id))
    for level in levels:
        assert _found(vault, level) == {(ref, word)}, level


@pytest.mark.parametrize("level", ["quick", "stored", "deep"])
def test_a_row_with_another_sum_is_found_at_a_glance(vault: "Vault", taken: "Taken", level: str) -> None:
    """The name of a file hangs on the sum of its bytes, and the exhibit has the sum too."""
    row = taken(vault, b"a letter")
    ref = _ref(vault, row)
    with vault.connection() as driver:
        driver.execute("UPDATE stored_object SET sha256 = ?", ("0" * 64,))
    assert _found(vault, level) == {(ref, "damaged")}


def test_a_row_with_another_sum_is_found_where_nothing_holds_the_file(vault: "Vault") -> None:
    store = EvidenceStore(vault)
    with store.staged(io.BytesIO(b"a letter")) as staged, vault.write() as session:
        name = store.keep(session, staged).object_id
    assert _found(vault, "quick") == set()
    with vault.connection() as driver:
        driver.execute("UPDATE stored_object SET sha256 = ?", ("0" * 64,))
    assert _found(vault, "quick") == {(name[:16], "damaged")}


def test_bytes_that_open_and_are_not_those_of_the_row_are_found_by_reading_every_byte(
    vault: "Vault", taken: "Taken"
) -> None:
    row = taken(vault, b"a letter")
    store = EvidenceStore(vault)
    with store.staged(io.BytesIO(b"invented")) as staged:
        key = objects.unwrap_key(staged.wrapped_key, vault.key_for("vault"), vault.vault_id, staged.object_id)
        store.path_of(row.object_id).write_bytes(staged.path.read_bytes())
    wrapped = objects.wrap_key(key, vault.key_for("vault"), vault.vault_id, row.object_id)
    with vault.connection() as driver:
        driver.execute("UPDATE stored_object SET wrapped_key = ?, stored_sha256 = ?", (wrapped, staged.stored_sha256))
    assert _found(vault, "stored") == set()
    assert _found(vault, "deep") == {(_ref(vault, row), "damaged")}


def test_an_exhibit_whose_file_nobody_can_open_is_named(vault: "Vault", taken: "Taken") -> None:
    ref = _ref(vault, taken(vault, b"a letter"))
    with vault.connection() as driver:
        driver.execute("DELETE FROM stored_object")
    assert _found(vault, "quick") == {(ref, "no key")}


@pytest.mark.parametrize(("level", "word"), [("stored", "changed"), ("deep", "changed")])
def test_of_two_files_that_were_exchanged_both_are_named(vault: "Vault", taken: "Taken", level: str, word: str) -> None:
    """Of the same length, so that no size tells it."""
    rows = taken(vault, b"one" * 7000), taken(vault, b"two" * 7000)
    first, second = (EvidenceStore(vault).path_of(row.object_id) for row in rows)
    content = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(content)
    assert _found(vault, level) == {(_ref(vault, row), word) for row in rows}


def test_a_strange_file_is_named_and_what_a_crash_leaves_is_not(vault: "Vault", taken: "Taken") -> None:
    row = taken(vault, b"a letter")
    folder = EvidenceStore(vault).folder
    (folder / "holiday.jpg").write_bytes(b"x")
    (folder / row.object_id[:2] / "note.txt").write_bytes(b"x")
    (folder / ".00aa.part").write_bytes(b"half")
    (folder / "ff").mkdir(exist_ok=True)
    (folder / "ff" / ("ff" + "0" * 62)).write_bytes(b"no row names it")
    assert _found(vault, "quick") == {
        ("holiday.jpg", "strange file"),
        (f"{row.object_id[:2]}/note.txt", "strange file"),
    }


def test_a_team_without_evidence_needs_no_folder_for_it(server_vault: "Vault", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DOSSIER_OBJECTS")
    assert check_vault(server_vault) == []
