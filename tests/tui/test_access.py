"""Keys and custodians from the screens: who opens the vault afterwards, and what of a passphrase is shown or kept."""

import asyncio
from pathlib import Path
from threading import Event

import pytest
from textual.pilot import Pilot

from dossier.casework.drafts import drafts_of_author
from dossier.errors import DossierError
from dossier.tui.app import DossierApp
from dossier.tui.screens.access import AccessScreen
from dossier.tui.screens.access_tasks import OPENS
from dossier.tui.screens.form import FormScreen
from dossier.tui.screens.home import HomeScreen
from dossier.tui.screens.key_tasks import RecoveryTask
from dossier.tui.screens.unlock import UnlockScreen
from dossier.vault import open_vault
from dossier.vault.custodian_keys import fingerprint, new_secret, public_line
from dossier.vault.custodians import custodians
from dossier.vault.keyring import add_person, holders
from dossier.vault.paper_signing import paper_keys
from tests.tui.driving import PASSPHRASE, asked_anew, news, opened, painted, type_in, unlock_home, until

OTHER = "harbour violin sandstone nephew clover"


async def page_of_keys(app: DossierApp, pilot: Pilot[int]) -> AccessScreen:
    return await page_of_keys_from(app, pilot, await unlock_home(pilot))


async def page_of_keys_from(app: DossierApp, pilot: Pilot[int], home: HomeScreen) -> AccessScreen:
    await home._open("go", "access")
    await until(pilot, lambda: isinstance(app.screen, AccessScreen) and app.screen.is_running)
    assert isinstance(app.screen, AccessScreen)
    return app.screen


async def at_work(app: DossierApp, pilot: Pilot[int], name: str, what: str = "") -> FormScreen:
    """The form of something that is done, as Enter on its line opens it."""
    screen = app.screen
    assert isinstance(screen, AccessScreen)
    lines = screen.sheet._lines
    screen.sheet.cursor = next(n for n, line in enumerate(lines) if line.target == (name, what))
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app.screen, FormScreen) and app.screen.is_running)
    assert isinstance(app.screen, FormScreen)
    return app.screen


def opens(place: Path, passphrase: str) -> bool:
    try:
        open_vault(place, passphrase=passphrase).close()
    except DossierError:
        return False
    return True


