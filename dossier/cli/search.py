"""``dossier search``: find a person, a case, a body by any words."""

from typing import TYPE_CHECKING

from dossier.cli.place import chosen_vault
from dossier.cli.say import show, show_json, tell
from dossier.i18n import _

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def add_arguments(parser: "ArgumentParser") -> None:
    """The options of ``dossier search``."""
    parser.add_argument("words", nargs="+", metavar=_("WORDS"), help=_("a name in any script, a reference, an article"))
    parser.add_argument("--limit", type=int, default=10, metavar="N", help=_("at most so many hits"))
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))


def run(arguments: "Namespace") -> int:
    """Print the hits, best first, each with its reason."""
    with chosen_vault(arguments) as vault:
        hits = vault.search(" ".join(arguments.words), limit=arguments.limit)
    if arguments.json:
        show_json([{"ref": h.ref, "label": h.label, "kind": h.kind, "why": h.why} for h in hits])
        return 0
    for hit in hits:
        show(f"{hit.ref}  {hit.label}  ({hit.why})")
    if not hits:
        tell(_("Nothing was found. Try fewer letters, or another spelling."))
    return 0
