"""Paging through a whole list on the screens leaves an entry in the journal; a look at its beginning leaves none."""

from pathlib import Path

from textual.pilot import Pilot

from dossier.tui.app import DossierApp
from dossier.tui.long_lists import NOTED_PAGES, REASON
from dossier.tui.screens.search import SearchScreen
from dossier.tui.widgets.record_table import PAGE_ROWS
from dossier.vault.log import log_lines
from dossier.vault.tables import Person
from tests.tui.driving import opened, unlock, until

LISTED = NOTED_PAGES * PAGE_ROWS + 1


def _fill(place: Path) -> None:
    with opened(place) as vault, vault.write() as session:
        session.add_all(Person(label=f"Прыклад {number}") for number in range(LISTED))


def _noted(app: DossierApp) -> list[tuple[str | None, str | None]]:
    assert app.desk is not None
    app.desk.wait(10)
    with app.desk.vault.read() as session:
        return [(line.reason, line.record_ref) for line in log_lines(session, limit=50, action="read")]


async def _paged_through(pilot: Pilot[int], search: SearchScreen) -> None:
    for page in range(NOTED_PAGES):
        search.table.move(-LISTED)
        search.table.move(page * PAGE_ROWS)
        await pilot.pause()


async def test_who_pages_through_a_whole_list_leaves_an_entry_for_each_five_hundred_rows(
    app: DossierApp, place: Path
) -> None:
    _fill(place)
    async with app.run_test(size=(80, 24)) as pilot:
        search = await unlock(pilot)
        await until(pilot, lambda: search.table.row_count == LISTED)
        assert _noted(app) == []
        await _paged_through(pilot, search)
        await until(pilot, lambda: _noted(app) == [(REASON, None)])
        await _paged_through(pilot, search)
        await pilot.pause(0.1)
        assert _noted(app) == [(REASON, None)]
