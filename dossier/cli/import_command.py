"""``dossier import``: take in a list, or take an import out again."""

from pathlib import Path
from typing import TYPE_CHECKING

from dossier.cli.place import chosen_vault
from dossier.cli.say import progress, show, show_json, tell
from dossier.errors import Refused, WrongUse
from dossier.i18n import _, ngettext

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from dossier.intake.report import ImportReport

FATES = ("new", "finding", "same", "decision", "refused")
SHOWN_ON_TERMINAL = 40
FINDINGS_STATUS = 1


def add_arguments(parser: "ArgumentParser") -> None:
    """The options of ``dossier import``."""
    parser.add_argument(
        "file", nargs="?", metavar=_("FILE"), help=_("a CSV, TSV, .xlsx or .ods file, or the folder of a package")
    )
    parser.add_argument(
        "--layout", metavar=_("LAYOUT"), help=_("the name of a layout, or a layout file (else found by the header)")
    )
    parser.add_argument("--dry-run", action="store_true", help=_("show what would become of each row; keep nothing"))
    parser.add_argument("--undo", metavar=_("BATCH"), help=_("take this import out again; B- and eight letters"))
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))


def run(arguments: "Namespace") -> int:
    """Import or undo; 1 where rows want looking at.

    Raises:
        WrongUse: neither a file nor a batch, or both.
    """
    if bool(arguments.file) == bool(arguments.undo):
        raise WrongUse("usage", what=_("Name a file to import, or a batch with --undo."))
    from dossier.intake.package import is_package

    if arguments.undo:
        return _undo(arguments)
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
    from dossier.intake.package import import_package

    with chosen_vault(arguments) as vault, progress(_("Records")) as at:
        report = import_package(vault, arguments.file, dry_run=arguments.dry_run, on_progress=at)
    if arguments.json:
        show_json(report.as_json())
        return 0
    for table, count in report.records.items():
        if count:
            show(f"  {table}: {count}")
    if report.dry_run:
        tell(_("This was a dry run: nothing was kept."))
    return 0


def _import(arguments: "Namespace") -> int:
    from dossier.intake import import_file

    try:
        with chosen_vault(arguments) as vault, progress(_("Rows")) as at:
            report = import_file(
                vault, arguments.file, layout=arguments.layout, dry_run=arguments.dry_run, on_progress=at
            )
    except Refused as refusal:
        if refusal.code == "import.unknown_header":
            _propose(Path(arguments.file))
        raise
    if arguments.json:
        show_json(report.as_json())
    else:
        _show(report)
    return FINDINGS_STATUS if report.has_findings else 0


def _propose(path: Path) -> None:
    """A layout to correct, on stdout, so that it can be kept in a file."""
    from dossier.intake.proposals import propose
    from dossier.intake.reading import read_table

    proposal = propose(read_table(path).header)
    tell(_("The nearest layout is {layout}. It would mean:").format(layout=proposal.based_on))
    for header, column in proposal.columns.items():
        tell(f"  {header} → {column}")
    for header in proposal.unknown:
        tell(f"  {header} → ?")
    show(proposal.as_yaml().rstrip())


def _show(report: "ImportReport") -> None:
    from dossier.intake.words import explain

    for row in report.rows[:SHOWN_ON_TERMINAL]:
        for finding in row.findings:
            cell = f"{finding.column} = “{_short(finding.text)}”: " if finding.column else ""
            show(
                _("row {number}: {fate}").format(number=row.number, fate=_fate(row.fate))
                + f" — {cell}{explain(finding.code)}"
            )
    hidden = len(report.rows) - SHOWN_ON_TERMINAL + report.rows_left_out
    if hidden > 0:
        show(ngettext("… and {count} more row.", "… and {count} more rows.", hidden).format(count=hidden))
    show(
        _("{count} rows, layout {layout}, letters {encoding}").format(
            count=report.row_count, layout=report.layout_code, encoding=report.encoding
        )
    )
    for fate in FATES:
        if report.fates.get(fate):
            show(f"  {_fate(fate)}: {report.fates[fate]}")
    if report.records:
        show(_("Records: {records}").format(records=", ".join(f"{n} {table}" for table, n in report.records.items())))
    _show_end(report)


def _show_end(report: "ImportReport") -> None:
    if report.dry_run:
        tell(_("This was a dry run: nothing was kept."))
    elif report.batch is None:
        tell(_("Nothing was new: nothing was changed."))
    else:
        show(_("Batch {ref}. To take it out again: dossier import --undo {ref}").format(ref=report.batch))


def _fate(code: str) -> str:
    words = {
        "new": _("taken in"),
        "finding": _("taken in, look at it"),
        "same": _("there already"),
        "decision": _("waits for a decision"),
        "refused": _("not taken in"),
    }
    return words[code]


def _short(text: str, limit: int = 60) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= limit else plain[: limit - 1] + "…"
