"""A list into a vault: every row has its fate, twice is once, a dry run keeps nothing, an undo leaves nothing."""

import csv
import hashlib
import random
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from dossier.errors import Refused, UnreadableInput
from dossier.intake import import_file, importing, undo_batch
from dossier.intake.layouts import shipped_layouts
from dossier.resources import seed_path
from dossier.vault import open_vault
from dossier.vault.tables import RECORDS, Batch, BatchRow, Person, PersonName, SQLModel

if TYPE_CHECKING:
    from dossier.vault import Vault

RU = shipped_layouts()["viasna"].header_sets["ru"]
MACHINE = shipped_layouts()["viasna"].header_sets["machine"]
BLANK = dict.fromkeys(RU, "")
ANNA = BLANK | {
    "Имя и фамилия": "Анна Пример",
    "Статус": "Политзаключенная",
    "Дата рождения": "05.1991",
    "Пол": "женский",
    "Дата задержания": "12.05.2021",
    "Предъявлены обвинения": "ч. 1 ст. 342 УК",
    "Дата приговора": "01.11.2021",
    "Решение суда": "2 года 6 месяцев лишения свободы в колонии общего режима",
    "Вид наказания": "лишение свободы",
    "Судья": "Пётр Образцов",
    "Место заключения": "ИК-4\nГомель",
}


def _list(path: Path, *rows: dict[str, str], header: tuple[str, ...] = RU) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerows([header, *([row.get(name, "") for name in header] for row in rows)])
    return path


def _state(vault: "Vault", *, without: tuple[str, ...] = ("change", "batch", "batch_row")) -> dict[str, str]:
    """Table -> a hash of all its rows."""
    found = {}
    with vault.read() as session:
        for table in SQLModel.metadata.sorted_tables:
            if table.name not in without:
                rows = sorted(repr(tuple(row)) for row in session.connection().execute(sa.select(table)))
                found[table.name] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


def _all(vault: "Vault", table: str) -> list[Any]:
    with vault.read() as session:
        return list(session.connection().execute(sa.select(RECORDS[table].__table__)))  # type: ignore[attr-defined]


def test_one_row_becomes_a_person_with_charge_sentence_and_placement(any_vault: "Vault", tmp_path: Path) -> None:
    report = import_file(any_vault, _list(tmp_path / "list.csv", ANNA))
    assert report.fates == {"new": 1}
    (person,) = _all(any_vault, "person")
    assert (person.label, person.sex, person.born, person.born_as_written) == (
        "Анна Пример",
        "female",
        "1991-05",
        "05.1991",
    )
    (penalty,) = _all(any_vault, "penalty")
    assert (penalty.kind_code, penalty.years, penalty.months, penalty.days) == ("IMPR", 2, 6, None)
    assert penalty.regime_code == "GENERAL"
    (charge,) = _all(any_vault, "charge")
    assert (charge.article_key, charge.article_as_written) == ("UK_BY-342-1", "ч. 1 ст. 342 УК")
    (placement,) = _all(any_vault, "placement")
    assert placement.facility_as_written == "ИК-4\nГомель"
    (recognition,) = _all(any_vault, "recognition")
    assert recognition.status_code == "political_prisoner"
    assert {row.batch_id for row in _all(any_vault, "episode")} == {person.batch_id}


def test_the_language_of_a_name_is_the_one_that_the_list_is_written_in(vault: "Vault", tmp_path: Path) -> None:
    import_file(vault, _list(tmp_path / "list.csv", ANNA, ANNA | {"Имя и фамилия": "Anna Primer"}), link=False)
    assert {(row.as_written, row.language) for row in _all(vault, "person_name")} == {
        ("Анна Пример", "ru"),
        ("Anna Primer", None),
    }


def test_fifteen_days_and_fifteen_years_stay_apart(vault: "Vault", tmp_path: Path) -> None:
    days = ANNA | {"Решение суда": "15 суток", "Вид наказания": ""}
    years = ANNA | {"Имя и фамилия": "Вера Пример", "Решение суда": "15 лет лишения свободы"}
    import_file(vault, _list(tmp_path / "list.csv", days, years))
    found = {(row.kind_code, row.years, row.days) for row in _all(vault, "penalty")}
    assert found == {("A_ARREST", None, 15), ("IMPR", 15, None)}


