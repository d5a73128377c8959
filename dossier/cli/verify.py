"""``dossier verify``: is the whole vault sound?"""

from typing import TYPE_CHECKING

from dossier.cli.damage import damage_line
from dossier.cli.log import known_checkpoint
from dossier.cli.place import chosen_vault
from dossier.cli.say import progress, show, show_json, tell
from dossier.errors import WrongUse, add_messages
from dossier.i18n import N_, _

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from dossier.vault import Vault
    from dossier.vault.checking import Damage

_OF_VAULT = N_("Damage was found. Keep this vault and restore the last backup elsewhere.")
_OF_BACKUP = N_("Damage was found. Make another backup onto another medium while the vault itself is sound.")
add_messages({"verify.part": N_("Give the part as N/T, for example 3/7: the third of seven.")})


def add_arguments(parser: "ArgumentParser") -> None:
    """The options of ``dossier verify``."""
    depth = parser.add_mutually_exclusive_group()
    depth.add_argument(
        "--quick", action="store_true", help=_("of evidence files only whether they are there, with their size")
    )
    depth.add_argument("--deep", action="store_true", help=_("decrypt and sum every byte of evidence as well"))
    parser.add_argument(
        "--against",
        action="append",
        default=[],
        metavar=_("CHECKPOINT"),
        help=_("a checkpoint that was kept elsewhere: its file, or the line from a footer, as 1234 · 9f3c77a102be"),
    )
    parser.add_argument(
        "--no-key", metavar=_("BACKUP"), help=_("check a backup by its sums, without any key and without the vault")
    )
    parser.add_argument(
        "--part", metavar="N/T", help=_("of the evidence only part N of T, so that a large vault is read in T days")
    )
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))


def run(arguments: "Namespace") -> int:
    """List the damage that was found; 1 where there is any."""
    damages = _without_key(arguments.no_key) if arguments.no_key else _with_key(arguments)
    if arguments.json:
        show_json(
            {"sound": not damages, "damages": [{"part": d.part, "place": d.place, "what": d.what} for d in damages]}
        )
    for damage in () if arguments.json else damages:
        show(damage_line(damage))
    tell(_("Sound.") if not damages else _(_OF_BACKUP if arguments.no_key else _OF_VAULT))
    return 1 if damages else 0


def _without_key(backup: str) -> "list[Damage]":
    from dossier.vault.backup_manifest import check_backup

    tell(_("Checking the backup by its sums; nothing is decrypted …"))
    return check_backup(backup)


def _with_key(arguments: "Namespace") -> "list[Damage]":
    from dossier.vault.checking import check_vault

    against = [point for one in arguments.against if (point := known_checkpoint(one)) is not None]
    part = _part(arguments.part)
    with chosen_vault(arguments) as vault:
        tell(_("Checking the database, the journal and the evidence …"))
        level = "quick" if arguments.quick else "deep" if arguments.deep else "stored"
        with progress(_("Evidence files")) as at:
            damages = check_vault(
                vault, quick=arguments.quick, evidence=level, part=part, against=against, on_progress=at
            )
        _note(vault, damages)
    return damages


def _note(vault: "Vault", damages: "list[Damage]") -> None:
    """That it was checked stands in the journal, where it can be written: a damaged vault may refuse."""
    from dossier.errors import DossierError
    from dossier.vault.journal import Entry

    try:
        with vault.write() as session:
            session.note(Entry("verify", after={"damages": len(damages)}))
    except DossierError as problem:
        tell(problem.message)


def _part(text: str | None) -> tuple[int, int]:
    """N/T as two numbers.

    Raises:
        WrongUse: "verify.part".
    """
    number, _slash, count = (text or "1/1").partition("/")
    if not (number.isdecimal() and count.isdecimal() and 0 < int(number) <= int(count)):
        raise WrongUse("verify.part")
    return int(number), int(count)
