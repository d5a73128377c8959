"""The law as data: what a lawyer may edit in seeds/law/ is looked over here, before a slip reaches a court."""

import re
from datetime import date
from itertools import pairwise

import pytest
import yaml

from dossier.domain.law_rows import read_days, rows
from dossier.resources import seed_path

LAW = seed_path("law")
CSV_FILES = sorted({path.name for path in LAW.glob("*/*.csv")})
WITHOUT_CERTAINTY = {"code_words.csv", "regime_words.csv"}
LEVELS = {row["level"] for row in rows("certainty_levels.csv")}
DATED = [name for name in CSV_FILES if "in_force_from" in rows(name)[0]]


@pytest.mark.parametrize("name", CSV_FILES)
def test_every_row_has_every_column(name: str) -> None:
    for row in rows(name):
        assert None not in row, row
        assert None not in row.values(), row
        assert all(value == value.strip() for value in row.values()), row


@pytest.mark.parametrize("name", sorted(set(CSV_FILES) - WITHOUT_CERTAINTY))
def test_every_row_says_how_sure_it_is(name: str) -> None:
    for row in rows(name):
        said = [value for column, value in row.items() if column.endswith("certainty")]
        assert said, row
        assert set(said) <= LEVELS, row


@pytest.mark.parametrize("name", DATED)
def test_days_are_dates_and_do_not_run_backwards(name: str) -> None:
    for row in rows(name):
        first, last = read_days(row["in_force_from"]), read_days(row.get("in_force_to", ""))
        assert not (first and last) or first.lower <= last.upper, row


def test_editions_of_one_part_do_not_overlap() -> None:
    seen: dict[tuple[str, str, str], list[tuple[date, date]]] = {}
    for row in [*rows("criminal_articles.csv"), *rows("admin_articles.csv")]:
        first, last = read_days(row["in_force_from"]), read_days(row["in_force_to"])
        span = (first.upper if first else date.min, last.lower if last else date.max)
        seen.setdefault((row["code"], row["article"], row["part"]), []).append(span)
    for key, spans in seen.items():
        ordered = sorted(spans)
        assert all(a[1] <= b[0] for a, b in pairwise(ordered)), key


def test_ranges_of_imprisonment_run_from_less_to_more() -> None:
    for row in rows("criminal_articles.csv"):
        least, most = row["impr_min_months"], row["impr_max_months"]
        assert not (least and most) or int(least) < int(most), row


def test_titles_are_in_the_language_of_their_column() -> None:
    """Swapped columns are the commonest mistake of a translated vocabulary."""
    for row in [*rows("criminal_articles.csv"), *rows("admin_articles.csv"), *rows("penalty_kinds.csv")]:
        english, russian, belarusian = (row.get(f"title_{x}") or row.get(f"name_{x}") or "" for x in ("en", "ru", "be"))
        assert not re.search("[а-яё]", english.lower()), row
        assert not re.search("[іў]", russian.lower()), row
        assert not re.search("[ищъ]", belarusian.lower()), row


def test_alternatives_name_kinds_of_punishment_that_exist() -> None:
    known = {row["code"] for row in rows("penalty_kinds.csv")} | {"RF"}
    for row in rows("criminal_articles.csv"):
        for token in filter(None, row["other_penalties"].split("|")):
            kind, _colon, months = token.partition(":")
            assert kind in known, row
            assert not months or months.isdecimal(), row


def test_clocks_start_and_stop_with_milestones_that_exist() -> None:
    milestones = {row["code"] for row in rows("procedural_milestones.csv")}
    clocks = {row["clock"] for row in rows("detention_clocks.csv")}
    for row in rows("clock_milestones.csv"):
        assert row["clock"] in clocks, row
        assert set(f"{row['starts_with']}|{row['ends_with']}".split("|")) <= milestones, row
        assert row["wider_clock"] in {"", *clocks}, row


def test_the_written_names_of_codes_are_those_of_kinds_countries_and_codes_that_exist() -> None:
    known = {
        "kind": {row["kind"] for row in rows("codes.csv")},
        "country": {row["country"] for row in rows("country.csv")},
        "code": {f"{row['kind']}_{row['country']}" for row in rows("codes.csv")},
    }
    for row in rows("code_words.csv"):
        assert row["value"] in known[row["what"]], row


def test_no_written_name_means_two_things() -> None:
    written = [row["written"].casefold() for row in rows("code_words.csv")]
    meanings = {row["written"].casefold(): row["value"] for row in rows("code_words.csv")}
    assert all(meanings[row["written"].casefold()] == row["value"] for row in rows("code_words.csv"))
    assert len(set(written)) >= len(meanings)


def test_base_units_rise_with_the_years() -> None:
    values = [(date.fromisoformat(row["valid_from"]), float(row["value"])) for row in rows("base_unit.csv")]
    assert values == sorted(values)
    assert [value for _day, value in values] == sorted(value for _day, value in values)


@pytest.mark.parametrize("country", ["by", "ru"])
def test_rules_of_credit_are_dated_without_overlap_and_name_known_punishments(country: str) -> None:
    document = yaml.safe_load((LAW / country / "custody_credit.yaml").read_text(encoding="utf-8"))
    kinds = {row["code"] for row in rows("penalty_kinds.csv")}
    regimes = {row["code"] for row in rows("regimes.csv")}
    taken: list[tuple[str, str, str, date, date]] = []
    for rule in document["rules"]:
        penalties = rule.get("penalty", [])
        for penalty in [penalties] if isinstance(penalties, str) else penalties:
            assert penalty in kinds
            for regime in rule.get("regimes", [""]):
                assert regime in regimes | {""}
                span = (rule.get("valid_from", date.min), rule.get("valid_to", date.max))
                key = (penalty, regime, rule.get("measure", ""))
                assert not any(
                    key == (p, r, m) and span[0] <= last and first <= span[1] for p, r, m, first, last in taken
                )
                taken.append((*key, *span))


def test_every_file_is_named_with_its_source() -> None:
    sources = (LAW.parent / "SOURCES.md").read_text(encoding="utf-8")
    assert [
        p.name for p in LAW.glob("*/*") if f"`{p.name}`" not in sources and f"`common/{p.name}`" not in sources
    ] == []
