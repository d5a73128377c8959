"""Hostile texts through every form and onto every screen: kept as typed or refused in words; nothing of them acts."""

import csv
import itertools
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path

import pytest
from textual.events import Paste
from textual.pilot import Pilot
from textual.screen import Screen

from dossier.casework.entry import enter_person
from dossier.casework.forms.registry import FORMS
from dossier.casework.forms.values import Text
from dossier.casework.records import create_record, open_record
from dossier.casework.tips import take_in_text
from dossier.tui.app import DossierApp
from dossier.tui.desk import Desk
from dossier.tui.screens.duplicates import DuplicatesScreen
from dossier.tui.screens.figures import FiguresScreen
from dossier.tui.screens.form import FormScreen
from dossier.tui.screens.history import HistoryScreen
from dossier.tui.screens.importing import ImportScreen
from dossier.tui.screens.listing import ListScreen
from dossier.tui.screens.output import OutputScreen
from dossier.tui.screens.pick import PickScreen
from dossier.tui.screens.record import RecordScreen
from dossier.tui.screens.record_form import EditScreen, NewRecordScreen
from dossier.tui.screens.search import SearchScreen
from tests.naughty import ACTING, NAUGHTY, SHORT, rotated
from tests.tui.driving import HOME, Terminal, news, opened, painted, screens_on, type_in, unlock_home, until

TYPED = [form for form in FORMS.values() if not form.is_written_elsewhere]
STORABLE = tuple(text for text in SHORT if text.strip() and not set(text) & {"\x00", "\ud800"})
ALONE = {"person": "label", "event": "title", "legal_case": "title"}
"""Kinds of records with fields of words that stand alone, and the one that each needs."""
BRACKETS = "[см. л.д. 15] [b]x[/b] [@click=app.action_leave]y[/]"


def assert_harmless(app: DossierApp, where: object = "") -> None:
    """No character that acts is painted; the program still runs."""
    assert app.is_running
    assert not ACTING & set(painted(app).replace("\n", "")), where


def desk_of(app: DossierApp) -> Desk:
    assert app.desk is not None
    return app.desk


async def test_every_form_shows_every_hostile_text_and_keeps_it_as_it_was_typed(app: DossierApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await unlock_home(pilot)
        start = 0
        for form in TYPED[::2]:
            screen = NewRecordScreen(desk_of(app), form.name)
            await app.push_screen(screen)
            await pilot.pause()
            names = [spec.name for spec in form.fields]
            texts = dict(zip(names, rotated(start, len(names)), strict=True))
            start += len(names)
            await screen.fill(texts)
            screen.answer_all()
            await pilot.press("f2")
            await until(pilot, lambda: "!" in news(app) or "Saved" in news(app))
            assert_harmless(app, form.name)
            if app.screen is screen:
                typed = screen.typed()
                assert {name: typed[name] for name in names} == texts, form.name
                await pilot.press("f8", "f8", "escape")
    assert start >= len(NAUGHTY)


def fill_vault(place: Path) -> list[tuple[str, str]]:
    """Records of four kinds that hold every string a database keeps; kind and reference of each."""
    refs: list[tuple[str, str]] = []
    left = list(STORABLE)
    with opened(place) as vault:
        for kind, needed in itertools.cycle(ALONE.items()):
            words = [
                s.name
                for s in FORMS[kind].fields
                if isinstance(s.type, Text) and s.name not in ("code", "situation", needed)
            ]
            texts, left = dict(zip(words, left, strict=False)), left[len(words) :]
            name = STORABLE[len(refs)] if kind != "event" or len(refs) > len(ALONE) else BRACKETS
            refs.append((kind, create_record(vault, kind, {needed: name, **texts}, accept_doubts=True).ref))
            if not left:
                break
        refs += [("tip", take_in_text(vault, text, today=date(2026, 11, 26))) for text in STORABLE[::30]]
        for family in ("Ёлкина\x1b]52;c;QUJD\x07", "Ёлкина\u202e[/b]"):
            enter_person(vault, {"family": family, "given": "Анна", "born": "1991", "article": "ч. 1 ст. 342"})
    return refs


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, empty_vault: Path) -> tuple[Path, list[tuple[str, str]]]:
    """A vault full of them, made once; nothing in this file changes it."""
    import shutil

    place = Path(shutil.copytree(empty_vault, tmp_path_factory.mktemp("hostile") / "vault"))
    return place, fill_vault(place)


