"""Files as they come: letters, separators, quotation marks; what is no table is refused with the reason."""

import codecs
import zipfile
from pathlib import Path

import pytest

from dossier.errors import UnreadableInput
from dossier.intake.readers.plain_text import reads_as_words
from dossier.intake.readers.shown_cells import hides
from dossier.intake.reading import read_table

ROWS = [["Імя", "Дата"], ["Ўладзімір «Ю»", "007"], ["a,b;c\td", "line\nbreak"]]


def _quoted(delimiter: str) -> str:
    lines = (delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in ROWS)
    return "\r\n".join(lines) + "\r\n"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251"])
def test_letters_and_separator_are_found(tmp_path: Path, delimiter: str, encoding: str) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(_quoted(delimiter).encode(encoding))
    table = read_table(path)
    assert [list(table.header), *table.rows] == ROWS


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("sep=;\r\nІмя;Дата\r\nАнна;1\r\n", [["Імя", "Дата"], ["Анна", "1"]]),
        ('Імя;"Дата, нараджэння"\nАнна;"1;2"\n', [["Імя", "Дата, нараджэння"], ["Анна", "1;2"]]),
        ("Імя;Дата, нараджэння\nАнна;1\n", [["Імя", "Дата, нараджэння"], ["Анна", "1"]]),
        ('a,b,c\n"x;y;z;v","1;2",3\n', [["a", "b", "c"], ["x;y;z;v", "1;2", "3"]]),
        ("адзін\nАнна\n", [["адзін"], ["Анна"]]),
    ],
)
def test_the_separator_is_the_one_that_makes_rows_as_wide_as_the_header(
    tmp_path: Path, text: str, rows: list[list[str]]
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(text.encode())
    table = read_table(path)
    assert [list(table.header), *table.rows] == rows


@pytest.mark.parametrize("text", ["ИK-4, ИК-5; Ёлкина-Вымыслова", "№ 5 «Свабода» — ІМЯ", "ПРОЗВІШЧА", "а б в", "123"])
def test_what_is_cp1251_is_not_taken_for_other_letters(text: str) -> None:
    """A Latin K in a number, capitals throughout, single letters."""
    assert reads_as_words(f"Імя і прозвішча, Дата нараджэння, Заўвагі\n{text}")


def test_a_line_without_an_end_does_not_fill_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    with path.open("wb") as file:
        file.write(b'a,b\n"')
        for _part in range(40):
            file.write(b"x" * (1 << 20))
    with pytest.raises(UnreadableInput) as refused:
        list(read_table(path).rows)
    assert refused.value.code == "import.field"


def test_utf16_from_a_big_endian_machine_is_read(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(codecs.BOM_UTF16_BE + _quoted(";").encode("utf-16-be"))
    assert list(read_table(path).header) == ROWS[0]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "import.empty"),
        (b"\n\n", "import.empty"),
        (b"\x7fELF\x02\x01", "import.binary"),
        (b"%PDF-1.7\n", "import.binary"),
        (b"a,b\n1,\x00\n", "import.binary"),
        (b"a,b\n12,\x00\n", "import.binary"),
        ("a,b\n1,\x01\n".encode("utf-16-le"), "import.binary"),
        ("姓名,日期\n王,1\n".encode("utf-16-le"), "import.binary"),
        (b"a,b\n1,\x1b[2J\n", "import.binary"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "import.old_workbook"),
        (b"\xef\xbb\xbfa,b\n\xff\xfe\n", "import.encoding"),
        ("Имя,Дата\nАнна Ёлкина,007\n".encode("koi8-r"), "import.encoding"),
        ("Имя,Дата\nАнна Ёлкина,007\n".encode("cp866"), "import.encoding"),
        ("Name,City\nJosé Pérez,Córdoba\n".encode("latin-1"), "import.encoding"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "import.binary"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "import.binary"),
        (b"PK\x03\x04rubbish", "import.workbook"),
        (",".join(f"c{n}" for n in range(501)).encode(), "import.too_wide"),
    ],
)
def test_what_is_no_table_is_refused_with_the_reason(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    with pytest.raises(UnreadableInput) as refused:
        list(read_table(path).rows)
    assert refused.value.code == code
    assert refused.value.exit_status == 4


@pytest.mark.parametrize("body", ['"open\nx,y\n', '"a"b,c\n', '"a" ,c\n'])
def test_a_quotation_mark_that_does_not_close_refuses_the_file(tmp_path: Path, body: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text("one,two\n" + body)
    with pytest.raises(UnreadableInput) as refused:
        list(read_table(path).rows)
    assert refused.value.code == "import.quoting"


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput) as refused:
        read_table(tmp_path / "nothing.csv")
    assert refused.value.code == "file.missing"


def _workbook(path: Path, sheets: dict[str, str], **extra: bytes) -> None:
    names = list(sheets)
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        for n in range(1, len(names) + 1)
    )
    listed = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(names, 1))
    links = "".join(
        f'<Relationship Id="r{n}" Target="worksheets/sheet{n}.xml" Type='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/>'
        for n in range(1, len(names) + 1)
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
            f"{types}</Types>",
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Target="xl/workbook.xml" '
            f'Type="{office}/officeDocument"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>{listed}</sheets></workbook>'
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{package}/relationships">{links}</Relationships>'
        )
        for number, body in enumerate(sheets.values(), 1):
            archive.writestr(
                f"xl/worksheets/sheet{number}.xml",
                f'<worksheet xmlns="{main}"><sheetData>{body}</sheetData></worksheet>',
            )
        for name, content in extra.items():
            archive.writestr(name.replace("__xml", ".xml").replace("__", "/").replace("_bin", ".bin"), content)


