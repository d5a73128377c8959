"""The real lists of the mission, read from beside the repository; skipped where they are not there."""

import csv
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dossier.intake import import_file, undo_batch
from dossier.intake.layouts import find_layout
from dossier.intake.mapping import Mapping
from dossier.intake.reading import read_table

if TYPE_CHECKING:
    from dossier.vault import Vault

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
LISTS = {
    "eu_belarus_part.csv": (197, {"person": 102, "organisation": 90, "listing": 197}),
    "azerbaijan_political_prisoners_2014.csv": (68, {"person": 68, "placement": 68, "recognition": 68}),
    "ovdinfo_detained_list_2012.csv": (228, {"event": 228}),
}

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the real lists are not beside this repository")


@pytest.mark.parametrize("name", LISTS)
def test_every_row_of_a_real_list_is_accounted_for(vault: "Vault", name: str) -> None:
    rows, records = LISTS[name]
    report = import_file(vault, DATA / name)
    assert sum(report.fates.values()) == report.row_count == rows
    assert report.fates.get("refused", 0) + report.fates.get("decision", 0) == 0
    assert {table: report.records[table] for table in records} == records
    assert import_file(vault, DATA / name).fates == {"same": rows}
    assert undo_batch(vault, report.batch or "")["source"] == 1


@pytest.mark.parametrize("name", LISTS)
def test_each_cell_of_a_real_list_is_taken_or_named_as_not_taken(name: str) -> None:
    table = read_table(DATA / name)
    layout = find_layout(table.header)
    assert layout is not None
    mapping = Mapping(layout, table.header, today=date(2026, 11, 24), decisions={})
    lost = []
    for number, cells in enumerate(table.rows, start=1):
        read = mapping.read(cells)
        kept = "\n".join(str(value) for made in read.records for value in made.values.values())
        reported = {finding.column for finding in read.findings}
        for header, cell in zip(table.header, cells, strict=True):
            plain = header in layout.ignored or header in reported or header in CODED.get(name, ())
            pieces = [piece.strip(" ,") for piece in cell.replace("(", ";").replace(")", ";").split(";")]
            if not plain and any(piece and piece not in kept for piece in pieces):
                lost.append((number, header, cell[:40]))
    assert lost == []


CODED = {
    "eu_belarus_part.csv": ("schema", "gender", "nationality"),
    "ovdinfo_detained_list_2012.csv": (),
}
"""Columns whose words become a code of a closed list; test_layouts holds that unknown words are reported."""


def test_every_date_of_birth_of_the_eu_list_is_read_or_reported() -> None:
    with (DATA / "eu_belarus_part.csv").open(encoding="utf-8", newline="") as file:
        written = [row["birthDate"] for row in csv.DictReader(file) if row["birthDate"]]
    table = read_table(DATA / "eu_belarus_part.csv")
    layout = find_layout(table.header)
    assert layout is not None
    mapping = Mapping(layout, table.header, today=date(2026, 11, 24), decisions={})
    people = [made.values for cells in table.rows for made in mapping.read(cells).records if made.table == "person"]
    assert sorted(p["born_as_written"] for p in people if "born_as_written" in p) == sorted(written)
    assert sum("born" in p for p in people) == len(written) - 1
