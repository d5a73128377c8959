"""Citations at the edge of a rule of the grammar: each row is read otherwise as soon as its rule is left out."""

import pytest

from dossier.domain.article_words import LONGEST
from dossier.domain.articles import ArticleRef, read_articles
from dossier.errors import InputProblem

EDGES: list[tuple[str, str | None, str, tuple[str, ...]]] = [
    # which numbers are articles with an index, which are ranges, which are nothing
    ("ст. 5-5", "UK_BY", "UK_BY:5-5", ()),
    ("ст. 361¹-364", "UK_BY", "", ("ст. 361¹-364",)),
    ("ст. 361-361", "UK_BY", "", ("ст. 361-361",)),
    ("ст. 361-1-361", "UK_BY", "", ("ст. 361-1-361",)),
    ("ст. 361-1-361-43", "UK_BY", "", ("ст. 361-1-361-43",)),
    ("ст. 20.3-20.4", "KOAP_RU", "KOAP_RU:20.3 KOAP_RU:20.4", ()),
    ("ст. 20.3-4", "KOAP_RU", "KOAP_RU:20.3 KOAP_RU:20.4", ()),
    ("ст. 20.3-21.5", "KOAP_RU", "", ("ст. 20.3-21.5",)),
    ("ст. 1.2.3.4.5", "UK_BY", "?:1.2.3.4.5", ()),
    ("ст. 1.2.3.4.5.6", "UK_BY", "", ("ст. 1.2.3.4.5.6",)),
    ("ст. 11.22.33", "UK_RU", "?:11.22.33", ()),
    # which numbers of a list are parts, and which the next article
    ("ст. 342 ч. 1, 30", "UK_BY", "UK_BY:342:1 UK_BY:342:30", ()),
    ("ст. 361-4 ч. 1, 30", "UK_BY", "UK_BY:361-4:1 UK_BY:361-4:30", ()),
    ("ст. 342 ч. 1, 31", "UK_BY", "UK_BY:342:1 UK_BY:31", ()),
    ("ст. 342 ч. 6.1, 6.2", "UK_BY", "UK_BY:342:6.1 UK_BY:342:6.2", ()),
    ("ст. 342 ч. 6, 7-1", "UK_BY", "UK_BY:342:6 UK_BY:7-1", ()),
    ("ст. 342 ч. 1, 16 ч. 6", "UK_BY", "UK_BY:342:1~16", ()),
    ("ст. 342 ч. 1, 13 (1)", "UK_BY", "UK_BY:342:1~13", ()),
    ("ст. 342 (1, 99)", "UK_BY", "UK_BY:342", ("1, 99",)),
    ("п. а, б ч. 2 ст. 139", "UK_BY", "UK_BY:139:2:а UK_BY:139:2:б", ()),
    ("ст. 139 ч. 2 п. а, в составе группы", "UK_BY", "UK_BY:139:2:а", ("в составе группы",)),
    ("ст. 139 ч. 2 п. «а», «б» группа", "UK_BY", "UK_BY:139:2:а UK_BY:139:2:б", ("группа",)),
    ("ч. ч. ч. ч. 1 ст. 342", "UK_BY", "UK_BY:342:1", ()),
    ("ч. ч. ч. ч. ч. 1 ст. 342", "UK_BY", "UK_BY:342:1", ("ч",)),
    ("первая ст. 342", "UK_BY", "UK_BY:342", ("первая",)),
    ("342 статья 1 часть 2", "UK_BY", "UK_BY:1:2", ("342",)),
    # indexes in words, parts in Roman figures and in brackets, Lithuanian abbreviations
    ("ч. 1 ст. 361 прим 4", None, "UK_BY:361-4:1", ()),
    ("ст. 361 прим. 4, ст. 290-прим", None, "UK_BY:361-4 UK_BY:290-1", ()),
    ("ст. 361 (прим 4) УК РБ", None, "UK_BY:361-4", ()),
    ("ст. 342 примечание 1", None, "UK_BY:342", ("примечание 1",)),
    ("ст. 361 прим 4 ч. 1, 361 прим 1", "UK_BY", "UK_BY:361-4:1 UK_BY:361-1", ()),
    ("ч. II ст. 293, ч. І ст. 342", None, "UK_BY:293:2 UK_BY:342:1", ()),
    ("Part III of Article 361", None, "UK_BY:361:3", ()),
    ("ч. I и II ст. 342", None, "UK_BY:342:1 UK_BY:342:2", ()),
    ("ч. 1. ст. 342", None, "UK_BY:342:1", ()),
    ("ст. 342, ч. 1. Ст. 368", None, "UK_BY:342:1 UK_BY:368", ()),
    ("(1, 2) ст. 342", None, "UK_BY:342:1 UK_BY:342:2", ()),
    ("(ч. 1) ст. 342, (ч. 1, 2) ст. 368", None, "UK_BY:342:1 UK_BY:368:1 UK_BY:368:2", ()),
    ("(1) ст. 342; (2) ст. 368", None, "UK_BY:342 UK_BY:368", ("1", "2")),
    ("1) ст. 342; 2) ст. 368", None, "UK_BY:342 UK_BY:368", ("1", "2")),
    ("ст. 342 (ст. 368, 30)", "UK_BY", "UK_BY:342 UK_BY:368 UK_BY:30", ()),
    ("ч. 1 ст. 342, 2 ст. 368", None, "UK_BY:342:1 UK_BY:368", ("2",)),
    ("ст. 361,4", None, "UK_BY:361", ("4",)),
    ("ст. 24,23", "UK_BY", "UK_BY:24", ("23",)),
    ("ст.ст. 13,14", "UK_BY", "UK_BY:13 UK_BY:14", ()),
    ("ст. 342,31", "UK_BY", "UK_BY:342 UK_BY:31", ()),
    ("ст. 342, 30", "UK_BY", "UK_BY:342 UK_BY:30", ()),
    ("ст. 139 (ч. 2, п. 1, 6)", "UK_BY", "UK_BY:139:2:1 UK_BY:139:2:6", ()),
    ("342 str. 1 d. 2 p.", None, "UK_BY:342:1:2", ()),
    ("342 str. 1 d. 2", None, "UK_BY:342:1", ("2",)),
    ("342 str. 1 d. 368 str. 2 d.", None, "UK_BY:342:1 UK_BY:368:2", ()),
    ("342 straipsnio 1 dalis 368 straipsnis", None, "UK_BY:342:1 UK_BY:368", ()),
    ("15 d. 342 str.", None, "UK_BY:342", ("15 d",)),
    ("ст. 342 (1, 2) ст. 368", None, "UK_BY:342:1 UK_BY:342:2 UK_BY:368", ()),
    ("ст. 361,30", None, "UK_BY:361", ("30",)),
    ("ст. 361,31", None, "UK_BY:361 UK_BY:31", ()),
    ("ст. 13,13", None, "?:13 ?:13", ()),
    ("BK 342 str. 1, 2 d., 368 str.", None, "UK_BY:342:1 UK_BY:342:2 UK_BY:368", ()),
    ("342 straipsnio 1 ir 2 dalys", None, "UK_BY:342:1 UK_BY:342:2", ()),
    ("342 str. 1, 45 d.", None, "UK_BY:342:1 UK_BY:342:45", ()),
    ("342 str., 15 d. arešto", None, "UK_BY:342", ("15 d. arešto",)),
    ("str. 342", None, "", ("str. 342",)),
    ("zob. str. 342 i 343", None, "", ("zob. str. 342 i 343",)),
    ("24.23 str. 1 d. ANK", None, "KOAP_BY_2021:24.23:1", ()),
    ("ст. 369 ¹, ст. 361-⁴", "UK_BY", "UK_BY:369-1 UK_BY:361-4", ()),
    ("ст. 361¹-364¹", "UK_BY", "", ("ст. 361¹-364¹",)),
    ("ч. 2 ст. 436-2 ККУ", None, "UK_UA:436-2:2", ()),
    ("па 342-м артыкуле", None, "UK_BY:342", ()),
    ("342 of the Criminal Code", None, "UK_BY:342", ()),
    ("342 of the village", None, "", ("342 of the village",)),
    # other codes, other States and treaties are kept, and never taken for the Criminal Code at hand
    ("ст. 342 ГК", None, "GK:342", ()),
    ("ст. 35 Конституции РБ", None, "CONST_BY:35", ()),
    ("ст. 130 УК Казахстана", None, "UK_KZ:130", ()),
    ("ст. 58-10 УК РСФСР", None, "UK_RSFSR:58-10", ()),
    ("Article 9 ICCPR, Article 342 of the Criminal Code of Belarus", None, "ICCPR:9 UK_BY:342", ()),
    ("ст. 7 Римского статута", "UK_BY", "ROME:7", ()),
    # what qualifies which charge
    ("ст. 342, ст. 130, ст. 13 УК РБ", None, "UK_BY:342 UK_BY:130~13", ()),
    # which code an article belongs to
    ("ст. 20.2", "UK_BY", "?:20.2", ()),
    ("ст. 105", "KOAP_BY_2021", "?:105", ()),
    ("ст. 139 ч. 2 п. 6, ст. 342", None, "UK_BY:139:2:6 UK_BY:342", ()),
    ("ст. 342 УК РБ, ст. 9.1", None, "UK_BY:342 ?:9.1", ()),
    ("ст. 342, КоАП РБ ст. 24.23", None, "UK_BY:342 KOAP_BY_2021:24.23", ()),
    ("ст. 342 УК 2100", None, "UK_BY:342", ("2100",)),
    ("ст. 342 УК РБ 20 суток", None, "UK_BY:342", ("20 суток",)),
    ("ст. 24.23 КоАП РБ (2003 г.)", None, "KOAP_BY_2003:24.23", ()),
]


