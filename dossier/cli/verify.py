"""``dossier verify``: is the whole vault sound?"""

from typing import TYPE_CHECKING

from dossier.cli.place import chosen_vault
from dossier.cli.say import show, show_json, tell
from dossier.i18n import _

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def add_arguments(parser: "ArgumentParser") -> None:
    """The options of ``dossier verify``."""
    depth = parser.add_mutually_exclusive_group()
    depth.add_argument(
        "--quick", action="store_true", help=_("of evidence files only whether they are there, with their size")
    )
    depth.add_argument("--deep", action="store_true", help=_("decrypt and sum every byte of evidence as well"))
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))


def run(arguments: "Namespace") -> int:
    """List the damage that was found; 1 where there is any."""
    from dossier.vault.checking import check_vault

    with chosen_vault(arguments) as vault:
        tell(_("Checking the database, the journal and the evidence …"))
        level = "quick" if arguments.quick else "deep" if arguments.deep else "stored"
        damages = check_vault(vault, evidence=level)
    if arguments.json:
        show_json(
            {"sound": not damages, "damages": [{"part": d.part, "place": d.place, "what": d.what} for d in damages]}
        )
    for damage in () if arguments.json else damages:
        show(f"{damage.part}  {damage.place}  {damage.what}")
    tell(_("Sound.") if not damages else _("Damage was found. Keep this vault and restore the last backup elsewhere."))
    return 1 if damages else 0
