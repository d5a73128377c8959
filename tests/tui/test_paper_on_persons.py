"""One paper on chosen persons: marked in the list that a search finds, or picked one after the other in the form."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from dossier.casework.entry import enter_person
from dossier.i18n import LANGUAGES, _, in_language
from dossier.tui.app import DossierApp
from dossier.tui.screens.output import OutputScreen
from dossier.tui.screens.pick import PickScreen
from dossier.tui.widgets.sheet import Sheet
from tests.tui.driving import PASSPHRASE, asked_anew, ended, news, opened, painted, type_in, unlock, unlock_home, until


@pytest.fixture
def refs(place: Path) -> dict[str, str]:
    """Surname -> reference of three persons."""
    with opened(place) as vault:
        names = ("Ёлкина", "Вымыслов", "Небывалова")
        return {one: enter_person(vault, {"family": one, "article": "ч. 1 ст. 342"}).ref for one in names}


async def test_persons_marked_in_two_searches_are_in_one_paper_and_nobody_else(
    app: DossierApp, refs: dict[str, str], tmp_path: Path
) -> None:
    target = tmp_path / "out" / "two.pdf"
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await unlock(pilot)
        await until(pilot, lambda: screen.table.row_count == 3)
        for name in ("Ёлкина", "Небывалова"):
            screen.line.field.value = name
            await until(pilot, lambda: screen.table.row_count == 1)
            await pilot.press("ctrl+k")
        assert "2 persons are marked" in news(app)
        assert "▶+" in painted(app)
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(app.screen, OutputScreen))
        form = app.screen
        assert isinstance(form, OutputScreen)
        assert form.typed()["ref"] == f"{refs['Ёлкина']}; {refs['Небывалова']}"
        form._lines["profile"].field.value = "sealed"
        form._lines["output"].field.value = str(target)
        await pilot.press("f2")
        await until(pilot, lambda: "2 persons, 2 by name" in app.screen.query_one(Sheet).text)
        await pilot.press("f2")
        await asked_anew(app, pilot, PASSPHRASE)
        await ended(app, pilot)
    import pypdfium2

    told = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(target))
    assert [name for name in refs if name in told] == ["Ёлкина", "Небывалова"]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_footer_of_the_search_has_room_for_the_key_that_marks(app: DossierApp, language: str) -> None:
    with in_language(language):
        async with app.run_test(size=(80, 24)) as pilot:
            await unlock(pilot)
            await until(pilot, lambda: f"^Q {_('Leave')}" in painted(app))  # the footer knows its width: it ends
            assert f"^K {_('Mark')}" in painted(app)


async def test_a_mark_is_taken_away_by_the_same_key_and_without_marks_nothing_is_written(
    app: DossierApp, refs: dict[str, str]
) -> None:
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await unlock(pilot)
        await until(pilot, lambda: screen.table.row_count == 3)
        await pilot.press("ctrl+k", "up", "ctrl+k")
        assert "0 persons are marked" in news(app)
        await pilot.press("ctrl+p")
        assert "Nobody is marked" in news(app)


async def _about_to_pick(app: DossierApp, pilot: Pilot[int], ref: str) -> OutputScreen:
    """The form of a paper on one person, and the list from which another is picked."""
    await unlock_home(pilot)
    assert app.desk is not None
    form = OutputScreen(app.desk, "pdf", [ref])
    await app.push_screen(form)
    await pilot.pause()
    await form.go_to("ref")
    await pilot.press("f5")
    await until(pilot, lambda: isinstance(app.screen, PickScreen))
    return form


async def test_persons_picked_one_after_the_other_stand_together_in_the_field(
    app: DossierApp, refs: dict[str, str]
) -> None:
    async with app.run_test(size=(100, 40)) as pilot:
        form = await _about_to_pick(app, pilot, refs["Ёлкина"])
        await type_in(pilot, "Вымыслов")
        await until(pilot, lambda: app.screen is form)
        assert form.typed()["ref"] == f"{refs['Ёлкина']}; {refs['Вымыслов']}"
        await until(pilot, lambda: "Ёлкина; Вымыслов" in form._lines["ref"].answer_text)


async def test_letters_that_nobody_bears_leave_nothing_to_take(app: DossierApp, refs: dict[str, str]) -> None:
    async with app.run_test(size=(100, 40)) as pilot:
        form = await _about_to_pick(app, pilot, refs["Ёлкина"])
        await type_in(pilot, "Нет таких")
        assert isinstance(app.screen, PickScreen)
        await pilot.press("escape")
        assert form.typed()["ref"] == refs["Ёлкина"]