@pytest.mark.parametrize(("text", "default_code", "cited", "rest"), EDGES)
def test_a_rule_of_the_grammar_holds_at_its_edge(
    text: str, default_code: str | None, cited: str, rest: tuple[str, ...]
) -> None:
    reading = read_articles(text, default_code=default_code)

    found = [one.canonical + "".join(f"~{q.article}" for q in one.qualifiers) for one in reading.refs]
    assert (" ".join(found), reading.rest) == (cited, rest)


@pytest.mark.parametrize(
    ("text", "bases"),
    [
        ("статьи 342 и 368", ["inferred", "inferred"]),
        ("УК ст. 342 УК РБ ст. 368", ["stated", "carried"]),
        ("РБ УК ст. 342", ["stated"]),
        ("ст. 342, УК РБ ст. 368", ["inferred", "stated"]),
    ],
)
def test_each_article_says_how_its_own_code_is_known(text: str, bases: list[str]) -> None:
    assert [ref.code_basis for ref in ArticleRef.parse_all(text)] == bases


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("ст. 24.23 КоАП РБ (2003 г.), ст. 342 УК РБ", "ст. 24.23 КоАП РБ (2003 г.)"),
        ("(ст. 24.23 КоАП РБ 2003), ст. 342 УК РБ", "ст. 24.23 КоАП РБ 2003"),
        ("ст. 24.23 КоАП РБ (2003, ст. 342 УК РБ", "ст. 24.23 КоАП РБ (2003"),
        ("ст. 342 (1, 2) УК РБ, ст. 368", "ст. 342 (1, 2) УК РБ"),
    ],
)
def test_the_words_of_a_citation_end_where_its_code_ends(text: str, written: str) -> None:
    assert ArticleRef.parse_all(text)[0].as_written == written


def test_a_hundred_articles_and_the_longest_text_are_read_and_not_one_more() -> None:
    hundred, longest = "ст. 101-120, " * 5, "ст. 342".ljust(LONGEST - 1) + "."

    assert len(ArticleRef.parse_all(hundred, default_code="UK_BY")) == 100
    assert len(ArticleRef.parse_all(longest)) == 1
    for text in (hundred + "ст. 342", longest + "."):
        with pytest.raises(InputProblem):
            ArticleRef.parse_all(text, default_code="UK_BY")
