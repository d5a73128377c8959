"""Persons of a list who are recorded already: proposed with reasons, decided, remembered, undone exactly."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from dossier.casework.entry import enter_person
from dossier.casework.judgements import judge
from dossier.casework.possible_pairs import possible_pairs
from dossier.casework.views import person_view
from dossier.errors import Refused
from dossier.intake import import_file, undo_batch
from dossier.vault.tables import DuplicateDecision, ImportDecision, Person, SQLModel
from tests.intake.test_importing import ANNA, MACHINE, _all, _list, _state

if TYPE_CHECKING:
    from dossier.vault import Vault

TYPED = {"family": "Пример", "given": "Анна", "born": "05.1991", "article": "ч. 1 ст. 342", "act": "2020"}


def _typed(vault: "Vault", **more: str) -> str:
    return enter_person(vault, TYPED | more).ref


def _question(report: Any) -> tuple[str, str]:
    (row,) = [one for one in report.rows if one.fate == "decision"]
    return row.findings[0].column, row.findings[0].text


def test_a_likely_person_makes_the_row_wait_and_says_who_and_why(any_vault: "Vault", tmp_path: Path) -> None:
    ref = _typed(any_vault)
    report = import_file(any_vault, _list(tmp_path / "list.csv", ANNA | {"Имя и фамилия": "Ганна Прымер"}))
    assert report.fates == {"decision": 1}
    (row,) = report.rows
    (link,) = row.links
    assert (link.ref, link.band) == (ref, "same")
    assert {"born_compatible", "articles_shared"} <= set(link.reason_codes)
    assert len(_all(any_vault, "person")) == 1
    told = report.as_json()["rows"][0]  # type: ignore[index]
    assert told["candidates"][0]["ref"] == ref


def test_a_mere_namesake_is_taken_in_and_named(vault: "Vault", tmp_path: Path) -> None:
    ref = enter_person(vault, {"family": "Пример", "given": "Анна"}).ref
    report = import_file(vault, _list(tmp_path / "list.csv", ANNA | {"Дата рождения": ""}))
    assert report.fates == {"finding": 1}
    assert [link.ref for link in report.rows[0].links] == [ref]
    assert report.reasons == {"row.perhaps": 1}


def test_without_linking_nobody_is_compared(vault: "Vault", tmp_path: Path) -> None:
    _typed(vault)
    assert import_file(vault, _list(tmp_path / "list.csv", ANNA), link=False).fates == {"new": 1}


def test_a_row_given_to_a_person_brings_its_records_fills_what_is_empty_and_is_undone(
    any_vault: "Vault", tmp_path: Path
) -> None:
    ref = _typed(any_vault, occupation="врач")
    path = _list(tmp_path / "list.csv", ANNA | {"Имя и фамилия": "Ганна Прымер", "Дата рождения": "03.05.1991"})
    question = _question(import_file(any_vault, path, dry_run=True))
    before = _state(any_vault, without=("change", "batch", "batch_row", "import_decision"))
    report = import_file(any_vault, path, decisions={question: ref})
    assert report.fates == {"attached": 1}
    (person,) = _all(any_vault, "person")
    assert (person.ref, person.sex, person.born, person.occupation) == (ref, "female", "1991-05", "врач")
    assert ("born", "1991-05-03") in {(f.column, f.text) for f in report.rows[0].findings}
    view = person_view(any_vault, ref)
    assert "Ганна Прымер" in view.names
    assert len(view.proceedings) == 2
    assert [hit.ref for hit in any_vault.search("Ганна Прымер")] == [ref]
    undo_batch(any_vault, report.batch or "")
    assert _state(any_vault, without=("change", "batch", "batch_row", "import_decision")) == before
    assert any_vault.search("Hanna Prymer") != []  # the typed name is found as before


def test_a_decision_is_remembered_for_the_next_list_of_the_kind(any_vault: "Vault", tmp_path: Path) -> None:
    ref = _typed(any_vault)
    first = _list(tmp_path / "first.csv", ANNA)
    question = _question(import_file(any_vault, first, dry_run=True))
    import_file(any_vault, first, decisions={question: ref})
    second = _list(tmp_path / "second.csv", ANNA | {"Судья": "Другой Судья"})
    assert import_file(any_vault, second).fates == {"attached": 1}
    with any_vault.read() as session:
        (decision,) = session.execute(sa.select(ImportDecision)).scalars()
    assert (decision.layout_code, decision.field, decision.decision) == ("viasna", "@person", ref)
    assert decision.decided_by == any_vault.author


def test_the_journal_names_the_decisions_that_were_followed(vault: "Vault", tmp_path: Path) -> None:
    ref = _typed(vault)
    path = _list(tmp_path / "list.csv", ANNA)
    question = _question(import_file(vault, path, dry_run=True))
    import_file(vault, path, decisions={question: ref})
    change = SQLModel.metadata.tables["change"]
    with vault.read() as session:
        after = session.connection().execute(sa.select(change.c.after).where(change.c.action == "import")).scalar_one()
    assert after["decisions"] == [[*question, ref]]


def test_a_new_person_is_remembered_to_be_another_and_the_undo_forgets_that(vault: "Vault", tmp_path: Path) -> None:
    ref = _typed(vault)
    path = _list(tmp_path / "list.csv", ANNA)
    question = _question(import_file(vault, path, dry_run=True))
    report = import_file(vault, path, decisions={question: f"new {ref}"})
    assert (report.fates["finding"], len(_all(vault, "person"))) == (1, 2)
    assert possible_pairs(vault).pairs == ()
    undo_batch(vault, report.batch or "")
    with vault.read() as session:
        assert session.execute(sa.select(DuplicateDecision)).all() == []


def test_a_decision_for_new_waits_again_when_another_likely_person_appears(vault: "Vault", tmp_path: Path) -> None:
    ref = _typed(vault)
    path = _list(tmp_path / "list.csv", ANNA)
    question = _question(import_file(vault, path, dry_run=True))
    decided = {question: f"new {ref}"}
    assert import_file(vault, path, dry_run=True, decisions=decided).fates == {"finding": 1}
    other = _typed(vault)
    judge(vault, ref, other, "different")
    assert import_file(vault, path, dry_run=True, decisions=decided).fates == {"decision": 1}


def test_a_decision_that_names_nobody_takes_nothing(vault: "Vault", tmp_path: Path) -> None:
    _typed(vault)
    path = _list(tmp_path / "list.csv", ANNA)
    question = _question(import_file(vault, path, dry_run=True))
    report = import_file(vault, path, dry_run=True, decisions={question: "P-0000-00000"})
    assert report.reasons == {"row.no_person": 1}


def test_a_term_is_decided_once_and_read_so_in_the_next_list(vault: "Vault", tmp_path: Path) -> None:
    bare = ANNA | {"Решение суда": "15", "Вид наказания": ""}
    path = _list(tmp_path / "list.csv", bare)
    assert import_file(vault, path).fates == {"decision": 1}
    assert import_file(vault, path, decisions={("decision", "15"): "15 суток"}).fates == {"new": 1}
    (penalty,) = _all(vault, "penalty")
    assert (penalty.days, penalty.years) == (15, None)
    other = _list(tmp_path / "other.csv", bare | {"Имя и фамилия": "Вера Пример"})
    assert import_file(vault, other).fates == {"new": 1}


def _entry(**cells: str) -> dict[str, str]:
    entry = dict.fromkeys(MACHINE, "")
    entry |= {
        "id": "17", "name": "Анна Пример", "status": "active", "birthday": "05.1991", "arrested": "12.05.2021",
        "articles": "ч. 1 ст. 342", "decision": "2 года", "penalty": "лишение свободы", "verdict_date": "01.11.2021",
        "prison": "ИК-4",
    }  # fmt: skip
    return entry | cells


def _entries(path: Path, *rows: dict[str, str]) -> Path:
    return _list(path, *rows, header=MACHINE)


def test_an_entry_that_changed_waits_and_says_what_differs(vault: "Vault", tmp_path: Path) -> None:
    import_file(vault, _entries(tmp_path / "first.csv", _entry()))
    report = import_file(vault, _entries(tmp_path / "second.csv", _entry(status="former", release_date="01.02.2024")))
    assert report.fates == {"decision": 1}
    texts = {(f.code, f.column): f.text for f in report.rows[0].findings}
    assert texts["cell.changed", "recognition.status_code"] == "political_prisoner → former_political_prisoner"
    assert texts["cell.changed", "episode.ended"] == " → 2024-02-01"
    (episode,) = _all(vault, "episode")
    assert episode.ended is None


def test_an_update_by_number_writes_the_differences_and_is_undone_exactly(any_vault: "Vault", tmp_path: Path) -> None:
    first = import_file(any_vault, _entries(tmp_path / "first.csv", _entry()))
    before = _state(any_vault)
    changed = _entry(status="former", release_date="01.02.2024", articles="ч. 1 ст. 342; ст. 368", name="Ганна Пример")
    path = _entries(tmp_path / "second.csv", changed)
    dry = import_file(any_vault, path, update=True, dry_run=True)
    assert _state(any_vault) == before
    report = import_file(any_vault, path, update=True)
    assert report.fates == dry.fates == {"update": 1}
    assert [f.text for f in report.rows[0].findings] == [f.text for f in dry.rows[0].findings]
    (person,) = _all(any_vault, "person")
    assert (person.label, person.version) == ("Ганна Пример", 2)
    assert {row.article_key for row in _all(any_vault, "charge")} == {"UK_BY-342-1", "UK_BY-368"}
    assert [row.status_code for row in _all(any_vault, "recognition")] == ["former_political_prisoner"]
    assert any_vault.search("Ганна Пример")[0].label == "Ганна Пример"
    assert import_file(any_vault, path, update=True).batch is None
    with pytest.raises(Refused) as refused:
        undo_batch(any_vault, first.batch or "")
    assert "person: 1" in refused.value.message
    undo_batch(any_vault, report.batch or "")
    assert _state(any_vault) == before
    undo_batch(any_vault, first.batch or "")
    assert _all(any_vault, "person") == []


def test_what_a_person_has_corrected_is_not_written_over(vault: "Vault", tmp_path: Path) -> None:
    import_file(vault, _entries(tmp_path / "first.csv", _entry()))
    with vault.write() as session:
        session.execute(sa.select(Person)).scalar_one().sex = "female"
    report = import_file(vault, _entries(tmp_path / "second.csv", _entry(gender="male", status="former")), update=True)
    assert {f.code for f in report.rows[0].findings} == {"cell.edited", "cell.changed"}
    (person,) = _all(vault, "person")
    assert person.sex == "female"
    assert [row.status_code for row in _all(vault, "recognition")] == ["former_political_prisoner"]


def test_an_undo_is_refused_where_an_updated_record_was_changed_since(vault: "Vault", tmp_path: Path) -> None:
    import_file(vault, _entries(tmp_path / "first.csv", _entry()))
    report = import_file(vault, _entries(tmp_path / "second.csv", _entry(name="Ганна Пример")), update=True)
    with vault.write() as session:
        session.execute(sa.select(Person)).scalar_one().occupation = "врач"
    with pytest.raises(Refused) as refused:
        undo_batch(vault, report.batch or "")
    assert "person P-" in refused.value.message


def test_nothing_is_taken_out_because_a_list_no_longer_says_it(vault: "Vault", tmp_path: Path) -> None:
    import_file(vault, _entries(tmp_path / "first.csv", _entry(articles="ч. 1 ст. 342; ст. 368")))
    import_file(vault, _entries(tmp_path / "second.csv", _entry(articles="ст. 368", prison="")), update=True)
    assert {row.article_key for row in _all(vault, "charge")} == {"UK_BY-342-1", "UK_BY-368"}
    assert len(_all(vault, "placement")) == 1


def test_a_part_of_a_file_is_taken_and_the_rest_later(vault: "Vault", tmp_path: Path) -> None:
    rows = [ANNA | {"Имя и фамилия": name} for name in ("Анна Альфа", "Вера Бета", "Нина Гамма", "Зоя Дельта")]
    path = _list(tmp_path / "list.csv", *rows)
    assert import_file(vault, path, rows=(2, 3)).row_count == 2
    assert {row.label for row in _all(vault, "person")} == {"Вера Бета", "Нина Гамма"}
    assert import_file(vault, path).fates == {"new": 2, "same": 2}


def test_linking_a_long_list_tells_how_far_it_is_and_can_be_stopped(
    vault: "Vault", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The names of the whole vault run past each part of the list: without a word that would be minutes of silence."""
    from dossier.intake import linking

    monkeypatch.setattr(linking, "_TOLD_EACH", 1)
    _typed(vault)
    enter_person(vault, {"family": "Іншая", "given": "Вера"})
    told: list[int] = []
    path = _list(tmp_path / "list.csv", *(ANNA | {"Имя и фамилия": name} for name in ("Зоя Альфа", "Нина Бета")))
    import_file(vault, path, dry_run=True, on_progress=told.append)
    assert told == [0, 1, 1, 2]  # half a step for each person that was read, the other half for the comparing


def test_a_long_list_and_a_short_one_find_the_same_persons(vault: "Vault", tmp_path: Path) -> None:
    from dossier.intake import linking

    names = [("Ёлкина", "Анна"), ("Вымыслов", "Пётр"), ("Прыдуманы", "Янка")]
    for family, given in names:
        enter_person(vault, {"family": family, "given": given, "born": "03.05.1991"})
    rows = [ANNA | {"Имя и фамилия": f"{given} {family}", "Дата рождения": "1991"} for family, given in names]
    path = _list(tmp_path / "list.csv", *rows)
    by_keys = import_file(vault, path, dry_run=True)
    before, linking._ROWS_BY_INDEX_PER_PERSONS = linking._ROWS_BY_INDEX_PER_PERSONS, 0
    try:
        by_index = import_file(vault, path, dry_run=True)
    finally:
        linking._ROWS_BY_INDEX_PER_PERSONS = before
    assert [row.links for row in by_keys.rows] == [row.links for row in by_index.rows]
    assert by_keys.fates == {"decision": 3}
