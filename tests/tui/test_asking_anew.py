"""The passphrase once more, on screens that are open: right, wrong, gone back from, and what of it stays."""

from pathlib import Path
from threading import Event

import pytest
from sqlmodel import select
from textual.pilot import Pilot

from dossier.tui.app import DossierApp
from dossier.tui.fields.field import Field
from dossier.tui.screens.asking_anew import AskingAnewScreen
from dossier.tui.screens.help import HelpScreen
from dossier.tui.screens.upkeep import BackupScreen
from dossier.vault.restoring import new_identity
from dossier.vault.tables import Change
from tests.tui.driving import PASSPHRASE, asked_anew, ended, news, painted, type_in, unlock_home, until

WRONG = "granite velvet onion trapeze muffin"


async def _about_to_back_up(app: DossierApp, pilot: Pilot[int], folder: Path) -> BackupScreen:
    home = await unlock_home(pilot)
    await home._open("go", "backup")
    await until(pilot, lambda: isinstance(app.screen, BackupScreen) and app.screen.is_running)
    form = app.screen
    assert isinstance(form, BackupScreen)
    await type_in(pilot, str(folder), new_identity()[1])
    await pilot.press("f2")
    await asked_anew(app, pilot)
    return form


def _failed(app: DossierApp) -> int:
    assert app.desk is not None
    with app.desk.vault.read() as session:
        return sum(one.action == "failed" for one in session.exec(select(Change)))


async def test_a_backup_begins_once_the_passphrase_was_typed_again(app: DossierApp, tmp_path: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        form = await _about_to_back_up(app, pilot, tmp_path / "elsewhere")
        assert app.works.all == []
        await pilot.press(*PASSPHRASE[:5])
        assert PASSPHRASE[:5] not in painted(app)
        app.screen.query_one(Field).put("")
        await type_in(pilot, PASSPHRASE)
        await until(pilot, lambda: app.screen is form)
        await ended(app, pilot)
        assert app.works.all[0].is_done
        assert _failed(app) == 0


async def test_a_wrong_passphrase_begins_nothing_and_stands_in_the_journal(app: DossierApp, tmp_path: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        form = await _about_to_back_up(app, pilot, tmp_path / "elsewhere")
        for count in (1, 2):
            await type_in(pilot, WRONG)
            await until(pilot, lambda count=count: _failed(app) == count and "does not open" in news(app))  # type: ignore[misc]
            assert app.screen.query_one(Field).value == ""
        assert isinstance(app.screen, AskingAnewScreen)
        await type_in(pilot, PASSPHRASE)
        await until(pilot, lambda: app.screen is form)
        await ended(app, pilot)
        assert app.works.all[0].is_done


async def test_who_goes_back_begins_nothing_and_keeps_what_was_typed(app: DossierApp, tmp_path: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        form = await _about_to_back_up(app, pilot, tmp_path / "elsewhere")
        asking = app.screen
        await pilot.press(*PASSPHRASE[:5], "escape")
        await until(pilot, lambda: app.screen is form)
        assert news(app).startswith("Nothing was done")
        assert form._lines["output"].field.value == str(tmp_path / "elsewhere")
        assert (app.works.all, _failed(app)) == ([], 0)
        assert not any(PASSPHRASE[:5] in str(vars(one)) for one in asking.query(Field))


@pytest.fixture
def slowly(monkeypatch: pytest.MonkeyPatch) -> Event:
    """The passphrase is right, and that is known once this is set."""
    may_end = Event()
    monkeypatch.setattr("dossier.vault.asking_anew.require_passphrase", lambda *_asked: may_end.wait(60))
    return may_end


async def test_who_goes_back_while_it_is_being_checked_begins_nothing(
    app: DossierApp, tmp_path: Path, slowly: Event
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        form = await _about_to_back_up(app, pilot, tmp_path / "elsewhere")
        await type_in(pilot, PASSPHRASE)
        assert "being checked" in painted(app), "and the screen goes on meanwhile"
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is form)
        slowly.set()
        await pilot.pause(0.5)
        assert (app.screen, app.works.all) == (form, [])


async def test_help_above_the_question_is_left_before_the_work_begins(
    app: DossierApp, tmp_path: Path, slowly: Event
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        form = await _about_to_back_up(app, pilot, tmp_path / "elsewhere")
        await type_in(pilot, PASSPHRASE)
        await pilot.press("f12")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen) and app.screen.is_running)
        slowly.set()
        await pilot.pause(0.5)
        assert app.works.all == []
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is form)
        await ended(app, pilot)


async def test_the_lock_does_not_wait_for_the_answer(app: DossierApp, tmp_path: Path, slowly: Event) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await _about_to_back_up(app, pilot, tmp_path / "elsewhere")
        await type_in(pilot, PASSPHRASE)
        await pilot.press("ctrl+l")
        await until(pilot, lambda: app.desk is None)
        slowly.set()
        await pilot.pause(0.5)
        assert app.works.all == []
