"""The journal on the screen: newest first, narrowed by keys, to the record and to its before and after."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlmodel import select
from textual.pilot import Pilot

import dossier
from dossier.casework import journal_reasons
from dossier.casework.entry import enter_person
from dossier.casework.forms.look import Look
from dossier.casework.history import history_of
from dossier.casework.journal import WORDS, JournalFilter, entries_at, numbers_of
from dossier.casework.journal_reasons import reason_words
from dossier.casework.records import create_record, edit_record, open_record
from dossier.casework.tips import Report, add_tip
from dossier.i18n import in_language
from dossier.tui.app import DossierApp
from dossier.tui.screens.history import HistoryScreen, _owner, _shown, _step_lines
from dossier.tui.screens.journal import EntryRows, JournalScreen
from dossier.tui.screens.record import RecordScreen
from dossier.tui.widgets.sheet import Sheet
from dossier.vault import Vault
from dossier.vault.log import LogLine
from dossier.vault.tables import PersonName
from tests.tui.driving import news, opened, type_in, unlock_home, until


def _fill(place: Path) -> tuple[str, str]:
    with opened(place) as vault:
        one = enter_person(vault, {"family": "Ёлкина", "given": "Анна"}).ref
        other = enter_person(vault, {"family": "Вымыслов"}).ref
        edit_record(vault, one, {"remarks": "первое"}, version=open_record(vault, one).version)
    return one, other


async def _journal(app: DossierApp, pilot: Pilot[int]) -> JournalScreen:
    home = await unlock_home(pilot)
    await home._open("go", "journal")
    await until(pilot, lambda: isinstance(app.screen, JournalScreen) and app.screen.is_read)
    assert isinstance(app.screen, JournalScreen)
    return app.screen


async def test_the_newest_entry_comes_first_and_leads_to_its_record_and_history(app: DossierApp, place: Path) -> None:
    one, _other = _fill(place)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await _journal(app, pilot)
        assert screen.entry is not None
        assert screen.entry.action == "unlock"
        await pilot.press("enter")
        assert "leads to no record" in news(app)
        await type_in(pilot, one)
        await until(pilot, lambda: isinstance(app.screen, RecordScreen))
        assert isinstance(app.screen, RecordScreen)
        assert app.screen.record_ref == one
        await pilot.press("escape", "f8")
        await until(pilot, lambda: isinstance(app.screen, HistoryScreen))
        await pilot.press("ctrl+t")
        assert "первое" in app.screen.query_one(Sheet).text


async def test_entries_are_narrowed_by_kind_and_by_author(app: DossierApp, place: Path) -> None:
    _fill(place)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await _journal(app, pilot)
        every = screen.table.row_count
        await pilot.press("f6")
        await pilot.pause()
        await type_in(pilot, "unlocked")
        await until(pilot, lambda: 0 < screen.table.row_count < every)
        assert "unlocked" in screen.title_text()
        for letter in "zz":
            await pilot.press(letter)
        await until(pilot, lambda: screen.table.row_count == 0)


def test_a_removed_record_and_its_reference_are_found(place: Path) -> None:
    one, _other = _fill(place)
    with opened(place) as vault:
        found = entries_at(vault, numbers_of(vault, JournalFilter(record_ref=one)))
        assert {entry.record_ref for entry in found} == {one}
        assert [entry.action for entry in found] == ["update", "insert"]
        every = numbers_of(vault, JournalFilter())
        assert isinstance(every, range)
        assert [entry.number for entry in entries_at(vault, every[:3])] == list(every[:3])


def test_a_million_entries_are_read_a_page_at_a_time() -> None:
    asked: list[int] = []

    def fetch(numbers: "object") -> list[LogLine]:
        asked.extend(numbers)  # type: ignore[arg-type]
        return []

    rows = EntryRows(range(1_000_000, 0, -1), fetch)
    assert len(rows) == 1_000_000
    assert rows.line(999_999) is None
    assert (len(asked), asked[-1]) == (100, 1)


@pytest.mark.parametrize(
    ("reason", "kind", "words"),
    [
        (None, "", ""),
        ("exhibit taken in", "exhibit", "доказательство принято"),
        ("undo of entry 17", "", "запись 17 отменена"),
        ("accepted: doubt.future born", "person", "принято: день в будущем · Дата рождения"),
        ("merge P-1 into P-2", "", "объединено: P-1 → P-2"),
        ("export pack sealed", "", "выведено: пакет доказательств, опечатано"),
        ("потому что так надо", "", "потому что так надо"),
    ],
)
def test_the_reasons_of_the_program_are_told_in_the_readers_words(reason: str | None, kind: str, words: str) -> None:
    with in_language("ru"):
        assert reason_words(reason, kind) == words


def test_every_reason_that_the_program_writes_has_words() -> None:
    written = set()
    for path in Path(dossier.__file__).parent.rglob("*.py"):
        written |= set(re.findall(r'\.write\(reason="([^"]+)"', path.read_text(encoding="utf-8")))
    assert len(written) > 20
    assert {reason for reason in written if reason not in journal_reasons._PLAIN | {"import package": ""}} == set()


def test_every_kind_of_entry_has_words() -> None:
    written = set()
    for path in Path(dossier.__file__).parent.rglob("*.py"):
        written |= set(re.findall(r'\bEntry\("([a-z_]+)"', path.read_text(encoding="utf-8")))
    assert len(written) > 5
    assert written - set(WORDS) == set()


def test_the_history_of_a_tip_names_its_columns_and_shows_no_sums(vault: Vault) -> None:
    """What runs out stands in the journal as a sum, which is nothing to read; and no column is called by its name."""
    file = Report("Колонна", received_at=datetime(2022, 3, 1, tzinfo=UTC), sent_as_written="вчера", is_forwarded=True)
    with vault.write() as session:
        tip = add_tip(session, file, today=date(2026, 11, 26))
        session.refresh(tip)
    said = _history_words(vault, str(tip.ref))
    assert "kept as a sum only" in said
    assert [one for one in ("hmac", "handle", "received_at", "sent_as_written", "is_forwarded") if one in said] == []


def test_whose_name_it_is_stands_in_its_history_by_their_name(vault: Vault) -> None:
    enter_person(vault, {"family": "Ёлкина", "given": "Анна"})
    with vault.read() as session:
        name = session.exec(select(PersonName)).first()
    assert name is not None
    said = _history_words(vault, str(name.ref))
    assert "Ёлкина" in said
    assert [one for one in ("person_id", str(name.person_id)) if one in said] == []


@pytest.mark.parametrize(
    ("kind", "fields", "said"),
    [
        ("event", {"title": "E", "happened": "2020-08"}, "август 2020 г."),
        ("deadline", {"what": "D", "due_on": "12.05.2021", "kind_code": "appeal"}, "12 мая 2021 г."),
        ("episode", {"detained_at": "2020-08-09 14:30"}, "9 августа 2020 г., 14:30 по Минску"),
        ("person", {"label": "P", "citizenship_codes": "LTU; POL"}, "LTU; POL"),
    ],
)
def test_the_history_says_days_as_the_page_does(vault: Vault, kind: str, fields: dict[str, str], said: str) -> None:
    if kind == "episode":
        fields = {**fields, "person_id": create_record(vault, "person", {"label": "P"}).ref}
    ref = create_record(vault, kind, fields).ref
    with in_language("ru"):
        assert said in _history_words(vault, ref)


def test_a_value_that_cannot_be_read_is_told_as_it_was_kept(vault: Vault) -> None:
    with vault.read() as session:
        look = Look(session)
        for name, kept in (("born", "soon"), ("sex", "x"), ("citizenship_codes", "x")):
            assert _shown(_owner("person", name), kept, look) == kept
        assert _shown(_owner("episode", "detained_at"), "soon", look) == "soon"
        assert _shown(_owner("episode", "person_id"), "nobody", look) == "nobody"


def _history_words(vault: Vault, ref: str) -> str:
    with vault.read() as session:
        lines = [
            line for step in history_of(vault, ref) for line in _step_lines(step, 78, Look(session), is_whole=True)
        ]
    return "\n".join(line.text for line in lines)
