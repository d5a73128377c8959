"""A list on the screen: looked at first, decided by keyboard, taken in, stopped and taken out again."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from dossier import intake
from dossier.casework.entry import enter_person
from dossier.casework.views import all_person_ids, person_view
from dossier.resources import seed_path
from dossier.tui.app import DossierApp
from dossier.tui.screens.importing import ImportScreen
from dossier.tui.screens.search import SearchScreen
from dossier.tui.widgets.sheet import Sheet
from tests.tui.driving import news, opened, type_in, unlock, until

LIST = str(seed_path("examples", "partner_list.csv"))


def _persons(app: DossierApp) -> int:
    assert app.desk is not None
    return len(all_person_ids(app.desk.vault)) // 16


async def _looked_at(app: DossierApp, pilot: Pilot[int], path: str) -> ImportScreen:
    await unlock(pilot)
    await pilot.press("f5")
    await until(pilot, lambda: isinstance(app.screen, ImportScreen) and app.screen.is_running)
    await type_in(pilot, path)
    await until(pilot, lambda: "F2" in news(app))
    screen = app.screen
    assert isinstance(screen, ImportScreen)
    return screen


async def test_a_list_is_looked_at_taken_in_and_taken_out_by_keys(app: DossierApp, place: Path) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await _looked_at(app, pilot, LIST)
        assert screen.table.row_count == 60
        assert screen.table.current is not None
        assert screen.table.current.kind == "decision"
        assert _persons(app) == 0
        await pilot.press("f2")
        await until(pilot, lambda: "Batch" in news(app))
        assert _persons(app) == 57
        await pilot.press("f9")
        await until(pilot, lambda: "taken out" in news(app))
        assert _persons(app) == 0


async def test_each_row_says_whom_it_is_about_and_its_reason_to_the_end(app: DossierApp, place: Path) -> None:
    """On the narrowest screen too."""
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await _looked_at(app, pilot, LIST)
        said = " ".join(screen.query_one(Sheet).text.split())
        assert said.endswith("15 days, 15 years.")
        rows = [screen.table._rows.line(index) for index in range(screen.table.row_count)]
        taken = [row.label for row in rows if row is not None and row.kind == "new"]
        assert len(taken) == 53
        assert all(" · " in label for label in taken)
        waiting = [row.label for row in rows if row is not None and row.kind == "decision"]
        assert waiting == ["waits for a decision · Егор Новодворец"]


async def test_what_waits_is_decided_in_its_field(app: DossierApp, place: Path) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await _looked_at(app, pilot, LIST)
        await pilot.press("pagedown", "pagedown")
        await type_in(pilot, "15 суток")
        assert "15 суток" in (screen.table.current.detail if screen.table.current else "")
        await pilot.press("f2")
        await until(pilot, lambda: "Batch" in news(app))
        assert _persons(app) == 58


async def test_a_recorded_person_is_chosen_beside_the_row(app: DossierApp, place: Path, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "Имя и фамилия;Статус;Дата рождения;Пол;Дата задержания;Предъявлены обвинения;Дата приговора;Решение суда;"
        "Вид наказания;Судья;Прокурор;Место заключения\nГанна Ёлкіна;;1991;;;;;;;;;\n",
        "utf-8",
    )
    with opened(place) as vault:
        ref = enter_person(vault, {"family": "Ёлкина", "given": "Анна", "born": "03.05.1991"}).ref
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await _looked_at(app, pilot, str(path))
        assert ref in screen.query_one(Sheet).text
        await pilot.press("f5")
        await pilot.pause()
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is screen)
        await pilot.press("f2")
        await until(pilot, lambda: "Batch" in news(app))
        assert _persons(app) == 1
        assert app.desk is not None
        assert "Ганна Ёлкіна" in person_view(app.desk.vault, ref).names


async def test_what_is_the_same_in_the_row_and_in_the_record_is_told_alike(
    app: DossierApp, place: Path, tmp_path: Path
) -> None:
    """Once a day of birth and an article stood there as codes, and were marked as different from the same in words."""
    path = tmp_path / "list.csv"
    path.write_text(
        "Имя и фамилия;Статус;Дата рождения;Пол;Дата задержания;Предъявлены обвинения;Дата приговора;Решение суда;"
        "Вид наказания;Судья;Прокурор;Место заключения\n" + "Ганна Ёлкіна;;13.05.1991;;;ч. 1 ст. 342 УК;;;;;;\n" * 2,
        "utf-8",
    )
    with opened(place) as vault:
        enter_person(vault, {"family": "Ёлкина", "given": "Анна", "born": "13.05.1991", "article": "ч. 1 ст. 342"})
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await _looked_at(app, pilot, str(path))
        lines = screen.query_one(Sheet).text.splitlines()
        told = [line.split() for line in lines if line.strip().startswith(("Born", "Articles"))]
        assert told[0] == ["Born", "13", "May", "1991", "│", "13", "May", "1991"]
        assert "≠" not in told[1]
        assert told[1].count("342") == 2


async def test_nothing_is_taken_in_unlooked_at_and_a_bad_file_says_why(
    app: DossierApp, place: Path, tmp_path: Path
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await _looked_at(app, pilot, LIST)
        screen._line("layout").field.value = "viasna"
        await pilot.press("f2")
        assert "Look at the rows first" in news(app)
        path = tmp_path / "bad.csv"
        path.write_text("Имя;Кошка\n1;2\n", "utf-8")
        screen._line("layout").field.value = ""
        screen._line("file").field.value = str(path)
        screen.set_focus(screen._line("file").field)
        await pilot.press("enter")
        await until(pilot, lambda: "No layout has this header" in news(app))
        assert _persons(app) == 0


async def test_a_stopped_import_keeps_nothing(app: DossierApp, place: Path, tmp_path: Path) -> None:
    lines = Path(LIST).read_text("utf-8-sig").splitlines()
    path = tmp_path / "long.csv"
    path.write_text("\n".join([lines[0], *(lines[1].replace(";", f" {n};", 1) for n in range(4000))]) + "\n", "utf-8")
    async with app.run_test(size=(80, 24)) as pilot:
        await unlock(pilot)
        await pilot.press("f5")
        await until(pilot, lambda: isinstance(app.screen, ImportScreen) and app.screen.is_running)
        await type_in(pilot, str(path))
        await pilot.press("f8")
        await until(pilot, lambda: "Nothing of this file was taken in" in news(app))
        assert _persons(app) == 0


async def test_a_list_is_read_on_when_its_screen_is_left_and_its_end_is_told_where_one_is(
    app: DossierApp, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once the reading died of its next word to the screen that was gone, and nobody was told."""
    go, real = threading.Event(), intake.import_file

    def slow(*given: Any, on_progress: Callable[[int], None], **named: Any) -> Any:
        while not go.wait(0.02):
            on_progress(2)
        return real(*given, on_progress=on_progress, **named)

    async with app.run_test(size=(120, 40)) as pilot:
        await _looked_at(app, pilot, LIST)
        monkeypatch.setattr(intake, "import_file", slow)
        try:
            await pilot.press("f2")
            await until(pilot, lambda: "rows read" in news(app))
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(app.screen, SearchScreen))
            await pilot.pause(0.2)
        finally:
            go.set()
        await until(pilot, lambda: "Batch" in news(app))
        assert isinstance(app.screen, SearchScreen)
        assert _persons(app) == 57
