"""A dossier of chosen persons: exactly those, whoever was tried with them, and no text that tells of the others."""

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from dossier.casework.assemble import assemble_dossier, assemble_with_persons
from dossier.casework.case_files import load_case_file
from dossier.casework.codes_of_persons import give_codes
from dossier.errors import NotFound, Refused
from dossier.resources import seed_path
from dossier.vault.tables import LegalCase, Person

if TYPE_CHECKING:
    from dossier.vault import Vault

ON = date(2026, 11, 24)
CHOSEN, JUDGE = ("Агата", "Ціхан"), "Прымераў"
OTHERS = ("Юстына", "Ніўская", "Пятроўскі", "Быстрыцкая", "Ўсціновіч", "Тэкля")


@pytest.fixture
def case(seeded_vault: "Vault") -> str:
    """An invented trial of eight; its summary names one of the others."""
    ref = load_case_file(seeded_vault, seed_path("cases", "example_trial.yaml"))[0]
    with seeded_vault.write() as session:
        row = session.exec(select(LegalCase).where(LegalCase.ref == ref)).one()
        row.summary = "Разам з Эмай Быстрыцкай.\nСпявалі на рынку."
        session.add(row)
    return ref


def refs_of(vault: "Vault", *names: str) -> list[str]:
    with vault.read() as session:
        people = session.exec(select(Person)).all()
    return [next(one.ref or "" for one in people if name in one.label) for name in names]


@pytest.mark.parametrize("profile", ["sealed", "confidential", "public"])
def test_it_is_about_exactly_those_persons_and_the_officials_of_their_cases(
    seeded_vault: "Vault", case: str, profile: str
) -> None:
    chosen = refs_of(seeded_vault, *CHOSEN)
    give_codes(seeded_vault, chosen)
    with seeded_vault.read() as session:
        view, persons = assemble_with_persons(session, chosen, profile=profile, lang="be", on=ON)
    assert [one.key for one in view.persons] == [*chosen, *refs_of(seeded_vault, JUDGE)]
    assert len(persons) == 3
    assert {one.person for one in view.detention} <= {one.label for one in view.persons[:2]}
    assert len(view.detention) == 2
    assert (view.ref, view.kind) == (f"{chosen[0]}+1", "persons")


def test_no_text_names_another_unless_the_version_is_sealed(seeded_vault: "Vault", case: str) -> None:
    with seeded_vault.read() as session:
        for profile in ("confidential", "public"):
            told = repr(asdict(assemble_dossier(session, refs_of(seeded_vault, *CHOSEN), profile=profile, on=ON)))
            assert [name for name in OTHERS if name[:6] in told] == []
        one = assemble_dossier(session, refs_of(seeded_vault, "Агата")[0], profile="confidential", on=ON)
        assert "Быстрыцкай" not in repr(asdict(one))
        assert "Агата" in one.title, "a name that is shown is not lost for a namesake who is not in the dossier"


def test_who_bears_the_surname_of_a_person_who_is_named_hides_nobody(seeded_vault: "Vault", case: str) -> None:
    """Агата and Сымон are sister and brother; he is not in her dossier."""
    with seeded_vault.read() as session:
        view = assemble_dossier(session, refs_of(seeded_vault, "Агата")[0], profile="confidential", on=ON)
    assert view.persons[0].is_named


def test_many_persons_are_counted_in_the_title_and_few_are_named(seeded_vault: "Vault", case: str) -> None:
    with seeded_vault.read() as session:
        few = assemble_dossier(session, refs_of(seeded_vault, *CHOSEN), profile="sealed", on=ON)
        four = refs_of(seeded_vault, *CHOSEN, "Юстына", "Тэкля")
        many = assemble_dossier(session, four, profile="sealed", on=ON)
    assert few.title == "Dossier on Агата Янаўна Вярба, Ціхан Паўлавіч Залескі"
    assert many.title == "Dossier on 4 persons"


def test_a_case_and_a_person_together_are_refused_and_so_is_one_who_is_not_there(
    seeded_vault: "Vault", case: str
) -> None:
    chosen = refs_of(seeded_vault, *CHOSEN)
    with seeded_vault.read() as session:
        with pytest.raises(Refused):
            assemble_dossier(session, [case, chosen[0]], profile="sealed", on=ON)
        with pytest.raises(NotFound):
            assemble_dossier(session, [*chosen, "P-0000-0000P"], profile="sealed", on=ON)
