"""The form of every record: all fields reached by keys, drafts given back, two who change one record, hostile texts."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.events import Key
from textual.keys import _character_to_key
from textual.pilot import Pilot

from dossier.casework.drafts import DraftKey, KeptDraft, drafts_of_author, keep_draft
from dossier.casework.forms.declaration import RecordForm
from dossier.casework.forms.registry import FORMS
from dossier.casework.records import create_record, edit_record, open_record
from dossier.i18n import in_language
from dossier.tui.app import DossierApp
from dossier.tui.fields.line_field import FieldLine
from dossier.tui.screens.conflict import ConflictScreen
from dossier.tui.screens.drafts import screen_of_draft
from dossier.tui.screens.form import FormScreen
from dossier.tui.screens.record import RecordScreen
from dossier.tui.screens.record_form import EditScreen, NewRecordScreen
from dossier.tui.widgets.sheet import Sheet
from tests.tui.driving import ESC, F7, HOME, PASSPHRASE, Terminal, news, opened, painted, type_in, unlock_home, until

TYPED = [form for form in FORMS.values() if not form.is_written_elsewhere]


def words(form: RecordForm) -> dict[str, str]:
    """A short text of its own for each field."""
    return {spec.name: f"ы{number}" for number, spec in enumerate(form.fields)}


async def open_new(app: DossierApp, pilot: Pilot[int], kind: str) -> NewRecordScreen:
    assert app.desk is not None
    screen = NewRecordScreen(app.desk, kind)
    await app.push_screen(screen)
    await pilot.pause()
    return screen


def form_shown(app: DossierApp) -> FormScreen:
    assert isinstance(app.screen, FormScreen)
    return app.screen


async def post(pilot: Pilot[int], keys: str) -> None:
    """Post keys without waiting for each, as a fast typist does; a tab goes on."""
    for letter in keys:
        pilot.app.post_message(Key("tab", "\t") if letter == "\t" else Key(_character_to_key(letter), letter))
    await pilot.press("shift")
    await pilot.pause()


async def test_tab_leads_through_every_field_of_every_form_and_esc_loses_nothing(app: DossierApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await unlock_home(pilot)
        for form in TYPED:
            screen = await open_new(app, pilot, form.name)
            await post(pilot, "\t".join(words(form).values()))
            assert screen.typed() == words(form)
            assert screen.here == form.fields[-1].name
            await pilot.press("escape")
        assert {key.form: kept.fields for key, kept in drafts_of(app).items()} == {
            f"new {form.name}": words(form) for form in TYPED
        }


def drafts_of(app: DossierApp) -> Mapping[DraftKey, KeptDraft]:
    """The drafts as they lie on the disk."""
    assert app.desk is not None
    app.desk.wait(60)
    return drafts_of_author(app.desk.vault)


async def test_half_typed_forms_are_given_back_in_the_field_that_was_left(app: DossierApp, place: Path) -> None:
    """Every fourth form; scripts/typing kills and restarts with each."""
    halves = {DraftKey("person"): "given", DraftKey("case"): "title"}
    halves |= {DraftKey(f"new {form.name}"): form.fields[len(form.fields) // 2].name for form in TYPED[::4]}
    with opened(place) as vault:
        for key, name in halves.items():
            keep_draft(vault, key, KeptDraft({name: "полусло"}, name))
    async with app.run_test(size=(80, 24)) as pilot:
        await unlock_home(pilot)
        for key, name in halves.items():
            assert app.desk is not None
            screen = screen_of_draft(app.desk, key)
            assert isinstance(screen, FormScreen)
            await app.push_screen(screen)
            await pilot.pause()
            assert (screen.here, screen.typed()[name]) == (name, "полусло")
            assert news(app).startswith("Restored")
            await pilot.press("escape")


@pytest.mark.parametrize("language", ["en", "be", "ru", "uk"])
def test_the_name_of_every_field_has_room(language: str) -> None:
    with in_language(language):
        for form in TYPED:
            for spec in form.fields:
                line = FieldLine(
                    spec.name, _said(spec.label), is_needed=spec.is_needed, name_cells=FormScreen.name_cells
                )
                assert "…" not in str(line._drawn_name("▶ ")), spec.label
                assert cell_len(str(line._drawn_name("  "))) == FormScreen.name_cells


def _said(text: str) -> str:
    from dossier.i18n import _

    return _(text)


async def test_a_saved_record_is_changed_and_only_the_change_is_a_draft(app: DossierApp, place: Path) -> None:
    with opened(place) as vault:
        ref = create_record(vault, "person", {"label": "Вымыслов", "occupation": "учитель", "born": "1991"}).ref
        record = open_record(vault, ref)
    async with app.run_test(size=(80, 24)) as pilot:
        await unlock_home(pilot)
        assert app.desk is not None
        await app.push_screen(RecordScreen(app.desk, "person", ref))
        await pilot.press("f2")
        await pilot.pause()
        await form_shown(app).go_to("occupation")
        await pilot.press("ctrl+u")
        await type_in(pilot, "врач")
        await pilot.press("escape")
        await until(pilot, lambda: kept(place, "person", record.record_id))
        assert kept(place, "person", record.record_id) == {"occupation": "врач"}
        await pilot.press("f2")
        await pilot.pause()
        assert form_shown(app).typed()["occupation"] == "врач"
        await pilot.press("f2")
        await until(pilot, lambda: "Saved" in news(app))
        text = app.screen.query_one(Sheet).text
        assert "врач" in text
        assert "1991" in text
        assert kept(place, "person", record.record_id) == {}


async def test_what_is_typed_is_kept_when_its_field_is_left(
    app: DossierApp, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not only a second after the last letter."""
    monkeypatch.setattr("dossier.tui.screens.form._DRAFT_PAUSE_S", 10_000.0)
    async with app.run_test(size=(80, 24)) as pilot:
        await unlock_home(pilot)
        await open_new(app, pilot, "person")
        await type_in(pilot, "Ёлкина")
        await until(pilot, lambda: kept(place, "new person", None).get("label") == "Ёлкина")


