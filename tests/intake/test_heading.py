"""A header below a title: found where a layout has exactly that row, else proposed with its number, never guessed."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dossier.errors import Refused, UnreadableInput
from dossier.intake import import_file
from dossier.intake.heading import LOOKED_AT_ROWS, propose_for
from dossier.intake.layouts import shipped_layouts
from dossier.intake.reading import read_table
from dossier.intake.row_report import read_decisions
from tests.intake.open_documents import row, workbook

if TYPE_CHECKING:
    from dossier.vault import Vault

HEADER = ("ФИО", "Дата рождения", "Статья УК", "Срок")
PEOPLE = (("Ёлкина Анна", "13.05.1991", "ч. 1 ст. 342", "2 года лишения свободы"), ("Вымыслов Пётр", "", "", ""))
VIASNA = shipped_layouts()["viasna"].header_sets["ru"]
TITLES = {
    "a title": [["Список политзаключённых"]],
    "a title with commas and a date": [["Список, составленный по письмам, вторая часть"], ["на 01.09.2021"]],
    "a title and blank lines": [[], ["Список"], [], []],
    "a title with one text in two cells": [["Список", "Список"]],
}


def _text(path: Path, *rows: object, delimiter: str = ";") -> Path:
    quoted = ([f'"{cell}"' for cell in cells] for cells in rows)  # type: ignore[attr-defined]
    path.write_text("\n".join(delimiter.join(cells) for cells in quoted) + "\n", "utf-8")
    return path


def _sheet(path: Path, *rows: tuple[str, ...]) -> Path:
    return workbook(path, "".join(row(*cells) for cells in rows))


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_known_header_is_found_below_a_title(
    vault: "Vault", tmp_path: Path, title: list[list[str]], delimiter: str
) -> None:
    one = ["Анна Пример", "Политзаключенная", *[""] * (len(VIASNA) - 2)]
    path = _text(tmp_path / "list.csv", *title, VIASNA, one, delimiter=delimiter)
    report = import_file(vault, path)
    assert (report.layout_code, report.fates, report.row_count) == ("viasna", {"new": 1}, 1)
    assert report.rows_above == report.as_json()["rows_above"] == sum(map(bool, title))


def test_a_header_below_a_title_is_proposed_with_its_row(vault: "Vault", tmp_path: Path) -> None:
    path = _text(tmp_path / "list.csv", ["Список политзаключённых"], [], HEADER, *PEOPLE)
    proposal, below = propose_for(read_table(path))
    assert (proposal.header, proposal.header_row) == (HEADER, 2)
    assert proposal.columns == dict(zip(HEADER, ("name", "born", "articles", "decision"), strict=True))
    assert proposal.date_order == "dmy"
    assert [cells[0] for cells in below] == ["Ёлкина Анна", "Вымыслов Пётр"]
    layout = tmp_path / "mine.yaml"
    layout.write_text(proposal.as_yaml(), "utf-8")
    report = import_file(vault, path, layout=layout)
    assert (report.fates, report.rows_above) == ({"new": 2}, 1)


def test_the_row_of_a_layout_counts_where_the_header_is_another(vault: "Vault", tmp_path: Path) -> None:
    layout = tmp_path / "mine.yaml"
    layout.write_text("code: mine\ntitle: mine\nbased_on: people\nheader_row: 3\ncolumns: {name: [ФИО]}\n", "utf-8")
    path = _text(tmp_path / "list.csv", ["Список"], ["вторая часть"], ["ФИО"], ["Ёлкина Анна"])
    report = import_file(vault, path, layout=layout)
    assert (report.fates, report.rows_above) == ({"new": 1}, 2)
    with pytest.raises(UnreadableInput) as refusal:
        import_file(vault, _text(tmp_path / "short.csv", ["Список"]), layout=layout)
    assert refusal.value.code == "import.empty"


@pytest.mark.parametrize("rows", [[HEADER, *PEOPLE], [VIASNA, *PEOPLE], [["Фамилия", "Имя"], ["Имя", "Фамилия"]]])
def test_a_header_in_the_first_row_stays_the_header(tmp_path: Path, rows: list[tuple[str, ...]]) -> None:
    path = _text(tmp_path / "list.csv", *rows)
    proposal, below = propose_for(read_table(path))
    assert (proposal.header, proposal.header_row) == (tuple(rows[0]), 1)
    assert len(below) == len(rows) - 1


def test_the_rows_of_a_sheet_below_a_title_are_as_wide_as_the_header(vault: "Vault", tmp_path: Path) -> None:
    path = _sheet(tmp_path / "list.ods", ("Список",), HEADER, *PEOPLE, ("Образцова Ева",))
    proposal, _below = propose_for(read_table(path))
    layout = tmp_path / "mine.yaml"
    layout.write_text(proposal.as_yaml(), "utf-8")
    assert import_file(vault, path, layout=layout).fates == {"new": 3}


def test_a_header_far_below_or_nearly_known_is_not_taken_for_one(vault: "Vault", tmp_path: Path) -> None:
    far = _text(tmp_path / "far.csv", *[["Список"]] * LOOKED_AT_ROWS, VIASNA)
    nearly = _text(tmp_path / "nearly.csv", ["Список"], (*VIASNA, "Адрес"))
    for path in (far, nearly):
        with pytest.raises(Refused) as refusal:
            import_file(vault, path)
        assert refusal.value.code == "import.unknown_header"


def test_nothing_is_lost_where_no_header_was_found_below(vault: "Vault", tmp_path: Path) -> None:
    layout = tmp_path / "mine.yaml"
    layout.write_text(
        "code: mine\ntitle: mine\nbased_on: people\ncolumns: {name: [ФИО]}\nheader_sets: {file: [ФИО, Срок]}\n", "utf-8"
    )
    people = [[f"Ёлкина Анна {number}"] for number in range(2 * LOOKED_AT_ROWS)]
    report = import_file(vault, _text(tmp_path / "list.csv", ["ФИО"], *people), layout=layout, link=False)
    assert (report.row_count, report.rows_above) == (len(people), 0)


def test_a_header_with_one_name_for_two_columns_is_refused_with_the_reason(vault: "Vault", tmp_path: Path) -> None:
    path = _text(tmp_path / "list.csv", ["ФИО", "ФИО"], ["Ёлкина Анна", "Вымыслов Пётр"])
    layout = tmp_path / "mine.yaml"
    layout.write_text("code: mine\ntitle: mine\nbased_on: people\ncolumns: {name: [ФИО]}\n", "utf-8")
    for tried in (
        lambda: import_file(vault, path),
        lambda: import_file(vault, path, layout=layout),
        lambda: propose_for(read_table(path)),
        lambda: read_decisions(path),
    ):
        with pytest.raises(UnreadableInput) as refusal:
            tried()
        assert refusal.value.code == "import.double_header"


def test_a_header_is_proposed_below_a_title_with_one_text_in_two_cells(tmp_path: Path) -> None:
    path = _text(tmp_path / "list.csv", ["Лица", "Лица", "Дело", "Дело"], HEADER, *PEOPLE)
    proposal, _below = propose_for(read_table(path))
    assert (proposal.header, proposal.header_row) == (HEADER, 2)
