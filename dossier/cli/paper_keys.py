"""``dossier keys paper``: the keys that sign papers, each with its time."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from dossier.cli.place import chosen_vault
from dossier.cli.say import show, show_json, tell
from dossier.i18n import _

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from dossier.vault import Vault


def paper_arguments(parser: "ArgumentParser") -> None:
    """The options of ``dossier keys paper``."""
    from dossier.cli.log import add_against

    parser.add_argument("--renew", action="store_true", help=_("end the present key and make another one"))
    parser.add_argument(
        "--signer", default="", metavar=_("NAME"), help=_("with --renew: the name that its signatures show")
    )
    parser.add_argument(
        "--proof",
        action="store_true",
        help=_("the list with its proof as one JSON document, for: dossier check --keys"),
    )
    add_against(parser)
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))


def list_or_renew(arguments: "Namespace") -> int:
    """List them; with --renew make another one first."""
    from dossier.cli.log import known_checkpoint
    from dossier.domain.paper_key_words import time_words
    from dossier.vault.paper_signing import document_of_keys, paper_keys

    with chosen_vault(arguments) as vault:
        if arguments.renew:
            _renew(vault, arguments.signer)
        if arguments.proof:
            show_json(document_of_keys(vault, since=known_checkpoint(arguments.against)))
            return 0
        found = paper_keys(vault)
    if arguments.json:
        show_json([{**asdict(one), "since": _iso(one.since), "until": _iso(one.until)} for one in found])
        return 0
    for one in found:
        show(f"{one.fingerprint}  {time_words(one)}  {one.name}")
    if not found:
        tell(_("This vault has signed nothing yet: its key is made with the first signature."))
    return 0


def _renew(vault: "Vault", name: str) -> None:
    from dossier.vault.paper_signing import renew

    renew(vault, name, now=datetime.now(UTC))
    tell(_("A new key signs from now on. Give its SHA-256, and the new list, to those who compare."))


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None
