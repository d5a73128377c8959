"""Forums of a person and of a case: the State, the facts and the final decision come from the record."""

import pytest

from dossier.casework.forums import asked_of, country_named, forum_lines
from dossier.domain.dates import PartialDate
from dossier.domain.refs import make_ref
from dossier.errors import Misread, NotFound, Refused
from dossier.vault import Vault
from dossier.vault.tables import Event
from tests.casework.recording import Recorder, days

FILED = PartialDate.parse("2022-12-01")


@pytest.fixture
def record(vault: Vault) -> Recorder:
    return Recorder(vault)


def test_the_state_is_that_of_the_articles(vault: Vault, record: Recorder) -> None:
    person = record.person()
    procedure = record.proceeding(person)
    record.charge(procedure, "207.3", code="UK_RU")
    record.sentence(procedure, imposed="2022-05-01")
    record.sentence(procedure, "appeal", imposed="2022-10-01")
    asked = asked_of(vault, person.ref)
    assert (asked.country, asked.decided and asked.decided.edtf) == ("RU", "2022-10-01")
    assert [day.edtf for day in asked.facts] == ["2022-05-01", "2022-10-01"]
    (court,) = [line for line in forum_lines(asked, FILED) if line.answer.forum == "ECTHR"]
    assert (court.answer.answer, court.holds_for, court.of_facts) == ("open", 1, 2)
    assert court.name == "European Court of Human Rights"


def test_without_articles_the_state_is_that_of_the_case(vault: Vault, record: Recorder) -> None:
    person = record.person()
    case = record.case("UKR", person)
    record.add(Event(case_id=case.id, title="x", **days(happened="2022-03-01")))
    assert asked_of(vault, case.ref).country == "UA"
    assert [day.edtf for day in asked_of(vault, case.ref).facts] == ["2022-03-01"]
    assert asked_of(vault, person.ref).country == "UA"


def test_a_record_without_any_day_has_answers_that_say_so(vault: Vault, record: Recorder) -> None:
    lines = forum_lines(asked_of(vault, record.person().ref), PartialDate.parse("2024-05-01"))
    answers = {line.answer.forum: line.answer.answer for line in lines}
    assert (answers["GIEB"], answers["WGAD"]) == ("unknown", "open")
    assert all(line.holds_for == 0 for line in lines)


def test_the_open_ones_come_first(vault: Vault, record: Recorder) -> None:
    lines = forum_lines(asked_of(vault, record.person().ref), FILED)
    answers = [line.answer.answer for line in lines]
    assert answers == sorted(
        answers, key=["open", "check", "ad_hoc", "indirect", "prospective", "unknown", "closed"].index
    )


def test_forums_are_asked_for_a_person_or_a_case(vault: Vault, record: Recorder) -> None:
    with pytest.raises(Refused, match=r"forum\.record"):
        asked_of(vault, record.proceeding(record.person()).ref)
    with pytest.raises(NotFound):
        asked_of(vault, make_ref("legal_case"))


@pytest.mark.parametrize(
    ("written", "country"), [("", "BY"), ("by", "BY"), ("BLR", "BY"), ("rus", "RU"), (" ua ", "UA")]
)
def test_a_state_is_named_by_two_or_three_letters(written: str, country: str) -> None:
    assert country_named(written) == country


def test_a_state_whose_law_is_not_here_is_refused_with_those_that_are() -> None:
    with pytest.raises(Misread) as caught:
        country_named("KZ")
    assert "RU" in caught.value.message
