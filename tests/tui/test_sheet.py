"""The cursor of a page stays on what it is on, whatever comes or goes above it."""

import pytest
from textual.app import App, ComposeResult

from dossier.tui.widgets.sheet import Sheet, SheetLine

A, B, C = (SheetLine(name, ("record", name)) for name in "abc")
PLAIN = SheetLine("words")


class _Shown(App[None]):
    def compose(self) -> ComposeResult:
        yield Sheet()


@pytest.mark.parametrize(
    ("before", "steps", "after", "expected"),
    [
        ([A, B], 1, [PLAIN, C, A, B], "b"),
        ([A, B], 1, [A, C], "a"),
        ([PLAIN], 0, [PLAIN, C], "c"),
    ],
)
async def test_the_cursor_stays_on_its_record(
    before: list[SheetLine], steps: int, after: list[SheetLine], expected: str
) -> None:
    app = _Shown()
    async with app.run_test(size=(80, 24)):
        sheet = app.query_one(Sheet)
        sheet.show(before)
        for _step in range(steps):
            sheet.move(1)
        sheet.show(after, keep_cursor=True)
        assert sheet.target == ("record", expected)
        sheet.show(after)
        assert sheet.is_at_first


async def test_of_two_lines_that_lead_to_one_record_it_stays_on_its_own() -> None:
    app = _Shown()
    async with app.run_test(size=(80, 24)):
        sheet = app.query_one(Sheet)
        sheet.show([A, PLAIN, A])
        sheet.move(1)
        sheet.show([A, PLAIN, A, B], keep_cursor=True)
        assert sheet.cursor == 2
