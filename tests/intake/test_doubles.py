"""Persons who stand twice in one file: told in the dry run with reasons, decided, remembered, undone."""

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from dossier.casework.entry import enter_person
from dossier.casework.possible_pairs import possible_pairs
from dossier.domain.blocking import Births, RecentKeys
from dossier.domain.linkage import births_contradict
from dossier.intake import import_file, importing, undo_batch
from dossier.intake.identities import decided_new
from dossier.intake.judging import Judge
from dossier.intake.report import ImportStopped
from dossier.intake.row_report import read_decisions, report_file
from dossier.intake.rows import RowInHand
from dossier.vault.tables import Placement
from tests.intake.test_identities import _question
from tests.intake.test_importing import ANNA, _all, _list, _state

if TYPE_CHECKING:
    from dossier.vault import Vault

BORN = ANNA | {"Дата рождения": "03.05.1991"}
AGAIN = BORN | {"Имя и фамилия": "Ганна Прымер", "Предъявлены обвинения": "ст. 368 УК", "Судья": "Другой Судья"}
OTHER = BORN | {"Имя и фамилия": "Вера Выдуманная"}


def test_a_person_who_stands_twice_is_told_before_anything_is_written(any_vault: "Vault", tmp_path: Path) -> None:
    path = _list(tmp_path / "list.csv", BORN, OTHER, AGAIN)
    report = import_file(any_vault, path, dry_run=True)
    assert report.fates == {"new": 2, "decision": 1}
    (row,) = report.rows
    assert (row.number, row.findings[0].code) == (3, "row.twice")
    (link,) = row.links
    assert (link.row, link.ref, link.band) == (1, "", "same")
    assert "born_same" in link.reason_codes
    assert report.as_json()["rows"][0]["candidates"][0]["row"] == 1  # type: ignore[index]
    assert _all(any_vault, "person") == []


def test_an_earlier_row_far_up_in_the_file_is_found_too(vault: "Vault", tmp_path: Path) -> None:
    """Rows further up than a part is long are no longer in memory."""
    between = [OTHER | {"Имя и фамилия": f"Вера {name}"} for name in ("Альфа", "Бета", "Гамма", "Дельта")]
    path = _list(tmp_path / "list.csv", BORN, *between, AGAIN)
    whole = import_file(vault, path, dry_run=True)
    before, importing.PART_ROWS = importing.PART_ROWS, 2
    try:
        in_parts = import_file(vault, path, dry_run=True)
    finally:
        importing.PART_ROWS = before
    assert whole.fates == in_parts.fates == {"new": 5, "decision": 1}
    assert [one.row for one in whole.rows[0].links] == [one.row for one in in_parts.rows[0].links] == [1]
    assert whole.rows[0].links[0].score == in_parts.rows[0].links[0].score


def test_a_mere_namesake_in_the_file_is_taken_in_and_named(vault: "Vault", tmp_path: Path) -> None:
    bare = BORN | {"Дата рождения": "", "Предъявлены обвинения": "ст. 368 УК", "Место заключения": ""}
    report = import_file(vault, _list(tmp_path / "list.csv", BORN, bare))
    assert report.fates == {"new": 1, "finding": 1}
    assert report.reasons == {"row.perhaps_twice": 1}
    assert len(_all(vault, "person")) == 2


def test_a_name_with_the_same_place_and_article_is_likely_the_same(vault: "Vault", tmp_path: Path) -> None:
    """Both traces are in the letters of the list: lower case must not be one of Latin letters alone."""
    first = _list(tmp_path / "first.csv", BORN)
    second = _list(tmp_path / "second.csv", BORN | {"Дата рождения": "", "Судья": "Иной"})
    import_file(vault, first)
    report = import_file(vault, second, dry_run=True)
    assert report.fates == {"decision": 1}
    assert {"place_shared", "articles_shared"} <= set(report.rows[0].links[0].reason_codes)


@pytest.mark.parametrize("written", ["Исправительная колония № 4, Гомель", "ПК-4", "Correctional colony No. 4"])
def test_a_facility_is_the_same_place_in_any_spelling_and_as_a_record(
    seeded_vault: "Vault", tmp_path: Path, written: str
) -> None:
    person = enter_person(
        seeded_vault, {"family": "Пример", "given": "Анна", "facility": "Correctional colony No. 4, Homel"}
    )
    with seeded_vault.read() as session:
        assert session.exec(select(Placement)).one().facility_id is not None
    row = BORN | {"Место заключения": written, "Дата рождения": ""}
    report = import_file(seeded_vault, _list(tmp_path / "list.csv", row), dry_run=True)
    (link,) = report.rows[0].links
    assert link.ref == person.ref
    assert "place_shared" in link.reason_codes


@pytest.mark.parametrize("born", ["04.06.1972", "1972"])
def test_a_namesake_of_another_age_is_nobody_to_ask_about(vault: "Vault", tmp_path: Path, born: str) -> None:
    path = _list(tmp_path / "list.csv", BORN, BORN | {"Дата рождения": born})
    assert import_file(vault, path, dry_run=True).fates == {"new": 2}


def test_the_same_person_gets_the_records_of_both_rows_and_is_undone_whole(any_vault: "Vault", tmp_path: Path) -> None:
    before = _state(any_vault, without=("change", "batch", "batch_row", "import_decision"))
    bare = BORN | {"Пол": ""}
    path = _list(tmp_path / "list.csv", bare, AGAIN)
    question = _question(import_file(any_vault, path, dry_run=True))
    report = import_file(any_vault, path, decisions={question: "same"})
    assert report.fates == {"new": 1, "attached": 1}
    (person,) = _all(any_vault, "person")
    assert (person.sex, person.version) == ("female", 1)
    assert {one.article_key for one in _all(any_vault, "charge")} == {"UK_BY-342-1", "UK_BY-368"}
    assert [hit.ref for hit in any_vault.search("Ганна Прымер")] == [person.ref]
    assert import_file(any_vault, path).batch is None
    undo_batch(any_vault, report.batch or "")
    assert _state(any_vault, without=("change", "batch", "batch_row", "import_decision")) == before


