"""A whole vault as a package: an empty vault takes it in, and writes the same bytes again; anything else is refused."""

import hashlib
import json
import os
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import SQLModel

from dossier.errors import DossierError, Refused
from dossier.export.package_export import export_package
from dossier.intake.package import import_package, is_package
from dossier.vault.checking import check_vault
from dossier.vault.column_values import python_type
from dossier.vault.packaging import LEFT_OUT, package_tables
from dossier.vault.row_checks import check_rows
from dossier.vault.tables import Change, Person, Receipt, Tip
from dossier.vault.tables.base import JsonType
from tests.export.conftest import Another
from tests.export.generating import closed_codes, fill_every_table

if TYPE_CHECKING:
    from dossier.vault import Vault

TODAY = date(2026, 11, 26)


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_filled_vault_comes_back_from_its_package_to_the_byte(
    any_vault: "Vault", another: Another, tmp_path: Path
) -> None:
    with any_vault.write() as session:
        fill_every_table(session)
    export_package(any_vault, tmp_path / "one", today=TODAY)
    with another(seeded=True) as other:
        report = import_package(other, tmp_path / "one")
        export_package(other, tmp_path / "two", today=date(2027, 1, 1))
        assert list(check_vault(other)) == []
        assert other.search("КАНАР") != []
    assert _files(tmp_path / "one") == _files(tmp_path / "two")
    assert report.records["person"] == 2
    assert all(count for table, count in report.records.items()), report.records


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=12)
DAYS = st.dates(date(1800, 1, 1), date(2200, 12, 31))
VALUES: dict[Any, st.SearchStrategy[Any]] = {
    bool: st.booleans(), int: st.integers(0, 10**9), date: DAYS,
    float: st.floats(-1000, 1000).map(lambda number: round(number, 6)),
    Decimal: st.decimals(0, 10**9, places=2),
    datetime: st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
    bytes: st.binary(max_size=20),
}  # fmt: skip


def _bound(table: sa.Table) -> set[str]:
    """Columns of which a rule of the table says more than a list of codes, and those that name a record."""
    rules = [str(check.sqltext) for check in table.constraints if isinstance(check, sa.CheckConstraint)]
    ruled = {one.name for one in table.columns if any(re.search(rf"\b{one.name}\b", rule) for rule in rules)}
    named = {one.name for one in table.columns if one.foreign_keys or one.primary_key or one.unique}
    unique = {column.name for index in table.indexes if index.unique for column in index.columns}
    return ruled - {one for one in ruled if closed_codes(table, one)} | named | unique | {"ref", "batch_id"}


