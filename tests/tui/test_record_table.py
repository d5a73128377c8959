"""The list reads only the rows in view, however long it is."""

import uuid

from textual.app import App, ComposeResult

from dossier.casework.views import ListLine
from dossier.tui.widgets.record_table import PAGE_ROWS, PagedRows, RecordTable

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