def test_two_people_are_remembered_to_be_two(vault: "Vault", tmp_path: Path) -> None:
    path = _list(tmp_path / "list.csv", BORN, AGAIN)
    dry = import_file(vault, path, dry_run=True)
    decision = decided_new(dry.rows[0].links)
    assert decision == "new rows"
    report = import_file(vault, path, decisions={_question(dry): decision})
    assert (len(_all(vault, "person")), report.fates) == (2, {"new": 1, "finding": 1})
    assert possible_pairs(vault).pairs == ()


def test_a_decision_about_rows_is_none_about_recorded_persons(vault: "Vault", tmp_path: Path) -> None:
    """Who was told from an earlier row is asked about again when somebody recorded is likely."""
    path = _list(tmp_path / "list.csv", BORN, AGAIN)
    question = _question(import_file(vault, path, dry_run=True))
    import_file(vault, path, decisions={question: "new rows"})
    later = _list(tmp_path / "later.csv", AGAIN | {"Судья": "Третий Судья"})
    report = import_file(vault, later, dry_run=True)
    assert report.reasons == {"row.duplicate": 1}


def test_the_same_for_several_who_are_not_one_waits(vault: "Vault", tmp_path: Path) -> None:
    path = _list(tmp_path / "list.csv", BORN, AGAIN)
    question = _question(import_file(vault, path, dry_run=True))
    import_file(vault, path, decisions={question: "new rows"})
    later = _list(tmp_path / "later.csv", AGAIN | {"Судья": "Третий Судья"})
    report = import_file(vault, later, dry_run=True, decisions={question: "same"})
    assert report.reasons == {"row.no_one_person": 1}


def test_the_filled_report_decides(vault: "Vault", tmp_path: Path) -> None:
    path = _list(tmp_path / "list.csv", BORN, AGAIN)
    with report_file(tmp_path / "fates.csv") as on_row:
        import_file(vault, path, dry_run=True, on_row=on_row)
    told = (tmp_path / "fates.csv").read_text("utf-8-sig").splitlines()
    assert "row 1" in told[2]
    told[2] += "same"
    (tmp_path / "filled.csv").write_text("\n".join(told) + "\n", "utf-8")
    decisions = read_decisions(tmp_path / "filled.csv")
    assert import_file(vault, path, decisions=decisions).fates == {"new": 1, "attached": 1}


def test_without_linking_rows_are_not_compared(vault: "Vault", tmp_path: Path) -> None:
    assert import_file(vault, _list(tmp_path / "list.csv", BORN, AGAIN), link=False).fates == {"new": 2}


def test_recent_keys_are_found_while_there_is_room_and_memory_is_bounded() -> None:
    keys = RecentKeys(most=1 << 14)
    for number in range(1, 7000):
        keys.put(number * 7919, number)
    assert all(number in keys.find(number * 7919) for number in range(1, 7000))
    for number in range(7000, 60_000):
        keys.put(number * 7919, number)
    found = sum(number in keys.find(number * 7919) for number in range(59_000, 60_000))
    assert found > 900
    assert keys.find(1) == []


def test_births_of_the_last_rows_are_known_and_memory_is_bounded() -> None:
    births = Births(most=1 << 4)
    days = {number: date(1900, 1, 1) + timedelta(days=number * 37) for number in range(3, 60, 3)}
    for number, day in days.items():
        births.put(number, day, day)
    assert {number: births.find(number) for number in days} == {
        number: day if number > 57 - 16 else None for number, day in days.items()
    }
    births.put(60, date(1984, 6, 1), date(1984, 6, 30))
    births.put(61, None, None)
    births.put(62, date(1850, 1, 1), date(1850, 1, 1))
    assert [births.find(number) for number in (60, 61, 62)] == [None, None, None]


@pytest.mark.parametrize(
    ("other", "contradicts"),
    [("1984-06-01", False), ("1984-01-06", False), ("1984-06-11", False), ("1984-07-12", True), ("1985-07-01", True)],
)
def test_two_whole_days_of_birth_may_be_of_two_people(other: str, contradicts: bool) -> None:
    assert births_contradict(date(1984, 6, 1), date.fromisoformat(other)) is contradicts
    assert births_contradict(date.fromisoformat(other), date(1984, 6, 1)) is contradicts


def test_a_key_that_many_rows_share_says_nothing() -> None:
    keys = RecentKeys()
    for number in range(1, 100):
        keys.put(4242, number)
    assert keys.find(4242) == []


def test_a_list_that_is_linked_can_be_stopped_long_before_its_part_is_read(
    vault: "Vault", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once ten thousand rows were read first, and the lock waited for them."""
    monkeypatch.setattr(importing, "PART_ROWS", 2)
    import_file(vault, _list(tmp_path / "first.csv", BORN))
    people = [OTHER | {"Имя и фамилия": f"Вера {name}"} for name in ("Альфа", "Бета", "Гамма", "Дельта", "Дзета")]
    read, real = [], Judge.row

    def row(judge: Judge, number: int, cells: list[str]) -> RowInHand:
        read.append(number)
        return real(judge, number, cells)

    def stop(_count: int) -> None:
        raise ImportStopped("import.stopped")

    monkeypatch.setattr(Judge, "row", row)
    with pytest.raises(ImportStopped):
        import_file(vault, _list(tmp_path / "second.csv", *people), on_progress=stop)
    assert read == [1, 2]
    assert len(_all(vault, "person")) == 1
