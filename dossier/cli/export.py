"""``dossier export``: lists for another organisation, no more than each person agreed to."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from dossier.casework.held_back_words import reason_words
from dossier.cli.place import chosen_vault
from dossier.cli.say import progress, show, show_json, tell, tell_checkpoint
from dossier.errors import WrongUse, add_messages
from dossier.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from dossier.export.csv_export import ExportReport
    from dossier.vault.age_keys import AgeRecipients

WHOLE = "package"
add_messages(
    {"export.whole": N_("A package holds the whole vault and is for the house alone: no other list, no recipient.")}
)


def add_arguments(parser: "ArgumentParser") -> None:
    """The options of ``dossier export``."""
    parser.add_argument(
        "layouts",
        nargs="*",
        metavar=_("LAYOUT"),
        help=_("names of lists, such as persons (else all of the profile); or package: the whole vault"),
    )
    parser.add_argument("-o", "--output", required=True, metavar=_("DIR"), help=_("a folder that does not exist yet"))
    parser.add_argument("--profile", default="ngo", metavar=_("PROFILE"), help=_("who may see what; ngo by default"))
    parser.add_argument("--recipient", default="", metavar=_("NAME"), help=_("to whom; consents name recipients"))
    parser.add_argument(
        "--licence",
        default="",
        metavar=_("NAME"),
        help=_("of public lists, for example CC-BY-4.0; else none is named"),
    )
    parser.add_argument(
        "--encrypt-to",
        action="append",
        default=[],
        metavar=_("KEY"),
        help=_("a public key of age, or a file with keys: only they can read what leaves (may be repeated)"),
    )
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))


def run(arguments: "Namespace") -> int:
    """Write the lists and say what was held back and why."""
    from dossier.export.csv_export import export_lists
    from dossier.vault.age_keys import read_recipients

    encrypt_to = read_recipients(arguments.encrypt_to)
    now = datetime.now(UTC)
    if WHOLE in arguments.layouts:
        return _export_whole(arguments, now, encrypt_to)
    with chosen_vault(arguments) as vault, progress(_("Rows")) as at:
        report = export_lists(
            vault,
            arguments.layouts,
            arguments.output,
            profile=arguments.profile,
            recipient=arguments.recipient,
            licence=arguments.licence,
            today=now.astimezone().date(),
            built_at=now,
            encrypt_to=encrypt_to,
            on_progress=at,
        )
    if arguments.json:
        show_json(report.as_json())
    else:
        _show(report)
    return 0


def _export_whole(arguments: "Namespace", now: datetime, encrypt_to: "AgeRecipients") -> int:
    """Every record of the vault, for another vault of the same house.

    Raises:
        WrongUse: beside other lists, or for a recipient.
    """
    from dossier.export.package_export import export_package

    is_for_others = arguments.recipient or arguments.licence or arguments.profile not in ("ngo", "internal")
    if len(arguments.layouts) > 1 or is_for_others:
        raise WrongUse("export.whole")
    with chosen_vault(arguments) as vault, progress(_("Records")) as at:
        report = export_package(
            vault, arguments.output, today=now.astimezone().date(), encrypt_to=encrypt_to, on_progress=at
        )
    if arguments.json:
        show_json(report.as_json())
    else:
        _show(report)
    if not arguments.encrypt_to:
        tell(_("This folder is in clear and holds everything. Encrypt it: --encrypt-to KEY."))
    return 0


def _show(report: "ExportReport") -> None:
    for file, count in ((file, count) for file, count in report.rows.items() if count):
        show(f"{file}: " + ngettext("{count} row", "{count} rows", count).format(count=count))
    for reason, count in report.held_back.items():
        show(f"  {reason_words(reason)}: {count}")
    show(_("Folder: {folder}").format(folder=report.folder))
    tell(_("Receipt {ref} stays in the vault.").format(ref=report.receipt))
    if report.checkpoint:
        tell_checkpoint(report.checkpoint)
