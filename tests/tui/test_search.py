"""The search screen: found in another alphabet with the reason beside it; operators; searches that are kept."""

from pathlib import Path

from dossier.casework.entry import enter_person
from dossier.casework.saved_searches import kept_searches
from dossier.tui.app import DossierApp
from dossier.tui.screens.pick import PickScreen
from tests.tui.driving import news, opened, type_in, unlock, until


async def test_a_search_is_answered_in_another_alphabet_kept_taken_up_again_and_given_up(
    app: DossierApp, place: Path
) -> None:
    with opened(place) as vault:
        enter_person(vault, {"family": "Вымыслаў", "given": "Пятро", "born": "1985"})
        enter_person(vault, {"family": "Вымыслаў", "given": "Ян", "born": "1991"})
    async with app.run_test(size=(80, 24)) as pilot:
        search = await unlock(pilot)
        search.line.field.value = "Vymyslov born:1985"
        await until(pilot, lambda: search.table.current is not None and "Пятро" in search.table.current.label)
        found = search.table.current
        assert found is not None
        assert found.detail
        await pilot.press("f2")
        await until(pilot, lambda: kept_searches(app.desk.vault))  # type: ignore[union-attr]
        search.line.field.value = ""
        await pilot.press("f6")
        await pilot.pause()
        assert isinstance(app.screen, PickScreen)
        await type_in(pilot, "")
        assert search.line.field.value == "Vymyslov born:1985"
        await pilot.press("f2")
        await until(pilot, lambda: kept_searches(app.desk.vault) == [])  # type: ignore[union-attr]
        search.line.field.value = "born:yesterday"
        await until(pilot, lambda: "born:yesterday" in news(app))