def _varied(draw: Callable[[Any], Any], table: sa.Table, record: dict[str, Any]) -> dict[str, Any]:
    """Other values wherever the store's rules leave a choice."""
    bound = _bound(table)
    for column in table.columns:
        if column.name in bound or column.name.endswith(("_hash", "sha256")) or record[column.name] is None:
            continue
        if column.nullable and draw(st.integers(0, 3)) == 0:
            record[column.name] = None
        elif codes := closed_codes(table, column.name):
            record[column.name] = draw(st.sampled_from(codes))
        elif isinstance(column.type, sa.JSON | JsonType):
            continue  # lists of codes and of files: the filled record has them
        elif (kind := python_type(column.type)) in VALUES:
            record[column.name] = draw(VALUES[kind])
        elif kind is str:
            record[column.name] = draw(TEXTS)[: getattr(column.type, "length", None) or 12]
    if record.get("term_kind") == "time" and not any(record[unit] for unit in ("years", "months", "days", "hours")):
        record["days"] = 15  # a term without a length is refused by the store
    return record


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_random_records_of_every_table_come_back_from_a_package_to_the_byte(
    another: Another, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    place = tmp_path_factory.mktemp("random")
    with another() as vault:
        with vault.write() as session:
            fill_every_table(session, "КАНАР", partial(_varied, data.draw))
        export_package(vault, place / "one", today=TODAY)
    with another() as other:
        import_package(other, place / "one")
        export_package(other, place / "two", today=TODAY)
        with other.read() as session:
            assert list(check_rows(session)) == []
    assert _files(place / "one") == _files(place / "two")


def test_links_within_a_table_come_back_whatever_the_order(vault: "Vault", another: Another, tmp_path: Path) -> None:
    with vault.write() as session:
        first, second = Person(label="Першая"), Person(label="Другая")
        session.add_all([first, second])
        session.flush()
        older, newer = sorted((first, second), key=lambda one: one.id)
        older.merged_into_id = newer.id  # points at a row that comes later
    export_package(vault, tmp_path / "one", today=TODAY)
    with another() as other:
        import_package(other, tmp_path / "one")
        with other.read() as session:
            assert session.get_one(Person, older.id).merged_into_id == newer.id


def test_every_table_is_in_the_package_or_has_a_reason() -> None:
    tables = SQLModel.metadata.tables
    assert package_tables().keys() | LEFT_OUT.keys() == set(tables)
    pointed_at = {key.column.table.name for name in package_tables() for key in tables[name].foreign_keys}
    assert pointed_at & LEFT_OUT.keys() == set()


def test_what_expires_or_is_secret_stays_in_the_vault(vault: "Vault", tmp_path: Path) -> None:
    with vault.write() as session:
        session.add(Tip(handle="T-1", text_as_received="КАНАРЭЙКА"))
    report = export_package(vault, tmp_path / "one", today=TODAY)
    assert report.held_back == {"records:tip": 1}
    assert "КАНАРЭЙКА".encode() not in b"".join(_files(tmp_path / "one").values())


def test_the_package_has_a_receipt_with_every_person(vault: "Vault", tmp_path: Path) -> None:
    from dossier.vault.queries.exposure import count_persons

    with vault.write() as session:
        session.add_all([Person(label="Першая"), Person(label="Другая")])
    export_package(vault, tmp_path / "one", today=TODAY)
    with vault.read() as session:
        receipt = session.execute(sa.select(Receipt)).scalar_one()
        assert (receipt.kind, count_persons(session, receipt.id)) == ("package", 2)


@pytest.fixture
def package(vault: "Vault", tmp_path: Path) -> Path:
    """The package of a vault with one person."""
    with vault.write() as session:
        session.add(Person(label="Ганна Прыклад"))
    export_package(vault, tmp_path / "package", today=TODAY)
    return tmp_path / "package"


def _changed_manifest(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        manifest = json.loads((folder / "datapackage.json").read_text("utf-8"))
        change(manifest)
        (folder / "datapackage.json").write_text(json.dumps(manifest), "utf-8")

    return write


def _with_line(line: str, table: str = "person") -> Callable[[Path], None]:
    """A line more in a file, and the hash that fits it: as somebody would forge it."""
    return lambda folder: _rewrite(folder, table, lambda content: content + line.encode() + b"\n")


FORGED_NAME = {
    "id": "01a21e06-a3b1-769a-9bde-f4316e6e9f8f", "ref": "N-7K2Q-9M4X0", "as_written": "x",
    "person_id": "01a21e06-a3b1-769a-9bde-000000000000", "created_at": "2026-01-01T00:00:00.000000Z",
    "updated_at": "2026-01-01T00:00:00.000000Z", "created_by": "x", "updated_by": "x", "version": 1,
}  # fmt: skip
"""Of a person who is not there."""


def _instead(make: Callable[[Path], object]) -> Callable[[Path], None]:
    """Something else than a file in place of that of the persons: it would be waited for, or read without end."""

    def replace(folder: Path) -> None:
        (folder / "person.ndjson").unlink()
        make(folder / "person.ndjson")

    return replace


def _rewrite(folder: Path, table: str, change: Callable[[bytes], bytes], *more_columns: str) -> None:
    file = folder / f"{table}.ndjson"
    file.write_bytes(change(file.read_bytes()))
    manifest = json.loads((folder / "datapackage.json").read_text("utf-8"))
    (resource,) = [one for one in manifest["resources"] if one["name"] == table]
    resource["hash"] = f"sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}"
    resource["x_columns"] += more_columns
    (folder / "datapackage.json").write_text(json.dumps(manifest), "utf-8")


def _cut(folder: Path) -> None:
    content = (folder / "person.ndjson").read_bytes()
    (folder / "person.ndjson").write_bytes(content[: len(content) // 2])


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (_cut, "package.changed"),
        (lambda folder: (folder / "person.ndjson").unlink(), "package.changed"),
        (lambda folder: (folder / "datapackage.json").write_text("{", "utf-8"), "package.form"),
        (_changed_manifest(lambda found: found.pop("x_dossier")), "package.form"),
        (_changed_manifest(lambda found: found["x_dossier"].update(schema="9999")), "package.newer"),
        (_changed_manifest(lambda found: found["x_dossier"].update(version=2)), "package.newer"),
        (_changed_manifest(lambda found: found["resources"].append({"name": "../x"})), "package.unknown"),
        (_changed_manifest(lambda found: found["resources"].append({"name": "change"})), "package.unknown"),
        (_with_line("{"), "package.form"),
        (_with_line('{"label": "x", "label": "y"}'), "package.form"),
        (_with_line('{"label": "x", "protection_class": NaN}'), "package.form"),
        (_with_line(json.dumps(FORGED_NAME), "person_name"), "store.refused"),
        (_instead(os.mkfifo), "package.changed"),
        (_instead(lambda path: path.symlink_to("/dev/zero")), "package.changed"),
        (_with_line("[]"), "package.unknown"),
        (_with_line('{"no_such_column": 1}'), "package.unknown"),
        (_with_line('{"id": "no id", "label": "x"}'), "package.unknown"),
        (_with_line('{"label": "x"}'), "store.refused"),
    ],
)
def test_a_package_that_is_not_as_it_was_is_refused_whole(
    package: Path, spoil: Callable[[Path], None], code: str, another: Another
) -> None:
    spoil(package)
    with another() as other:
        with pytest.raises(DossierError) as refused:
            import_package(other, package)
        assert refused.value.code == code
        with other.read() as session:
            assert session.execute(sa.select(Person)).all() == []


def test_a_vault_with_records_takes_no_package_in(package: Path, vault: "Vault") -> None:
    with pytest.raises(Refused) as refused:
        import_package(vault, package)
    assert refused.value.code == "package.not_empty"


def test_a_dry_run_keeps_nothing(package: Path, another: Another) -> None:
    with another() as other:
        assert import_package(other, package, dry_run=True).records["person"] == 1
        with other.read() as session:
            assert session.execute(sa.select(Person)).all() == []
            assert session.execute(sa.select(Change).where(Change.action == "import")).all() == []  # type: ignore[arg-type]


def test_the_name_of_a_file_in_a_package_of_an_earlier_program_is_not_taken_over(
    vault: "Vault", another: Another, tmp_path: Path
) -> None:
    with vault.write() as session:
        fill_every_table(session)
    export_package(vault, tmp_path / "one", today=TODAY)
    _rewrite(tmp_path / "one", "exhibit_copy", lambda found: found.replace(b"{", b'{"object_id":"ab",', 1), "object_id")
    with another(seeded=True) as other:
        import_package(other, tmp_path / "one")
        with other.read() as session:
            names = sa.select(SQLModel.metadata.tables["exhibit_copy"].c.object_id)
            assert session.execute(names).scalars().all() == [None]
        assert list(check_vault(other)) == []


def test_a_folder_of_lists_is_no_package(tmp_path: Path, package: Path) -> None:
    assert is_package(package)
    assert is_package(package / "datapackage.json")
    assert not is_package(tmp_path)
    assert not is_package(package / "person.ndjson")
