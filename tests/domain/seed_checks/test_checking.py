"""The check of seeds/ finds each kind of mistake where it is planted, and none in what ships."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dossier.domain.seed_checks import check_seeds
from dossier.errors import MESSAGES
from dossier.resources import folder

Rows = list[dict[str, str]]
Edit = Callable[[Rows], None]


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """A copy of the seeds that may be spoilt."""
    shipped, copied = folder("seeds"), tmp_path / "seeds"
    for name in ("law", "vocabularies"):
        shutil.copytree(shipped / name, copied / name)
    for name in ("tables.yaml", "meanings.csv", "exceptions.csv", "SOURCES.md"):
        shutil.copy(shipped / name, copied / name)
    return copied


def _edit(seeds: Path, file: str, edit: Edit) -> None:
    with (seeds / file).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    header = list(rows[0])
    edit(rows)
    with (seeds / file).open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _row(rows: Rows, **wanted: str) -> dict[str, str]:
    return next(row for row in rows if all(row[name] == value for name, value in wanted.items()))


def _set(cells: dict[str, str], **wanted: str) -> Edit:
    return lambda rows: _row(rows, **wanted).update(cells)


def _swap(column: str, one: str, other: str, key: str = "code") -> Edit:
    def edit(rows: Rows) -> None:
        first, second = _row(rows, **{key: one}), _row(rows, **{key: other})
        first[column], second[column] = second[column], first[column]

    return edit


def _repeat(cells: dict[str, str], **wanted: str) -> Edit:
    return lambda rows: rows.append(_row(rows, **wanted) | cells)


def test_the_seeds_that_ship_are_clean() -> None:
    assert check_seeds(folder("seeds")) == []


KINDS, ARTICLES = "law/by/penalty_kinds.csv", "law/by/criminal_articles.csv"
STEPS, CLOCKS = "law/common/procedural_milestones.csv", "law/by/clock_milestones.csv"
PLANTED: list[tuple[str, str, Edit]] = [
    ("seeds.label", KINDS, _set({"name_be": ""}, code="IMPR")),
    ("seeds.label", "law/common/code_kinds.csv", _set({"name_uk": ""}, kind="UK")),
    ("seeds.script", KINDS, _set({"name_en": "Confisсation"}, code="A_CONF")),
    ("seeds.script", KINDS, _set({"name_be": "конфискация"}, code="A_CONF")),
    ("seeds.script", KINDS, _set({"name_ru": "канфіскацыя"}, code="A_CONF")),
    ("seeds.script", KINDS, _set({"name_ru": "Confiscation"}, code="A_CONF")),
    (
        "seeds.script",
        "law/ua/general_part.csv",
        _set({"title_uk": "Покушение на преступление, первый вид"}, article="15"),
    ),
    ("seeds.same_label", KINDS, _set({"name_en": "Imprisonment"}, code="ARREST")),
    ("seeds.same_label", STEPS, _set({"name_ru": "обыск"}, code="TRANSFER")),
    ("seeds.same_label", ARTICLES, _set({"title_ru": "Массовые беспорядки"}, article="342", part="1")),
    ("seeds.other_label", STEPS, _set({"name_be": "этап", "name_ru": "обыск"}, code="SUSPECT")),
    ("seeds.meaning", KINDS, _swap("name_ru", "RF_IUOT", "RF_HOME")),
    ("seeds.meaning", "law/by/regimes.csv", _swap("name_be", "GENERAL", "STRICT")),
    ("seeds.meaning", STEPS, _swap("name_ru", "PARDON", "AMNESTY")),
    ("seeds.key", KINDS, _repeat({}, code="IMPR")),
    ("seeds.key", KINDS, _set({"code": ""}, code="IMPR")),
    ("seeds.key", "vocabularies/tlp.csv", _repeat({}, label="TLP:RED")),
    ("seeds.editions", ARTICLES, _repeat({"in_force_from": "2010-01-01"}, article="130", part="1")),
    ("seeds.editions", ARTICLES, _repeat({"in_force_from": ""}, article="130", part="1")),
    ("seeds.backwards", ARTICLES, _set({"in_force_to": "2001"}, article="130", part="1")),
    ("seeds.date", ARTICLES, _set({"in_force_from": "2019-02-30"}, article="130", part="1")),
    ("seeds.date", "law/by/base_unit.csv", _set({"valid_from": "с 2021"}, value="29.00")),
    ("seeds.certainty", KINDS, _set({"certainty": "sure"}, code="IMPR")),
    ("seeds.certainty", "vocabularies/by_agencies.csv", _set({"certainty": ""}, code="KGB")),
    ("seeds.source", KINDS, _set({"source": ""}, code="IMPR")),
    ("seeds.reference", ARTICLES, _set({"code": "UK_BLR"}, article="130", part="1")),
    ("seeds.reference", ARTICLES, _set({"other_penalties": "FINE|PRISON"}, article="130", part="1")),
    (
        "seeds.reference",
        "law/by/clock_milestones.csv",
        _set({"starts_with": "DETENTION|CAUGHT"}, clock="CRIM_DETENTION"),
    ),
    ("seeds.reference", CLOCKS, _set({"wider_clock": "CRIM"}, clock="CRIM_DETENTION")),
    ("seeds.reference", "law/by/code_words.csv", _set({"value": "BLR"}, written="РБ")),
    ("seeds.reference", "law/common/regime_words.csv", _set({"regime": "SEVERE"}, written="strict")),
    ("seeds.reference", "vocabularies/by_facilities.csv", _set({"kind": "COLONY"}, code="IK-1")),
    ("seeds.value", KINDS, _set({"unit": "year"}, code="IMPR")),
    ("seeds.value", KINDS, _set({"branch": "penal"}, code="IMPR")),
    ("seeds.value", "law/by/detention_clocks.csv", _set({"unit": "minute"}, clock="CRIM_DETENTION")),
    ("seeds.range", KINDS, _set({"min": "301"}, code="IMPR")),
    ("seeds.range", ARTICLES, _set({"impr_min_months": "240"}, article="130", part="2")),
    ("seeds.range", ARTICLES, _set({"other_penalties": "CORR_WORK:36"}, article="130", part="1")),
    ("seeds.number", KINDS, _set({"max": "fifteen"}, code="A_ARREST")),
    ("seeds.unit", ARTICLES, _set({"other_penalties": "A_ARREST:15"}, article="130", part="1")),
    ("seeds.unit", ARTICLES, _set({"other_penalties": "FINE:12"}, article="130", part="1")),
    ("seeds.unit", ARTICLES, _set({"impr_max_months": "999"}, article="130", part="1")),
    ("seeds.unit", KINDS, _set({"max": "15"}, code="A_DEPORT")),
    ("seeds.pattern", "law/by/codes.csv", _set({"article_form": r"(\d"}, code="UK_BY")),
    ("seeds.shape", KINDS, _set({"name_en": "Imprisonment "}, code="IMPR")),
    ("seeds.country", "law/by/country.csv", _set({"is_home": "no"}, country="BY")),
    ("seeds.country", "law/ru/country.csv", _set({"is_home": "yes"}, country="RU")),
    ("seeds.country", "law/ru/country.csv", _set({"country": "RF"}, country="RU")),
    ("seeds.two_meanings", "law/ru/code_words.csv", _repeat({"value": "RU", "written": "РБ"}, written="РФ")),
]


@pytest.mark.parametrize(("code", "file", "edit"), PLANTED, ids=[f"{n}-{code}" for n, (code, *_) in enumerate(PLANTED)])
def test_a_planted_mistake_is_found_where_it_is(seeds: Path, code: str, file: str, edit: Edit) -> None:
    _edit(seeds, file, edit)
    found = check_seeds(seeds)
    assert code in {slip.code for slip in found}
    assert file in {slip.file for slip in found}


RULES = "law/by/custody_credit.yaml"
IN_RULES: list[tuple[str, str, str]] = [
    ("seeds.key", "id: criminal_arrest", "id: home_arrest"),
    ("seeds.editions", "valid_to: 2021-06-18", "valid_to: 2021-06-19"),
    ("seeds.backwards", "valid_to: 2021-06-18", "valid_from: 2022-01-01\n    valid_to: 2021-06-18"),
    ("seeds.date", "valid_to: 2021-06-18", "valid_to: summer"),
    ("seeds.certainty", "certainty: verified\n    source: \"belsat", "certainty: true\n    source: \"belsat"),
    ("seeds.source", "source: memory\n  - id: correctional_labour", "note: memory\n  - id: correctional_labour"),
    ("seeds.value", "anchor: registration", "anchor: verdict"),
    ("seeds.value", "    anchor: registration\n", ""),
    ("seeds.number", "factor: 2.0", "factor: 0"),
    ("seeds.reference", "penalty: ARREST", "penalty: JAIL"),
    ("seeds.reference", "regimes: [GENERAL, ENHANCED]", "regimes: [GENERAL, SEVERE]"),
    ("seeds.unit", "penalty: ARREST", "penalty: FINE"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "before", "after"), IN_RULES, ids=[f"{n}-{row[0]}" for n, row in enumerate(IN_RULES)])
def test_a_mistake_in_the_rules_of_credit_is_found(seeds: Path, code: str, before: str, after: str) -> None:
    path = seeds / RULES
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    assert (code, RULES) in {(slip.code, slip.file) for slip in check_seeds(seeds)}


MISTRANSLATED = [
    ("LIKELY", "Likely", "маловероятно"), ("UNLIKELY", "Unlikely", "вероятно"),
    ("CONFIRMED", "Confirmed", "утверждают"), ("ESTIMATED", "Estimate", "установлена"),
    ("PENDING", "Action pending", "действия приостановлены"),
    ("HELD", "Currently facing charges and detained", "находится в розыске"),
    ("FUGITIVE", "Currently facing charges, fugitive", "обвиняется и задержан"),
    ("CHARGED", "Faced charges but not tried", "остался безнаказанным"),
    ("UNPUNISHED", "Responsible but unpunished", "было предъявлено обвинение"),
    ("COUNSEL", "Contact with counsel only", "только с гуманитарной организацией"),
    ("HUMANITARIAN", "Contact with a humanitarian organisation", "контакт с адвокатом"),
    ("NON_GRAVE", "Non-grave consequences", "не приводящие к смертельному исходу"),
    ("VIOLENT", "Violent", "тяжкие"), ("NON_VIOLENT", "Non-violent", "не тяжкие"),
    ("PRESENT", "Confirmed to be present", "согласился присутствовать"),
    ("UNKNOWN", "Whereabouts unknown", "местонахождение звестно"),
]  # fmt: skip
"""The mistakes that a Russian translation of the HURIDOCS lists shipped with: the English label and its Russian one."""


def test_the_mistakes_of_a_real_translation_are_found(seeds: Path) -> None:
    """Each mistake of a vocabulary that is in use: two labels exchanged, a false friend, a word that lost its "not"."""

    def edit(rows: Rows) -> None:
        rows += [{**rows[0], "code": code, "name_en": en, "name_ru": ru, "name_be": "—", "name_uk": "—"}
                 for code, en, ru in MISTRANSLATED]  # fmt: skip

    _edit(seeds, STEPS, edit)
    found = {slip.key for slip in check_seeds(seeds) if slip.code == "seeds.meaning"}
    assert found == {code for code, _en, _ru in MISTRANSLATED}


def test_the_same_labels_in_their_right_places_are_clean(seeds: Path) -> None:
    right = [
        ("LIKELY", "Likely", "вероятно"), ("UNLIKELY", "Unlikely", "маловероятно"),
        ("WANTED", "Currently wanted", "находится в розыске"), ("HELD", "Charged, held", "обвиняется, содержится"),
        ("LAWYER", "Own lawyer", "свой адвокат"), ("GRAVE", "Non-grave consequences", "нетяжкие последствия"),
        ("WHO", "Whereabouts unknown", "местонахождение неизвестно"),
    ]  # fmt: skip

    def edit(rows: Rows) -> None:
        rows += [{**rows[0], "code": code, "name_en": en, "name_ru": ru, "name_be": "—", "name_uk": "—"}
                 for code, en, ru in right]  # fmt: skip

    _edit(seeds, STEPS, edit)
    assert [slip for slip in check_seeds(seeds) if slip.code == "seeds.meaning" and slip.what == "ru"] == []


def test_a_table_that_nobody_described_is_found(seeds: Path) -> None:
    shutil.copy(seeds / KINDS, seeds / "law" / "by" / "more_kinds.csv")
    assert [(slip.code, slip.file) for slip in check_seeds(seeds)] == [("seeds.table", "law/by/more_kinds.csv")]


def test_a_file_without_a_word_on_its_source_is_found(seeds: Path) -> None:
    sources = seeds / "SOURCES.md"
    sources.write_text(sources.read_text(encoding="utf-8").replace("`by_agencies.csv`", ""), encoding="utf-8")
    assert {(slip.code, slip.file) for slip in check_seeds(seeds)} == {
        ("seeds.file_source", "vocabularies/by_agencies.csv")
    }


def test_a_country_with_other_columns_is_found(seeds: Path) -> None:
    path = seeds / "law" / "ru" / "regimes.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("name_en", "label_en", 1), encoding="utf-8")
    assert "seeds.columns" in {slip.code for slip in check_seeds(seeds)}


def test_an_edition_of_one_day_is_no_mistake(seeds: Path) -> None:
    _edit(seeds, ARTICLES, _set({"in_force_from": "2019-07-19", "in_force_to": "2019-07-19"}, article="130", part="1"))
    assert "seeds.backwards" not in {slip.code for slip in check_seeds(seeds)}


def test_a_country_with_the_columns_in_another_order_is_found(seeds: Path) -> None:
    path = seeds / "law" / "ru" / "regimes.csv"
    text = path.read_text(encoding="utf-8").replace("name_en,name_ru", "name_ru,name_en", 1)
    path.write_text(text, encoding="utf-8")
    assert "order" in {slip.what for slip in check_seeds(seeds) if slip.code == "seeds.columns"}


def test_a_row_with_a_cell_too_many_is_found(seeds: Path) -> None:
    with (seeds / KINDS).open("a", encoding="utf-8") as lines:
        lines.write("X,criminal,Ex,икс,ікс,ікси,,,,,no,high,memory,,more\n")
    assert [slip.code for slip in check_seeds(seeds)] == ["seeds.shape"]


def test_an_exception_needs_a_reason_and_does_not_outlive_it(seeds: Path) -> None:
    exceptions = seeds / "exceptions.csv"
    with exceptions.open("a", encoding="utf-8") as lines:
        lines.write(f"seeds.label,{KINDS},IMPR,not any more\nseeds.label,{KINDS},A_CONF,\n")
    _edit(seeds, KINDS, _set({"name_be": ""}, code="A_CONF"))
    assert [(slip.code, slip.file) for slip in check_seeds(seeds)] == [
        ("seeds.exception", "exceptions.csv"),
        ("seeds.label", KINDS),
    ]


def test_every_kind_of_finding_has_a_sentence_and_a_planted_mistake() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    assert [code for code in MESSAGES if code.startswith("seeds.") and f'"{code}"' not in text] == []


def _two_editions(last_of_first: str, first_of_second: str) -> Edit:
    def edit(rows: Rows) -> None:
        one = _row(rows, article="130", part="1")
        rows.append(one | {"in_force_from": first_of_second})
        one["in_force_to"] = last_of_first

    return edit


@pytest.mark.parametrize(
    ("file", "edit", "found"),
    [
        (ARTICLES, _two_editions("2022-01-01", "2022-01-01"), {"seeds.editions"}),
        (ARTICLES, _two_editions("2022-01-01", "2022-01-02"), set()),
        (ARTICLES, _set({"in_force_to": "2019-07-19"}, article="130", part="1"), set()),
        (KINDS, _set({"min": "15", "max": "15"}, code="A_ARREST"), set()),
        (KINDS, _set({"min": "16", "max": "15"}, code="A_ARREST"), {"seeds.range"}),
    ],
)
def test_a_bound_that_is_only_touched_is_no_mistake_but_a_shared_day_is(
    seeds: Path, file: str, edit: Edit, found: set[str]
) -> None:
    _edit(seeds, file, edit)

    assert {slip.code for slip in check_seeds(seeds)} == found


@pytest.mark.parametrize(("last_of_other", "found"), [("2021-06-18", {"seeds.editions"}), ("2021-06-17", set())])
def test_a_rule_of_credit_may_hold_for_one_day_and_shares_it_with_none(
    seeds: Path, last_of_other: str, found: set[str]
) -> None:
    path = seeds / RULES
    text = path.read_text(encoding="utf-8")
    one_day = text.replace("valid_to: 2021-06-18", "valid_from: 2021-06-18\n    valid_to: 2021-06-18", 1)
    path.write_text(one_day.replace("valid_from: 2021-06-19", f"valid_to: {last_of_other}"), encoding="utf-8")

    assert {slip.code for slip in check_seeds(seeds) if slip.file == RULES} == found
