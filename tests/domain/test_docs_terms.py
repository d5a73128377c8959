"""The examples of docs/terms.md, run."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dossier.domain.dates import PartialDate
from dossier.domain.terms import Term
from dossier.errors import InputProblem, Refused

PAGE = Path(__file__).resolve().parents[2] / "docs" / "terms.md"


def rows(*header: str) -> list[tuple[str, ...]]:
    """The rows of every table of the page that has this header."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    found = [row for start, line in enumerate(lines) if _cells(line) == header for row in _body(lines[start + 2 :])]
    assert found, header
    return found


def _body(lines: list[str]) -> Iterator[tuple[str, ...]]:
    for line in lines:
        if not line.startswith("|"):
            return
        yield _cells(line)


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip("|").split("|")) if line.startswith("|") else ()


@pytest.mark.parametrize(("written", "kind", "understood", "shown"), rows("written", "kind", "understood", "printed"))
def test_a_term_is_read_as_the_page_says(written: str, kind: str, understood: str, shown: str) -> None:
    term = Term.parse(written)
    amount = " ".join(filter(None, [str(term.amount or ""), term.currency]))

    assert (term.kind, term.iso or amount, term.format("en")) == (kind, understood, shown)


@pytest.mark.parametrize(("written", "code", "why"), rows("written", "code", "why"))
def test_a_text_is_refused_as_the_page_says(written: str, code: str, why: str) -> None:
    read = Term.parse if code.startswith("term.") else PartialDate.parse
    with pytest.raises(InputProblem) as refusal:
        read(written)
    assert refusal.value.code == code, why


@pytest.mark.parametrize(("one", "other", "longer", "total"), rows("one", "other", "longer", "sum"))
def test_terms_compare_and_add_up_as_the_page_says(one: str, other: str, longer: str, total: str) -> None:
    first, second = Term.parse(one), Term.parse(other)

    assert (_longer(first, second), _sum(first, second)) == (longer, total)


def _longer(first: Term, second: Term) -> str:
    try:
        return "equal" if first == second else "one" if first > second else "other"
    except Refused:
        return "refused"


def _sum(first: Term, second: Term) -> str:
    try:
        return (first + second).format("en")
    except Refused:
        return "refused"


@pytest.mark.parametrize(
    ("written", "kept", "first", "last", "shown"), rows("written", "kept", "first day", "last day", "printed")
)
def test_a_date_is_read_as_the_page_says(written: str, kept: str, first: str, last: str, shown: str) -> None:
    value = PartialDate.parse(written)

    assert (value.edtf, _day(value.lower), _day(value.upper), value.format("en")) == (kept, first, last, shown)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