async def test_one_more_person_gets_a_passphrase_that_is_never_shown(app: DossierApp, place: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        page = await page_of_keys(app, pilot)
        form = await at_work(app, pilot, "new_person")
        await type_in(pilot, "Коллега", OTHER, OTHER + "x")
        assert OTHER not in painted(app)
        await pilot.press("f2")
        await asked_anew(app, pilot, PASSPHRASE)
        await until(pilot, lambda: "not the same" in form._lines["again"].answer_text)
        await pilot.press("backspace", "f2")
        await until(pilot, lambda: app.screen is page)
        assert "opens the vault" in news(app)
        assert "Коллега" in page.sheet.text
        assert app.desk is not None
        assert drafts_of_author(app.desk.vault) == {}
    assert opens(place, OTHER)


async def test_a_changed_passphrase_holds_for_long_work_too(app: DossierApp, place: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        page = await page_of_keys(app, pilot)
        await at_work(app, pilot, "own_passphrase")
        await type_in(pilot, OTHER, OTHER)
        await pilot.press("f2")
        await asked_anew(app, pilot, PASSPHRASE)
        await until(pilot, lambda: app.screen is page)
        assert app.desk is not None
        assert app.desk.passphrase == OTHER
        assert "make a new master key too" in news(app)
    assert (opens(place, PASSPHRASE), opens(place, OTHER)) == (False, True)


async def test_a_recovery_key_counts_once_it_was_typed_back(app: DossierApp, place: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        page = await page_of_keys(app, pilot)
        form = await at_work(app, pilot, "recovery_key")
        assert isinstance(form, RecoveryTask)
        assert form._written in "".join(painted(app).split())
        assert set(form._written.split("-")) <= set(painted(app).replace("-", " ").split()), "a group is broken"
        await type_in(pilot, form._written)
        await pilot.press("f2")
        await asked_anew(app, pilot, PASSPHRASE)
        await until(pilot, lambda: app.screen is page)
        written = form._written
    assert opens(place, written)


async def test_a_key_is_taken_away_once_the_passphrase_was_typed_again(app: DossierApp, place: Path) -> None:
    with opened(place) as vault:
        slot = add_person(vault, "Бывшая", OTHER)
    async with app.run_test(size=(80, 24)) as pilot:
        await page_of_keys(app, pilot)
        await at_work(app, pilot, "remove_key", slot)
        await pilot.press("f2")
        await asked_anew(app, pilot)
        await type_in(pilot, OTHER)
        await until(pilot, lambda: "somebody else" in news(app))
        await type_in(pilot, PASSPHRASE)
        await until(pilot, lambda: isinstance(app.screen, UnlockScreen) and app.screen.is_running)
        assert "opens the vault no more" in news(app)
        await unlock_home(pilot)
        assert app.desk is not None
        assert [one.person for one in holders(app.desk.vault)] == ["Tester"]
    assert (opens(place, PASSPHRASE), opens(place, OTHER)) == (True, False)


async def test_a_new_master_key_waits_for_a_screen_that_is_still_reading(app: DossierApp, place: Path) -> None:
    reads, may_end = Event(), Event()

    async with app.run_test(size=(80, 24)) as pilot:
        await page_of_keys(app, pilot)
        assert app.desk is not None
        vault = app.desk.vault

        def read() -> None:
            with vault.read() as session:
                session.connection()
                reads.set()
                may_end.wait(60)

        reader = asyncio.create_task(asyncio.to_thread(read))
        await until(pilot, reads.is_set)
        closing = asyncio.create_task(app.do_closed(lambda _place, _passphrase: f"in use: {vault.is_in_use}"))
        await pilot.pause(0.2)
        assert app.desk is not None, "it waits"
        may_end.set()
        await closing
        await reader
        await until(pilot, lambda: "in use: False" in news(app))


async def test_no_page_that_comes_to_light_while_all_are_left_reads_the_closed_vault(
    app: DossierApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        home = await unlock_home(pilot)
        await page_of_keys_from(app, pilot, home)
        begun: list[object] = []
        monkeypatch.setattr(HomeScreen, "on_screen_resume", lambda screen: begun.append(screen))
        await app.do_closed(lambda _place, _passphrase: "done")
        await until(pilot, lambda: "done" in news(app))
    assert begun == []


async def test_while_the_vault_is_encrypted_anew_the_screen_says_so_and_shows_nothing_of_it(
    app: DossierApp, place: Path
) -> None:
    at_work, may_end = Event(), Event()

    def work(_place: str, _passphrase: str) -> str:
        at_work.set()
        assert may_end.wait(60)
        return "done"

    async with app.run_test(size=(80, 24)) as pilot:
        await page_of_keys(app, pilot)
        running = asyncio.create_task(app.do_closed(work))
        await until(pilot, at_work.is_set)
        await pilot.pause()
        assert "encrypted anew" in painted(app)
        assert "Tester" not in painted(app)
        may_end.set()
        await running
        assert isinstance(app.screen, UnlockScreen)


async def test_a_custodian_is_taken_in_by_a_heard_fingerprint_and_retired(
    app: DossierApp, place: Path, tmp_path: Path
) -> None:
    public = new_secret().public_bytes()
    key = tmp_path / "key.txt"
    key.write_text(public_line(public), encoding="ascii")
    async with app.run_test(size=(100, 30)) as pilot:
        page = await page_of_keys(app, pilot)
        form = await at_work(app, pilot, "new_custodian")
        await type_in(pilot, str(key), "Вільня", "0000-0000")
        await pilot.press("f2")
        await asked_anew(app, pilot, PASSPHRASE)
        await until(pilot, lambda: "!" in news(app))
        form._lines["heard"].field.value = fingerprint(public)
        await pilot.press("f2")
        await until(pilot, lambda: app.screen is page)
        assert fingerprint(public) in page.sheet.text
        await at_work(app, pilot, "retire", "Вільня")
        await pilot.press("f2")
        await asked_anew(app, pilot, PASSPHRASE)
        await until(pilot, lambda: app.screen is page)
        assert app.desk is not None
        with app.desk.vault.read() as session:
            assert custodians(app.desk.vault.header, session) == []


async def test_the_key_that_signs_papers_is_renewed_and_both_are_listed(app: DossierApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        page = await page_of_keys(app, pilot)
        assert "a key is made with the first signature" in page.sheet.text
        for name in ("First Lawyer", ""):
            await at_work(app, pilot, "renew_paper_key")
            await type_in(pilot, "yes", name)
            await pilot.press("f2")
            await asked_anew(app, pilot, PASSPHRASE)
            await until(pilot, lambda: app.screen is page)
            assert "A new key signs from now on" in news(app)
        assert app.desk is not None
        ended, present = paper_keys(app.desk.vault)
        assert (ended.until is None, present.until is None, present.name) == (False, True, "First Lawyer")
        text = page.sheet.text.replace("\n      ", "")
        assert all(one.fingerprint in text for one in (ended, present))


async def test_every_way_on_refuses_an_empty_form_in_words(app: DossierApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        page = await page_of_keys(app, pilot)
        assert app.desk is not None
        for _heading, opens_it in OPENS.values():
            form = opens_it(app.desk, "")
            await app.push_screen(form)
            await pilot.pause()
            if form.form.name != "sealed out":  # its one field is filled in
                await pilot.press("f2")
                await until(pilot, lambda: "!" in news(app))
            await pilot.press("escape")
            await until(pilot, lambda: app.screen is page)


async def test_a_new_master_key_asks_first_for_another_passphrase_in_place_of_a_known_one(
    app: DossierApp, place: Path
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await page_of_keys(app, pilot)
        await at_work(app, pilot, "renew_master")
        assert "First change a passphrase that is known" in painted(app)
        await type_in(pilot, "yes")
        await pilot.press("f2")
        await asked_anew(app, pilot, PASSPHRASE)
        await until(pilot, lambda: isinstance(app.screen, UnlockScreen) and app.screen.is_running)
        assert "A new master key is made" in news(app)
        await unlock_home(pilot)
        assert app.desk is not None
        assert app.desk.vault.header.epoch == 2
    assert opens(place, PASSPHRASE)
