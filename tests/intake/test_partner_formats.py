"""Formats of other programs: entities of FollowTheMoney, Uwazi's and Bayanat's tables; headers of people's lists."""

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from dossier.intake import import_file
from dossier.intake.layouts import shipped_layouts
from dossier.intake.row_report import bare, guarded
from tests.intake.test_importing import _all

if TYPE_CHECKING:
    from dossier.vault import Vault

ENTITIES: list[dict[str, Any]] = [
    {"id": "y-1", "schema": "CourtCaseParty", "properties": {"party": ["p-1"], "case": ["c-1"], "role": ["accused"]}},
    {
        "id": "p-1",
        "schema": "Person",
        "caption": "Анна Пример",
        "datasets": ["x"],
        "properties": {
            "name": ["Анна Петровна Пример", "Hanna Prymer"], "birthDate": ["1991-05"], "gender": ["female"],
            "topics": ["role.journo"],
        },
    },
    {"id": "p-2", "schema": "Person", "properties": {"firstName": ["Вера"], "lastName": ["Пример"]}},
    {"id": "c-1", "schema": "CourtCase", "properties": {"name": ["Справа 1-17"], "caseNumber": ["1-17/2021"]}},
    {
        "id": "f-1", "schema": "Family",
        "properties": {"person": ["p-1"], "relative": ["p-2"], "relationship": ["sibling"]},
    },
    {"id": "o-1", "schema": "PublicBody", "properties": {"name": ["Суд Вымышленного района"]}},
    {"id": "e-1", "schema": "Event", "properties": {"name": ["Мітынг"], "date": ["2020-08-09"]}},
    {"id": "y-2", "schema": "CourtCaseParty", "properties": {"party": ["p-9"], "case": ["c-1"], "role": ["judge"]}},
]  # fmt: skip


def _lines(path: Path, *documents: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in documents), "utf-8")
    return path


def test_entities_become_records_and_their_edges_find_them_in_any_order(any_vault: "Vault", tmp_path: Path) -> None:
    report = import_file(any_vault, _lines(tmp_path / "ftm.ndjson", *ENTITIES))
    assert report.layout_code == "followthemoney"
    assert report.row_count == len(ENTITIES)
    assert report.reasons["row.no_entry"] == 1  # a party that is nowhere
    anna = next(row for row in _all(any_vault, "person") if row.label == "Анна Петровна Пример")
    assert (anna.sex, anna.born) == ("female", "1991-05")
    (party,) = _all(any_vault, "party")
    assert (party.person_id, party.role) == (anna.id, "accused")
    (related,) = _all(any_vault, "relationship")
    assert related.person_id == anna.id
    assert {row.label for row in _all(any_vault, "organisation")} == {"Суд Вымышленного района"}
    assert [row.happened for row in _all(any_vault, "event")] == ["2020-08-09"]
    assert import_file(any_vault, tmp_path / "ftm.ndjson").batch is None


def test_an_edge_in_a_later_file_finds_the_entities_of_an_earlier_one(vault: "Vault", tmp_path: Path) -> None:
    import_file(vault, _lines(tmp_path / "nodes.ndjson", *(ENTITIES[n] for n in (1, 3))))
    report = import_file(vault, _lines(tmp_path / "edges.ndjson", ENTITIES[0]))
    assert report.fates == {"new": 1}
    assert len(_all(vault, "party")) == 1


def _table(path: Path, layout: str, header: str, *rows: dict[str, str]) -> Path:
    names = shipped_layouts()[layout].header_sets[header]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_a_file_made_for_uwazi_comes_in(vault: "Vault", tmp_path: Path) -> None:
    row = {
        "Title": "R-1", "Name__be": "Ганна Прымер", "Name__en": "Hanna Prymer", "Detained on (text)": "2021-05",
        "Articles": "UK_BY-342-1|UK_BY-368", "Penalty": "лишение свободы", "Region": "BY-HM",
    }  # fmt: skip
    report = import_file(vault, _table(tmp_path / "import.csv", "uwazi", "import", row))
    assert report.layout_code == "uwazi"
    assert {one.as_written for one in _all(vault, "person_name")} == {"Ганна Прымер", "Hanna Prymer"}
    assert {one.article_key for one in _all(vault, "charge")} == {"UK_BY-342-1", "UK_BY-368"}
    assert [one.started for one in _all(vault, "episode")] == ["2021-05"]


