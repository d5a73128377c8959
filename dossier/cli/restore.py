"""``dossier restore``: a backup back into a new folder, verified."""

from pathlib import Path
from typing import TYPE_CHECKING

from dossier.cli.damage import damage_line
from dossier.cli.passphrase import ask_new_passphrase, ask_passphrase, on_terminal, passphrase_is_in_file
from dossier.cli.place import vault_place
from dossier.cli.say import show, show_json, tell
from dossier.errors import DossierError
from dossier.i18n import _

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from dossier.vault.restoring import Restored


def add_arguments(parser: "ArgumentParser") -> None:
    """The options of ``dossier restore``."""
    parser.add_argument("backup", metavar=_("BACKUP"), help=_("the folder that dossier backup wrote"))
    parser.add_argument("--to", required=True, metavar=_("FOLDER"), help=_("a new folder"))
    parser.add_argument(
        "--identity", required=True, metavar=_("FILE"), help=_("the file with the secret key (AGE-SECRET-KEY-1…)")
    )
    parser.add_argument("--snapshot", metavar=_("NAME"), help=_("not the newest snapshot but this one"))
    parser.add_argument(
        "--receipt", metavar=_("LINE"), help=_("the line that the backup printed: an older one is refused")
    )
    parser.add_argument(
        "--person",
        metavar=_("NAME"),
        help=_("give this person a new passphrase in the restored vault, for when all of them are lost"),
    )
    parser.add_argument(
        "--new-passphrase-file",
        metavar=_("FILE"),
        help=_("for scripts: the file that holds the new passphrase; on a terminal it is asked"),
    )
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))


def run(arguments: "Namespace") -> int:
    """Restore and verify; 1 where something is lost."""
    from dossier.vault.restoring import read_identities, restore

    tell(_("The backup is opened, restored and verified, every byte of it …"))
    identities = read_identities(arguments.identity)
    done = restore(
        arguments.backup, identities, arguments.to, snapshot=arguments.snapshot, receipt_line=arguments.receipt
    )
    if arguments.person:
        _add_person(arguments, identities, done)
    _say(done, as_json=arguments.json)
    _tell_the_vault(vault_place(arguments), done)
    return 1 if done.damages else 0


def _say(done: "Restored", *, as_json: bool) -> None:
    if as_json:
        rows = [{"part": one.part, "place": one.place, "what": one.what} for one in done.damages]
        show_json({"folder": str(done.folder), "snapshot": done.snapshot, "sound": not rows, "damages": rows})
    else:
        show(str(done.folder))
        for one in done.damages:
            show(damage_line(one))
    lost = _("Restored; what is listed is lost or wrong, the rest is there.")
    tell(lost if done.damages else _("Restored and sound."))


def _add_person(arguments: "Namespace", identities: list[str], done: "Restored") -> None:
    from dossier.vault.keyring import add_person
    from dossier.vault.restoring import master_of, open_by_master

    passphrase = ask_new_passphrase(file=arguments.new_passphrase_file or "")
    with open_by_master(done.folder, master_of(arguments.backup, identities, done.snapshot)) as vault:
        add_person(vault, arguments.person, passphrase)


def _tell_the_vault(place: str, done: "Restored") -> None:
    """The vault that was backed up counts the days since; where it is not here, nobody is asked for anything."""
    from dossier.vault import header, open_vault
    from dossier.vault.backup_state import note_restored

    folder = Path(place)
    if "://" in place or not (folder / header.NAME).is_file() or not (passphrase_is_in_file() or on_terminal()):
        return
    try:
        if header.read_header(folder).vault_id != done.vault_id:
            return
        with open_vault(place, ask_passphrase()) as vault:
            note_restored(vault, done.snapshot, is_sound=not done.damages)
    except DossierError as problem:
        tell(_("The vault at {place} was not told of this: {why}").format(place=place, why=problem.message))
