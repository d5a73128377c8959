"""The sentences of the import: why a file is not read, why a row is not taken, what to look at."""

import re
from typing import Final

from dossier.errors import MESSAGES, add_messages
from dossier.i18n import N_, _, ngettext

_PLACE: Final = re.compile(r"\{\w+\}")

add_messages(
    {
        "import.binary": N_("This is not a table of text. Give a CSV, TSV, .xlsx, .ods or JSON lines file."),
        "import.old_workbook": N_(
            "Workbooks of the old kind (.xls) and locked ones are not opened. Save it as .xlsx without a password."
        ),
        "import.macros": N_("This workbook holds macros and is not opened. Save it as .xlsx without macros."),
        "import.bomb": N_("This workbook is packed so densely that it may be a trap. Save it again and try once more."),
        "import.workbook": N_("This workbook is damaged. Open it in a spreadsheet program and save it again."),
        "import.sheets": N_("Several sheets of this workbook hold data. Leave one, or save each as a file of its own."),
        "import.formula_error": N_(
            "The cell {cell} of this workbook holds an error in place of a value. Mend it; nothing was taken in."
        ),
        "import.formula_unsaved": N_(
            "The formula in cell {cell} of this workbook has no value saved with it. Open the workbook in a "
            "spreadsheet program, save it and try again; nothing was taken in."
        ),
        "import.shown_otherwise": N_(
            "The cell {cell} of this workbook shows something else than it holds: a date without its day or year, or "
            "zeros in front. Save the sheet as CSV (UTF-8), which keeps what is shown."
        ),
        "import.too_big": N_("This file is too big ({size_mb} MB; at most {limit_mb} MB are read). Cut it in parts."),
        "import.empty": N_("This file has no header row."),
        "import.encoding": N_("The letters of this file cannot be read. Save it as UTF-8 and try again."),
        "import.quoting": N_("A quotation mark in line {line} does not close as it should. Nothing was taken in."),
        "import.field": N_("A cell in line {line} is longer than {limit} characters. Nothing was taken in."),
        "import.json": N_("Line {line} is not a JSON object as lists have them. Nothing was taken in."),
        "import.package": N_("This package holds parts with paths that lead outside, links, or one part twice."),
        "import.reader": N_("The process that reads the file ended before its time. Nothing was taken in."),
        "import.double_header": N_("Two columns have the same header. Give each its own name."),
        "import.too_wide": N_("This table has {count} columns; at most {limit} are read."),
        "import.no_layout": N_("There is no layout of this name. Known are: {known}"),
        "import.package_description": N_("The description of this package (datapackage.json) cannot be read."),
        "import.package_sums": N_(
            "The file {file} is not the one that SHA256SUMS of the package names. Ask for it again."
        ),
        "import.package_empty": N_("This package holds no list that can be taken in."),
        "import.stopped": N_("Stopped. Nothing of this file was taken in."),
        "import.decisions": N_(
            "A table of decisions has the columns column, text and decision. Make it with --report."
        ),
        "import.decided_twice": N_("Row {row} decides the same text otherwise than a row before. Keep one."),
        "row.needed": N_("A cell that the record cannot be without is empty or was not understood."),
        "row.ref": N_("This reference is mistyped, of another kind of record, or twice in the file."),
        "row.no_entry": N_("The row names an entry that is not there."),
        "import.layout_taken": N_("A layout called {layout} comes with the program. Give yours another code."),
        "import.bad_layout": N_("This layout file is not right: {where}"),
        "import.unknown_header": N_(
            "No layout has this header. Look at the proposal, correct it, and give it with --layout FILE."
        ),
        "import.header_differs": N_("The layout {layout} wants columns that this file lacks: {columns}"),
        "row.width": N_("The row has more or fewer cells than the header."),
        "row.name_missing": N_("There is no name in the row."),
        "row.total": N_("This row is a total and no person."),
        "row.nothing": N_("No cell of the row could be taken in."),
        "row.changed": N_("An entry with this number came in before with other content; nothing was overwritten."),
        "row.duplicate": N_("This is probably a person who is recorded already. Decide who it is; nothing was taken."),
        "row.perhaps": N_("This may be a person who is recorded already; taken in as a new one."),
        "row.twice": N_(
            "This is probably the person of an earlier row of this file. Decide: same or new; nothing was taken."
        ),
        "row.perhaps_twice": N_("This may be the person of an earlier row of this file; taken in as a new one."),
        "row.no_one_person": N_("The decision fits several persons. Name the reference of the one it is."),
        "row.no_person": N_("The decision names a person who is not recorded."),
        "row.more": N_("The entry has one more of these than before."),
        "cell.changed": N_("The entry says otherwise than before."),
        "cell.edited": N_("The entry says otherwise than before, but somebody has changed the record; it was left."),
        "cell.kept": N_("The person has something else recorded here; it was left."),
        "row.repeated": N_("The same row came in already."),
        "cell.too_long": N_("The text is longer than the field."),
        "cell.control": N_("There is a control character in the cell."),
        "cell.not_taken": N_("The layout has no place for this cell in a row of this kind."),
        "cell.code": N_("This term is not in the list; the cell was kept with the row."),
        "cell.number": N_("This is not a whole number; the cell was kept with the row."),
        "cell.articles": N_("No article could be read here; the text was kept as written."),
        "cell.future": N_("This day lies in the future."),
        "cell.penalty_kind": N_("The kind of punishment is not said or not known; the text was kept as written."),
        "cell.penalty_unclear": N_("Several lengths stand here; the text was kept as written, without a length."),
    }
)


def explain(code: str) -> str:
    """The sentence of a reason, in the language in force; dots stand in the places of the values of the cell."""
    return _PLACE.sub("…", _(MESSAGES.get(code, code)))


def rows_above_words(count: int) -> str:
    """That nothing was taken of the rows above a header."""
    return ngettext(
        "{count} row above the header is not taken in.", "{count} rows above the header are not taken in.", count
    ).format(count=count)


def fate_words(code: str) -> str:
    """The fate of a row in words."""
    return {
        "new": _("taken in"),
        "finding": _("taken in, look at it"),
        "update": _("brought up to date"),
        "attached": _("given to a recorded person"),
        "same": _("there already"),
        "decision": _("waits for a decision"),
        "refused": _("not taken in"),
    }[code]
