"""A full disk loses nothing: what is typed stays, is tried again, survives the lock, and is asked about at the end."""

import shutil
from pathlib import Path

from dossier.casework.drafts import DraftKey, drafts_of_author
from dossier.tui.app import DossierApp
from dossier.tui.screens.unlock import UnlockScreen
from tests.tui.driving import news, opened, type_in, unlock_home, until

PERSON = DraftKey("person")


def fill_up(disk: Path) -> Path:
    """A file that leaves no room."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"0" * 65536)
        except OSError:
            return ballast


async def test_what_is_typed_on_a_full_disk_is_kept_through_the_lock_and_written_when_there_is_room(
    place: Path, small_disk: Path
) -> None:
    vault = Path(shutil.copytree(place, small_disk / "vault"))
    app = DossierApp(str(vault), ends_to_lock=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await unlock_home(pilot)
        ballast = fill_up(small_disk)
        await pilot.press("f3")
        await type_in(pilot, "Ёлкина", "Анна")
        await until(pilot, lambda: "full" in news(app))
        await pilot.press("f2")
        await until(pilot, lambda: "full" in news(app))
        await pilot.press("ctrl+q")
        await until(pilot, lambda: "Ctrl+Q again" in news(app))
        await pilot.press("ctrl+l")
        await until(pilot, lambda: isinstance(app.screen, UnlockScreen))
        assert "held in memory" in news(app)
        ballast.unlink()
        await unlock_home(pilot)
        assert app.desk is not None
        app.desk.wait(60)
        assert not app.desk.unkept
        await app.action_leave()
    with opened(vault) as reader:
        fields = drafts_of_author(reader)[PERSON].fields
    assert (fields["family"], fields["given"]) == ("Ёлкина", "Анна")


async def test_a_draft_that_the_disk_did_not_take_is_tried_again(place: Path, small_disk: Path) -> None:
    vault = Path(shutil.copytree(place, small_disk / "vault"))
    app = DossierApp(str(vault))
    async with app.run_test(size=(80, 24)) as pilot:
        await unlock_home(pilot)
        ballast = fill_up(small_disk)
        await pilot.press("f3")
        await type_in(pilot, "Ёлкина")
        await until(pilot, lambda: "full" in news(app))
        ballast.unlink()
        await app._look_at_idle()
        assert app.desk is not None
        app.desk.wait(60)
        with opened(vault) as reader:
            assert drafts_of_author(reader)[PERSON].fields["family"] == "Ёлкина"
        await app.action_leave()