Hostile = tuple[Path, list[tuple[str, str]]]


async def test_no_hostile_text_acts_on_the_pages_of_records(hostile: Hostile) -> None:
    place, refs = hostile
    app = DossierApp(str(place))
    async with app.run_test(size=(80, 24)) as pilot:
        await unlock_home(pilot)
        for number, (kind, ref) in enumerate(refs):
            desk = desk_of(app)
            screens: list[Screen[None]] = [RecordScreen(desk, kind, ref)]
            if number % 4 == 0:
                screens.append(HistoryScreen(desk, ref, NAUGHTY[number]))
            elif number % 4 == 2:
                screens.append(EditScreen(desk, open_record(desk.vault, ref)))
            for screen in screens:
                await app.push_screen(screen)
                await pilot.pause()
                assert_harmless(app, (kind, ref))
                await pilot.press("pagedown")
                assert_harmless(app, (kind, ref))
                await pilot.press("escape")
        await app.action_leave()


async def shown_list(app: DossierApp, pilot: Pilot[int]) -> None:
    await app.push_screen(ListScreen(desk_of(app), "event"))
    await until(pilot, lambda: "record" in news(app))


async def shown_search(app: DossierApp, pilot: Pilot[int]) -> None:
    await app.push_screen(SearchScreen(desk_of(app)))
    await until(pilot, lambda: "person" in news(app))


async def shown_duplicates(app: DossierApp, pilot: Pilot[int]) -> None:
    await app.push_screen(DuplicatesScreen(desk_of(app)))
    await until(pilot, lambda: "Pair" in news(app) or "No two" in news(app))


async def shown_figures(app: DossierApp, pilot: Pilot[int]) -> None:
    screen = FiguresScreen(desk_of(app))
    await app.push_screen(screen)
    await until(pilot, lambda: screen.is_read)


async def shown_choice(app: DossierApp, pilot: Pilot[int]) -> None:
    await app.push_screen(PickScreen([(text, text) for text in SHORT], BRACKETS))
    await pilot.pause()


async def shown_output(app: DossierApp, pilot: Pilot[int]) -> None:
    await app.push_screen(OutputScreen(desk_of(app), "pdf", SHORT[:1]))
    await pilot.pause()


SCREENS: tuple[Callable[[DossierApp, Pilot[int]], Awaitable[None]], ...] = (
    shown_list, shown_search, shown_duplicates, shown_figures, shown_choice, shown_output,
)  # fmt: skip


async def test_no_hostile_text_acts_on_the_other_screens(hostile: Hostile) -> None:
    place, _refs = hostile
    app = DossierApp(str(place))
    async with app.run_test(size=(80, 24)) as pilot:
        await unlock_home(pilot)
        assert_harmless(app)
        for show in SCREENS:
            await show(app, pilot)
            for _page in range(4):
                assert_harmless(app, show)
                await pilot.press("pagedown")
            await pilot.press("escape")
        await app.action_leave()


async def test_markup_in_data_is_painted_as_it_was_typed(hostile: Hostile) -> None:
    place, _refs = hostile
    app = DossierApp(str(place))
    async with app.run_test(size=(120, 40)) as pilot:
        home = await unlock_home(pilot)
        await home._open("list", "event")
        await until(pilot, lambda: "record" in news(app))
        assert isinstance(app.screen, ListScreen)
        rows = [app.screen.table._rows.line(number) for number in range(app.screen.table.row_count)]
        app.screen.table.move(next(n for n, row in enumerate(rows) if row is not None and row.label == BRACKETS))
        await pilot.pause()
        assert BRACKETS[:30] in painted(app)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, RecordScreen)
        assert BRACKETS in app.screen.sheet.text
        await app.action_leave()


