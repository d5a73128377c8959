"""The computed end on paper is reckoned by the rules of the country whose codes the charges name."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from dossier.casework.computed_release import imposed_of
from dossier.casework.record_values import country_of_charges, person_records
from dossier.domain.reckoning import reckon
from dossier.vault import Vault
from dossier.vault.queries.record import record_rows
from tests.casework.recording import Recorder


@pytest.mark.parametrize(
    ("codes", "country"),
    [
        (["UK_RU", "KOAP_RU"], "RU"),
        (["UK_BY", None, ""], "BY"),
        (["KOAP_BY_2021", "KOAP_BY"], "BY"),
        (["UK_BY", "UK_RU"], ""),
        (["UK"], ""),
        ([], ""),
    ],
)
def test_charges_name_one_country_or_none(codes: list[Any], country: str) -> None:
    assert country_of_charges(SimpleNamespace(code=code) for code in codes) == country


def test_a_russian_term_is_reckoned_by_russian_rules(vault: Vault) -> None:
    record = Recorder(vault)
    person = record.person()
    procedure = record.proceeding(person)
    charge = record.charge(procedure, "207.3", "2", code="UK_RU")
    sentence = record.sentence(procedure, imposed="2022-05-01", in_force="2022-07-01")
    penalty = record.penalty(sentence, "IMPR", years=2, regime_code="GENERAL")
    imposed = imposed_of(procedure, sentence, penalty, None, (), country_of_charges([charge]))
    assert reckon(imposed, date(2023, 1, 1)).rule_id == "ru_general_educational"
    with vault.read() as session:
        (stored,) = person_records(record_rows(session, [person.id]))
    assert stored.procedures[0].country == "RU"
