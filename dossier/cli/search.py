"""``dossier search``: find a person, a case, a body by any words."""

from typing import TYPE_CHECKING

from dossier.cli.bulk import note_bulk
from dossier.cli.place import chosen_vault
from dossier.cli.say import show, show_json, tell
from dossier.i18n import _

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from dossier.vault import Vault


def add_arguments(parser: "ArgumentParser") -> None:
    """The options of ``dossier search``."""
    parser.add_argument(
        "words",
        nargs="*",
        metavar=_("WORDS"),
        help=_('a name in any script, a reference, an article; "a phrase", -without, born:1985, court:… , kind:person'),
    )
    parser.add_argument("--limit", type=int, default=10, metavar="N", help=_("at most so many hits"))
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))
    parser.add_argument("--save", metavar=_("NAME"), help=_("keep this search under a name"))
    parser.add_argument("--saved", metavar=_("NAME"), help=_("search as kept under this name; further words narrow it"))
    parser.add_argument("--list-saved", action="store_true", help=_("the searches that are kept"))
    parser.add_argument("--forget", metavar=_("NAME"), help=_("keep the search of this name no longer"))


def run(arguments: "Namespace") -> int:
    """Print the hits, best first, each with its reason; or look after the searches that are kept."""
    from dossier.casework import saved_searches

    with chosen_vault(arguments) as vault:
        if arguments.list_saved:
            _list_kept(vault, as_json=arguments.json)
        elif arguments.forget is not None:
            saved_searches.forget_search(vault, arguments.forget)
        else:
            _search(vault, arguments)
    return 0


def _list_kept(vault: "Vault", *, as_json: bool) -> None:
    from dossier.casework.saved_searches import kept_searches

    kept = kept_searches(vault)
    if as_json:
        show_json([{"name": one.title, "words": one.words} for one in kept])
        return
    for one in kept:
        show(f"{one.title}:  {one.words}")


def _search(vault: "Vault", arguments: "Namespace") -> None:
    from dossier.casework.saved_searches import keep_search, kept_words
    from dossier.errors import WrongUse

    before = [kept_words(vault, arguments.saved)] if arguments.saved is not None else []
    words = " ".join([*before, *arguments.words])
    if not words.strip() and not arguments.words:
        raise WrongUse("search.words")
    if arguments.save is not None:
        keep_search(vault, arguments.save, words)
    hits = vault.search(words, limit=arguments.limit)
    note_bulk(vault, "search", len(hits))
    _say_not_understood(words)
    if arguments.json:
        show_json([{"ref": h.ref, "label": h.label, "kind": h.kind, "why": h.why} for h in hits])
        return
    for hit in hits:
        show(f"{hit.ref}  {hit.label}  ({hit.why})")
    if not hits:
        tell(_("Nothing was found. Try fewer letters, or another spelling."))


def _say_not_understood(words: str) -> None:
    from dossier.domain.queries import read_query

    for text in read_query(words).not_understood:
        tell(_("Searched as words, because its value was not understood: {text}").format(text=text))
