"""Sheets of an .ods workbook: what the screen shows is what is read, and whole dates become ISO."""

from pathlib import Path

import pytest

from dossier.errors import UnreadableInput
from dossier.intake.reading import read_table
from tests.intake.open_documents import cell, row, workbook

BLANK = "<table:table-cell/>"


def _rows(path: Path) -> list[list[str]]:
    return list(read_table(path).rows)


@pytest.mark.parametrize(
    ("made", "read"),
    [
        (cell("007"), "007"),
        (cell("007", "float", "7"), "007"),
        (cell("15", "float", "15"), "15"),
        (cell("3,26", "float", "3.26"), "3.26"),
        (cell("3,3", "float", "3.26"), "3,3"),
        (cell("1 234,50", "float", "1234.5"), "1234.5"),
        (cell("1\u202f234", "float", "1234"), "1234"),
        (cell("15%", "percentage", "0.15"), "15%"),
        (cell("12,50 ₽", "currency", "12.5"), "12,50 ₽"),
        (cell("1E+20", "float", "100000000000000000000"), "100000000000000000000"),
        (cell("###", "float", "4.5"), "###"),
        (cell("01.06.2021", "date", "2021-06-01"), "2021-06-01"),
        (cell("01.06.21", "date", "2021-06-01"), "2021-06-01"),
        (cell("06/01/2021", "date", "2021-06-01"), "2021-06-01"),
        (cell("1 июня 2021 г.", "date", "2021-06-01"), "2021-06-01"),
        (cell("чэрвень 2021", "date", "2021-06-01"), "чэрвень 2021"),
        (cell("21 чэрвеня", "date", "2021-06-21"), "21 чэрвеня"),
        (cell("01.06", "date", "2006-06-01"), "01.06"),
        (cell("06.2021", "date", "2021-06-06"), "06.2021"),
        (cell("2021", "date", "2021-01-01"), "2021"),
        (cell("01.06.2021 14:30", "date", "2021-06-01T14:30:00"), "2021-06-01 14:30:00"),
        (cell("01.06.2021", "date", "2021-06-01T14:30:00"), "2021-06-01"),
        (cell("02:05", "time", "PT2H5M"), "02:05"),
        (cell("ПРАЎДА", "boolean", "true"), "true"),
        (cell("+375 29 000"), "+375 29 000"),
        (cell("two\nlines"), "two\nlines"),
        ('<table:table-cell office:value-type="float" office:value="7.0"/>', "7"),
        ('<table:table-cell office:value-type="date" office:date-value="2021-06-01"/>', "2021-06-01"),
        (('<table:table-cell office:value-type="string"><office:annotation><text:p>remark</text:p></office:annotation>'
         "<text:p>a<text:s text:c=\"2\"/>b<text:tab/>c<text:span>d</text:span></text:p></table:table-cell>"),
         "a  b\tcd"),
    ],
)  # fmt: skip
def test_a_cell_is_read_as_it_is_shown(tmp_path: Path, made: str, read: str) -> None:
    path = workbook(tmp_path / "list.ods", row("Head") + row(made))
    assert _rows(path) == [[read]]


def test_a_row_whose_last_cells_are_blank_is_as_wide_as_the_header(tmp_path: Path) -> None:
    """A sheet keeps no blank cells at the end of a row; such rows were refused as too short."""
    rows = row("a", "b", "c") + row("1") + row(cell("2"), '<table:table-cell table:number-columns-repeated="1022"/>')
    assert _rows(workbook(tmp_path / "list.ods", rows)) == [["1", "", ""], ["2", "", ""]]


def test_repeated_and_covered_cells_and_blank_rows_keep_their_places(tmp_path: Path) -> None:
    rows = (
        row("A", "B", "C")
        + row(cell("x", more=' table:number-columns-repeated="2"'), "y")
        + row('<table:table-cell table:number-columns-repeated="16384"/>', more=' table:number-rows-repeated="3"')
        + row(cell("m", more=' table:number-columns-spanned="2"'), "<table:covered-table-cell/>", "z")
        + row(BLANK, "e", more=' table:number-rows-repeated="2"')
        + row(BLANK, more=' table:number-rows-repeated="1048000"')
    )
    path = workbook(tmp_path / "list.ods", rows, row(BLANK))
    table = read_table(path)
    assert table.header == ("A", "B", "C")
    assert list(table.rows) == [["x", "x", "y"], [], [], [], ["m", "", "z"], ["", "e", ""], ["", "e", ""]]


def test_a_copy_of_a_sheet_in_another_file_is_no_sheet_of_this_one(tmp_path: Path) -> None:
    copy = '<table:table-source xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="other.ods"/>' + row("stale")
    assert read_table(workbook(tmp_path / "list.ods", row("A"), copy)).header == ("A",)


@pytest.mark.parametrize(
    ("sheets", "head", "code", "facts"),
    [
        ((row("a"), row("b")), "", "import.sheets", {}),
        ((row(BLANK),), "", "import.empty", {}),
        (("<broken>",), "", "import.workbook", {}),
        ((row("A", "B") + row("x", cell("#DIV/0!", more=' calcext:value-type="error"')),), "", "import.formula_error",
         {"cell": "B2"}),
        ((row("A", "B") + row("x", '<table:table-cell table:formula="of:=1+1"/>'),), "", "import.formula_unsaved",
         {"cell": "B2"}),
        ((row("&b;"),), '<!DOCTYPE a [<!ENTITY b "bomb">]>', "import.package", {}),
        ((row("a", more=' table:number-rows-repeated="1048576"'),), "", "import.bomb", {}),
        ((row(cell("a", more=' table:number-columns-repeated="99999999"')),), "", "import.bomb", {}),
    ],
    ids=["two sheets", "nothing", "broken", "error", "unsaved", "entity", "rows", "columns"],
)  # fmt: skip
def test_a_workbook_that_is_no_list_is_refused_with_the_reason(
    tmp_path: Path, sheets: tuple[str, ...], head: str, code: str, facts: dict[str, str]
) -> None:
    with pytest.raises(UnreadableInput) as refused:
        _rows(workbook(tmp_path / "list.ods", *sheets, head=head))
    assert (refused.value.code, refused.value.facts) == (code, facts)
