"""codes.csv: whoever reads a list without the program learns what its codes mean."""

import csv
import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from dossier.casework.case_files import load_case_file
from dossier.casework.forms.registry import list_of
from dossier.export.csv_export import export_lists
from dossier.export.csv_layouts import csv_layouts
from dossier.resources import seed_path
from dossier.vault.queries import lists
from dossier.vault.tables import Consent, ConsentScope, Person

if TYPE_CHECKING:
    from dossier.vault import Vault
    from tests.export.conftest import Another

TODAY = date(2026, 11, 26)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _export(vault: "Vault", folder: Path, profile: str = "internal") -> None:
    export_lists(vault, (), folder, profile=profile, today=TODAY, built_at=datetime(2026, 11, 26, tzinfo=UTC))


def test_every_code_of_a_list_is_explained_in_four_languages_and_no_other(another: "Another", tmp_path: Path) -> None:
    with another(seeded=True) as vault:
        load_case_file(vault, seed_path("cases", "example_trial.yaml"))
        _export(vault, tmp_path / "out")
    book = {(one["file"], one["column"], one["code"]): one for one in _rows(tmp_path / "out" / "codes.csv")}
    kinds = {row["kind"] for row in _rows(tmp_path / "out" / "sentences.csv")}
    explained = {code: one for (file, column, code), one in book.items() if (file, column) == ("sentences.csv", "kind")}
    assert kinds == explained.keys()
    assert explained["IMPR"]["en"] == "Imprisonment"
    assert all(one[lang] for one in explained.values() for lang in ("en", "be", "ru", "uk"))


def test_the_sqlite_file_of_the_public_explains_its_codes_too(another: "Another", tmp_path: Path) -> None:
    with another(seeded=True) as vault:
        load_case_file(vault, seed_path("cases", "example_trial.yaml"))
        with vault.write() as session:
            for person in session.execute(sa.select(Person)).scalars().all():
                consent = Consent(person_id=person.id, given_by="self", form="written", obtained_on=date(2026, 1, 1))
                session.add(consent)
                session.flush()
                session.add(ConsentScope(consent_id=consent.id, scope_code="C9_PUBLIC_ANON", decision="yes"))
        _export(vault, tmp_path / "out", "public")
    connection = sqlite3.connect(f"file:{tmp_path / 'out' / 'lists.sqlite'}?mode=ro", uri=True)
    query = (
        "SELECT en FROM code WHERE code IN (SELECT penalty_kind FROM persons_public) AND column_name = 'penalty_kind'"
    )
    assert ("Imprisonment",) in connection.execute(query).fetchall()
    connection.close()


@pytest.mark.parametrize("name", [name for name, one in csv_layouts().items() if one.form == "list"])
def test_each_column_with_codes_of_a_vocabulary_names_it(name: str) -> None:
    columns = lists._queries(name)[0].columns
    for one in csv_layouts()[name].columns:
        found = columns.get(one.name)
        if isinstance(found, sa.Column) and one.type in {"vocab", "list"}:
            asked = list_of(found.table.name, found.name)
            assert not asked or one.codes == asked, one.name


def test_an_empty_vault_has_a_book_with_its_head_alone(vault: "Vault", tmp_path: Path) -> None:
    _export(vault, tmp_path / "out")
    assert _rows(tmp_path / "out" / "codes.csv") == []
