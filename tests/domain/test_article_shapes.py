"""Reading by the shape gives what reading the whole text gives, or nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.domain.article_reading import read
from dossier.domain.article_shapes import LONGEST_SHAPE, _learnt, read_by_shape
from dossier.domain.article_words import cleaned, cut
from dossier.errors import InputProblem
from tests.domain.article_phrases import BELARUS, NAMED, cases

PHRASES = [text for table in (BELARUS, NAMED) for text, _keys in cases(table)]
_WORDS = st.sampled_from(
    [
        "ч.", "чч.", "ст.", "ст.ст.", "арт.", "п.", "часть", "первая", "Art.", "part", "of", "and", "и", ",",
        ";", "(", ")",
        "УК", "КК", "КоАП", "РБ", "РФ", "Уголовного кодекса", "(1)", "суток", "лет", "г.", "«а»", "№",
        "Belarus", "-", "\n",
    ]
)  # fmt: skip
_NUMBERS = st.one_of(
    st.integers(1, 30).map(str), st.integers(31, 99).map(str), st.integers(100, 999).map(str),
    st.sampled_from(["0", "012", "2021", "361-4", "24.23", "361⁴", "1/2", "1-я", "2nd", "207.3", "1000"]),
)  # fmt: skip
_TEXTS = st.lists(st.one_of(_WORDS, _NUMBERS), min_size=1, max_size=14).map(" ".join)


def _same(text: str) -> bool:
    """Whether the text was read by its shape; and then as the grammar reads it."""
    try:
        whole = read(cut(text))
        quick = read_by_shape(cleaned(text))
    except InputProblem:
        return False
    assert quick is None or quick == whole
    return quick is not None


@pytest.mark.parametrize("text", PHRASES)
def test_a_phrase_of_the_tables_is_read_alike(text: str) -> None:
    _same(text)


def test_most_short_phrases_with_plain_numbers_are_read_by_their_shape() -> None:
    plain = ["ч. 1 ст. 342 УК РБ", "ст. 342, 368", "Part 3 of Article 130 of the CC", "art. 342(1)", "342 ч. 1; 368"]
    assert all(map(_same, plain))


@given(_TEXTS)
def test_any_text_is_read_alike(text: str) -> None:
    _same(text)


@given(st.text(alphabet="чступ.,;()- \n0123456789а«»УКРБ", max_size=60))
def test_any_signs_are_read_alike(text: str) -> None:
    _same(text)


@pytest.mark.parametrize(
    "text",
    [
        "ст. 361-4",
        "ст. 24.23",
        "ст. 361⁴",
        "ст. 012",
        "УК 2021 г.",
        "1-я часть ст. 5",
        "ст. 361 - 364",
        "ч1 ст342",
        "ст. 0",
    ],
)
def test_numbers_that_mean_more_than_themselves_are_read_whole(text: str) -> None:
    assert read_by_shape(cleaned(text)) is None


def test_a_long_text_is_read_whole_and_not_kept() -> None:
    before = _learnt.cache_info().currsize
    assert read_by_shape("ст. 342 " + "а" * LONGEST_SHAPE) is None
    assert _learnt.cache_info().currsize == before
