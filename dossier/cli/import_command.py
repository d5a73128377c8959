"""``dossier import``: take in a list, see first what would become of each row, propose a layout, take an import out."""

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dossier.cli.place import chosen_vault
from dossier.cli.say import progress, show, show_json, tell
from dossier.errors import Refused, WrongUse
from dossier.i18n import _, ngettext

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from dossier.intake.proposals import Proposal
    from dossier.intake.report import ImportReport, RowFate

FATES = ("new", "finding", "update", "attached", "same", "decision", "refused")
SHOWN_ON_TERMINAL = 40
FINDINGS_STATUS = 1


def add_arguments(parser: "ArgumentParser") -> None:
    """The options of ``dossier import``."""
    parser.add_argument(
        "file", nargs="?", metavar=_("FILE"), help=_("a CSV, TSV, .xlsx, .ods or JSON lines file, or a data package")
    )
    parser.add_argument(
        "--layout", metavar=_("LAYOUT"), help=_("the name of a layout, or a layout file (else found by the header)")
    )
    parser.add_argument("--dry-run", action="store_true", help=_("show what would become of each row; keep nothing"))
    parser.add_argument("--report", metavar=_("FILE"), help=_("write the fate of every row into this CSV file"))
    parser.add_argument("--decisions", metavar=_("FILE"), help=_("such a file with its last column filled in"))
    parser.add_argument("--update", action="store_true", help=_("write what changed in entries that came in before"))
    parser.add_argument("--no-link", action="store_true", help=_("do not look for persons who are recorded already"))
    parser.add_argument("--rows", metavar=_("FROM-TO"), help=_("only these rows, counted from 1, for example 1-500"))
    parser.add_argument("--propose", action="store_true", help=_("propose a layout for this header; take nothing in"))
    parser.add_argument("-o", "--output", metavar=_("FILE"), help=_("where the proposal goes, else standard output"))
    parser.add_argument("--keep-layout", metavar=_("FILE"), help=_("keep a layout file in the vault, for its headers"))
    parser.add_argument("--undo", metavar=_("BATCH"), help=_("take this import out again; B- and nine letters"))
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))


def run(arguments: "Namespace") -> int:
    """Import, propose, keep a layout, or undo; 1 where rows want looking at.

    Raises:
        WrongUse: neither a file nor a batch nor a layout, or several of them.
    """
    if sum(map(bool, (arguments.file, arguments.undo, arguments.keep_layout))) != 1:
        raise WrongUse(
            "usage", what=_("Name a file to import, or a batch with --undo, or a layout with --keep-layout.")
        )
    if arguments.undo:
        return _undo(arguments)
    if arguments.keep_layout:
        return _keep_layout(arguments)
    if arguments.propose:
        return _propose(arguments)
    from dossier.intake.package import is_package

    return _import_package(arguments) if is_package(arguments.file) else _import(arguments)


def _undo(arguments: "Namespace") -> int:
    from dossier.intake import undo_batch

    with chosen_vault(arguments) as vault:
        removed = undo_batch(vault, arguments.undo)
    if arguments.json:
        show_json({"batch": arguments.undo, "removed": removed})
        return 0
    total = sum(removed.values())
    show(ngettext("{count} record was taken out.", "{count} records were taken out.", total).format(count=total))
    return 0


def _import_package(arguments: "Namespace") -> int:
    from dossier.casework.record_counts import record_words
    from dossier.intake.package import import_package

    with chosen_vault(arguments) as vault, progress(_("Records")) as at:
        report = import_package(vault, arguments.file, dry_run=arguments.dry_run, on_progress=at)
    if arguments.json:
        show_json(report.as_json())
        return 0
    for table, count in report.records.items():
        if count:
            show(f"  {record_words(table)}: {count}")
    if report.dry_run:
        tell(_("This was a dry run: nothing was kept."))
    return 0


def _keep_layout(arguments: "Namespace") -> int:
    from dossier.intake.stored_layouts import keep_layout

    with chosen_vault(arguments) as vault:
        code = keep_layout(vault, arguments.keep_layout)
    if arguments.json:
        show_json({"layout": code})
    else:
        show(_("The layout {layout} is kept in the vault; files with its headers are read by it.").format(layout=code))
    return 0


def _rows(text: str | None) -> tuple[int, int | None]:
    first, dash, last = (text or "1-").partition("-")
    if not (dash and first.isascii() and first.isdigit() and (not last or (last.isascii() and last.isdigit()))):
        raise WrongUse("usage", what=_("Write --rows as FROM-TO, for example 1-500 or 501-."))
    if int(first) < 1 or (last and int(last) < int(first)):
        raise WrongUse("usage", what=_("Write --rows as FROM-TO, for example 1-500 or 501-."))
    return int(first), int(last) if last else None


def _import(arguments: "Namespace") -> int:
    from dossier.intake.list_packages import files_of, left_out

    files = files_of(Path(arguments.file))
    reports = [
        _import_one(arguments, path, layout, _report_path(arguments, path, len(files))) for path, layout in files
    ]
    for name, reason in left_out(Path(arguments.file)):
        tell(_("Not taken in: {name}: {reason}.").format(name=name, reason=reason))
    documents = [report.as_json() for report in reports]
    if arguments.json:
        show_json(documents[0] if len(documents) == 1 else documents)
    else:
        for report in reports:
            _show(report)
    return FINDINGS_STATUS if any(report.has_findings for report in reports) else 0


