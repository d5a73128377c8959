"""The records against the journal: a change beside the program is named by its record."""

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from dossier.intake import import_file, undo_batch
from dossier.intake.layouts import shipped_layouts
from dossier.vault.checking import check_vault
from dossier.vault.tables import Person, PersonName

if TYPE_CHECKING:
    from dossier.vault import Vault

HEADER = shipped_layouts()["viasna"].header_sets["ru"]


def _driver(vault: "Vault", *statements: str) -> None:
    with vault.connection() as driver:
        for statement in statements:
            driver.execute(statement)


def _records(vault: "Vault") -> set[tuple[str, str]]:
    return {(one.place, one.what) for one in check_vault(vault) if one.part == "record"}


def _two(vault: "Vault") -> tuple[str, str]:
    with vault.write() as session:
        both = [Person(label="Ян"), Person(label="Ева", remarks="x")]
        session.add_all(both)
        session.flush()
        session.add(PersonName(person_id=both[0].id, as_written="Ян", kind="birth", script="Cyrl"))
        refs = (both[0].ref or "", both[1].ref or "")
    with vault.write() as session:
        session.exec(select(Person).where(Person.label == "Ева")).one().remarks = None
    return refs


def test_sound_records_are_not_named(any_vault: "Vault") -> None:
    _two(any_vault)
    assert _records(any_vault) == set()


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE person SET label = 'Іван' WHERE label = 'Ева'", "differs"),
        ("UPDATE person SET remarks = 'new' WHERE label = 'Ева'", "differs"),
        ("DELETE FROM person WHERE label = 'Ева'", "missing"),
    ],
)
def test_a_record_changed_beside_the_program_is_named(any_vault: "Vault", statement: str, what: str) -> None:
    _first, second = _two(any_vault)
    _driver(any_vault, statement)
    assert _records(any_vault) == {(f"person {second}", what)}


def test_a_record_put_in_beside_the_program_is_named(vault: "Vault") -> None:
    first, _second = _two(vault)
    columns = ", ".join(c.name for c in Person.__table__.columns if c.name not in ("id", "ref"))  # type: ignore[attr-defined]
    copy = f"INSERT INTO person (id, ref, {columns}) SELECT randomblob(16), 'P-0000-00000', {columns} FROM person"
    _driver(vault, f"{copy} WHERE ref = '{first}'")
    assert _records(vault) == {("person P-0000-00000", "unknown")}


def _import(vault: "Vault", folder: Path, *rows: str) -> str:
    path = folder / "list.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        blank = dict.fromkeys(HEADER, "")
        cells = ({**blank, "Имя и фамилия": name, "Статус": "Политзаключенная"} for name in rows)
        csv.writer(file, delimiter=";").writerows([HEADER, *(row.values() for row in cells)])
    return import_file(vault, path).batch or ""


@pytest.fixture
def imported(vault: "Vault", tmp_path: Path) -> str:
    """An import of two persons, of whom one was edited since."""
    batch = _import(vault, tmp_path, "Анна Пример", "Ева Проба")
    with vault.write() as session:
        session.exec(select(Person).where(Person.label.contains("Пример"))).one().remarks = "seen"  # type: ignore[attr-defined]
    return batch


def test_an_import_is_sound_also_after_an_edit(vault: "Vault", imported: str) -> None:
    assert imported.startswith("B-")
    assert check_vault(vault) == []


@pytest.mark.parametrize("name", ["Пример", "Проба"])
def test_an_imported_record_changed_beside_the_program_is_named(vault: "Vault", imported: str, name: str) -> None:
    assert imported
    with vault.read() as session:
        ref = session.exec(select(Person.ref).where(Person.label.contains(name))).one()  # type: ignore[attr-defined]
    _driver(vault, f"UPDATE person SET remarks = 'x' WHERE ref = '{ref}'")
    assert _records(vault) == {(f"person {ref}", "differs")}


def test_an_undone_import_leaves_nothing_to_name(vault: "Vault", tmp_path: Path) -> None:
    batch = _import(vault, tmp_path, "Анна Пример")
    undo_batch(vault, batch)
    assert check_vault(vault) == []


def test_an_imported_record_that_was_taken_away_is_named(vault: "Vault", imported: str) -> None:
    assert imported
    _driver(vault, "DELETE FROM person WHERE label LIKE '%Проба%'")
    assert {what for _place, what in _records(vault)} == {"missing"}