def test_a_bare_fifteen_waits_for_a_decision_and_nothing_of_the_row_is_taken(vault: "Vault", tmp_path: Path) -> None:
    report = import_file(vault, _list(tmp_path / "list.csv", ANNA | {"Решение суда": "15", "Вид наказания": ""}))
    assert report.fates == {"decision": 1}
    assert [(one.code, one.column, one.text) for one in report.rows[0].findings] == [
        ("term.unit", "Решение суда", "15")
    ]
    assert _all(vault, "person") == []
    with vault.read() as session:
        row = session.connection().execute(sa.select(BatchRow.__table__)).one()  # type: ignore[attr-defined]
    assert (row.fate, row.reason_code, row.field) == ("decision", "term.unit", "Решение суда")
    assert "15" in row.cells


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"Дата задержания": "31.02.2021"}, "date.impossible"),
        ({"Дата рождения": "15 января 2007 34"}, None),
        ({"Пол": "м."}, "cell.code"),
        ({"Предъявлены обвинения": "за слова"}, "cell.articles"),
        ({"Дата задержания": "01.01.2199"}, "cell.future"),
    ],
)
def test_what_cannot_be_read_is_kept_as_written_and_reported(
    vault: "Vault", tmp_path: Path, change: dict[str, str], code: str | None
) -> None:
    report = import_file(vault, _list(tmp_path / "list.csv", ANNA | change))
    assert report.fates == {"finding": 1}
    (finding,) = report.rows[0].findings
    assert code is None or finding.code == code
    assert (finding.column, finding.text) == next(iter(change.items()))
    with vault.read() as session:
        row = session.connection().execute(sa.select(BatchRow.__table__)).one()  # type: ignore[attr-defined]
    assert next(iter(change.values())) in row.cells


def test_an_impossible_date_is_stored_as_words_and_not_as_a_date(vault: "Vault", tmp_path: Path) -> None:
    import_file(vault, _list(tmp_path / "list.csv", ANNA | {"Дата задержания": "31.02.2021"}))
    (episode,) = _all(vault, "episode")
    assert (episode.started_as_written, episode.started, episode.started_lower) == ("31.02.2021", None, None)


def test_importing_twice_changes_nothing(any_vault: "Vault", tmp_path: Path) -> None:
    path = _list(tmp_path / "list.csv", ANNA, ANNA | {"Имя и фамилия": "Вера Пример"}, ANNA | {"Решение суда": "15"})
    first = import_file(any_vault, path)
    before = _state(any_vault, without=())
    second = import_file(any_vault, path)
    assert first.batch is not None
    assert second.batch is None
    assert second.fates == {"same": 2, "decision": 1}
    assert _state(any_vault, without=()) == before


def test_the_same_rows_in_another_order_and_dress_are_the_same(vault: "Vault", tmp_path: Path) -> None:
    rows = [ANNA, ANNA | {"Имя и фамилия": "Вера Пример"}]
    import_file(vault, _list(tmp_path / "list.csv", *rows))
    turned = _list(tmp_path / "turned.csv", *reversed(rows), header=tuple(reversed(RU)))
    assert import_file(vault, turned).fates == {"same": 2}


def test_a_row_twice_in_one_file_is_taken_once(vault: "Vault", tmp_path: Path) -> None:
    assert import_file(vault, _list(tmp_path / "list.csv", ANNA, ANNA)).fates == {"new": 1, "same": 1}


def test_an_entry_that_changed_is_not_overwritten(vault: "Vault", tmp_path: Path) -> None:
    entry = {"id": "17", "name": "Ганна Прыклад", "status": "active", "decision": "2 years of imprisonment"}
    import_file(vault, _list(tmp_path / "one.csv", entry, header=MACHINE))
    report = import_file(vault, _list(tmp_path / "two.csv", entry | {"status": "former"}, header=MACHINE))
    assert report.fates == {"decision": 1}
    assert report.rows[0].findings[0].code == "row.changed"
    assert len(_all(vault, "person")) == 1


def test_a_dry_run_tells_the_same_and_keeps_nothing(vault: "Vault", tmp_path: Path) -> None:
    path = _list(tmp_path / "list.csv", ANNA, ANNA | {"Решение суда": "15"}, BLANK | {"Статус": "x"})
    before = _state(vault, without=())
    dry = import_file(vault, path, dry_run=True)
    assert _state(vault, without=()) == before
    assert dry.batch is None
    assert dry.fates == import_file(vault, path).fates == {"new": 1, "decision": 1, "refused": 1}


@pytest.mark.parametrize("words", ["Итого", "ВСЕГО:", "Усяго", "Total"])
def test_a_row_of_totals_at_the_end_of_a_sheet_is_no_person(vault: "Vault", tmp_path: Path, words: str) -> None:
    report = import_file(vault, _list(tmp_path / "list.csv", ANNA, {"Имя и фамилия": words, "Статус": "3"}))
    assert (report.fates.get("refused"), report.reasons.get("row.total")) == (1, 1)
    assert words not in [one.label for one in _all(vault, "person")]


