"""Each check finds its own mistake, is silent on its neighbour, and never says more than the dates allow."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.domain.checks import CHECKS, Finding, check_record
from dossier.domain.dates import PartialDate
from dossier.domain.record import Charged, Decision, Held, PersonRecord, Procedure, Punishment, Stay, Step
from dossier.domain.terms import Term
from dossier.errors import MESSAGES
from dossier.i18n import in_language

TODAY = date(2026, 11, 26)
PAGE = Path(__file__).parents[3] / "docs" / "checks.md"
MINSK = timezone(timedelta(hours=3))


def day(written: str) -> PartialDate:
    """A date."""
    return PartialDate.parse(written)


def charged(ref: str = "CH-1", article: str = "342", part: str = "1", **more: Any) -> Charged:
    """A charge; texts become dates."""
    dates: dict[str, Any] = {name: day(more.pop(name)) for name in ("facts", "charged") if name in more}
    return Charged(ref, more.pop("code", "UK_BY"), article, part, **dates, **more)


def punished(term: str = "2 года", kind: str = "IMPR", ref: str = "PE-1", **more: Any) -> Punishment:
    """A punishment."""
    return Punishment(ref, kind, Term.parse(term), **more)


def decided(ref: str = "SE-1", instance: str = "first", *punishments: Punishment, **dates: str) -> Decision:
    """A decision."""
    days: dict[str, Any] = {name: day(text) for name, text in dates.items()}
    return Decision(ref, instance, punishments=punishments, **days)


def stay(ref: str, started: str, ended: str = "", basis: str = "remand") -> Stay:
    """A stay."""
    return Stay(ref, day(started), day(ended) if ended else None, basis)


def held(*stays: Stay, started: str = "2021-01-01", ended: str = "", **more: Any) -> Held:
    """A detention."""
    return Held(more.pop("ref", "D-1"), started=day(started), ended=day(ended) if ended else None, stays=stays, **more)


def procedure(*charges: Charged, decisions: tuple[Decision, ...] = (), **more: Any) -> Procedure:
    """A proceeding."""
    return Procedure(
        more.pop("ref", "PR-1"), more.pop("branch", "criminal"), charges=charges, decisions=decisions, **more
    )


def person(
    *procedures: Procedure, episodes: tuple[Held, ...] = (), born: str = "", died: str = "", label: str = ""
) -> PersonRecord:
    """A record."""
    return PersonRecord(
        "P-1", label, day(born) if born else None, day(died) if died else None, procedures, episodes
    )  # fmt: skip


def steps(**days: str) -> tuple[Step, ...]:
    """Milestones."""
    return tuple(Step(f"MI-{n}", code, day(text)) for n, (code, text) in enumerate(days.items()))


def _one(code: str, *procedures: Procedure) -> PersonRecord:
    return person(*procedures)


IN_2021 = charged(facts="2021-07-01", article="130", part="2")
"""Three to ten years of imprisonment, verified."""
WRONG: dict[str, list[PersonRecord]] = {
    "mixed_alphabets": [
        person(label="Иван\u006fв Иван"),
        person(label="Ivan\u043ev"),
        person(label="І\u0056А\u004e Петров"),
    ],
    "born_after_died": [person(born="1990", died="1989"), person(born="05.1990", died="04.1990")],
    "facts_before_birth": [person(procedure(charged(facts="1989-12-31")), born="1990")],
    "impossible_age": [person(procedure(charged(facts="2021-07-01")), born="1911-06-30")],
    "below_age": [person(procedure(charged(facts="2021-07-01")), born="2007-07-02")],
    "minor": [
        person(procedure(charged(facts="2021-07-01")), born="2003-07-02"),
        person(procedure(charged(facts="2021-07-01"), branch="administrative"), born="2010"),
    ],
    "after_death": [person(procedure(charged(facts="2021-07-01")), born="1980", died="06.2021")],
    "in_future": [
        person(episodes=(held(started="2026-11-27"),)),
        person(procedure(decisions=(decided(imposed="2027"),))),
        person(procedure(steps=steps(SEARCH="2031"))),
    ],
    "charge_before_facts": [person(procedure(charged(facts="2021-07-01", charged="06.2021")))],
    "verdict_before_facts": [
        person(procedure(charged(facts="2021-07-01"), decisions=(decided(imposed="2021-06-30"),))),
    ],
    "verdict_before_charge": [
        person(procedure(charged(charged="2021-07-01"), decisions=(decided(imposed="05.2021"),))),
        person(
            procedure(
                charged(charged="2021-07-01"),
                decisions=(decided(imposed="2021-05-01"), decided("SE-2", "appeal", imposed="2021-06-30")),
            )
        ),
    ],
    "in_force_before_verdict": [person(procedure(decisions=(decided(imposed="2021-07-01", in_force="2021-06-30"),)))],
    "appeal_before_verdict": [
        person(procedure(decisions=(decided(imposed="2021-07-01"), decided("SE-2", "appeal", imposed="05.2021")))),
    ],
    "steps_out_of_order": [
        person(procedure(steps=steps(VERDICT="2021-07-01", TRIAL_OPEN="2021-07-02"))),
        person(procedure(steps=steps(APPEAL="2021-06-01", TRIAL_OPEN="07.2021"))),
    ],
    "release_before_verdict": [
        person(procedure(decisions=(decided(imposed="2021-07-01", release_stated="2021-06-01"),))),
    ],
    "punishment_without_charge": [person(procedure(decisions=(decided("SE-1", "first", punished()),)))],
    "conviction_without_decision": [person(procedure(charged(result="convicted")))],
    "decision_without_punishment": [person(procedure(charged(result="convicted"), decisions=(decided(),)))],
    "punished_for_acquittal": [
        person(
            procedure(
                charged(result="acquitted"), charged("CH-2", "361", result="convicted"),
                decisions=(decided("SE-1", "first", punished(charge="CH-1")),),
            )
        ),
    ],
    "release_before_detention": [person(episodes=(held(started="2021-07-01", ended="2021-06-30"),))],
    "stay_backwards": [person(episodes=(held(stay("DP-1", "2021-07-01", "06.2021")),))],
    "stay_outside_episode": [
        person(episodes=(held(stay("DP-1", "2020-12-31", "2021-02-01")),)),
        person(episodes=(held(stay("DP-1", "2021-02-01", "2021-08-01"), ended="2021-07-01"),)),
    ],
    "stays_overlap": [
        person(episodes=(held(stay("DP-1", "2021-01-01", "2021-03-01"), stay("DP-2", "2021-02-28", "2021-05-01")),)),
        person(episodes=(held(stay("DP-2", "2021-02-01"), stay("DP-1", "2021-01-01", "2021-03-01")),)),
        person(episodes=(held(stay("DP-1", "01.2021", "04.2021"), stay("DP-2", "02.2021", "05.2021")),)),
    ],
    "stays_gap": [
        person(episodes=(held(stay("DP-1", "2021-01-01", "2021-03-01"), stay("DP-2", "2021-03-03", "2021-05-01")),)),
        person(episodes=(held(stay("DP-1", "2021-01-01", "02.2021"), stay("DP-2", "04.2021")),)),
    ],
    "episodes_overlap": [
        person(episodes=(held(started="2021-01-01", ended="2021-03-01"), held(started="2021-02-01", ref="D-2"))),
    ],
    "limit_exceeded": [
        person(
            procedure(steps=(Step("MI-1", "REMAND", at=datetime(2021, 1, 4, 13, tzinfo=MINSK)),)),
            episodes=(held(proceeding="PR-1", detained_at=datetime(2021, 1, 1, 12, tzinfo=MINSK)),),
        ),
    ],
    "punishment_above_article": [
        person(procedure(IN_2021, decisions=(decided("SE-1", "first", punished("10 лет 1 месяц")),))),
        person(
            procedure(
                IN_2021, charged("CH-2", "361-4", facts="2021-07-01"),
                decisions=(decided("SE-1", "first", punished("11 лет", charge="CH-1")),),
            )
        ),
    ],
    "punishment_below_article": [
        person(procedure(IN_2021, decisions=(decided("SE-1", "first", punished("2 года 11 месяцев")),))),
    ],
    "arrest_above_article": [
        person(
            procedure(
                charged(code="KOAP_BY_2021", article="24.23", part="1", facts="2021-07-01"), branch="administrative",
                decisions=(decided("SE-1", "first", punished("20 суток", "A_ARREST")),),
            )
        ),
    ],
    "punishment_above_kind": [
        person(procedure(IN_2021, decisions=(decided("SE-1", "first", punished("26 лет")),))),
        person(
            procedure(branch="administrative", decisions=(decided("SE-1", "first", punished("31 сутки", "A_ARREST")),))
        ),
    ],
    "wrong_unit": [
        person(procedure(IN_2021, decisions=(decided("SE-1", "first", punished("15 суток")),))),
        person(
            procedure(branch="administrative", decisions=(decided("SE-1", "first", punished("15 лет", "A_ARREST")),))
        ),
    ],
    "wrong_branch": [
        person(procedure(IN_2021, decisions=(decided("SE-1", "first", punished("15 суток", "A_ARREST")),))),
    ],
    "regime_without_colony": [
        person(procedure(decisions=(decided("SE-1", "first", punished("3 года", "RF_HOME", regime="STRICT")),))),
    ],
    "article_not_in_force": [person(procedure(charged(article="361-4", part="1", facts="2015-07-01")))],
    "article_of_other_branch": [
        person(procedure(charged(code="KOAP_BY_2021", article="24.23", part="1", facts="2021-07-01"))),
    ],
    "double_charge": [person(procedure(charged(facts="2021-07-01"), charged("CH-2", facts="2021-07-01")))],
    "double_decision": [
        person(procedure(decisions=(decided(imposed="2021-07-01"), decided("SE-2", imposed="2021-07-01")))),
    ],
    "double_punishment": [
        person(procedure(IN_2021, decisions=(decided("SE-1", "first", punished(), punished(ref="PE-2")),))),
    ],
    "double_proceeding": [
        person(procedure(number="12/34"), procedure(ref="PR-2", number="12/34")),
        person(
            procedure(charged(), decisions=(decided(imposed="2021-07-01"),)),
            procedure(charged("CH-2"), decisions=(decided("SE-2", imposed="2021-07-01"),), ref="PR-2"),
        ),
    ],
    "double_episode": [person(episodes=(held(ended="2021-01-02"), held(ref="D-2")))],
}  # fmt: skip

RIGHT: dict[str, list[PersonRecord]] = {
    "mixed_alphabets": [person(label="Іван Іваноў (Ivan Ivanou)"), person(label="Ł. Дуб-Smith"), person()],
    "born_after_died": [person(born="1990", died="1990"), person(born="1990", died="до 1991")],
    "facts_before_birth": [person(procedure(charged(facts="1990")), born="1990-06")],
    "impossible_age": [person(procedure(charged(facts="2021-07-01")), born="1911-07-01")],
    "below_age": [
        person(procedure(charged(facts="2021-07-01")), born="2007-07-01"),
        person(procedure(charged(facts="2021-07-01")), born="2007"),
    ],
    "minor": [person(procedure(charged(facts="2021-07-01")), born="2003")],
    "after_death": [person(procedure(charged(facts="2021-07-01")), died="07.2021")],
    "in_future": [
        person(episodes=(held(started="11.2026"),)),
        person(procedure(decisions=(decided(imposed="2026-11-01", in_force="2026-12-01", release_stated="2030"),))),
    ],
    "charge_before_facts": [person(procedure(charged(facts="2021-07-01", charged="07.2021")))],
    "verdict_before_facts": [
        person(procedure(charged(facts="2021", charged="2021"), decisions=(decided(imposed="2021-06-30"),))),
        person(procedure(charged(facts="2021-07-01", result="pending"), decisions=(decided(imposed="2021-06-30"),))),
    ],
    "verdict_before_charge": [
        person(
            procedure(
                charged(charged="2021-07-01"),
                decisions=(decided(imposed="2021-05-01"), decided("SE-2", "resentencing", imposed="2021-08-01")),
            )
        ),
        person(procedure(charged(charged="2021-07-01"), decisions=(decided(imposed="2021-05-01"), decided("SE-2")))),
    ],
    "in_force_before_verdict": [person(procedure(decisions=(decided(imposed="07.2021", in_force="2021-07-01"),)))],
    "appeal_before_verdict": [
        person(
            procedure(
                decisions=(
                    decided(imposed="2021-09-01"), decided("SE-2", imposed="2020-07-01"),
                    decided("SE-3", "appeal", imposed="2021-05-01"),
                )
            )
        ),
        person(
            procedure(
                decisions=(
                    decided(imposed="2020-07-01"), decided("SE-2", "appeal", imposed="2021-05-01"),
                    decided("SE-3", imposed="2021-09-01"),
                )
            )
        ),
    ],
    "steps_out_of_order": [
        person(procedure(steps=steps(VERDICT="2021-07-01", TRIAL_OPEN="07.2021"))),
        person(procedure(steps=(*steps(VERDICT="2020-07-01"), *steps(VERDICT="2022", TRIAL_OPEN="2021-09-01")))),
    ],
    "punished_for_acquittal": [
        person(procedure(charged(result="convicted"), decisions=(decided("SE-1", "first", punished(charge="CH-1")),))),
    ],
    "stay_outside_episode": [person(episodes=(held(stay("DP-1", "12.2020", "2021-02-01"), started="12.2020"),))],
    "stays_overlap": [
        person(episodes=(held(stay("DP-1", "2021-01-01", "2021-03-01"), stay("DP-2", "2021-03-01")),)),
        person(episodes=(held(stay("DP-1", "2021-01-01", "03.2021"), stay("DP-2", "03.2021", "05.2021")),)),
        person(episodes=(held(stay("DP-1", "2021-01-01"), stay("DP-2", "2021-02-01")),)),
        person(
            episodes=(
                held(
                    stay("DP-1", "2021-01-01", "2021-09-01", "sentence"),
                    stay("DP-2", "2021-02-01", "2021-02-15", "punishment_cell"),
                ),
            )
        ),
    ],
    "stays_gap": [
        person(episodes=(held(stay("DP-1", "2021-01-01", "2021-03-01"), stay("DP-2", "2021-03-02")),)),
        person(episodes=(held(stay("DP-1", "2021-01-01", "02.2021"), stay("DP-2", "03.2021")),)),
        person(
            episodes=(
                held(
                    stay("DP-1", "2021-01-01", "2021-02-01"), stay("DP-2", "2021-06-01"),
                    Stay("DP-3", None, day("2021-05-31")),
                ),
            )
        ),
    ],
    "episodes_overlap": [person(episodes=(held(ended="2021-03-01"), held(started="2021-03-01", ref="D-2")))],
    "limit_exceeded": [
        person(
            procedure(steps=steps(REMAND="2021-01-04")),
            episodes=(held(proceeding="PR-1", detained_at=datetime(2021, 1, 1, 12, tzinfo=MINSK), ended="2023"),),
        ),
        person(procedure(), episodes=(held(proceeding="PR-1", ended="2023"),)),
    ],
    "punishment_above_article": [
        person(procedure(IN_2021, decisions=(decided("SE-1", "first", punished("10 лет")),))),
        person(
            procedure(
                IN_2021, charged("CH-2", "361-4", facts="2021-07-01"),
                decisions=(decided("SE-1", "first", punished("15 лет")),),
            )
        ),
        person(procedure(replace(IN_2021, facts=None), decisions=(decided("SE-1", "first", punished("15 лет")),))),
        person(
            procedure(
                charged(article="382", part="", facts="2021-07-01"),
                decisions=(decided("SE-1", "first", punished("15 лет")),),
            )
        ),
    ],
    "punishment_below_article": [person(procedure(IN_2021, decisions=(decided("SE-1", "first", punished("3 года")),)))],
    "arrest_above_article": [
        person(
            procedure(
                charged(code="KOAP_BY_2021", article="24.23", part="1", facts="2021-07-01"), branch="administrative",
                decisions=(decided("SE-1", "first", punished("15 суток", "A_ARREST")),),
            )
        ),
    ],
    "punishment_above_kind": [
        person(procedure(IN_2021, decisions=(decided("SE-1", "first", punished("25 лет")),))),
        person(
            procedure(branch="administrative", decisions=(decided("SE-1", "first", punished("30 суток", "A_ARREST")),))
        ),
        person(procedure(IN_2021, decisions=(decided("SE-1", "first", punished("5 месяцев", "ARREST")),))),
    ],
    "wrong_unit": [
        person(procedure(IN_2021, decisions=(decided("SE-1", "first", punished("пожизненно", "LIFE")),))),
        person(procedure(IN_2021, decisions=(decided("SE-1", "first", punished("100 базовых величин", "FINE")),))),
    ],
    "wrong_branch": [
        person(procedure(IN_2021, decisions=(decided("SE-1", "first", punished("2 года", "CONDITIONAL")),))),
    ],
    "regime_without_colony": [
        person(procedure(IN_2021, decisions=(decided("SE-1", "first", punished("4 года", regime="STRICT")),))),
    ],
    "article_not_in_force": [
        person(procedure(charged(article="999", part="1", facts="2015-07-01"))),
        person(procedure(charged(article="361-4", part="1"))),
    ],
    "double_charge": [
        person(procedure(charged(facts="2021-07-01"), charged("CH-2", facts="2021-07-02"))),
        person(procedure(charged(), charged("CH-2", requalified_from="CH-1"))),
        person(procedure(charged(article=""), charged("CH-2", article=""))),
    ],
    "double_decision": [
        person(procedure(decisions=(decided(imposed="2021-07-01"), decided("SE-2", "appeal", imposed="2021-07-01")))),
        person(procedure(decisions=(decided(), decided("SE-2")))),
        person(
            procedure(
                decisions=(
                    replace(decided(imposed="2021-07-01"), changed_by="SE-2"), decided("SE-2", imposed="2021-07-01"),
                )
            )
        ),
    ],
    "double_punishment": [
        person(
            procedure(
                IN_2021,
                decisions=(decided("SE-1", "first", punished(charge="CH-1"), punished(ref="PE-2", charge="CH-2")),),
            )
        ),
    ],
    "double_proceeding": [
        person(procedure(), procedure(ref="PR-2")),
        person(procedure(number="1"), procedure(ref="PR-2", number="1", branch="administrative")),
        person(
            procedure(charged(), decisions=(decided(imposed="2021"),)),
            procedure(charged("CH-2"), decisions=(decided("SE-2", imposed="2021"),), ref="PR-2"),
        ),
    ],
    "double_episode": [person(episodes=(held(started="2021"), held(started="2021", ref="D-2")))],
}  # fmt: skip


def _codes(record: PersonRecord) -> set[str]:
    return {one.code for one in check_record(record, TODAY)}


@pytest.mark.parametrize(
    ("code", "record"),
    [(code, record) for code, records in WRONG.items() for record in records],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_mistake_is_found(code: str, record: PersonRecord) -> None:
    assert code in _codes(record)


@pytest.mark.parametrize(
    ("code", "record"),
    [(code, record) for code, records in RIGHT.items() for record in records],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_right_or_cannot_be_told_is_not_reported(code: str, record: PersonRecord) -> None:
    assert code not in _codes(record)


def test_every_check_has_a_mistake_that_shows_it() -> None:
    assert set(WRONG) == set(CHECKS)


def test_every_check_has_two_sentences() -> None:
    for code, check in CHECKS.items():
        assert MESSAGES[f"check.{code}"] == check.text
        assert MESSAGES[f"check.{code}.fix"] == check.fix
        assert check.fix.endswith(".")


@pytest.mark.parametrize("code", CHECKS)
def test_a_finding_speaks_and_is_a_document(code: str) -> None:
    found = next(one for one in check_record(WRONG[code][0], TODAY) if one.code == code)
    assert "{" not in found.text
    document = found.as_json()
    assert (document["code"], document["severity"]) == (code, CHECKS[code].severity)
    assert document["ref"]


def test_hard_findings_come_first_and_each_once() -> None:
    record = person(
        procedure(charged(facts="2021-07-01"), charged("CH-2", facts="2021-07-01")), episodes=(held(ended="2020"),)
    )
    found = check_record(record, TODAY)
    assert [one.severity for one in found] == ["hard", "soft"]
    assert len(set(found)) == len(found)


def test_a_good_record_has_no_findings() -> None:
    verdict = decided(
        "SE-1", "first", punished("4 года", regime="GENERAL"), imposed="2022-02-01", in_force="2022-04-01"
    )
    record = person(
        procedure(
            replace(IN_2021, charged=day("2021-07-10"), result="convicted"), decisions=(verdict,),
            steps=steps(CASE_OPENED="2021-07-01", SENT_TO_COURT="2021-12-01", TRIAL_OPEN="2022-01-10"),
        ),
        episodes=(
            held(
                stay("DP-1", "2021-07-02", "2022-04-01"), stay("DP-2", "2022-04-01", basis="sentence"),
                started="2021-07-02", proceeding="PR-1",
            ),
        ),
        born="1990",
    )  # fmt: skip
    assert check_record(record, TODAY) == []


def test_a_russian_record_is_checked_by_russian_law() -> None:
    charge = charged(code="UK_RU", article="280.3", part="", facts="2023-07-01")
    verdict = decided("SE-1", "first", punished("8 лет"), imposed="2023-12-01")
    assert "punishment_above_article" in _codes(person(procedure(charge, decisions=(verdict,), country="RU")))


# ---- never more than the dates allow --------------------------------------------------------------------------------

_DAYS = st.dates(date(2020, 1, 1), date(2021, 12, 31))
_WIDTHS = st.integers(0, 400)


def _record(*days: PartialDate) -> PersonRecord:
    born, facts, accused, imposed, in_force, started, ended, first, left, second = days
    charge = Charged("CH-1", "UK_BY", "130", "2", facts=facts, charged=accused)
    decision = Decision("SE-1", "first", imposed, in_force, punishments=(punished("4 года"),))
    stays = (Stay("DP-1", first, left, "remand"), Stay("DP-2", second, None, "sentence"))
    episode = Held("D-1", "PR-1", started=started, ended=ended, stays=stays)
    return PersonRecord("P-1", "", born, None, (procedure(charge, decisions=(decision,)),), (episode,))


_YOUNG = {"facts_before_birth", "below_age", "minor"}
"""Of these only the gravest that is certain is said, and with better known days it may be a graver one."""


def _plain(found: list[Finding]) -> set[tuple[str, str]]:
    return {("young" if one.code in _YOUNG else one.code, one.ref) for one in found}


@given(st.lists(st.tuples(_DAYS, _WIDTHS, st.integers(0, 400)), min_size=10, max_size=10))
def test_what_is_found_with_vague_days_is_found_with_every_day_they_can_be(days: list[tuple[date, int, int]]) -> None:
    def stretch(first: date, width: int) -> PartialDate:
        return PartialDate.parse(f"{first}/{date.fromordinal(first.toordinal() + width)}")

    vague = _plain(check_record(_record(*(stretch(first, width) for first, width, _at in days)), TODAY))
    exact = [stretch(date.fromordinal(first.toordinal() + at % (width + 1)), 0) for first, width, at in days]
    assert vague <= _plain(check_record(_record(*exact), TODAY))


def _without(record: PersonRecord, change: Callable[[PersonRecord], PersonRecord]) -> set[str]:
    return _codes(change(record))


@pytest.mark.parametrize("code", ["minor", "below_age", "facts_before_birth", "impossible_age"])
def test_without_a_birth_nothing_is_said_of_age(code: str) -> None:
    assert code not in _without(WRONG[code][0], lambda record: replace(record, born=None))


def test_the_page_on_checks_has_each_with_its_gravity_and_its_sentences() -> None:
    rows = [
        [cell.strip() for cell in line.strip("|\n").split("|")]
        for line in PAGE.read_text(encoding="utf-8").splitlines()
        if line.startswith("| `")
    ]
    said = {code.strip("`"): (severity, sentences) for code, severity, _when, sentences in rows}
    assert said == {code: (check.severity, f"{check.text} {check.fix}") for code, check in CHECKS.items()}


# ---- the neighbours of a mistake -------------------------------------------------------------------------------------


def said(record: PersonRecord, code: str) -> list[Finding]:
    """The findings of that code."""
    return [one for one in check_record(record, TODAY) if one.code == code]


def convicted(ref: str, article: str, part: str, **more: Any) -> Charged:
    return charged(ref, article, part, facts="2021-07-01", result="convicted", **more)


@pytest.mark.parametrize(
    ("stays", "refs"),
    [
        ((stay("S-1", "2021-01-01", "2021-02-01"), stay("S-2", "2021-02-01", "2021-03-01")), []),
        ((stay("S-1", "2021-01-01", "2021-02-02"), stay("S-2", "2021-02-01", "2021-03-01")), ["S-2"]),
        ((stay("S-1", "2021-01-01", "2021-02-01"), stay("S-2", "2021-01-01", "2021-02-01")), ["S-2"]),
        ((stay("S-1", "01.2021", "2021-06-01"), stay("S-2", "2021-01-01", "2021-06-01")), ["S-1"]),
        ((stay("S-1", "2021-01-10", "2021-06-01"), stay("S-2", "2021-01-10")), ["S-2"]),
        ((stay("S-1", "01.2021", "2021-06-01"), stay("S-2", "2021-01-10")), []),
    ],
)  # fmt: skip
def test_only_stays_that_surely_share_a_night_overlap(stays: tuple[Stay, ...], refs: list[str]) -> None:
    assert [one.ref for one in said(person(episodes=(held(*stays),)), "stays_overlap")] == refs


def test_a_gap_begins_after_the_stay_that_lasted_longest() -> None:
    stays = (
        stay("S-1", "2021-01-01", "2021-01-10"),
        stay("S-2", "2021-01-10", "2021-01-10"),
        stay("S-3", "2021-01-25", "2021-02-25"),
    )
    assert [one.ref for one in said(person(episodes=(held(*stays),)), "stays_gap")] == ["S-2"]


def test_a_day_that_nobody_knows_makes_nobody_too_young() -> None:
    record = person(procedure(charged()), born="2015-01-01")
    assert not said(record, "below_age")
    assert not said(record, "minor")


def test_what_happened_today_is_not_in_the_future() -> None:
    assert not said(person(episodes=(held(started="2026-11-26"),)), "in_future")


@pytest.mark.parametrize(
    ("lang", "name"), [("en", "Trial opened"), ("be", "пачатак судовага разбору"), ("uk", "початок судового розгляду")]
)
def test_steps_are_called_by_their_names_in_the_language(lang: str, name: str) -> None:
    with in_language(lang):
        (found,) = said(
            person(procedure(steps=steps(VERDICT="2021-07-01", TRIAL_OPEN="2021-07-02"))), "steps_out_of_order"
        )
        assert dict(found.facts)["other"] == name


def test_two_procedures_with_other_articles_are_two_even_when_decided_on_one_day() -> None:
    one = procedure(charged(article="342"), decisions=(decided(imposed="2021-07-01"),))
    other = procedure(charged(article="368"), decisions=(decided("SE-2", imposed="2021-07-01"),), ref="PR-2")
    bare = (replace(one, charges=()), replace(other, charges=()))
    assert not said(person(one, other), "double_proceeding")
    assert not said(person(*bare), "double_proceeding")
    assert said(person(one, replace(other, charges=one.charges)), "double_proceeding")


@pytest.mark.parametrize(
    ("term", "kind", "branch", "limit"),
    [
        ("26 лет", "IMPR", "criminal", "25 years"), ("25 лет", "IMPR", "criminal", None),
        ("31 сутки", "A_ARREST", "administrative", "30 days"),
        ("61 час", "A_CW", "administrative", "60 hours"), ("5 лет 1 месяц", "RF_HOME", "criminal", "5 years"),
    ],
)  # fmt: skip
def test_a_limit_is_said_in_the_unit_of_the_punishment(term: str, kind: str, branch: str, limit: str | None) -> None:
    punishment = punished(term, kind)
    record = person(procedure(charged(), branch=branch, decisions=(decided("SE-1", "first", punishment),)))
    found = said(record, "punishment_above_kind")
    assert [dict(one.facts)["limit"] for one in found] == ([Term.parse(limit)] if limit else [])


@pytest.mark.parametrize(("term", "kind"), [("15 суток", "CW"), ("2 года", "CW"), ("12 суток 12 часов", "A_ARREST")])
def test_a_punishment_in_hours_is_not_given_in_days_or_years(term: str, kind: str) -> None:
    branch = "administrative" if kind == "A_ARREST" else "criminal"
    record = person(procedure(charged(), branch=branch, decisions=(decided("SE-1", "first", punished(term, kind)),)))
    assert said(record, "wrong_unit")


@pytest.mark.parametrize(
    ("term", "is_above"), [("10 лет", False), ("10 лет 15 дней", True), ("9 лет 15 дней", False), ("11 лет", True)]
)
def test_days_beyond_the_most_years_are_too_much(term: str, is_above: bool) -> None:
    """Article 130, part 2, allows ten years."""
    punishment = punished(term, regime="GENERAL")
    record = person(procedure(IN_2021, decisions=(decided("SE-1", "first", punishment),)))
    assert bool(said(record, "punishment_above_article")) == is_above


def test_a_punishment_is_judged_by_its_own_charge_and_not_by_one_that_fell() -> None:
    long = punished("11 лет", regime="GENERAL")
    for result in ("acquitted", "requalified"):
        fallen = charged("CH-2", "342", "1", facts="2021-07-01", result=result)
        found = procedure(replace(IN_2021, result="convicted"), fallen, decisions=(decided("SE-1", "first", long),))
        assert said(person(found), "punishment_above_article")
    both = (convicted("CH-1", "130", "2"), convicted("CH-2", "130", "3"))
    unknown = procedure(*both, decisions=(decided("SE-1", "first", long),))
    own = procedure(*both, decisions=(decided("SE-1", "first", replace(long, charge="CH-1")),))
    other = procedure(*both, decisions=(decided("SE-1", "first", replace(long, charge="CH-2")),))
    assert [bool(said(person(one), "punishment_above_article")) for one in (unknown, own, other)] == [
        False,
        True,
        False,
    ]


def test_two_punishments_of_one_kind_for_one_charge_are_not_judged_by_its_article() -> None:
    two = (punished("11 лет", regime="GENERAL"), punished("1 год", ref="PE-2", regime="GENERAL"))
    fined = (two[0], punished("100 базовых величин", "FINE", "PE-2"))
    assert not said(person(procedure(IN_2021, decisions=(decided("SE-1", "first", *two),))), "punishment_above_article")
    assert said(person(procedure(IN_2021, decisions=(decided("SE-1", "first", *fined),))), "punishment_above_article")
