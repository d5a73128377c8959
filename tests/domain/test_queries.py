"""What is typed into the search field: fields, ranges, phrases, exclusions, and everything else as plain words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.domain.queries import READ_LIMIT, Limit, Span, read_query

AUTUMN = Span(date(2020, 8, 1), date(2020, 9, 30))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Иванов Пётр", ("Иванов", "Пётр")),
        ("Лукашенко А.Г.", ("Лукашенко", "А", "Г")),
        ("Иванова-Петрова", ("Иванова", "Петрова")),
        ("EX-2021-117", ("EX", "2021", "117")),
        ("Иванов OR name*", ("Иванов", "OR", "name")),
        ("SELECT * FROM person; --", ("SELECT", "FROM", "person")),
        ("foo:bar", ("foo", "bar")),
        ("-", ()),
        ("", ()),
    ],
)
def test_plain_text_is_words(typed: str, words: tuple[str, ...]) -> None:
    query = read_query(typed)
    assert query.words == words
    assert (query.limits, query.phrases, query.excluded) == ((), (), ())


@pytest.mark.parametrize(
    ("typed", "limit"),
    [
        ("arrested:2020-08..2020-09", Limit("arrested", "2020-08..2020-09", AUTUMN)),
        ("задержан:08.2020..09.2020", Limit("arrested", "08.2020..09.2020", AUTUMN)),
        ("born:1985", Limit("born", "1985", Span(date(1985, 1, 1), date(1985, 12, 31)))),
        ("нар:..1985", Limit("born", "..1985", Span(None, date(1985, 12, 31)))),
        ("народився:1985..", Limit("born", "1985..", Span(date(1985, 1, 1), None))),
        ('суд:"Ленинский суд"', Limit("court", "Ленинский суд")),
        ("Месца:Гродна", Limit("place", "Гродна")),
        ("-court:X", Limit("court", "X", is_excluded=True)),
    ],
)
def test_a_field_is_known_in_four_languages(typed: str, limit: Limit) -> None:
    assert read_query(typed).limits == (limit,)


@pytest.mark.parametrize("typed", ["п." * 60 + "1!", "ст. 1 п. " * 40 + "!", "п. п" * 60 + "1", "361-" * 60 + "!"])
def test_many_short_words_for_articles_are_read_at_once(typed: str) -> None:
    """Each "п." was read in two ways: thirty of them, a number and another sign stopped the screens for good."""
    assert read_query(typed).words


def test_phrases_and_exclusions_in_any_quotes() -> None:
    query = read_query('«Иван Петров» -Сидоров -"Пётр Дуб" “a b” Ян')
    assert query.phrases == ("Иван Петров", "a b")
    assert query.excluded == ("Сидоров", "Пётр Дуб")
    assert query.words == ("Ян",)


@pytest.mark.parametrize(
    ("typed", "words", "article"),
    [
        ("Иванов ч. 1 ст. 342", ("Иванов",), "342"),
        ("чч. 1 и 2 ст. 361-4 УК", (), "361-4"),
        ("130", (), "130"),
        ("Part 3 of Article 130 of the CC", (), "130"),
        ("article:342 Нивская", ("Нивская",), "342"),
        ("342 КК", (), "342"),
        ("Иванов 342 УК РБ", ("Иванов",), "342"),
        ("23.34 КаАП", (), "23.34"),
    ],
)
def test_an_article_at_the_end_is_one(typed: str, words: tuple[str, ...], article: str) -> None:
    query = read_query(typed)
    assert query.words == words
    assert query.limits[0].articles[0].article == article


@pytest.mark.parametrize(
    ("typed", "article"),
    [
        ('article:"нарушающие порядок"', "342"),
        ('арт:"дзеянні, парушаюць парадак"', "342"),
        ('article:"actions breaching public order"', "342"),
        ("статья:клевета", "188"),
        ('article:"клевета президента"', "367"),
        ('article:"неповиновение распоряжению"', "24.3"),
    ],
)
def test_an_article_is_asked_for_by_words_of_its_title_in_any_language_and_case(typed: str, article: str) -> None:
    query = read_query(typed)
    assert not query.not_understood
    assert article in {one.article for one in query.limits[0].articles}


def test_words_that_are_in_no_title_are_no_article() -> None:
    assert read_query('article:"невиданное деяние"').not_understood
    assert read_query("article:и").not_understood


def test_what_is_not_understood_is_words_and_is_said() -> None:
    query = read_query("born:yesterday")
    assert query.words == ("born", "yesterday")
    assert query.not_understood == ("born:yesterday",)
    assert read_query("born:2020..1990").not_understood == ("born:2020..1990",)


@pytest.mark.parametrize(
    ("typed", "unfinished"),
    [("Лука", True), ("Лука ", False), ('"Лука"', False), ("А.", False), ("Лука born:1985", False)],
)
def test_the_last_word_may_be_unfinished(typed: str, unfinished: bool) -> None:
    assert read_query(typed).unfinished is unfinished


@given(st.text())
def test_no_text_is_refused(text: str) -> None:
    query = read_query(text)
    assert sum(map(len, query.words)) <= 2 * READ_LIMIT


def test_a_long_text_is_cut_between_words() -> None:
    assert set(read_query("слова " * 40_000).words) == {"слова"}
