"""Who a source is: typed once, sealed, and nowhere else, whatever happens while it is typed."""

import sys
from pathlib import Path

import pytest
from textual.pilot import Pilot

from dossier.casework.drafts import drafts_of_author
from dossier.casework.sealed_sources import sealed_sources
from dossier.tui.app import DossierApp
from dossier.tui.fields.line_field import Field
from dossier.tui.screens.home import HomeScreen
from dossier.tui.screens.sealing import SealSourceScreen
from dossier.tui.screens.unlock import UnlockScreen
from dossier.tui.screens.work import WORK
from dossier.vault.custodian_keys import fingerprint, new_secret, public_line
from dossier.vault.custodians import add_custodian
from dossier.vault.sealed_bundles import open_bundle, sealed_bundle
from tests.tui.driving import READABLE, Terminal, news, opened, screens_on, type_in, unlock_home, until
from tests.tui.test_lock import is_in, memory_of

NAME, CONTACT = "Агата Невідомая", "+375 29 000-00-00"


@pytest.fixture
def sealing_place(place: Path) -> Path:
    """A vault that seals to two custodians."""
    with opened(place) as vault:
        for name in ("Вільня", "Варшава"):
            public = new_secret().public_bytes()
            add_custodian(vault, name, public_line(public), fingerprint(public))
    return place


async def _open_form(app: DossierApp, pilot: Pilot[int]) -> SealSourceScreen:
    home = await unlock_home(pilot)
    await home._open("go", "seal")
    await until(pilot, lambda: isinstance(app.screen, SealSourceScreen) and app.screen.is_running)
    assert isinstance(app.screen, SealSourceScreen)
    return app.screen


def _promise(app: DossierApp) -> str:
    from textual.widgets import Static

    return str(app.screen.query_one("#promise", Static).render())


async def test_an_identity_is_sealed_by_keys_and_shown_nowhere(app: DossierApp, sealing_place: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await _open_form(app, pilot)
        await until(pilot, lambda: "Вільня" in _promise(app))
        assert "can never be read" in _promise(app)
        await type_in(pilot, NAME, CONTACT, "", "", "видела колонну")
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert "Вільня, Варшава" in news(app)
        assert app.desk is not None
        assert [one.role for one in sealed_sources(app.desk.vault)] == ["informant"]
        assert drafts_of_author(app.desk.vault) == {}
        assert NAME not in str(app.desk.last_saved)


async def test_what_is_sealed_opens_with_a_custodians_key_alone(app: DossierApp, place: Path) -> None:
    secrets = [new_secret(), new_secret()]
    with opened(place) as vault:
        for number, secret in enumerate(secrets):
            public = secret.public_bytes()
            add_custodian(vault, f"c{number}", public_line(public), fingerprint(public))
    async with app.run_test(size=(80, 24)) as pilot:
        await _open_form(app, pilot)
        await type_in(pilot, NAME)
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert app.desk is not None
        (found,), others = open_bundle(sealed_bundle(app.desk.vault), secrets[1])
        assert (found.identity, others) == ({"name": NAME}, [])


async def test_leaving_and_locking_in_the_middle_keep_nothing(app: DossierApp, sealing_place: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        form = await _open_form(app, pilot)
        await type_in(pilot, NAME, CONTACT)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert set(form.typed().values()) == {""}
        assert app.desk is not None
        assert isinstance(app.screen, HomeScreen)
        await app.screen._open("go", "seal")
        await until(pilot, lambda: isinstance(app.screen, SealSourceScreen))
        await type_in(pilot, NAME, CONTACT)
        await pilot.press("ctrl+l")
        await until(pilot, lambda: isinstance(app.screen, UnlockScreen))
    with opened(sealing_place) as vault:
        assert drafts_of_author(vault) == {}
        assert sealed_sources(vault) == []


async def test_nothing_is_copied_from_a_sealed_field(app: DossierApp, sealing_place: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        form = await _open_form(app, pilot)
        for letter in "abc":
            await pilot.press(letter)
        field = form._lines["name"].field
        assert isinstance(field, Field)
        field.select_all()
        await pilot.press("ctrl+c", "ctrl+x")
        assert (app.clipboard, field.value) == ("", "abc")


async def test_a_slip_in_the_open_description_is_asked_about_once(app: DossierApp, sealing_place: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        form = await _open_form(app, pilot)
        await type_in(pilot, NAME, "", "", "", "Агата видела колонну")
        await pilot.press("f2")
        await until(pilot, lambda: "seems to say who" in form._lines["description"].answer_text)
        assert app.desk is not None
        assert sealed_sources(app.desk.vault) == []
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert len(sealed_sources(app.desk.vault)) == 1


async def test_without_two_custodians_nothing_is_sealed_and_the_form_says_so(app: DossierApp, place: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await _open_form(app, pilot)
        await until(pilot, lambda: "at least two custodians" in news(app))
        await type_in(pilot, NAME)
        await pilot.press("f2")
        await until(pilot, lambda: "at least two custodians" in news(app))
        assert isinstance(app.screen, SealSourceScreen)
        assert app.desk is not None
        assert sealed_sources(app.desk.vault) == []


def test_kill_9_in_the_middle_leaves_neither_a_draft_nor_an_entry(sealing_place: Path) -> None:
    with screens_on(sealing_place) as terminal:
        _type_a_name(terminal)
    with opened(sealing_place) as vault:
        assert drafts_of_author(vault) == {}
        assert sealed_sources(vault) == []


def _type_a_name(terminal: Terminal) -> None:
    terminal.send(b"\x1b")
    terminal.wait_for("Seal who a source is")
    for _line in WORK:
        if "▶ Seal who".encode() in terminal.everything:
            break
        terminal.send(b"\x1b[B")
        terminal.wait_until_quiet()
    terminal.send(b"\r")
    terminal.wait_for("Sealed to: ")
    terminal.send(b"Nevidomaja")
    terminal.wait_for("Nevidomaja")


@pytest.mark.skipif(sys.platform != "linux", reason="the memory of a process is read in /proc")
def test_after_the_lock_nothing_of_who_was_being_typed_is_in_the_memory(sealing_place: Path) -> None:
    with screens_on(sealing_place, READABLE) as terminal:
        _type_a_name(terminal)
        assert is_in("Nevidomaja", memory_of(terminal.pid))
        terminal.send(b"\x0c")
        terminal.wait_for("Locked.")
        assert not is_in("Nevidomaja", memory_of(terminal.pid))
    with opened(sealing_place) as vault:
        assert drafts_of_author(vault) == {}
