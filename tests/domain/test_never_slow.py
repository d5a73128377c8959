"""No text makes a parser work long: what it does is counted in executed lines, which no machine and no load change.

How many milliseconds that is stands in docs/terms.md, measured by tests/bench/bench_domain_dates_terms.py.
"""

import sys
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Any

import pytest

from dossier.domain import article_words, typed_text
from dossier.domain.articles import read_articles
from dossier.domain.dates import PartialDate
from dossier.domain.memory import forget_texts
from dossier.domain.terms import Term
from dossier.errors import InputProblem
from tests.domain.hostile_texts import HOSTILE_ARTICLES, HOSTILE_DATES, HOSTILE_TERMS

Reader = Callable[[str], object]
READERS: dict[str, tuple[Reader, int, list[str]]] = {
    "dates": (PartialDate.parse, typed_text.LONGEST, [*HOSTILE_DATES, *HOSTILE_TERMS]),
    "terms": (Term.parse, typed_text.LONGEST, [*HOSTILE_TERMS, *HOSTILE_DATES]),
    "articles": (
        lambda text: read_articles(text, default_code="UK_BY"),
        article_words.LONGEST,
        [*HOSTILE_ARTICLES, *HOSTILE_DATES, *HOSTILE_TERMS],
    ),
}


def lines_of(read: Reader, text: str) -> int:
    """Lines of Python that run while the text is read; what was remembered of other texts is forgotten first."""
    ran = 0

    def trace(frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal ran
        ran += event == "line"
        return trace

    forget_texts()
    before = sys.gettrace()
    sys.settrace(trace)
    try:
        with suppress(InputProblem):
            read(text)
    finally:
        sys.settrace(before)
    return ran


MOST_LINES_A_CHARACTER, LINES_FOR_ANY = 40, 400


@pytest.mark.parametrize("kind", READERS)
def test_the_work_on_a_text_is_bounded_by_its_length(kind: str) -> None:
    read, longest, texts = READERS[kind]
    over = {
        text[:20]: lines
        for text in (text[:longest] for text in texts)
        if (lines := lines_of(read, text)) > LINES_FOR_ANY + MOST_LINES_A_CHARACTER * len(text)
    }

    assert not over


@pytest.mark.parametrize("kind", READERS)
def test_a_text_twice_as_long_costs_about_twice_as_much(kind: str) -> None:
    read, longest, texts = READERS[kind]
    halves = [(text[: longest // 2], text[: longest // 2 * 2]) for text in texts if len(text) >= longest]
    grown = {
        whole[:20]: (few, many)
        for half, whole in halves
        if (many := lines_of(read, whole)) > 2.4 * (few := lines_of(read, half)) + LINES_FOR_ANY
    }

    assert len(halves) >= 5
    assert not grown


@pytest.mark.parametrize("kind", READERS)
def test_a_text_above_the_longest_is_refused_before_it_is_looked_at(kind: str) -> None:
    read, longest, _texts = READERS[kind]

    assert lines_of(read, "1 " * longest) < LINES_FOR_ANY