def _row(number: int, *cells: str) -> str:
    made = (f'<c r="{chr(65 + at)}{number}" t="inlineStr"><is><t>{cell}</t></is></c>' for at, cell in enumerate(cells))
    return f'<row r="{number}">{"".join(made)}</row>'


def test_text_in_a_workbook_stays_text_and_numbers_keep_their_digits(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    second = '<row r="2"><c r="A2" t="inlineStr"><is><t>007</t></is></c><c r="B2"><v>15</v></c></row>'
    _workbook(path, {"list": _row(1, "Name", "Term") + second})
    table = read_table(path)
    assert (table.header, list(table.rows)) == (("Name", "Term"), [["007", "15"]])


_STYLES = (
    '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="00000"/><numFmt numFmtId="171" formatCode="{code}"/>'
    '<numFmt numFmtId="172" formatCode="#,##0.00&quot; BYN&quot;"/>'
    '</numFmts><cellStyleXfs><xf numFmtId="17"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>'
    '<xf/><xf numFmtId="171" fontId="0"/><xf fontId="1" numFmtId="17"/><xf numFmtId="170"></xf>'
    '<xf numFmtId="9"/><xf numFmtId="3"/><xf numFmtId="172"/></cellXfs></styleSheet>'
)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ('<c r="B2" t="e"><v>#REF!</v></c>', "import.formula_error"),
        ('<c r="B2"><f>1+1</f><v></v></c>', "import.formula_unsaved"),
        ('<c r="B2"><f>1+1</f><v/></c>', "import.formula_unsaved"),
        ('<c r="B2"><f>1+1</f></c>', "import.formula_unsaved"),
        ('<c r="B2"><f t="shared" si="0"/></c>', "import.formula_unsaved"),
        ('<c r="B2" s="3"><v>44348</v></c>', "import.shown_otherwise"),
        ('<c r="B2" s="4"><v>44348</v></c>', "import.shown_otherwise"),
        ('<c r="B2" t="n" s="5"><v>7</v></c>', "import.shown_otherwise"),
        ('<c r="B2" s="6"><v>0.15</v></c>', "import.shown_otherwise"),
        ('<c r="B2" s="7"><v>4.5</v></c>', "import.shown_otherwise"),
        ('<c r="B2" s="8"><f>A2*2</f><v>3.256</v></c>', "import.shown_otherwise"),
    ],
)
def test_a_cell_that_shows_something_else_than_it_holds_is_named(tmp_path: Path, cell: str, code: str) -> None:
    path = tmp_path / "list.xlsx"
    styles = _STYLES.format(code="mmmm\\ yyyy").encode()
    _workbook(path, {"list": _row(1, "Name", "Day") + f'<row r="2">{cell}</row>'}, xl__styles__xml=styles)
    with pytest.raises(UnreadableInput) as refused:
        list(read_table(path).rows)
    assert (refused.value.code, refused.value.facts) == (code, {"cell": "B2"})


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A2" s="1"><v>44348</v></c>', '<c r="A2" s="3"/>',
        '<c r="A2" s="5" t="inlineStr"><is><t>007</t></is></c>',
        '<c r="A2" s="7"><v>4</v></c>', '<c r="A2" s="8"><v>3.2599999999999998</v></c>',
        '<c r="A2" s="7" t="str"><v>4.5</v></c>', '<c r="A2" t="str"><f>""</f><v></v></c>',
        '<c r="A2"><f>1+1</f><v>2</v></c>', '<c r="A2"/><c r="B2"><f>1+1</f><v>2</v></c>',
    ],
)  # fmt: skip
def test_a_whole_date_an_empty_cell_and_a_text_are_no_reason_to_refuse(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "list.xlsx"
    styles = _STYLES.format(code="mmmm yyyy").encode()
    _workbook(path, {"list": _row(1, "Day") + f'<row r="2">{cell}</row>'}, xl__styles__xml=styles)
    list(read_table(path).rows)


@pytest.mark.parametrize(
    ("code", "is_hidden"),
    [
        ("General", False), ("0", False), ("0.00", False), ("#,##0", False), ("@", False), ("00000", True),
        ("yyyy-mm-dd", False), ("dd.mm.yyyy;@", False), ("[$-419]d mmmm yyyy", False), ("h:mm:ss", False),
        ("mm:ss", False), ("[$-419]mmmm yyyy;@", True), ("yyyy", True), ("d mmm", True), ("mmmm", True),
        ("#,##0.00 &quot;дней&quot;", False), ("0.0%", True),
    ],
)  # fmt: skip
def test_a_format_hides_where_it_leaves_out_a_part_of_the_date(code: str, is_hidden: bool) -> None:
    assert hides(code) == is_hidden


def test_two_sheets_with_data_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    _workbook(path, {"one": _row(1, "a"), "two": _row(1, "b")})
    with pytest.raises(UnreadableInput) as refused:
        read_table(path)
    assert refused.value.code == "import.sheets"


def test_a_workbook_with_macros_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsm"
    _workbook(path, {"one": _row(1, "a")}, xl__vbaProject_bin=b"macro")
    with pytest.raises(UnreadableInput) as refused:
        read_table(path)
    assert refused.value.code == "import.macros"


def test_a_workbook_packed_too_densely_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    _workbook(path, {"one": _row(1, "a")}, xl__padding_bin=b"\0" * 60_000_000)
    with pytest.raises(UnreadableInput) as refused:
        read_table(path)
    assert refused.value.code == "import.bomb"