async def test_a_new_consent_says_that_it_allows_nothing_yet(app: DossierApp, place: Path) -> None:
    with opened(place) as vault:
        ref = create_record(vault, "person", {"label": "Ёлкина"}).ref
    async with app.run_test(size=(80, 24)) as pilot:
        await unlock_home(pilot)
        await open_new(app, pilot, "consent")
        await type_in(pilot, ref, "the person", "written", "20.11.2025")
        await pilot.press("f2")
        await until(pilot, lambda: "It allows nothing yet" in news(app))


def kept(place: Path, form: str, record_id: object) -> Mapping[str, str]:
    with opened(place) as vault:
        drafts = drafts_of_author(vault)
    return next((one.fields for key, one in drafts.items() if (key.form, key.record_id) == (form, record_id)), {})


@pytest.mark.parametrize(("keys", "expected"), [((), "юрист"), (("enter",), "врач")])
async def test_two_who_change_one_field_are_shown_both_versions(
    app: DossierApp, place: Path, keys: tuple[str, ...], expected: str
) -> None:
    with opened(place) as vault:
        ref = create_record(vault, "person", {"label": "Вымыслов", "occupation": "учитель"}).ref
    async with app.run_test(size=(80, 24)) as pilot:
        await unlock_home(pilot)
        assert app.desk is not None
        await app.push_screen(EditScreen(app.desk, open_record(app.desk.vault, ref)))
        await pilot.pause()
        await form_shown(app).go_to("occupation")
        await pilot.press("ctrl+u")
        await type_in(pilot, "юрист")
        with opened(place) as vault:
            edit_record(vault, ref, {"occupation": "врач", "affiliation": "союз"}, version=1)
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, ConflictScreen))
        await pilot.pause()
        text = app.screen.query_one(Sheet).text
        assert all(one in text for one in ("учитель", "врач", "юрист"))
        await pilot.press(*keys, "f2")
        await pilot.pause()
        assert form_shown(app).typed()["affiliation"] == "союз"
        await pilot.press("f2")
        await until(pilot, lambda: "Saved" in news(app))
    with opened(place) as vault:
        texts = open_record(vault, ref).texts
    assert (texts["occupation"], texts["affiliation"]) == (expected, "союз")


