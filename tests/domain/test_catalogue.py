"""Which wording was in force on the day of the facts, and what is said where that cannot be told."""

from datetime import date

import pytest

from dossier.domain.articles import ArticleRef
from dossier.domain.catalogue import (
    article_rows,
    general_kind,
    knows,
    knows_part,
    longest_arrest_days,
    resolve,
    title_of,
)
from dossier.domain.dates import PartialDate
from dossier.domain.law_codes import branch_of, codes, is_named
from dossier.domain.law_rows import country_of


def ref(text: str, default_code: str | None = None) -> ArticleRef:
    """The one reference of a text."""
    (found,) = ArticleRef.parse_all(text, default_code=default_code)
    return found


@pytest.mark.parametrize(
    ("text", "on", "status", "maximum"),
    [
        ("ч. 1 ст. 342 УК РБ", "2020-08-09", "in_force", 36),
        ("ч. 1 ст. 342 УК РБ", "2021-06-18", "in_force", 36),
        ("ч. 1 ст. 342 УК РБ", "2021-06-19", "in_force", 48),
        ("ч. 1 ст. 342 УК РБ", "2023", "in_force", 48),
        ("ч. 1 ст. 342 УК РБ", "2021-06", "uncertain", None),
        ("ч. 1 ст. 342 УК РБ", "2021", "uncertain", None),
        ("ч. 2 ст. 356 УК РБ", "2023-03-24", "in_force", 240),
        ("ч. 1 ст. 361-4 УК РБ", "2021-06-18", "not_in_force", None),
        ("ч. 1 ст. 361-4 УК РБ", "2020-08-09", "not_in_force", None),
        ("ч. 1 ст. 361-4 УК РБ", "2021-06-19", "in_force", 72),
        ("ч. 3 ст. 361 УК РБ", "2022-05-01", "in_force", 144),
        ("ч. 3 ст. 361 УК РБ", "2021-12-15", "uncertain", 144),
        ("ч. 1 ст. 363 УК РБ", "2022-01-01", "uncertain", 36),
        ("ч. 1 ст. 363 УК РБ", "2020-01-01", "uncertain", 36),
        ("ст. 370 УК РБ", "2021-01-01", "in_force", None),
        ("ст. 207.3 УК РФ", "2022-03-03", "not_in_force", None),
        ("ст. 207.3 УК РФ", "2022-03-04", "in_force", 180),
        ("ст. 282.2 УК РФ", "2015", "in_force", None),
    ],
)
def test_the_edition_of_the_day_of_the_facts_is_chosen(text: str, on: str, status: str, maximum: int | None) -> None:
    found = resolve(ref(text), PartialDate.parse(on))
    assert found.status == status
    assert (found.row.imprisonment_max_months if found.row else None) == maximum
    assert found.known


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("ст. 999 УК РБ", "unknown_article"),
        ("ч. 9 ст. 342 УК РБ", "unknown_part"),
        ("ст. 77", "unknown_code"),
        ("ч. 1 ст. 342 УК РБ", "undated"),
        ("ст. 105 УК", "unknown_article"),
    ],
)
def test_what_is_not_in_the_catalogue_is_marked_and_not_dropped(text: str, status: str) -> None:
    found = resolve(ref(text))
    assert found.status == status
    assert found.row is None
    assert found.sentence


def test_an_unknown_part_shows_the_parts_that_are_known() -> None:
    assert {row.part for row in resolve(ref("ч. 9 ст. 342 УК РБ")).candidates} == {"1", "2"}


@pytest.mark.parametrize(
    ("text", "on", "code"),
    [
        ("ст. 17.1 КоАП РБ", date(2020, 8, 9), "KOAP_BY_2003"),
        ("ст. 17.1 КоАП РБ", date(2021, 3, 1), "KOAP_BY_2021"),
        ("ст. 24.23 КоАП", date(2021, 3, 1), "KOAP_BY_2021"),
        ("ст. 23.34 КоАП РБ 2003 г.", date(2022, 1, 1), "KOAP_BY_2003"),
    ],
)
def test_the_day_chooses_the_edition_of_a_replaced_code_unless_it_was_named(text: str, on: date, code: str) -> None:
    assert resolve(ref(text), on).code == code


def test_an_article_of_the_old_code_is_not_in_force_under_the_new_one() -> None:
    assert resolve(ref("ст. 23.34 КоАП РБ 2003 г."), date(2021, 3, 1)).status == "not_in_force"
    assert resolve(ref("ст. 23.34 КоАП РБ 2003 г."), date(2021, 2, 28)).status == "in_force"


def test_one_family_without_an_edition_covers_both_codes() -> None:
    assert branch_of("KOAP_BY") == branch_of("KOAP") == branch_of("KOAP_BY_2021") == "administrative"
    assert branch_of("UK") == "criminal"
    assert branch_of("") == branch_of("XX") == ""


