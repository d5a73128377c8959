"""The latest word counts, a withdrawal and an end are a no, and a no to one by name is lifted by name only."""

import uuid
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.domain.consents import (
    CONDITIONAL,
    EXPIRED,
    REFUSED,
    WITHDRAWN,
    Decision,
    permissions,
    same_recipient,
)

TODAY = date(2026, 11, 24)
NGO, HERS = "C4_NGO", "Example NGO"
JANUARY, MARCH, JUNE = date(2026, 1, 1), date(2026, 3, 1), date(2026, 6, 1)


def _said(
    answer: str = "yes",
    *,
    on: date = JANUARY,
    until: date | None = None,
    withdrawn: date | None = None,
    to: str = "",
    consent: int = 1,
) -> Decision:
    return Decision(on, until, withdrawn, NGO, to, answer, uuid.UUID(int=consent))


@pytest.mark.parametrize(
    ("decisions", "why_not"),
    [
        ([_said()], ""),
        ([_said("no")], REFUSED),
        ([_said("conditional")], CONDITIONAL),
        ([_said(until=date(2026, 11, 23))], EXPIRED),
        ([_said(until=TODAY)], ""),
        ([_said(withdrawn=TODAY)], WITHDRAWN),
        ([_said(withdrawn=date(2026, 11, 25))], ""),
        ([_said(), _said("no", on=MARCH)], REFUSED),
        ([_said("no"), _said(on=MARCH)], ""),
        ([_said(), _said("no")], REFUSED),
        # a consent withdrawn in June takes back what was said before June, whichever paper it stood on
        ([_said(), _said(on=MARCH, withdrawn=JUNE)], WITHDRAWN),
        ([_said(withdrawn=JUNE), _said(on=MARCH)], WITHDRAWN),
        ([_said(withdrawn=MARCH), _said(on=JUNE)], ""),
        # one that ran out had taken the place of the one before it
        ([_said(), _said(on=MARCH, until=JUNE)], EXPIRED),
        ([_said(until=JUNE), _said(on=MARCH)], ""),
        # a no to them by name is not lifted by a yes to partners in general
        ([_said("no", to=HERS), _said(on=MARCH)], REFUSED),
        ([_said("no", to=HERS), _said(on=MARCH, to=HERS)], ""),
        ([_said(to=HERS), _said("no", on=MARCH)], REFUSED),
        ([_said("no"), _said(on=MARCH, to="Another NGO")], REFUSED),
        ([_said("no", to="Another NGO"), _said()], ""),
    ],
)
def test_the_last_word_of_a_person_counts(decisions: list[Decision], why_not: str) -> None:
    for order in (decisions, decisions[::-1]):
        assert permissions(order, HERS, TODAY)[NGO].why_not == why_not


def test_the_consent_that_allows_is_named() -> None:
    found = permissions([_said(consent=1), _said(on=MARCH, consent=2)], HERS, TODAY)
    assert found[NGO].consent_id == uuid.UUID(int=2)


def test_a_word_of_the_future_and_one_to_others_say_nothing() -> None:
    assert permissions([_said(on=date(2026, 11, 25)), _said(to="Another NGO")], HERS, TODAY) == {}


@pytest.mark.parametrize(("one", "other"), [("Example NGO", " example  ngo "), ("ВЯСНА", "вясна")])
def test_case_and_blanks_make_no_other_recipient(one: str, other: str) -> None:
    assert same_recipient(one, other)
    assert permissions([_said(to=one)], other, TODAY)[NGO].why_not == ""


@given(st.lists(st.builds(_said, st.sampled_from(["yes", "no", "conditional"]), on=st.dates(JANUARY, TODAY))))
def test_a_withdrawal_today_silences_everything_before(decisions: list[Decision]) -> None:
    withdrawn = [*decisions, _said(withdrawn=TODAY)]
    assert permissions(withdrawn, HERS, TODAY)[NGO].why_not
