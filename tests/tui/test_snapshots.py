"""How the most important screens look at 80 columns and 24 lines: letters and marks, without any colour.

Each lies as a text in ``snapshots``: the lines of the screen, and under them which cells are bold, dim, underlined or
reversed. DOSSIER_SNAPSHOTS=write makes them anew; look at what has changed before it is kept.
"""

import os
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from rich.style import Style
from textual.pilot import Pilot
from textual.widgets._footer import FooterKey

from dossier.casework.cases import open_case
from dossier.casework.entry import enter_person
from dossier.casework.records import Difference, edit_record, open_record
from dossier.tui.app import DossierApp
from dossier.tui.screens.conflict import ConflictScreen
from dossier.tui.screens.form import FormScreen
from dossier.tui.screens.history import HistoryScreen
from dossier.tui.screens.record import RecordScreen
from dossier.tui.screens.record_form import EditScreen, NewRecordScreen
from dossier.tui.screens.search import SearchScreen
from dossier.tui.screens.settings import SettingsScreen
from tests.tui.driving import news, opened, type_in, unlock_home, until

FOLDER = Path(__file__).parent / "snapshots"
PEOPLE = (
    ("Ёлкина", "Анна", "Петровна", "1991", "ч. 1 ст. 342", "3 года", "лишение свободы"),
    ("Ёлкіна", "Ганна", "", "1991", "ч. 1 ст. 342", "3 года", "лишение свободы"),
    ("Небывалова", "Дарья", "Олеговна", "12.05.1998", "ч. 3 ст. 361", "15 лет", ""),
)
CHANGING = (
    (re.compile(r"\b[A-Z]{1,2}-[0-9A-Z]{4}-[0-9A-Z]{5}\b"), "X-0000-00000"),
    (re.compile(r"\d\d\.\d\d\.\d{4} \d\d:\d\d"), "01.02.2026 03:04"),
)
"""What differs from run to run, and what stands for it in a snapshot."""


def fill(place: Path) -> tuple[str, str]:
    """An invented trial; its reference and that of the first person."""
    refs = []
    with opened(place) as vault:
        case = open_case(vault, "Дело о хороводе (пример)", kind="mass_trial", case_number="1-17/2021")
        names = ("family", "given", "patronymic", "born", "article", "sentence", "kind")
        for person in PEOPLE:
            typed = dict(zip(names, person, strict=True)) | {"court": "Суд Вымышленного района"}
            typed |= {"decided": "12 мая 2021", "act": "9 августа 2020"}
            refs.append(enter_person(vault, typed, case_ref=case).ref)
        edit_record(vault, refs[0], {"occupation": "учитель"}, version=open_record(vault, refs[0]).version)
    return case, refs[0]


def picture(app: DossierApp) -> str:
    """The screen as letters, then as marks: b bold, d dim, u underlined, r reversed."""
    letters, marks = [], []
    for strip in app.screen._compositor.render_strips():
        letters.append(strip.text.rstrip())
        marks.append("".join(_mark(segment.style) * segment.cell_length for segment in strip).rstrip("."))
    text = "\n".join(letters)
    for pattern, stands in CHANGING:
        text = pattern.sub(stands, text)
    return f"{text}\n{'─' * 80}\n" + "\n".join(marks) + "\n"


def _mark(style: Style | None) -> str:
    if style is None:
        return "."
    return "r" if style.reverse else "b" if style.bold else "u" if style.underline else "d" if style.dim else "."


async def walk(app: DossierApp, pilot: Pilot[int], case: str, person: str) -> AsyncIterator[str]:
    """Go from screen to screen; the name of each as it stands."""
    await pilot.pause()
    yield "unlock"
    await unlock_home(pilot)
    yield "home"
    assert app.desk is not None
    desk = app.desk
    search = SearchScreen(desk)
    await app.push_screen(search)
    search.line.field.value = "Ёлкина"
    await until(pilot, lambda: "found" in news(app))
    yield "search"
    await pilot.press("escape")
    for name, kind, ref in (("person", "person", person), ("case", "legal_case", case)):
        await app.push_screen(RecordScreen(desk, kind, ref))
        await pilot.pause()
        yield name
        await pilot.press("escape")
    await app.push_screen(HistoryScreen(desk, person, "Ёлкина"))
    await pilot.pause()
    yield "history"
    await pilot.press("escape", "f3")
    await type_in(pilot, "Вымыслов", "Иван", "", "март 1990")
    entry = app.screen
    assert isinstance(entry, FormScreen)
    await entry.go_to("sentence")
    await type_in(pilot, "15")
    yield "entry"
    await pilot.press("f2")
    await until(pilot, lambda: "!" in news(app))
    yield "entry-refused"
    await entry.go_to("kind")
    await pilot.press("f5")
    await pilot.pause()
    yield "list"
    await pilot.press("escape", "f8", "f8", "escape")
    await app.push_screen(EditScreen(desk, open_record(desk.vault, person)))
    await pilot.pause()
    yield "edit"
    await pilot.press("escape")
    await app.push_screen(NewRecordScreen(desk, "episode"))
    await pilot.pause()
    yield "detention"
    await pilot.press("escape")
    now = open_record(desk.vault, person)
    await app.push_screen(ConflictScreen([Difference("occupation", "Occupation", "учитель", "врач", "юрист")], now))
    await pilot.pause()
    yield "conflict"
    await pilot.press("escape")
    await app.push_screen(SettingsScreen(desk))
    await pilot.pause()
    yield "settings"
    await pilot.press("escape", "f12")
    await pilot.pause()
    yield "help"


async def _settled_picture(app: DossierApp, pilot: Pilot[int]) -> str:
    """The screen when everything that comes after it has come: its footer, answers of the vault."""
    last, again = "", 0
    while again < 3:
        await pilot.pause(0.1)
        shown = picture(app)
        again = again + 1 if shown == last and app.screen.query(FooterKey) else 0
        last = shown
    return last


async def test_the_most_important_screens_look_as_they_did(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case, person = fill(place)
    monkeypatch.chdir(place.parent)
    monkeypatch.setattr("dossier.tui.screens.settings.config_folder", lambda: Path("config"))
    app, changed = DossierApp(place.name), []
    async with app.run_test(size=(80, 24)) as pilot:
        async for name in walk(app, pilot, case, person):
            path, shown = FOLDER / f"{name}.txt", await _settled_picture(app, pilot)
            if os.environ.get("DOSSIER_SNAPSHOTS") == "write":
                path.write_text(shown, encoding="utf-8")
            if not path.exists() or path.read_text(encoding="utf-8") != shown:
                changed.append(f"{name}:\n{shown}")
        await app.action_leave()
    assert not changed, "\n".join(changed)


def test_there_are_no_more_snapshots_than_somebody_looks_at() -> None:
    assert 10 <= len(list(FOLDER.glob("*.txt"))) <= 15