async def test_esc_from_the_question_saves_nothing_and_keeps_what_was_typed(app: DossierApp, place: Path) -> None:
    with opened(place) as vault:
        ref = create_record(vault, "person", {"label": "Вымыслов", "occupation": "учитель"}).ref
    async with app.run_test(size=(80, 24)) as pilot:
        await unlock_home(pilot)
        assert app.desk is not None
        await app.push_screen(EditScreen(app.desk, open_record(app.desk.vault, ref)))
        await pilot.pause()
        await form_shown(app).go_to("occupation")
        await type_in(pilot, " в школе")
        with opened(place) as vault:
            edit_record(vault, ref, {"occupation": "врач"}, version=1)
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, ConflictScreen))
        await pilot.press("escape")
        await pilot.pause()
        assert "Not saved" in news(app)
        assert form_shown(app).typed()["occupation"] == "учитель в школе"
    with opened(place) as vault:
        assert open_record(vault, ref).texts["occupation"] == "врач"


async def test_a_doubt_is_marked_at_its_field_and_f2_again_saves(app: DossierApp, place: Path) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await unlock_home(pilot)
        await open_new(app, pilot, "person")
        await type_in(pilot, "Вымыслов")
        await form_shown(app).go_to("born")
        await type_in(pilot, "1991")
        await form_shown(app).go_to("died")
        await type_in(pilot, "1990")
        await pilot.press("f2")
        await until(pilot, lambda: "F2 again" in news(app))
        assert form_shown(app).here == "died"
        assert app.screen.query_one("#died-line", FieldLine).answer_text.startswith("? This lies before")
        await pilot.press("f2")
        await until(pilot, lambda: "Saved" in news(app))


async def test_f6_goes_to_a_field_on_another_leaf_by_its_name(app: DossierApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await unlock_home(pilot)
        await open_new(app, pilot, "exhibit")
        await pilot.press("f6")
        await type_in(pilot, "redaction")
        await pilot.pause()
        assert form_shown(app).here == "redaction"


FORMS_IN_TURN = """
import sys
from dossier.cli.main import run
from dossier.tui import running as screens
from dossier.tui.screens.home import HomeScreen
from dossier.tui.screens.record_form import NewRecordScreen
kinds = iter(sys.argv[2:])
async def next_form(self):
    await self.app.push_screen(NewRecordScreen(self._desk, next(kinds)))
HomeScreen.action_find = next_form
sys.exit(run(["--vault", sys.argv[1]], start_screens=screens.run))
"""


PACES_S = (0.0, 0.005, 0.02)


def test_words_typed_ahead_in_every_form_are_in_their_fields_and_kill_9_loses_none(place: Path) -> None:
    """Each form at one of three paces; scripts/typing has every form at every pace."""
    terminal = Terminal(["-c", FORMS_IN_TURN, str(place), *(form.name for form in TYPED)])
    try:
        terminal.wait_for("Passphrase")
        terminal.send(PASSPHRASE.encode() + b"\r")
        terminal.wait_for(HOME)
        for number, form in enumerate(TYPED):
            keys = "\t".join(words(form).values()).encode()
            terminal.send(F7 + keys + ESC, PACES_S[number % 3])
            terminal.read(0.05)
        with opened(place) as vault:  # once: each opening stretches the passphrase
            terminal.wait_until(lambda: len(drafts_of_author(vault)) == len(TYPED))
    finally:
        terminal.kill()
    assert {key.form: kept.fields for key, kept in kept_drafts(place).items()} == {
        f"new {form.name}": words(form) for form in TYPED
    }


def kept_drafts(place: Path) -> Mapping[DraftKey, KeptDraft]:
    """The drafts as another process reads them."""
    with opened(place) as vault:
        return drafts_of_author(vault)


async def test_a_page_in_another_language_keeps_what_was_typed(app: DossierApp) -> None:
    from dossier.tui.settings import Settings

    async with app.run_test(size=(80, 24)) as pilot:
        await unlock_home(pilot)
        await open_new(app, pilot, "episode")
        await form_shown(app).go_to("stated_reason")
        await pilot.press("x")
        await app.take_settings(Settings(language="be"))
        await pilot.pause()
        assert form_shown(app).typed()["stated_reason"] == "x"
        assert form_shown(app).here == "stated_reason"
        await until(pilot, lambda: "Захаваць" in painted(app))  # the line of keys is painted last
        assert "Затрыманне" in painted(app)
