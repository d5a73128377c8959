"""Laws that hold for every text and every term."""

from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dossier.domain.dates.month_words import LANGUAGES
from dossier.domain.terms import Term
from dossier.errors import InputProblem, Refused
from tests.domain.hostile_texts import HOSTILE_TERMS

_WORDS = (
    "15 2 6 1/2 ½ 4.5 1 350 0 год года лет г. мес. суток сут. часов дней years months days hours полтора half and и"
    " а a с половиной двадцать пять five hundred тысяч тыс. базовых величин б.в. руб. коп. $ € BYN белорусских"
    " пожизненно life смертная казнь условно от до ( ) - – , . ; + лишения свободы ареста штраф р. год. міс."
    " P2Y6M p15d (два) ' \u200b ２ ² 10**9"
).split(" ")
_COUNTS = st.integers(0, 149)
_AMOUNTS = st.decimals(min_value="0.01", max_value="999999999", places=2)


@st.composite
def terms(draw: st.DrawFn) -> Term:
    """A term or fine of any kind that can be imposed."""
    kind = draw(st.sampled_from(["years", "days", "hours", "money", "base_units", "life", "death"]))
    if kind in ("life", "death"):
        return Term(kind)  # type: ignore[arg-type]
    if kind == "money":
        currency = draw(st.sampled_from(["RUBLE", "BYN", "BYR", "RUB", "USD", "EUR", "PLN", "UAH"]))
        return Term("money", amount=draw(_AMOUNTS), currency=currency)
    if kind == "base_units":
        return Term("base_units", amount=draw(_AMOUNTS))
    if kind == "days":
        return Term("time", days=draw(st.integers(1, 40_000)))
    if kind == "hours":
        return Term("time", hours=draw(st.integers(1, 10_000)))
    years, months, days = draw(_COUNTS), draw(_COUNTS), draw(_COUNTS)
    return Term("time", years, max(months, 0 if years else 1), days)


@pytest.mark.parametrize("lang", LANGUAGES)
@settings(max_examples=400, deadline=None)
@given(term=terms())
def test_what_is_printed_is_read_back(lang: str, term: Term) -> None:
    assert Term.parse(term.format(lang), lang=lang) == term
    assert Term.parse(term.format(lang)) == term


@settings(max_examples=300, deadline=None)
@given(term=terms())
def test_the_iso_text_is_read_back(term: Term) -> None:
    if term.iso is None:
        assert term.kind != "time"
    else:
        again = Term.parse(term.iso)
        assert (again.years, again.months, again.days, again.hours) == (term.years, term.months, term.days, term.hours)


@settings(max_examples=400, deadline=None)
@given(one=terms(), other=terms())
def test_the_order_is_one_or_there_is_none(one: Term, other: Term) -> None:
    try:
        ways = (one < other) + (other < one) + (one == other)
    except Refused as refusal:
        ways = 1 if refusal.code == "term.compare" else 0
        assert one != other
    assert ways == 1


@settings(max_examples=1500, deadline=None)
@given(
    text=st.text()
    | st.text(alphabet="0123456789.,-/ гмлдсpymdth½()$€")
    | st.lists(st.sampled_from(_WORDS)).map(" ".join)
)
@example("\ud800")
@example("1/0 года")
@example("9" * 300)
@example("½½½ года")
@example("1 ½ 1/2 года")
@example("тысяча тысяч миллионов миллионов миллионов рублей")
def test_any_text_is_a_term_or_an_input_problem(text: str) -> None:
    sentences: set[str] = set()
    for lang in (None, *LANGUAGES):
        try:
            term = Term.parse(text, lang=lang)
        except InputProblem as problem:
            sentences.add(problem.message)
        else:
            assert Term.parse(term.format("ru"), lang="ru") == term
            assert isinstance(term.amount, Decimal | None)
    assert "" not in sentences


@settings(max_examples=300, deadline=None)
@given(number=st.integers(0, 10**6))
def test_a_bare_number_is_always_refused(number: int) -> None:
    with pytest.raises(InputProblem):
        Term.parse(str(number))


@pytest.mark.parametrize("text", HOSTILE_TERMS, ids=range(len(HOSTILE_TERMS)))
def test_a_text_made_to_be_slow_is_refused(text: str) -> None:
    with pytest.raises(InputProblem):
        Term.parse(text)