def _report_path(arguments: "Namespace", path: Path, count: int) -> Path | None:
    """Where the fates of a file's rows go: each list of a package has a report of its own."""
    if not arguments.report:
        return None
    asked = Path(arguments.report)
    return asked if count == 1 else asked.with_stem(f"{asked.stem}-{path.name.partition('.')[0]}")


def _import_one(arguments: "Namespace", path: Path, layout: str | None, report: Path | None) -> "ImportReport":
    from dossier.intake import import_file
    from dossier.intake.row_report import read_decisions

    decisions = read_decisions(Path(arguments.decisions)) if arguments.decisions else {}
    with ExitStack() as stack:
        on_row = _reporter(stack, report)
        vault = stack.enter_context(chosen_vault(arguments))
        at = stack.enter_context(progress(_("Rows")))
        try:
            return import_file(
                vault, path, layout=arguments.layout or layout, dry_run=arguments.dry_run, update=arguments.update,
                link=not arguments.no_link, rows=_rows(arguments.rows), decisions=decisions, on_progress=at,
                on_row=on_row,
            )  # fmt: skip
        except Refused as refusal:
            if refusal.code == "import.unknown_header":
                _tell_proposal(_proposal(path))
            raise


def _reporter(stack: ExitStack, path: Path | None) -> "Any":
    from dossier.intake.row_report import report_file

    return stack.enter_context(report_file(path)) if path else _no_report


def _no_report(_row: "RowFate") -> None:
    """Nobody asked for every row."""


def _proposal(path: Path) -> "Proposal":
    from dossier.intake.heading import propose_for
    from dossier.intake.reading import read_table

    return propose_for(read_table(path))[0]


def _propose(arguments: "Namespace") -> int:
    from dossier.intake.new_files import open_new

    proposal = _proposal(Path(arguments.file))
    if arguments.json:
        show_json(proposal._asdict())
    elif arguments.output:
        with open_new(Path(arguments.output)) as file:
            file.write(proposal.as_yaml())
        _tell_meaning(proposal)
        tell(
            _("Look at it, correct it, then: dossier import FILE --layout {file} --dry-run").format(
                file=arguments.output
            )
        )
    else:
        _tell_proposal(proposal)
    return 0


def _tell_meaning(proposal: "Proposal") -> None:
    if proposal.header_row > 1:
        tell(_("The header is in row {number}, not counting blank rows.").format(number=proposal.header_row))
    tell(_("The nearest layout is {layout}. It would mean:").format(layout=proposal.based_on))
    for header, column in proposal.columns.items():
        tell(f"  {header} → {column}")
    for header in proposal.unknown:
        tell(f"  {header} → ?")


def _tell_proposal(proposal: "Proposal") -> None:
    """A layout to correct, on stdout, so that it can be kept in a file."""
    _tell_meaning(proposal)
    show(proposal.as_yaml().rstrip())


def _show(report: "ImportReport") -> None:
    from dossier.casework.record_counts import counts_in_words
    from dossier.intake.words import fate_words, rows_above_words

    for row in report.rows[:SHOWN_ON_TERMINAL]:
        _show_row(row)
    hidden = len(report.rows) - SHOWN_ON_TERMINAL + report.rows_left_out
    if hidden > 0:
        show(ngettext("… and {count} more row.", "… and {count} more rows.", hidden).format(count=hidden))
    show(
        _("{count} rows, layout {layout}, letters {encoding}").format(
            count=report.row_count, layout=report.layout_code, encoding=report.encoding
        )
    )
    if report.rows_above:
        show(rows_above_words(report.rows_above))
    for fate in FATES:
        if report.fates.get(fate):
            show(f"  {fate_words(fate)}: {report.fates[fate]}")
    if report.records:
        show(_("Records: {records}").format(records=counts_in_words(report.records)))
    _show_end(report)


def _show_row(row: "RowFate") -> None:
    from dossier.domain.linkage import words_of
    from dossier.intake.words import explain, fate_words

    for finding in row.findings:
        cell = f"{finding.column} = “{_short(finding.text)}”: " if finding.column else ""
        line = _("row {number}: {fate}").format(number=row.number, fate=fate_words(row.fate))
        show(f"{line} — {cell}{explain(finding.code)}")
    for link in row.links:
        why = "; ".join(words_of(code) for code in link.reason_codes)
        show(f"    {link.named}  {link.label}  {link.born}  {link.score:.2f}  {why}")


def _show_end(report: "ImportReport") -> None:
    if report.dry_run:
        tell(_("This was a dry run: nothing was kept."))
    elif report.batch is None:
        tell(_("Nothing was new: nothing was changed."))
    else:
        show(_("Batch {ref}. To take it out again: dossier import --undo {ref}").format(ref=report.batch))


def _short(text: str, limit: int = 60) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= limit else plain[: limit - 1] + "…"
