"""The list reads only the rows in view, however long it is."""

import uuid

import pytest
from textual.app import App, ComposeResult

from dossier.casework.views import ListLine
from dossier.tui.widgets.record_table import PAGE_ROWS, GivenRows, PagedRows, RecordTable

COUNT = 100_000


class _Shown(App[None]):
    def compose(self) -> ComposeResult:
        yield RecordTable()


async def test_a_hundred_thousand_rows_read_two_pages() -> None:
    asked: list[int] = []

    def fetch(ids: list[uuid.UUID]) -> list[ListLine]:
        asked.append(len(ids))
        return [ListLine("P", str(one.int)) for one in ids]

    packed = b"".join(number.to_bytes(16, "big") for number in range(COUNT))
    app = _Shown()
    async with app.run_test(size=(80, 24)) as pilot:
        table = app.query_one(RecordTable)
        table.show(PagedRows(packed, fetch))
        await pilot.pause()
        table.move(COUNT)
        await pilot.pause()
        assert table.current == ListLine("P", str(COUNT - 1))
        assert table.render_line(table.size.height - 1).text.startswith("▶ P")
    assert sum(asked) <= 3 * PAGE_ROWS


def test_a_row_that_has_gone_is_a_gap_and_no_crash() -> None:
    rows = PagedRows(bytes(32), lambda _ids: [])
    assert len(rows) == 2
    assert rows.line(1) is None


@pytest.mark.parametrize(
    ("line", "ends"),
    [
        (ListLine("P-1", "deprivation of the right to hold certain posts or engage in certain activities"), "…"),
        (ListLine("P-1", "п" * 50, "нар. 1991 р. · прізвище написано інакше"), "…"),
        (ListLine("P-1", "Ганна", "1991"), " "),
    ],
)
async def test_what_does_not_fit_into_a_row_ends_in_three_dots(line: ListLine, ends: str) -> None:
    app = _Shown()
    async with app.run_test(size=(80, 10)) as pilot:
        table = app.query_one(RecordTable)
        table.show(GivenRows([line]))
        await pilot.pause()
        drawn = table.render_line(0)
        assert drawn.cell_length == table.size.width
    assert drawn.text.endswith(ends)
    assert ("…" in drawn.text) == (ends == "…")


async def test_beside_the_bar_that_scrolls_a_row_ends_in_three_dots_too_and_nothing_scrolls_sideways() -> None:
    app = _Shown()
    async with app.run_test(size=(80, 10)) as pilot:
        table = app.query_one(RecordTable)
        table.show(GivenRows([ListLine("P-1", "п" * 90)] * 30))
        await pilot.pause()
        rows = [strip.text for strip in app.screen._compositor.render_strips()]
        assert (len(rows), table.show_vertical_scrollbar, table.show_horizontal_scrollbar) == (10, True, False)
        assert all("п…" in row for row in rows)
