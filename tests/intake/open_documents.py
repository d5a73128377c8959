"""Makes .ods workbooks as office programs write them: beside each value the text that they show of it."""

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

_NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("table", "table"), ("text", "text"))
)
_CALC = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'


def cell(shown: str, kind: str = "string", held: str = "", more: str = "") -> str:
    """One cell: the text on the screen, and what the program holds."""
    name = {"date": "date-value", "boolean": "boolean-value", "string": "string-value"}.get(kind, "value")
    value = f' office:{name}="{held}"' if held else ""
    paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in shown.split("\n"))
    return f'<table:table-cell office:value-type="{kind}"{value}{more}>{paragraphs}</table:table-cell>'


def row(*cells: str, more: str = "") -> str:
    """One row of cells, or of texts."""
    made = (one if one.startswith("<") else cell(one) for one in cells)
    return f"<table:table-row{more}>{''.join(made)}</table:table-row>"


def workbook(path: Path, *sheets: str, head: str = "") -> Path:
    """An .ods with these sheets, each the rows of one."""
    tables = "".join(f'<table:table table:name="{n}">{rows}</table:table>' for n, rows in enumerate(sheets))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<office:document-content {_NAMES} {_CALC}><office:body>'
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return path
