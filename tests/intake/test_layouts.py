"""Layouts are data: each fits its own headers and names every column; an unknown header gets a proposal only."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest
import yaml

from dossier.errors import Refused
from dossier.intake import import_file, layouts
from dossier.intake.layouts import find_layout, get_layout, shipped_layouts
from dossier.intake.mapping import Mapping
from dossier.intake.proposals import propose

if TYPE_CHECKING:
    from dossier.vault import Vault

HEADER_SETS = [(code, name) for code, layout in shipped_layouts().items() for name in layout.header_sets]


@pytest.mark.parametrize(("code", "name"), HEADER_SETS)
def test_each_header_set_finds_its_own_layout(code: str, name: str) -> None:
    found = find_layout(shipped_layouts()[code].header_sets[name])
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(("code", "name"), HEADER_SETS)
def test_every_column_is_read_or_named_as_not_taken(code: str, name: str) -> None:
    layout = shipped_layouts()[code]
    accounted = layout.used_columns() | set(layout.ignored)
    columns = {header: layout.column_of(header) for header in layout.header_sets[name]}
    assert {header for header, column in columns.items() if column not in accounted} == set()


@pytest.mark.parametrize("code", list(shipped_layouts()))
def test_what_is_not_taken_has_a_reason(code: str) -> None:
    assert all(len(reason) > 10 for reason in shipped_layouts()[code].ignored.values())


def test_case_apostrophes_order_and_a_byte_order_mark_do_not_matter() -> None:
    header = shipped_layouts()["viasna"].header_sets["be"]
    changed = ("\ufeff" + header[0].upper(), *(name.replace("’", "ʼ") + " " for name in reversed(header[1:])))
    found = find_layout(changed)
    assert found is not None
    assert found.code == "viasna"


def test_one_column_more_is_another_list() -> None:
    assert find_layout((*shipped_layouts()["viasna"].header_sets["ru"], "Адрес")) is None


def test_an_unknown_header_gets_a_proposal_that_is_a_layout(tmp_path: Path) -> None:
    header = ("Имя и фамилия", "Дата рожденія", "Решение суда", "Кошка")
    proposal = propose(header, [["", "13.02.1991", "", ""]])
    assert proposal.based_on == "people"
    assert proposal.columns == {"Имя и фамилия": "name", "Дата рожденія": "born", "Решение суда": "decision"}
    assert proposal.unknown == ("Кошка",)
    path = tmp_path / "mine.yaml"
    path.write_text(proposal.as_yaml(), "utf-8")
    layout = get_layout(path)
    assert layout.column_of("Дата рожденія") == "born"
    assert layout.header_sets["file"] == header
    assert layout.source is None


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        (
            ("№", "ФИО", "Год рождения", "Статья УК", "Срок", "Колония", "Примечания"),
            ("id", "name", "born", "articles", "decision", "prison", "remarks"),
        ),
        (
            ("Фамилия", "Имя", "Отчество", "Дата задержания", "Суд", "Судья", "Приговор"),
            ("family", "given", "patronymic", "arrested", "court", "judge", "decision"),
        ),
        (
            ("Прозвішча", "Імя", "Імя па бацьку", "Дата нараджэння", "Артыкул", "Тэрмін", "Калонія"),
            ("family", "given", "patronymic", "born", "articles", "decision", "prison"),
        ),
        (
            ("Last name", "First name", "Date of birth", "Charges", "Sentence", "Prison", "Release date"),
            ("family", "given", "born", "articles", "decision", "prison", "released"),
        ),
        (("Імя", "Дата нараджэння", "Від пакарання"), ("name", "born", "penalty")),
    ],
)
def test_headers_in_three_languages_are_understood(header: tuple[str, ...], columns: tuple[str, ...]) -> None:
    assert propose(header).columns == dict(zip(header, columns, strict=True))


def test_a_header_that_is_nearly_a_known_one_is_proposed_as_that_list() -> None:
    assert propose((*shipped_layouts()["viasna"].header_sets["ru"], "Адрес")).based_on == "viasna"


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["13.02.2021", "01.02.2021"], "dmy"),
        (["02/13/2021"], "mdy"),
        (["2021-02-13"], "ymd"),
        (["01.02.2021"], "unknown"),
        (["13.02.2021", "02/13/2021"], "unknown"),
        (["без даты"], "unknown"),
    ],
)
def test_the_order_of_dates_is_what_the_rows_show_and_never_assumed(cells: list[str], order: str) -> None:
    assert propose(("ФИО", "Дата"), [["А", cell] for cell in cells]).date_order == order


@pytest.mark.parametrize(
    "change",
    [
        {"records": [{"table": "person", "fields": {"nonsense": {"constant": "x"}}}]},
        {"surprise": 1},
        {"records": [{"table": "person", "fields": {"label": {"from": ["a"], "as": "magic"}}}]},
    ],
)
def test_a_layout_that_names_what_is_not_there_is_refused(tmp_path: Path, change: dict[str, object]) -> None:
    import datetime

    path = tmp_path / "bad.yaml"
    path.write_text(yaml.safe_dump({"code": "bad", "title": "Bad"} | change), "utf-8")
    with pytest.raises(Refused) as refused:
        Mapping(get_layout(path), ("a",), today=datetime.date(2026, 1, 1), decisions={})
    assert refused.value.code == "import.bad_layout"


def test_an_unknown_layout_name_lists_the_known_ones() -> None:
    with pytest.raises(Refused) as refused:
        get_layout("nobody")
    assert "viasna" in refused.value.message


DOCUMENT = (Path(__file__).resolve().parents[2] / "docs" / "layouts.md").read_text("utf-8")
KEYS = {
    "The whole file": set(layouts.Layout.model_fields),
    "`source`": set(layouts.SourceRule.model_fields),
    "A record": set(layouts.RecordRule.model_fields),
    "A field": {field.alias or name for name, field in layouts.FieldRule.model_fields.items()},
    "Readers": set(get_args(layouts.Reader)),
}


@pytest.mark.parametrize("section", KEYS)
def test_the_document_has_every_key_of_a_layout_and_no_other(section: str) -> None:
    text = DOCUMENT.partition(f"\n## {section}\n")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)) == KEYS[section]


def test_the_example_of_the_document_reads_a_list(vault: "Vault", tmp_path: Path) -> None:
    layout, listed = tmp_path / "mine.yaml", tmp_path / "list.csv"
    layout.write_text(DOCUMENT.partition("```yaml\n")[2].partition("```")[0], "utf-8")
    listed.write_text(
        "Список;;;;\nФИО;Задержан;Статья;Срок;Ответ родным\n"
        "Ёлкина Анна;02.03.2021;ч. 1 ст. 342;2 года лишения свободы;05.03.2021\nВымыслов Пётр;;;;\n",
        "utf-8",
    )
    report = import_file(vault, listed, layout=layout)
    assert (report.fates, report.rows_above) == ({"new": 2}, 1)
    assert (report.records["person"], report.records["charge"], report.records["penalty"]) == (2, 1, 1)
