"""The form of every record: all fields reached by keys, drafts given back, two who change one record, hostile texts."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.events import Key
from textual.keys import _character_to_key
from textual.pilot import Pilot

from dossier.casework.drafts import DraftKey, drafts_of_author
from dossier.casework.forms.declaration import RecordForm
from dossier.casework.forms.registry import FORMS
from dossier.casework.forms.values import Text
from dossier.casework.records import create_record, edit_record, open_record
from dossier.casework.tips import take_in_text
from dossier.i18n import in_language
from dossier.tui.app import DossierApp
from dossier.tui.fields.line_field import FieldLine
from dossier.tui.screens.conflict import ConflictScreen
from dossier.tui.screens.form import FormScreen
from dossier.tui.screens.history import HistoryScreen
from dossier.tui.screens.record import RecordScreen
from dossier.tui.screens.record_form import EditScreen, NewRecordScreen
from dossier.tui.widgets.sheet import Sheet
from tests.tui.driving import Terminal, news, opened, type_in, unlock_home, until

TYPED = [form for form in FORMS.values() if not form.is_written_elsewhere]
ACTING = {chr(code) for code in (*range(9), *range(11, 32), *range(0x7F, 0xA0), 0x202E, 0x2066, 0x200B, 0xFEFF)}
NAUGHTY: tuple[str, ...] = (
    "[/b][@click=app.bell]x[/]",
    "\x1b]52;c;QUJD\x07\x1b[2J\x9b31m",
    "a\u202eb\u2066c\u200bd\ufeff",
    "\u0430" + "\u0301" * 40,
    "'; DROP TABLE person;--",
    '=HYPERLINK("x")',
    "王さん ‮ عربي עברית",
    "👩‍⚖️" * 9,
    "%s %n {0} {label}",
    "\\N{BEL} \r\n\ttab",
    "x" * 300,
    "&lt;script&gt;<script>alert(1)</script>",
)


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


def painted(app: DossierApp) -> str:
    """Everything on the screen, as it would be painted."""
    return app.export_screenshot(simplify=True)


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
            assert (await open_new(app, pilot, form.name)).typed() == words(form)
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


async def test_nothing_recorded_acts_on_any_page(app: DossierApp, place: Path) -> None:
    refs = []
    with opened(place) as vault:
        for kind, needed in (
            ("person", "label"),
            ("event", "title"),
            ("legal_case", "title"),
        ):
            plain = [spec.name for spec in FORMS[kind].fields if isinstance(spec.type, Text) and spec.name != "code"]
            for start in range(0, len(NAUGHTY), len(plain)):
                texts = NAUGHTY[start:] + NAUGHTY
                fields = {name: texts[number][:40] for number, name in enumerate(plain)}
                refs.append((kind, create_record(vault, kind, {needed: "x", **fields}).ref))
        refs += [("tip", take_in_text(vault, text, today=date(2026, 11, 26))) for text in NAUGHTY]
    async with app.run_test(size=(80, 24)) as pilot:
        await unlock_home(pilot)
        assert app.desk is not None
        for kind, ref in refs:
            await app.push_screen(RecordScreen(app.desk, kind, ref))
            await pilot.pause()
            assert not ACTING & set(painted(app)), (kind, ref)
            await pilot.press("f2")
            await pilot.pause()
            assert not ACTING & set(painted(app)), (kind, ref)
            await pilot.press("escape")
            await app.push_screen(HistoryScreen(app.desk, ref, "x"))
            await pilot.pause()
            assert not ACTING & set(painted(app)), (kind, ref)
            await pilot.press("escape", "escape")


async def test_hostile_texts_through_every_field_are_kept_or_refused_in_words(app: DossierApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await unlock_home(pilot)
        for form in TYPED:
            screen = await open_new(app, pilot, form.name)
            texts = {spec.name: NAUGHTY[number % len(NAUGHTY)] for number, spec in enumerate(form.fields)}
            await screen.fill(texts)
            screen.answer_all()
            await pilot.press("f2")
            await pilot.pause()
            assert not ACTING & set(painted(app)), form.name
            if app.screen is screen:
                await pilot.press("f8", "f8", "escape")


FORMS_IN_TURN = """
import sys
from dossier.casework.forms.registry import FORMS
from dossier.casework.forms.values import Text
from dossier.cli.main import run
from dossier.tui import app as screens
from dossier.tui.screens.home import HomeScreen
from dossier.tui.screens.record_form import NewRecordScreen
kinds = iter([form.name for form in FORMS.values() if not form.is_written_elsewhere])
async def next_form(self):
    await self.app.push_screen(NewRecordScreen(self._desk, next(kinds)))
HomeScreen.action_find = next_form
sys.exit(run(["--vault", sys.argv[1]], start_screens=screens.run))
"""


@pytest.mark.parametrize("pause_s", [0.0, 0.005, 0.02])
def test_words_typed_ahead_are_in_their_fields_in_every_form(place: Path, pause_s: float) -> None:
    from tests.tui.driving import F7, PASSPHRASE

    terminal = Terminal(["-c", FORMS_IN_TURN, str(place)])
    try:
        terminal.wait_for("Passphrase")
        terminal.send(PASSPHRASE.encode() + b"\r")
        terminal.wait_for("Lists")
        for form in TYPED:
            keys = "\t".join(words(form).values()).encode()
            terminal.send(F7 + keys + b"\x1b", pause_s)
            terminal.read(0.05)
        terminal.send(b"\x11")  # Ctrl+Q: everything is kept, then the program ends
        assert terminal.end() == 0
    finally:
        terminal.kill()
    with opened(place) as vault:
        drafts = drafts_of_author(vault)
    assert {form.name: dict(drafts[DraftKey(f"new {form.name}")].fields) for form in TYPED} == {
        form.name: words(form) for form in TYPED
    }


async def test_a_page_in_another_language_keeps_what_was_typed(app: DossierApp) -> None:
    from dossier.tui.settings import Settings

    async with app.run_test(size=(80, 24)) as pilot:
        await unlock_home(pilot)
        await open_new(app, pilot, "episode")
        await form_shown(app).go_to("stated_reason")
        await pilot.press("x")
        with in_language("en"):
            await app.take_settings(Settings(language="be"))
            await pilot.pause()
            assert form_shown(app).typed()["stated_reason"] == "x"
            assert form_shown(app).here == "stated_reason"
            assert "Затрыманне" in painted(app)
            assert "Захаваць" in painted(app)
