"""Citations as people write them, what they are read as, and how they are printed."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossier.domain import article_codes, catalogue, law_codes
from dossier.domain.articles import ArticleRef, Qualifier, format_all, read_articles
from dossier.errors import InputProblem, Misread

LANGS = ("ru", "be", "uk", "en")


def _phrases() -> ModuleType:
    spec = importlib.util.spec_from_file_location("article_phrases", Path(__file__).with_name("article_phrases.py"))
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PHRASES = _phrases()


def keys(refs: list[ArticleRef]) -> list[str]:
    """Canonical keys, with each article of the general part behind a tilde."""
    return [
        ref.canonical + "".join("~" + ":".join(filter(None, (q.article, q.part, q.point))) for q in ref.qualifiers)
        for ref in refs
    ]


@pytest.mark.parametrize(("text", "expected"), PHRASES.cases(PHRASES.BELARUS))
def test_a_citation_is_read_in_the_code_of_its_field(text: str, expected: list[str]) -> None:
    assert keys(ArticleRef.parse_all(text, default_code="UK_BY")) == expected


@pytest.mark.parametrize(("text", "expected"), PHRASES.cases(PHRASES.NAMED))
def test_a_citation_that_names_its_code_needs_no_default(text: str, expected: list[str]) -> None:
    assert keys(ArticleRef.parse_all(text)) == expected


@pytest.mark.parametrize("text", PHRASES.REFUSED.strip("\n").split("\n"))
@pytest.mark.parametrize("default_code", [None, "UK_BY", "KOAP_BY_2021"])
def test_what_is_no_citation_is_refused(text: str, default_code: str | None) -> None:
    with pytest.raises(Misread) as caught:
        ArticleRef.parse_all(text, default_code=default_code)
    assert caught.value.code in ("article.none", "input.empty")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "input.empty"),
        (" \u00a0\n", "input.empty"),
        ("ст. 342 " * 400, "input.too_long"),
        ("ст. 1-20, " * 20, "article.too_many"),
        ("UK_BY-361-1", "article.key_ambiguous"),
        ("UK_BY-130-2", "article.key_ambiguous"),
        ("UK_BY-77-1", "article.key_ambiguous"),
        ("UK_BY-77-1-2", "article.key_ambiguous"),
        ("UK_XX-342", "article.code_name"),
        ("UK_BY:342:а", "article.key"),
        ("UK_BY:342:1:2:3", "article.key"),
        ("UK_BY-0", "article.key"),
    ],
)
def test_a_refusal_says_why(text: str, code: str) -> None:
    with pytest.raises(Misread) as caught:
        ArticleRef.parse_all(text)
    assert caught.value.code == code
    assert caught.value.message != code


def test_a_default_code_that_does_not_exist_is_refused() -> None:
    with pytest.raises(Misread, match=r"article\.code_name"):
        ArticleRef.parse_all("ст. 342", default_code="UK_ZZ")


@pytest.mark.parametrize(
    ("text", "default_code", "basis"),
    [
        ("ст. 342 УК РБ", None, "stated"),
        ("ст. 342 УК РБ, ст. 368", None, "carried"),
        ("ст. 342", "UK_BY", "default"),
        ("ст. 342 УК", "UK_BY", "default"),
        ("ст. 342", None, "inferred"),
        ("ст. 24.23", None, "inferred"),
        ("ст. 24.23 КоАП РБ", None, "inferred"),
        ("ст. 24.23 КоАП РБ", "KOAP_BY_2021", "stated"),
        ("ст. 105 УК", None, "unknown"),
        ("ст. 77", None, "unknown"),
        ("ст. 318", None, "unknown"),
        ("ст. 19.3", None, "unknown"),
    ],
)
def test_a_reference_says_how_its_code_is_known(text: str, default_code: str | None, basis: str) -> None:
    assert ArticleRef.parse_all(text, default_code=default_code)[-1].code_basis == basis


@pytest.mark.parametrize(
    ("text", "refs", "rest"),
    [
        ("ст. 342, 15 суток ареста", ["UK_BY:342"], ("15 суток ареста",)),
        ("осуждён 12.05.2021 по ст. 342", ["UK_BY:342"], ("осуждён 12.05.2021",)),
        ("ничего", [], ("ничего",)),
        ("ч. 2", [], ("ч. 2",)),
        ("ч. 1 ст. 342 и п. 5", ["UK_BY:342:1:5"], ()),
        ("ст. 342; тел. 123", ["UK_BY:342"], ("тел. 123",)),
        ("ст. 342 УК РБ", ["UK_BY:342"], ()),
    ],
)
def test_what_was_not_understood_is_handed_back(text: str, refs: list[str], rest: tuple[str, ...]) -> None:
    reading = read_articles(text, default_code="UK_BY")
    assert keys(list(reading.refs)) == refs
    assert reading.rest == rest


def test_each_reference_keeps_its_own_words() -> None:
    written = [ref.as_written for ref in ArticleRef.parse_all("ч. 1 ст. 342, ч. 2 ст. 368 УК РБ")]
    assert written == ["ч. 1 ст. 342", "ч. 2 ст. 368 УК РБ"]


def test_complicity_is_kept_with_its_charge_and_is_no_charge() -> None:
    (charge,) = ArticleRef.parse_all("ч. 6 ст. 16 и ч. 3 ст. 130 УК РБ")
    assert (charge.key, charge.part) == ("UK_BY-130-3", "3")
    assert charge.complicity == Qualifier("complicity", "16", "6")
    assert charge.stage is None


def test_the_whole_article_on_complicity_is_complicity_too() -> None:
    (charge,) = ArticleRef.parse_all("ст. 16, ч. 3 ст. 130 УК РБ")
    assert charge.complicity == Qualifier("complicity", "16")


def test_a_number_that_two_codes_have_is_inferred_for_neither(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(article_codes, "knows", lambda _code, _article: True)
    article_codes._inferred.cache_clear()
    (ref,) = read_articles("ст. 24.23").refs
    article_codes._inferred.cache_clear()
    assert (ref.code, ref.code_basis) == ("", "unknown")


def test_preparation_is_a_stage_and_no_complicity() -> None:
    (charge,) = ArticleRef.parse_all("ч. 1 ст. 13, ч. 2 ст. 289 УК РБ")
    assert charge.stage == Qualifier("preparation", "13", "1")
    assert charge.complicity is None


def test_the_same_article_with_and_without_complicity_differs() -> None:
    plain, aided = ArticleRef.parse_all("ч. 3 ст. 130, ч. 6 ст. 16 и ч. 3 ст. 130 УК РБ")
    assert plain != aided
    assert plain.key == aided.key


def test_an_article_with_an_index_and_a_part_share_no_canonical_key() -> None:
    (article,) = ArticleRef.parse_all("ст. 361-1 УК РБ")
    (part,) = ArticleRef.parse_all("ч. 1 ст. 361 УК РБ")
    assert article.key == part.key
    assert article.canonical != part.canonical
    assert ArticleRef.parse_all(f"{article.canonical}; {part.canonical}") == [article, part]


@pytest.mark.parametrize(
    ("canonical", "lang", "short", "full"),
    [
        ("UK_BY:342:1", "ru", "ч. 1 ст. 342 УК", "ч. 1 ст. 342 УК Республики Беларусь"),
        ("UK_BY:342:1", "be", "ч. 1 арт. 342 КК", "ч. 1 арт. 342 КК Рэспублікі Беларусь"),
        ("UK_BY:342:1", "uk", "ч. 1 ст. 342 КК", "ч. 1 ст. 342 КК Республіки Білорусь"),
        (
            "UK_BY:342:1",
            "en",
            "Part 1 of Article 342 of the Criminal Code",
            "Part 1 of Article 342 of the Criminal Code of Belarus",
        ),
        ("UK_BY:139:2:6", "ru", "п. 6 ч. 2 ст. 139 УК", "п. 6 ч. 2 ст. 139 УК Республики Беларусь"),
        ("UK_RU:105:2:а", "ru", "п. «а» ч. 2 ст. 105 УК", "п. «а» ч. 2 ст. 105 УК Российской Федерации"),
        ("KOAP_BY_2021:24.23", "ru", "ст. 24.23 КоАП", "ст. 24.23 КоАП Республики Беларусь 2021 г."),
        ("KOAP_BY_2021:24.23", "be", "арт. 24.23 КаАП", "арт. 24.23 КаАП Рэспублікі Беларусь 2021 г."),
        (
            "KOAP_BY_2021:24.23",
            "en",
            "Article 24.23 of the Code of Administrative Offences",
            "Article 24.23 of the Code of Administrative Offences of Belarus (2021)",
        ),
        ("UK_UA:110-2:1", "uk", "ч. 1 ст. 110-2 КК", "ч. 1 ст. 110-2 КК України"),
    ],
)
def test_a_reference_is_printed_as_courts_write_it(canonical: str, lang: str, short: str, full: str) -> None:
    (ref,) = ArticleRef.parse_all(canonical)
    assert ref.format(lang) == short
    assert ref.format(lang, full=True) == full


def test_an_index_that_would_read_as_a_range_is_printed_raised() -> None:
    (ref,) = ArticleRef.parse_all("ст. 1⁴ УК РБ")
    assert ref.format("ru") == "ст. 1⁴ УК"


def test_several_references_share_the_code_behind_the_last() -> None:
    refs = ArticleRef.parse_all("ст. 342, ч. 6 ст. 16 и ч. 1 ст. 368 УК РБ, ст. 24.23 КоАП РБ")
    assert format_all(refs, "ru") == "ст. 342, ч. 6 ст. 16 и ч. 1 ст. 368 УК, ст. 24.23 КоАП"


def _refs_of_the_tables() -> list[ArticleRef]:
    tables = [(PHRASES.BELARUS, "UK_BY"), (PHRASES.NAMED, None)]
    read = [
        ref
        for table, code in tables
        for text, _keys in PHRASES.cases(table)
        for ref in ArticleRef.parse_all(text, default_code=code)
    ]
    return sorted({ref for ref in read if ref.code in law_codes.codes()}, key=lambda ref: ref.canonical)


@pytest.mark.parametrize("ref", _refs_of_the_tables(), ids=lambda ref: ref.canonical)
def test_what_is_printed_is_read_back(ref: ArticleRef) -> None:
    for lang in LANGS:
        assert ArticleRef.parse_all(ref.format(lang), default_code=ref.code) == [ref]
        assert ArticleRef.parse_all(ref.format(lang, full=True)) == [ref]


@pytest.mark.parametrize(
    "row",
    [row for rows in catalogue.article_rows().values() for row in rows],
    ids=lambda row: f"{row.code}-{row.article}",
)
def test_every_article_of_the_catalogue_is_printed_and_read_back(row: catalogue.ArticleRow) -> None:
    ref = ArticleRef(row.code, row.article, row.part if row.part.isdecimal() else None)
    for lang in LANGS:
        assert ArticleRef.parse_all(ref.format(lang, full=True)) == [ref]
        assert ArticleRef.parse_all(ref.canonical) == [ref]


def test_letters_of_another_script_change_nothing() -> None:
    assert keys(ArticleRef.parse_all("CT. 342 YK PБ")) == keys(ArticleRef.parse_all("СТ. 342 УК РБ"))


WORDS = st.sampled_from(
    "ст. ч. чч. п. арт. art. Part Article 342 361-4 24.23 1 2 , ; ( ) « » УК РБ КоАП РФ и 2021 г. UK_BY-342-1 UK_BY: "
    "the of - – ⁴ a а «б» КК України первая 1-я ст ^4 / 282.1-282.3 UK_BY:1:2:3:4 KOAP_RU-1 \n".split(" ")
)
TEXTS = st.one_of(
    st.text(max_size=2100), st.lists(WORDS, max_size=60).map(" ".join), st.lists(WORDS, max_size=30).map("".join)
)


@settings(max_examples=500, deadline=None)
@given(TEXTS, st.sampled_from([None, "UK_BY", "KOAP_BY_2021", "KOAP_BY", "UK_RU"]))
def test_any_text_is_read_or_refused_and_what_is_read_comes_back(text: str, default_code: str | None) -> None:
    try:
        refs = ArticleRef.parse_all(text, default_code=default_code)
    except InputProblem:
        return
    for ref in (ref for ref in refs if ref.code in law_codes.codes()):
        assert ArticleRef.parse_all(ref.canonical)[0].canonical == ref.canonical
        for lang in LANGS:
            assert ArticleRef.parse_all(ref.format(lang), default_code=ref.code) == [ref]


def test_the_charges_of_a_real_list_are_read() -> None:
    source = Path(__file__).parents[3] / "shared" / "data" / "azerbaijan_political_prisoners_2014.csv"
    if not source.is_file():
        pytest.skip("the list of prisoners of 2014 is not beside this checkout")
    import csv

    with source.open(encoding="utf-8", newline="") as lines:
        charges = [row["Charge"] for row in csv.DictReader(lines)]
    read = [read_articles(charge[:2000], default_code="UK_AZ_2000").refs for charge in charges]
    assert len(charges) == 68
    assert all(read)
    assert [ref.article for ref in read[0]] == ["234.4.3"]
    assert [ref.article for ref in read[2]] == ["167.2.2.1", "234.1", "281.2", "283.2.3"]


@pytest.mark.parametrize(
    ("text", "lang", "printed"),
    [
        ("ст. 130 УК Казахстана", "ru", "ст. 130 УК KZ"),
        ("ст. 35 Конституции РБ", "be", "арт. 35 Канстытуцыі Рэспублікі Беларусь"),
        ("ст. 9 МПГПП", "en", "Article 9 of the International Covenant on Civil and Political Rights"),
        ("Article 7 of the Rome Statute", "uk", "ст. 7 Римського статуту"),
    ],
)  # fmt: skip
def test_an_article_of_a_code_that_is_not_here_is_printed_as_what_it_is(text: str, lang: str, printed: str) -> None:
    (ref,) = ArticleRef.parse_all(text, default_code="UK_BY")

    assert ref.format(lang, full=True) == printed
    assert catalogue.resolve(ref).status == "unknown_article"
