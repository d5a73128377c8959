"""The cases that ship are read in whole, through the parsers that a person's typing goes through."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from dossier.casework.case_files import load_case_file
from dossier.errors import InputProblem
from dossier.resources import seed_path
from dossier.vault.tables import AllegationElement, Event, LegalCase, Penalty, Source, Weighing

if TYPE_CHECKING:
    from dossier.vault import Vault


def test_the_missions_own_case_is_graded_as_what_it_is(vault: "Vault") -> None:
    load_case_file(vault, seed_path("cases", "mission.yaml"))
    with vault.read() as session:
        source = session.exec(select(Source)).one()
        elements = session.exec(select(AllegationElement)).all()
        weighed = set(session.exec(select(Weighing.element_id)))
        assert len(session.exec(select(Event)).all()) == 10
    assert (source.reliability, source.credibility, source.dated) == ("C", "3", "2022-09/2022-10")
    assert all(bool(one.gap) != (one.id in weighed) for one in elements)


def test_the_example_is_marked_and_keeps_days_apart_from_years(vault: "Vault") -> None:
    load_case_file(vault, seed_path("cases", "example_trial.yaml"))
    with vault.read() as session:
        assert session.exec(select(LegalCase)).one().is_example
        terms = {(p.term_as_written, p.years, p.months, p.days) for p in session.exec(select(Penalty))}
    assert ("15 суток", None, None, 15) in terms
    assert ("15 лет", 15, None, None) in terms


def test_a_bare_number_as_a_term_stops_the_whole_file(vault: "Vault", tmp_path: Path) -> None:
    text = seed_path("cases", "example_trial.yaml").read_text(encoding="utf-8").replace('"15 лет"', '"15"')
    (tmp_path / "bad.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputProblem):
        load_case_file(vault, tmp_path / "bad.yaml")
    with vault.read() as session:
        assert session.exec(select(LegalCase)).first() is None