@pytest.mark.parametrize(
    ("header", "name"),
    [("import", {"last_name": "Прымер", "first_name": "Ганна"}), ("export", {"name": "Ганна Прымер"})],
)
def test_a_sheet_of_bayanat_comes_in(vault: "Vault", tmp_path: Path, header: str, name: dict[str, str]) -> None:
    row = {"sex": "Female", **name} | ({"event_1_from_date": "2021-05-12"} if header == "import" else {"id": "42"})
    report = import_file(vault, _table(tmp_path / "actors.csv", "bayanat", header, row))
    assert report.fates == {"new": 1}
    (person,) = _all(vault, "person")
    assert (person.sex, set(person.label.split())) == ("female", {"Ганна", "Прымер"})
    assert len(_all(vault, "episode")) == (1 if header == "import" else 0)


def test_a_list_of_people_with_parts_of_names_comes_in_by_a_layout_of_its_own(vault: "Vault", tmp_path: Path) -> None:
    from dossier.intake.proposals import propose
    from dossier.intake.reading import read_table

    path = tmp_path / "list.csv"
    path.write_text(
        "Фамилия;Имя;Отчество;Дата рождения;Статья УК;Срок;Суд;Колония\n"
        "Ёлкина;Анна;Петровна;13.05.1991;ч. 1 ст. 342;2 года лишения свободы;Суд Вымышленного района;ИК-4\n"
        "Вымыслов;Пётр;;31.02.1990;ст. 24.23 КоАП;15 суток;;\n",
        "utf-8",
    )
    table = read_table(path)
    layout = tmp_path / "mine.yaml"
    layout.write_text(propose(table.header, table.rows).as_yaml(), "utf-8")
    report = import_file(vault, path, layout=layout)
    assert report.fates == {"new": 1, "finding": 1}
    name = next(one for one in _all(vault, "person_name") if one.given == "Анна")
    assert (name.family, name.patronymic, name.as_written) == ("Ёлкина", "Петровна", "Ёлкина Анна Петровна")
    assert {(one.years, one.days) for one in _all(vault, "penalty")} == {(2, None), (None, 15)}


def test_an_ambiguous_date_waits_and_is_decided_once(vault: "Vault", tmp_path: Path) -> None:
    from dossier.intake.proposals import propose

    path = tmp_path / "list.csv"
    path.write_text("ФИО;Дата рождения\nЁлкина Анна;01.02.1991\nВымыслов Пётр;13.02.1991\n", "utf-8")
    layout = tmp_path / "mine.yaml"
    layout.write_text(propose(("ФИО", "Дата рождения")).as_yaml(), "utf-8")
    report = import_file(vault, path, layout=layout, dry_run=True)
    assert (report.fates, report.reasons) == ({"decision": 1, "new": 1}, {"date.ambiguous": 1})
    question = (report.rows[0].findings[0].column, report.rows[0].findings[0].text)
    assert import_file(vault, path, layout=layout, decisions={question: "1 февраля 1991"}).fates == {"new": 2}
    assert {one.born for one in _all(vault, "person")} == {"1991-02-01", "1991-02-13"}


@pytest.mark.parametrize("text", ["=1+1", "+375 29", "-x", "@SUM", "\tx", "'x", "''=1", "x=", "", "=", "＝1", "'=1"])
def test_a_guarded_cell_comes_back_as_it_was(text: str) -> None:
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    if not text.startswith("'="):  # a text that was guarded by somebody else before reads as bare
        assert bare(guarded(text)) == text