def test_a_title_that_is_not_sure_is_not_shown() -> None:
    (sure,) = article_rows()["UK_BY", "411"][:1]
    (unsure,) = article_rows()["UK_BY", "376"]
    assert sure.title("be").startswith("Злоснае")
    assert sure.title("uk") == sure.titles["ru"]
    assert unsure.title("en") == ""


def test_an_article_whose_title_was_never_checked_is_not_shipped() -> None:
    assert ("UK_BY", "323") not in article_rows()


def test_a_range_of_low_certainty_may_not_be_held_against_a_sentence() -> None:
    assert resolve(ref("ч. 1 ст. 342 УК РБ"), date(2022, 1, 1)).row.penalty_is_certain  # type: ignore[union-attr]
    assert not resolve(ref("ч. 1 ст. 361-2 УК РБ"), date(2022, 1, 1)).row.penalty_is_certain  # type: ignore[union-attr]


def test_the_length_of_arrest_is_the_article_s_and_not_the_kind_s() -> None:
    days = {row.part: row.arrest_max_days for row in article_rows()["KOAP_BY_2021", "24.23"]}
    assert days == {"1": 15, "repeat within a year": 30}


def test_every_row_belongs_to_a_code_that_admits_its_number() -> None:
    for (code, article), rows in article_rows().items():
        assert codes()[code].admits(article), (code, article)
        assert all(row.source or row.note or code.endswith("RU") for row in rows)


def test_the_catalogue_knows_what_it_lists_and_nothing_else() -> None:
    assert (knows("UK_BY", "342"), knows("UK_BY", "999"), knows("KOAP_BY_2003", "24.23")) == (True, False, False)
    assert (knows_part("UK_BY", "342", "1"), knows_part("UK_BY", "342", "9")) == (True, False)
    assert knows("UK_BY", "290-1")
    assert not knows_part("UK_BY", "290-1", "1")


@pytest.mark.parametrize(
    ("article", "part", "kind"),
    [
        ("16", "6", "complicity"),
        ("16", "9", "complicity"),
        ("14", "1", "attempt"),
        ("13", "", "preparation"),
        ("342", "1", ""),
    ],
)
def test_an_article_of_the_general_part_qualifies_with_any_of_its_parts(article: str, part: str, kind: str) -> None:
    assert general_kind("UK_BY", article, part) == kind


def test_an_article_of_one_edition_is_not_looked_for_in_the_other() -> None:
    old = ArticleRef("KOAP_BY_2003", "24.23")

    assert resolve(old, None).status == "unknown_article"
    assert resolve(ArticleRef("KOAP_BY", "24.23"), None).status == "undated"


def test_the_longest_arrest_is_that_of_the_country() -> None:
    assert [longest_arrest_days(country) for country in ("BY", "RU", "UA")] == [30, 30, 0]


@pytest.mark.parametrize(("three", "two"), [("BLR", "BY"), ("RUS", "RU"), ("UKR", "UA"), ("FRA", "")])
def test_a_country_is_found_by_its_three_letters(three: str, two: str) -> None:
    assert country_of(three) == two


@pytest.mark.parametrize(
    ("code", "article", "part", "lang", "title"),
    [
        ("UK_BY", "369-3", "", "uk", "ru"), ("UK_BY", "411", "1", "be", "be"), ("UK_BY", "411", "1", "en", "en"),
        ("UK_BY", "366-1", "", "ru", ""), ("UK_BY", "999", "", "ru", ""),
    ],
)  # fmt: skip
def test_a_title_is_given_as_it_was_published_where_the_language_has_none(
    code: str, article: str, part: str, lang: str, title: str
) -> None:
    rows = article_rows().get((code, article), ())

    found = title_of(code, article, part, date.min, lang)

    assert found == next((row.titles[title] for row in rows if title), "")


@pytest.mark.parametrize(
    ("article", "part", "since", "title"),
    [
        ("289", "2", date(2022, 5, 29), "Act of terrorism (aggravated)"),
        ("356", "2", date(2023, 3, 25), "Treason against the State (aggravated; official or serviceman)"),
        ("356", "2", date(2000, 1, 1), "Treason against the State (aggravated)"),
        ("1000", "", date(2000, 1, 1), ""),
    ],
)
def test_the_title_is_that_of_the_edition_and_of_the_rows_that_cover_the_part(
    article: str, part: str, since: date, title: str
) -> None:
    assert title_of("UK_BY", article, part, since, "en") == title


@pytest.mark.parametrize(("code", "named"), [("UK_KZ", True), ("CONST", True), ("UK", False), ("", False)])
def test_a_kind_of_which_each_state_has_its_own_names_no_code(code: str, named: bool) -> None:
    assert is_named(code) is named