def test_every_row_has_its_fate(vault: "Vault", tmp_path: Path) -> None:
    path = _list(tmp_path / "list.csv", ANNA, ANNA | {"Имя и фамилия": ""}, ANNA | {"Решение суда": "3"})
    text = path.read_text("utf-8-sig")
    path.write_text(text + "\r\nтолько;три;ячейки\r\n;;;;;;;;;;;\r\n", "utf-8-sig")
    seen: list[tuple[int, str]] = []
    report = import_file(vault, path, on_row=lambda row: seen.append((row.number, row.fate)))
    assert seen == [(1, "new"), (2, "refused"), (3, "decision"), (4, "refused")]
    assert report.row_count == 4
    assert report.blank_lines == 2
    with vault.read() as session:
        stored = session.connection().execute(sa.select(BatchRow.row_number, BatchRow.fate)).all()  # type: ignore[call-overload]
    assert sorted(map(tuple, stored)) == seen


@pytest.mark.parametrize("rest", ["", "and later work"])
def test_undo_gives_exactly_the_state_before(any_vault: "Vault", tmp_path: Path, rest: str) -> None:
    import_file(any_vault, _list(tmp_path / "kept.csv", ANNA | {"Имя и фамилия": "Вера Пример"}))
    before = _state(any_vault)
    report = import_file(any_vault, _list(tmp_path / "list.csv", ANNA, ANNA | {"Имя и фамилия": "Нина Пример"}))
    assert report.batch is not None
    assert _state(any_vault) != before
    removed = undo_batch(any_vault, report.batch.lower())
    assert removed["person"] == 2
    assert _state(any_vault) == before
    assert import_file(any_vault, tmp_path / "list.csv").fates == {"new": 2}


def test_no_cell_of_a_list_stays_in_the_vault_after_its_undo(vault: "Vault", tmp_path: Path) -> None:
    """The cells of rows that waited for a decision or were refused had stayed behind the fates of the rows."""
    waiting = ANNA | {"Имя и фамилия": "Вера Канарэйка", "Решение суда": "15"}
    refused = ANNA | {"Имя и фамилия": "", "Судья": "Канарэйка"}
    batch = import_file(vault, _list(tmp_path / "list.csv", ANNA, waiting, refused)).batch or ""

    def cells() -> list[list[str]]:
        with vault.read() as session:
            return [row.cells for row in session.execute(sa.select(BatchRow)).scalars() if row.cells]

    assert len(cells()) == 2
    undo_batch(vault, batch)
    assert cells() == []


def test_undo_twice_is_refused(vault: "Vault", tmp_path: Path) -> None:
    batch = import_file(vault, _list(tmp_path / "list.csv", ANNA)).batch or ""
    undo_batch(vault, batch)
    with pytest.raises(Refused) as refused:
        undo_batch(vault, batch)
    assert refused.value.code == "batch.undone"


def test_undo_is_refused_where_later_work_rests_on_the_import(vault: "Vault", tmp_path: Path) -> None:
    batch = import_file(vault, _list(tmp_path / "list.csv", ANNA)).batch or ""
    with vault.write() as session:
        person = session.execute(sa.select(Person)).scalar_one()
        session.add(PersonName(person_id=person.id, as_written="Hanna Prykład"))
    with pytest.raises(Refused) as refused:
        undo_batch(vault, batch)
    assert refused.value.code == "batch.needed"
    (name,) = [one for one in _all(vault, "person_name") if one.as_written == "Hanna Prykład"]
    assert f"person_name: 1 ({name.ref})" in refused.value.message
    assert len(_all(vault, "person")) == 1


def test_undo_is_refused_where_somebody_corrected_a_record(vault: "Vault", tmp_path: Path) -> None:
    batch = import_file(vault, _list(tmp_path / "list.csv", ANNA)).batch or ""
    with vault.write() as session:
        session.execute(sa.select(Person)).scalar_one().occupation = "настаўніца"
    with pytest.raises(Refused) as refused:
        undo_batch(vault, batch)
    assert "person: 1" in refused.value.message


def test_an_imported_person_is_found_at_once_and_not_after_the_undo(vault: "Vault", tmp_path: Path) -> None:
    batch = import_file(vault, _list(tmp_path / "list.csv", ANNA)).batch or ""
    assert [hit.label for hit in vault.search("Анна Пример")] == ["Анна Пример"]
    undo_batch(vault, batch)
    assert vault.search("Анна Пример") == []


def test_the_journal_has_one_entry_for_the_whole_import(vault: "Vault", tmp_path: Path) -> None:
    change = SQLModel.metadata.tables["change"]
    import_file(vault, _list(tmp_path / "list.csv", ANNA, ANNA | {"Имя и фамилия": "Вера Пример"}))
    with vault.read() as session:
        actions = session.connection().execute(sa.select(change.c.action, change.c.record_table)).all()
    assert [tuple(row) for row in actions if row[0] == "import"] == [("import", "batch")]


