"""Verify and backup beside the screens, and how old the last backup is on the first page."""

from pathlib import Path

from dossier.tui.app import DossierApp
from dossier.tui.screens.home import _backup_lines
from dossier.tui.screens.upkeep import BackupScreen, VerifyScreen
from dossier.tui.widgets.sheet import Sheet
from dossier.vault.backup_state import BackupState, backup_state
from dossier.vault.restoring import new_identity
from tests.tui.driving import PASSPHRASE, asked_anew, ended, news, type_in, unlock_home, until


async def test_a_vault_is_verified_and_backed_up_from_the_screens(app: DossierApp, place: Path, tmp_path: Path) -> None:
    folder, key = tmp_path / "elsewhere", new_identity()[1]
    async with app.run_test(size=(80, 24)) as pilot:
        home = await unlock_home(pilot)
        await home._open("go", "verify")
        await until(pilot, lambda: isinstance(app.screen, VerifyScreen) and app.screen.is_running)
        await pilot.press("f2")
        await ended(app, pilot)
        assert news(app) == "Sound."
        await pilot.press("escape")
        await home._open("go", "backup")
        await until(pilot, lambda: isinstance(app.screen, BackupScreen) and app.screen.is_running)
        await type_in(pilot, str(folder), key)
        await pilot.press("f2")
        await asked_anew(app, pilot, PASSPHRASE)
        await ended(app, pilot)
        assert "Keep this line elsewhere" in app.screen.query_one(Sheet).text
        assert list((folder / "snapshots").iterdir())
        assert app.desk is not None
        assert backup_state(app.desk.vault).days_since_backup == 0
        assert BackupScreen(app.desk)._first["to"] == key


def test_the_first_page_says_how_old_backups_are() -> None:
    def said(backup: int | None, restored: int | None) -> list[str]:
        return [line.text.strip() for line in _backup_lines(BackupState(backup, restored))]

    assert said(None, None) == ["No backup of this vault is known."]
    assert said(0, None) == ["No backup was ever restored and found sound: until then it is a hope."]
    assert said(0, 1) == ["A backup was last restored and found sound 1 day ago."]
    assert said(9, 40)[0] == "The last backup is 9 days old."
