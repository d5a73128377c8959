"""Which bodies are open: the State, the day of the facts and the day of filing decide, and what is unknown stays so."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.domain.dates import PartialDate
from dossier.domain.forum_words import SENTENCES
from dossier.domain.forums import Complaint, ForumAnswer, forum_limits, forum_rules, forums
from dossier.domain.law_rows import countries, vocabulary
from dossier.domain.terms import Term
from dossier.errors import MESSAGES


def ask(country: str, filed: str, facts: str | None = None, decided: str | None = None) -> dict[str, ForumAnswer]:
    """The answers by body."""
    days = [PartialDate.parse(one) if one else None for one in (facts, decided)]
    found = forums(Complaint(PartialDate.parse(filed), *days), country)
    assert len({one.forum for one in found}) == len(found)
    return {one.forum: one for one in found}


@pytest.mark.parametrize(
    ("country", "forum", "facts", "filed", "decided", "answer"),
    [
        # the Human Rights Committee and Belarus: until the denunciation took effect
        ("BY", "HRC_OP1", "2020-08-12", "2022-12-01", "2021-09-01", "open"),
        ("BY", "HRC_OP1", "2020-08-12", "2023-02-07", "2021-09-01", "open"),
        ("BY", "HRC_OP1", "2020-08-12", "2023-02-08", "2021-09-01", "check"),
        ("BY", "HRC_OP1", "2020-08-12", "2023-02-09", "2021-09-01", "closed"),
        ("BY", "HRC_OP1", "2020-08-12", "02.2023", "2021-09-01", "unknown"),
        ("BY", "HRC_OP1", "1992-06-01", "2022-12-01", None, "closed"),
        ("BY", "HRC_OP1", "2010-01-01", "2022-12-01", "2012-02-01", "late"),
        ("RU", "HRC_OP1", "2023-06-01", "2026-01-01", None, "open"),
        # the Court in Strasbourg: never Belarus; Russia for facts until 16 September 2022
        ("BY", "ECTHR", "2020-08-12", "2021-01-01", None, "closed"),
        ("RU", "ECTHR", "2022-09-16", "2022-12-01", "2022-10-01", "open"),
        ("RU", "ECTHR", "2022-09-17", "2022-12-01", "2022-10-01", "closed"),
        ("RU", "ECTHR", "09.2022", "2022-12-01", "2022-10-01", "unknown"),
        ("RU", "ECTHR", None, "2022-12-01", "2022-10-01", "unknown"),
        ("RU", "ECTHR", "2021-01-01", "2022-02-01", "2022-01-31", "open"),
        ("RU", "ECTHR", "2021-01-01", "2022-07-31", "2022-01-31", "open"),
        ("RU", "ECTHR", "2021-01-01", "2022-08-01", "2022-01-31", "late"),
        ("RU", "ECTHR", "2021-01-01", "2022-06-01", "2022-02-01", "open"),
        ("RU", "ECTHR", "2021-01-01", "2022-06-02", "2022-02-01", "late"),
        ("RU", "ECTHR", "2021-01-01", "2022-06-10", "02.2022", "unknown"),
        ("UA", "ECTHR", "2024-01-01", "2026-01-01", "2025-12-01", "open"),
        ("UA", "ECTHR", "1996-01-01", "2026-01-01", None, "closed"),
        # mandates: open as far as the last known renewal, then to check, never simply open
        ("BY", "GIEB", "2020-08-12", "2024-04-03", None, "closed"),
        ("BY", "GIEB", "2020-08-12", "2024-04-04", None, "open"),
        ("BY", "GIEB", "2020-04-30", "2024-04-04", None, "closed"),
        ("BY", "GIEB", "05.2020", "2024-04-04", None, "open"),
        ("BY", "GIEB", "2020", "2024-04-04", None, "unknown"),
        ("BY", "GIEB", "2020-08-12", "2026-11-26", None, "check"),
        ("BY", "SR_BLR", None, "2025-07-13", None, "open"),
        ("BY", "SR_BLR", None, "2027-01-01", None, "check"),
        ("BY", "OEB", "2020-08-12", "2022-01-01", None, "open"),
        ("BY", "OEB", "2020-08-12", "2025-01-01", None, "closed"),
        ("RU", "SR_RUS", None, "2023-01-01", None, "open"),
        ("RU", "SR_RUS", None, "2022-10-06", None, "closed"),
        # the same for every State
        ("BY", "WGAD", None, "2026-11-26", None, "open"),
        ("RU", "WGAD", "2015", "2026-11-26", None, "open"),
        ("AZ", "WGEID", None, "2026-11-26", None, "open"),
        ("BY", "ICC_A15", "2002-06-30", "2026-11-26", None, "closed"),
        ("BY", "CICED", None, "2026-11-26", None, "indirect"),
        ("BY", "OSCE_MM", None, "2026-11-26", None, "ad_hoc"),
        ("BY", "STCOA", None, "2026-11-26", None, "prospective"),
        ("BY", "CAT22", "2020-08-12", "2021-01-01", None, "closed"),
        ("RU", "CAT22", "2020-08-12", "2021-01-01", None, "open"),
    ],
)
def test_the_answer_of_a_body(
    country: str, forum: str, facts: str | None, filed: str, decided: str | None, answer: str
) -> None:
    assert ask(country, filed, facts, decided)[forum].answer == answer


def test_the_steps_say_why_and_by_which_day() -> None:
    said = [step.sentence for step in ask("BY", "2023-03-01", "2020-08-12")["HRC_OP1"].steps]
    assert said == ["Closed.", "The State has left the treaty; only what was filed before goes on."]
    said = [step.sentence for step in ask("RU", "2022-12-01", "2022-10-01")["ECTHR"].steps]
    assert said == ["Closed.", "It looks only at facts until 16 September 2022."]
    said = [step.sentence for step in ask("RU", "2022-12-01", None)["ECTHR"].steps]
    assert "The day of the facts is not given, and it decides." in said


def test_the_last_day_is_that_of_the_time_limit_or_of_the_mandate_whichever_comes_first() -> None:
    by_limit = ask("RU", "2022-12-01", "2022-09-01", "2022-10-01")["ECTHR"].until
    by_denunciation = ask("BY", "2022-12-01", "2020-08-12", "2021-09-01")["HRC_OP1"].until
    assert by_limit is not None and by_limit.upper == date(2023, 2, 1)  # noqa: PT018
    assert by_denunciation is not None and by_denunciation.upper == date(2023, 2, 7)  # noqa: PT018


def test_the_urgent_procedure_on_disappearances_ends_and_the_ordinary_one_does_not() -> None:
    early, late = (ask("BY", filed, "2023-02-10")["WGEID"] for filed in ("2023-05-10", "2023-05-11"))
    assert (early.answer, late.answer) == ("open", "open")
    assert "is open until: 10 May 2023" in early.steps[-1].sentence
    assert "ended: 10 May 2023" in late.steps[-1].sentence


def test_a_rule_from_memory_that_is_unsure_says_so() -> None:
    answer = ask("BY", "2026-11-26")["CICED"]
    assert answer.unchecked
    assert answer.steps[-1].code == "forum.unchecked"


def test_a_state_without_rules_of_its_own_has_the_common_ones() -> None:
    assert set(ask("KZ", "2026-11-26")) == {"WGAD", "WGEID", "ICC_A15", "UJ", "CICED", "OSCE_MM", "SANCTIONS"}


@pytest.mark.parametrize("country", countries())
def test_every_reason_and_condition_has_a_sentence(country: str) -> None:
    for rule in forum_rules(country):
        assert f"forum.{rule.answer}" in MESSAGES
        assert f"forum.why.{rule.why}" in MESSAGES, rule
        assert all(f"forum.condition.{one}" in MESSAGES for one in rule.conditions), rule
    assert all(f"forum.limit.{limit.counts_from}" in MESSAGES for limit in forum_limits())


def test_no_sentence_is_left_over() -> None:
    rules = [rule for country in countries() for rule in forum_rules(country)]
    used = {f"forum.why.{rule.why}" for rule in rules} | {
        f"forum.condition.{c}" for rule in rules for c in rule.conditions
    }
    assert {code for code in SENTENCES if code.startswith(("forum.why.", "forum.condition."))} == used


def test_every_body_has_a_name_in_four_languages() -> None:
    assert all(row[f"name_{lang}"] for row in vocabulary("forums.csv") for lang in ("en", "be", "ru", "uk"))


_DAYS = st.dates(date(2019, 1, 1), date(2027, 12, 31))


@given(_DAYS, _DAYS, st.integers(0, 400), st.integers(0, 400), st.sampled_from(["BY", "RU"]))
def test_a_vague_day_never_contradicts_the_days_it_can_be(
    facts: date, filed: date, facts_width: int, filed_width: int, country: str
) -> None:
    """What is certain of a stretch of days is true of its first and of its last day."""

    def stretch(first: date, width: int) -> PartialDate:
        return PartialDate.parse(f"{first}/{date.fromordinal(first.toordinal() + width)}")

    vague = forums(Complaint(stretch(filed, filed_width), stretch(facts, facts_width)), country)
    for days in ((0, 0), (facts_width, filed_width)):
        exact = Complaint(
            stretch(date.fromordinal(filed.toordinal() + days[1]), 0),
            stretch(date.fromordinal(facts.toordinal() + days[0]), 0),
        )
        for one, other in zip(vague, forums(exact, country), strict=True):
            assert one.answer in ("unknown", other.answer)


@pytest.mark.parametrize(
    ("country", "forum", "facts", "filed", "answer"),
    [
        ("BY", "CEDAW_OP", "2020-08-12", "2021-01-01", "open"), ("BY", "CED31", "2020-08-12", "2021-01-01", "closed"),
        ("BY", "STCOA", "2024-01-01", "2026-01-01", "prospective"),
        ("RU", "SR_RUS", "2023-01-01", "2026-01-01", "check"), ("RU", "SR_RUS", "2023-01-01", "2025-01-01", "open"),
        ("RU", "CEDAW_OP", "2020-01-01", "2021-01-01", "open"), ("RU", "CED31", "2020-01-01", "2021-01-01", "closed"),
        ("RU", "STCOA", "2024-01-01", "2026-01-01", "prospective"),
    ],
)  # fmt: skip
def test_each_body_of_a_state_has_its_own_answer(country: str, forum: str, facts: str, filed: str, answer: str) -> None:
    assert ask(country, filed, facts)[forum].answer == answer


def codes(answer: ForumAnswer) -> list[str]:
    return [step.code for step in answer.steps]


def test_an_answer_that_comes_too_late_gives_the_limit_and_not_the_reason_why_the_body_was_open() -> None:
    late, still_open = (ask("BY", "2022-12-01", "2010-01-01", day)["HRC_OP1"] for day in ("2012-02-01", "2021-02-01"))
    assert codes(late) == ["forum.late", "forum.limit.passed"]
    assert codes(still_open) == ["forum.open", "forum.why.party", "forum.limit.due"]
    closed = ask("BY", "2023-03-01", "2020-08-12")["HRC_OP1"]
    assert codes(closed) == ["forum.closed", "forum.why.denounced"]


def test_an_unknown_answer_names_only_the_days_that_decide_it() -> None:
    filed = ask("BY", "02.2023", "2020-08-12")["HRC_OP1"]
    days = ("after", "before", "after", "before")
    assert codes(filed) == ["forum.unknown", *(f"forum.day.filed_{one}" for one in days)]
    assert codes(ask("BY", "06.2012", "2012-01-01")["SR_BLR"]) == ["forum.unknown", "forum.day.filed_before"]
    facts = ask("RU", "2022-12-01", "09.2022", "2022-10-01")["ECTHR"]
    assert codes(facts) == ["forum.unknown", "forum.day.facts_after"]


def test_without_the_final_decision_only_the_limit_in_force_is_asked_for() -> None:
    asked = ask("RU", "2022-08-15", "2022-01-01")["ECTHR"]
    (limit,) = (step for step in asked.steps if step.code.startswith("forum.limit"))
    assert (limit.code, dict(limit.facts)["term"]) == ("forum.limit.final_decision", Term("time", months=4))


def test_a_closed_body_without_a_rule_is_not_called_unchecked() -> None:
    answer = ask("BY", "1990-01-01", "1989-01-01")["SR_BLR"]
    assert (answer.answer, answer.rule, answer.unchecked) == ("closed", None, False)
    assert (answer.as_json()["certainty"], answer.as_json()["until"]) == (None, None)


@pytest.mark.parametrize(
    ("country", "forum", "facts"), [("BY", "HRC_OP1", "1992-12-30"), ("RU", "ECTHR", "2022-09-16")]
)
def test_a_closed_body_names_the_bound_that_is_missed_and_no_other(country: str, forum: str, facts: str) -> None:
    assert codes(ask(country, "1990-01-01", facts)[forum]) == ["forum.closed", "forum.day.filed_before"]


def test_a_body_that_may_be_late_still_says_why_it_was_open() -> None:
    answer = ask("RU", "2022-06-10", "2021-01-01", "02.2022")["ECTHR"]
    assert (answer.answer, codes(answer)[1]) == ("unknown", "forum.why.member")


def test_a_time_limit_that_ends_before_the_body_closes_is_the_last_day() -> None:
    answer = ask("BY", "2020-06-01", "2015-01-01", "2016-01-01")["HRC_OP1"]
    assert answer.until
    assert (answer.answer, answer.until.lower) == ("open", date(2021, 1, 1))
