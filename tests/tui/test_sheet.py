"""The cursor of a page stays on what it is on, whatever comes or goes above it."""

import pytest
from textual.app import App, ComposeResult

from dossier.tui.widgets.sheet import Sheet, SheetLine, led, name_cells, wrapped

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


async def test_a_line_that_is_too_long_says_that_it_is_cut() -> None:
    app = _Shown()
    async with app.run_test(size=(20, 3)):
        app.query_one(Sheet).show([SheetLine("x" * 20), SheetLine("y" * 21)])
        assert [app.query_one(Sheet).render_line(row).text for row in (0, 1)] == ["x" * 20, "y" * 19 + "…"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (wrapped("Name", "value", 40), ["  Name ............... value"]),
        (wrapped("A name of very many words indeed", "value", 60, 22), [
            "  A name of very many words indeed", " " * 23 + "value",
        ]),
        (wrapped("Name", f"{'words ' * 3}and XC-YF8B-XWXHB", 46), [
            "  Name ............... words words words and", " " * 23 + "XC-YF8B-XWXHB",
        ]),
        (led("  X-1  ", "one two three four five", A.target, 27), ["  X-1  one two three four", "       five"]),
    ],
)  # fmt: skip
def test_values_stand_below_each_other_and_no_reference_is_broken(lines: list[SheetLine], expected: list[str]) -> None:
    assert [line.text for line in lines] == expected


@pytest.mark.parametrize(
    ("names", "cells"), [(["Name"], 22), (["Name in another tongue"], 26), (["Name", "x" * 60], 22), ([], 22)]
)
def test_the_names_of_a_page_have_one_width(names: list[str], cells: int) -> None:
    assert name_cells(names) == cells
