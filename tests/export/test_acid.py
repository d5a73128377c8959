"""Cells that break readers: each comes back from the machine's copy exactly, and from the spreadsheet's by one rule."""

import csv
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.domain.spreadsheet_cells import restored
from dossier.export.csv_export import export_lists
from dossier.export.csv_writing import Guard, ListWriter, MachineWriter
from dossier.export.entity_writing import EntityWriter
from dossier.export.out_folder import CountedFile
from dossier.export.policy import ReleasedRows, ReleasePolicy
from dossier.export.record_writing import RecordWriter
from dossier.export.sqlite_writing import SqliteWriter
from dossier.vault.tables import Person

if TYPE_CHECKING:
    from dossier.vault import Vault

TODAY = date(2026, 11, 26)
ACID = [
    "plain", "", "with, comma", 'with "quotes"', '"', '""', "line\nbreak", "line\r\nbreak", "\r", "\t", " leading",
    "trailing ", "'", "''", "a;b", "a|b", "007", "+375 29 000-00-00", "=1+1", "1e5", "TRUE", "NULL", "\\N", "\\",
    "\ufeff",
    "Ё", "й", "і", "𐍈", "👩‍👩‍👧", "\u202eevil", "\u200b", "--help", "-rf", "../../x", "$(id)", "`id`", "%s", "{0}",
    "[red]", "<b>", "&amp;", "\x07", "\x1b[31m", "ў’", "١٢٣", "2021-05-12", "15 суток",
]  # fmt: skip


def test_acid_cells_come_back_from_both_copies(vault: "Vault", tmp_path: Path) -> None:
    with vault.write() as session:
        session.add_all(Person(label=f"{n:03d}", occupation=text) for n, text in enumerate(ACID))
    export_lists(vault, ["persons"], tmp_path / "out", profile="internal", today=TODAY, built_at=datetime.now(UTC))
    for name, encoding, undo in (
        ("persons.raw.csv", "utf-8", str),
        ("persons.csv", "utf-8-sig", restored),
    ):
        with (tmp_path / "out" / name).open(encoding=encoding, newline="") as file:
            rows = list(csv.DictReader(file, strict=True))
        assert [undo(row["occupation"]) for row in sorted(rows, key=lambda one: one["name_as_recorded"])] == ACID


@pytest.mark.parametrize("name", ["--help", "-rf", "$(touch x)", "with blank", "наша папка", "a\nb"])
def test_a_strange_name_of_a_folder_is_only_a_name(vault: "Vault", tmp_path: Path, name: str) -> None:
    export_lists(vault, ["persons"], tmp_path / name, profile="internal", today=TODAY, built_at=datetime.now(UTC))
    assert [path.name for path in tmp_path.iterdir() if path.name != "vault"] == [name]


def _released(cells: list[str]) -> ReleasedRows:
    return ReleasePolicy("internal", "", TODAY, b"").release_whole([cells])


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), min_size=3, max_size=3))
def test_any_cells_come_back(tmp_path_factory: pytest.TempPathFactory, cells: list[str]) -> None:
    import unicodedata

    place = tmp_path_factory.mktemp("any")
    header = [["a", "b", "c"]]
    with (
        CountedFile(place / "raw") as raw,
        CountedFile(place / "safe") as safe,
        CountedFile(place / "guard") as guard,
    ):
        ListWriter("safe", header, raw, safe, Guard(guard)).write(_released(cells))
    wanted = [unicodedata.normalize("NFC", cell) for cell in cells]
    with (place / "raw").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file, strict=True)) == [header[0], wanted]
    with (place / "safe").open(encoding="utf-8-sig", newline="") as file:
        found = list(csv.reader(file, strict=True))[1]
    assert [restored(cell) for cell in found] == wanted
    assert not any(cell.startswith(tuple("=+-@\t\r＝＋－＠")) for cell in found)


def test_no_writer_takes_a_row_that_the_policy_did_not_make(tmp_path: Path) -> None:
    from dossier.export.csv_layouts import get_csv_layout

    layout = get_csv_layout("persons_public")
    with CountedFile(tmp_path / "file") as file, SqliteWriter(tmp_path / "sqlite") as database:
        database.add_list(layout, list(layout.columns))
        writers: list[Callable[[Any], None]] = [
            MachineWriter([["a"]], file).write,
            ListWriter("x", [["a"]], file, file, Guard(file)).write,
            EntityWriter([], [], file).write,
            RecordWriter(["a"], file).write,
            lambda rows: database.write(layout, rows),
        ]
        for write in writers:
            with pytest.raises(TypeError):
                write([("cell",)])