def test_the_batch_names_file_layout_source_and_counts(vault: "Vault", tmp_path: Path) -> None:
    path = _list(tmp_path / "list.csv", ANNA)
    report = import_file(vault, path)
    with vault.read() as session:
        batch = session.execute(sa.select(Batch)).scalar_one()
    assert (batch.file_sha256, batch.layout_code, batch.row_count) == (report.file_sha256, "viasna", 1)
    assert report.file_sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert batch.counts == {"new": 1}
    assert batch.source_id == _all(vault, "source")[0].id


def test_an_unknown_header_is_never_guessed(vault: "Vault", tmp_path: Path) -> None:
    path = _list(tmp_path / "list.csv", {"Фамилия": "x"}, header=("Фамилия", "Срок"))
    with pytest.raises(Refused) as refused:
        import_file(vault, path)
    assert refused.value.code == "import.unknown_header"


def test_a_layout_that_wants_other_columns_is_refused(vault: "Vault", tmp_path: Path) -> None:
    path = _list(tmp_path / "list.csv", {"Фамилия": "x"}, header=("Фамилия", "Срок"))
    with pytest.raises(Refused) as refused:
        import_file(vault, path, layout="azerbaijan_2014")
    assert refused.value.code == "import.header_differs"


def test_a_fault_far_down_the_file_takes_nothing_in(vault: "Vault", tmp_path: Path) -> None:
    path = _list(tmp_path / "list.csv", *(ANNA | {"Имя и фамилия": f"Анна Пример-{n}"} for n in range(1200)))
    with path.open("a", encoding="utf-8") as file:
        file.write('"never closed')
    before = _state(vault, without=())
    with pytest.raises(UnreadableInput):
        import_file(vault, path)
    assert _state(vault, without=()) == before


def test_a_text_longer_than_its_field_refuses_the_row(any_vault: "Vault", tmp_path: Path) -> None:
    report = import_file(any_vault, _list(tmp_path / "list.csv", ANNA | {"Имя и фамилия": "Я" * 401}))
    assert (report.fates, report.reasons) == ({"refused": 1}, {"cell.too_long": 1})


def test_the_example_of_the_demo_shows_each_kind_of_trouble(vault: "Vault") -> None:
    report = import_file(vault, seed_path("examples", "partner_list.csv"))
    assert report.layout_code == "viasna"
    assert report.fates == {"new": 53, "finding": 4, "decision": 1, "refused": 1, "same": 1}
    assert {"term.unit", "date.impossible", "row.name_missing"} <= set(report.reasons)


def test_memory_does_not_grow_with_the_rows(vault: "Vault", tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "PART_ROWS", 50)

    def peak(rows: int) -> int:
        born = (f"{n % 28 + 1:02d}.{n % 12 + 1:02d}.{1940 + n % 59}" for n in range(rows))
        changes = (
            {"Имя и фамилия": f"Анна Пример-{n % 50}", "Место заключения": f"ИК-{n}", "Дата рождения": day}
            for n, day in enumerate(born)
        )
        path = _list(tmp_path / f"{rows}.csv", *(ANNA | change for change in changes))
        tracemalloc.start()
        import_file(vault, path, dry_run=True)
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(450)  # caches fill
    assert peak(450) < 1.3 * peak(150)


@pytest.mark.parametrize("seed", range(2))
def test_a_kill_in_the_middle_leaves_all_or_nothing(
    vault_folder: Path, passphrase: str, tmp_path: Path, seed: int
) -> None:
    count = 600
    path = _list(tmp_path / "list.csv", *(ANNA | {"Имя и фамилия": f"Анна Пример-{n}"} for n in range(count)))
    script = (
        "import sys; from dossier.vault import open_vault; from dossier.intake import import_file\n"
        "vault = open_vault(sys.argv[1], sys.argv[2])\n"
        "import_file(vault, sys.argv[3], link=False, on_progress=lambda n: print(n, flush=True))\n"
    )
    command = [sys.executable, "-c", script, str(vault_folder), passphrase, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(random.Random(seed).random() / 4)
        process.kill()
    with open_vault(vault_folder, passphrase) as vault:
        assert len(_all(vault, "person")) in {0, count}
        assert import_file(vault, path, link=False).fates in ({"new": count}, {"same": count})


@pytest.mark.parametrize(
    ("articles", "kind"),
    [("ст. 24.23 КоАП", "A_FINE"), ("ч. 1 ст. 369 УК", "FINE")],
    ids=["administrative", "criminal"],
)
def test_a_fine_is_that_of_the_code_that_the_row_cites(
    vault: "Vault", tmp_path: Path, articles: str, kind: str
) -> None:
    fined = ANNA | {"Предъявлены обвинения": articles, "Решение суда": "штраф 30 базовых величин", "Вид наказания": ""}
    import_file(vault, _list(tmp_path / "list.csv", fined))
    assert [penalty.kind_code for penalty in _all(vault, "penalty")] == [kind]
