"""``dossier backup``: a snapshot encrypted to people who are elsewhere, and the evidence that is not there yet."""

from pathlib import Path
from typing import TYPE_CHECKING

from dossier.cli.place import chosen_vault
from dossier.cli.say import progress, show, show_json, tell
from dossier.errors import RenderProblem, WrongUse, add_messages
from dossier.i18n import N_, _

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

add_messages({"backup.folder": N_("Name the folder of the backup: -o DIR, best on another disk.")})


def add_arguments(parser: "ArgumentParser") -> None:
    """The options of ``dossier backup``."""
    parser.add_argument("-o", "--output", metavar=_("DIR"), help=_("the folder of the backups, on another disk"))
    parser.add_argument(
        "--to",
        action="append",
        default=[],
        metavar="age1…",
        help=_("who can open it: a public key of age, or a file with such keys; may be given several times"),
    )
    parser.add_argument(
        "--new-identity",
        metavar=_("FILE"),
        help=_("only make a new key for backups: the secret one into this file, the public one is printed"),
    )
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))


def run(arguments: "Namespace") -> int:
    """Back up, or make an identity; prints the line that is to be kept elsewhere."""
    if arguments.new_identity:
        return _make_identity(Path(arguments.new_identity))
    if not arguments.output:
        raise WrongUse("backup.folder")
    from dossier.vault.backup import make_backup

    with chosen_vault(arguments) as vault, progress(_("Evidence files")) as at:
        made = make_backup(vault, arguments.output, arguments.to, on_progress=at)
    if arguments.json:
        show_json({**vars(made), "snapshot": str(made.snapshot)})
    else:
        show(made.receipt_line)
    tell(_("Keep this line elsewhere: it tells this backup from an older one."))
    tell(_("A backup that was never restored is a hope: restore it into a new folder now and then."))
    return 0


def _make_identity(file: Path) -> int:
    from dossier.vault.durable import write_file
    from dossier.vault.restoring import new_identity

    secret, public = new_identity()
    if file.exists():
        raise RenderProblem("file.exists")
    try:
        write_file(file, f"{secret}\n".encode())
    except OSError:
        raise RenderProblem("file.unwritable") from None
    show(public)
    tell(_("The secret key lies in the file: move it to where the backups are opened, and away from this computer."))
    return 0