async def test_hostile_rows_of_a_list_are_looked_at_and_nothing_of_them_acts(
    app: DossierApp, place: Path, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    heads = ("Имя и фамилия", "Статус", "Дата рождения", "Пол", "Дата задержания", "Предъявлены обвинения",
             "Дата приговора", "Решение суда", "Вид наказания", "Судья", "Прокурор", "Место заключения")  # fmt: skip
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(heads)
        texts = [text for text in STORABLE if "\r" not in text]
        writer.writerows([texts[start % len(texts) :][: len(heads)] for start in range(0, 4 * len(texts), 4)])
    async with app.run_test(size=(80, 24)) as pilot:
        await unlock_home(pilot)
        await app.push_screen(ImportScreen(desk_of(app)))
        await pilot.pause()
        await type_in(pilot, str(path))
        await until(pilot, lambda: "F2" in news(app) or "!" in news(app))
        for _row in range(12):
            assert_harmless(app)
            await pilot.press("down")


async def test_every_hostile_text_can_be_looked_for(hostile: Hostile) -> None:
    place, _refs = hostile
    app = DossierApp(str(place))
    async with app.run_test(size=(80, 24)) as pilot:
        await unlock_home(pilot)
        screen = SearchScreen(desk_of(app))
        await app.push_screen(screen)
        await pilot.pause()
        for text in SHORT[::3]:
            screen._show(text, screen._rows(text), screen._question)
            await pilot.pause()
            assert_harmless(app, text)
        await app.action_leave()


@pytest.mark.parametrize("length", [2_001, 30_000])
async def test_a_pasted_text_is_taken_whole_or_refused_in_words(app: DossierApp, length: int) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await unlock_home(pilot)
        await app.push_screen(NewRecordScreen(desk_of(app), "person"))
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, FormScreen)
        await screen.go_to("occupation")
        app.post_message(Paste("я" * length))
        await pilot.pause()
        await pilot.pause()
        assert screen.typed()["occupation"] == "я" * length or "longer" in news(app)


def test_bytes_that_are_no_text_end_nothing(place: Path) -> None:
    with screens_on(place) as terminal:
        terminal.send(b"\x1bOR")  # F3
        terminal.wait_for("Surname")
        terminal.send(b"\xff\xfeA\xc3(" + "Ёлкина".encode() + b"\r")
        terminal.wait_for("Ёлкина")


def test_nothing_of_hostile_data_reaches_the_terminal(hostile: Hostile) -> None:
    place, _refs = hostile
    data = [text.encode("utf-8", "replace") for text in STORABLE if "\x1b" in text[:-1] or "\x9b" in text]
    terminal = Terminal(["-m", "dossier", "--vault", str(place)])
    try:
        terminal.wait_for("Passphrase")
        terminal.send(b"lantern orbit gravel mitten saddle\r")
        terminal.wait_for(HOME)
        terminal.send(b"\x1b[18~")  # F7
        terminal.wait_for("persons")
        terminal.send(b"\r")
        terminal.wait_for("Add")
        terminal.send(b"\x1bOQ")  # F2
        terminal.wait_for("── ")
        terminal.send(b"\x1b[19~" + b"\x1b")
        terminal.read(0.5)
    finally:
        terminal.kill()
    assert not [one for one in data if one in terminal.everything]
    assert b"\x1b]52" not in terminal.everything
    of_the_pointer = b"\x1b]22;default\x07"  # the screens' own wish for the shape of the mouse pointer
    assert b"\x07" not in terminal.everything.replace(of_the_pointer, b"")
