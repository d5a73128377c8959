"""Findings of stored records: of a person, a case, the whole vault, and on the page of a record."""

from datetime import date

import pytest

from dossier.casework.checks import all_findings, findings_of
from dossier.casework.pages import record_page
from dossier.domain.refs import make_ref
from dossier.errors import NotFound, Refused
from dossier.vault import Vault
from tests.casework.recording import Recorder

TODAY = date(2026, 11, 26)


@pytest.fixture
def record(vault: Vault) -> Recorder:
    return Recorder(vault)


def codes(vault: Vault, ref: str) -> list[tuple[str, str, str]]:
    """Code, record and field of each finding."""
    return [(one.finding.code, one.finding.ref, one.finding.field) for one in findings_of(vault, ref, TODAY)]


def test_every_column_that_the_checks_read_comes_from_its_table(vault: Vault, record: Recorder) -> None:
    person = record.person(born="1990", died="2025")
    procedure = record.proceeding(person, opened="2021-07-05")
    charge = record.charge(procedure, "130", "2", act="2021-07-01", charged="2021-06-01", result="acquitted")
    step = record.milestone(procedure, "SEARCH", "2031-01-01")
    sentence = record.sentence(procedure, imposed="2022-02-01", in_force="2022-01-01", release_stated="2021-01-01")
    penalty = record.penalty(sentence, "IMPR", years=4, charge_id=charge.id)
    episode = record.episode(person, procedure, started="2021-07-02", ended="2021-07-01")
    stay = record.stay(episode, started="2021-01-02", ended="2021-01-01")
    found = codes(vault, person.ref)
    assert ("charge_before_facts", charge.ref, "charged") in found
    assert ("in_future", step.ref, "happened") in found
    assert ("in_force_before_verdict", sentence.ref, "in_force") in found
    assert ("release_before_verdict", sentence.ref, "release_stated") in found
    assert ("punished_for_acquittal", penalty.ref, "charge") in found
    assert ("release_before_detention", episode.ref, "ended") in found
    assert ("stay_backwards", stay.ref, "ended") in found
    assert ("after_death", step.ref, "happened") in found


def test_a_term_beyond_the_article_is_found_with_its_limit(vault: Vault, record: Recorder) -> None:
    person = record.person()
    procedure = record.proceeding(person)
    record.charge(procedure, "130", "2", act="2021-07-01", result="convicted")
    sentence = record.sentence(procedure, imposed="2022-02-01")
    record.penalty(sentence, "IMPR", years=12)
    (found,) = findings_of(vault, person.ref, TODAY)
    assert found.finding.text == "12 years is more than the article threatens (limit: 10 years; certainty: verified)."
    assert found.as_json()["facts"] == {"term": "P12Y", "limit": "P10Y", "certainty": "verified"}


def test_a_case_has_the_findings_of_its_people(vault: Vault, record: Recorder) -> None:
    one, other, stranger = (record.person(name) for name in ("Адзін", "Другі", "Чужы"))
    case = record.case("BLR", one)
    for person in (one, other, stranger):
        procedure = record.proceeding(person, case=case if person is other else None)
        record.charge(procedure, "342", result="convicted")
    assert {found.label for found in findings_of(vault, case.ref, TODAY)} == {"Адзін", "Другі"}
    assert {found.label for found in all_findings(vault, TODAY)} == {"Адзін", "Другі", "Чужы"}


def test_a_good_record_has_none(vault: Vault, record: Recorder) -> None:
    person = record.person(born="1990")
    assert codes(vault, person.ref) == []
    assert [block.heading for block in record_page(vault, person.ref).blocks if block.heading == "To check"] == []


def test_the_page_of_a_person_and_of_a_case_leads_to_the_record(vault: Vault, record: Recorder) -> None:
    person = record.person()
    case = record.case("BLR", person)
    procedure = record.proceeding(person)
    record.charge(procedure, "342", "1", act="2021-07-01", charged="2020-07-01")
    for ref in (person.ref, case.ref):
        block = record_page(vault, ref).blocks[-1]
        assert (block.heading, len(block.lines)) == ("To check", 1)
        line = block.lines[0]
        assert line.name == "contradiction"
        assert line.target is not None
        assert line.target[0] == "charge"
        assert line.text.startswith("The charge (1 July 2020) is before the facts (1 July 2021).")


def test_the_checks_look_at_persons_and_cases_only(vault: Vault, record: Recorder) -> None:
    with pytest.raises(Refused, match=r"findings\.record"):
        findings_of(vault, record.proceeding(record.person()).ref)
    for kind in ("person", "legal_case"):
        with pytest.raises(NotFound):
            findings_of(vault, make_ref(kind))
