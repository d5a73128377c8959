"""``dossier exhibit redact``: take words or boxes out of the numbered copy; the original and the copy stay."""

from dataclasses import asdict
from typing import TYPE_CHECKING

from dossier.cli.arguments import Action
from dossier.cli.exhibit_options import FOUND_STATUS, json_option, ref_argument
from dossier.cli.place import chosen_vault
from dossier.cli.say import show, show_json, tell
from dossier.errors import NotFound, Refused, WrongUse
from dossier.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from dossier.export.exhibits.redacting import Redacted
    from dossier.export.exhibits.redacting_words import WordsFound


def _arguments(parser: "ArgumentParser") -> None:
    ref_argument(parser)
    parser.add_argument(
        "--words",
        action="append",
        default=[],
        metavar=_("WORDS"),
        help=_('words to take out wherever they begin a word; "in quotation marks" just these; may be repeated'),
    )
    parser.add_argument(
        "--dry-run", action="store_true", help=_("only tell how many places of the words are on which pages")
    )
    parser.add_argument("--page", type=int, metavar="N", help=_("the page of the copy, from 1"))
    parser.add_argument(
        "--box",
        action="append",
        default=[],
        metavar="X,Y,W,H",
        help=_("what to take out, in points from the upper left corner; may be repeated"),
    )
    parser.add_argument("--reason", default="", metavar=_("CODE"), help=_("the code of the reason, for example B.1"))
    parser.add_argument("--remarks", default="", metavar=_("TEXT"), help=_("for the log; not what stood there"))
    json_option(parser)


def _run(arguments: "Namespace") -> int:
    """Tell the places of words, or make the next redacted version.

    1 where a page has no words in which to look, or where what was taken out still stands on another page.
    """
    by_boxes = arguments.page is not None and bool(arguments.box)
    if by_boxes == bool(arguments.words) or (arguments.dry_run and not arguments.words):
        raise WrongUse("usage", what=_("Name the words to take out, or a page and its boxes; not both."))
    if arguments.dry_run:
        return _tell_places(arguments)
    if not arguments.reason:
        raise Refused("redact.reason", field="reason")
    return _by_words(arguments) if arguments.words else _by_boxes(arguments)


def _tell_places(arguments: "Namespace") -> int:
    from dossier.export.exhibits.redacting_words import find_words

    with chosen_vault(arguments) as vault:
        found = find_words(vault, arguments.ref, arguments.words)
    if arguments.json:
        show_json(asdict(found))
    for one in () if arguments.json else found.forms:
        show(f"{one.words}  {one.place_count}  {', '.join(map(str, one.pages))}")
    _tell_silent(found)
    if not found.places:
        raise NotFound("redact.words", field="words")
    return FOUND_STATUS if found.silent_pages else 0


def _by_words(arguments: "Namespace") -> int:
    from dossier.export.exhibits.redacting_words import redact_words

    with chosen_vault(arguments) as vault:
        made, found = redact_words(
            vault, arguments.ref, arguments.words, reason_code=arguments.reason, remarks=arguments.remarks
        )
    _tell_silent(found)
    return max(_tell_made(arguments, made), FOUND_STATUS if found.silent_pages else 0)


def _by_boxes(arguments: "Namespace") -> int:
    from dossier.export.exhibits.redacting import Box, redact

    boxes = [Box(arguments.page, *_four(text), arguments.reason) for text in arguments.box]
    with chosen_vault(arguments) as vault:
        made = redact(vault, arguments.ref, boxes, remarks=arguments.remarks)
    return _tell_made(arguments, made)


def _tell_made(arguments: "Namespace", made: "Redacted") -> int:
    if arguments.json:
        show_json(asdict(made))
    else:
        show(f"{made.ern_begin}  {made.box_count}  {made.words_removed}")
    if made.left_on_pages:
        pages = ", ".join(str(page) for page in made.left_on_pages)
        tell(_("A word that was taken out still stands on page {pages}. Look at it.").format(pages=pages))
    return FOUND_STATUS if made.left_on_pages else 0


def _tell_silent(found: "WordsFound") -> None:
    if found.silent_pages:
        pages = ", ".join(map(str, found.silent_pages))
        words = ngettext(
            "Page {pages} has no words that can be read: look at it, nothing was found there.",
            "Pages {pages} have no words that can be read: look at them, nothing was found there.",
            len(found.silent_pages),
        )
        tell(words.format(pages=pages))


def _four(text: str) -> tuple[float, float, float, float]:
    """The numbers of a box.

    Raises:
        Refused: "redact.box".
    """
    try:
        left, top, width, height = (float(part) for part in text.split(","))
    except ValueError:
        raise Refused("redact.box", field="box") from None
    return left, top, width, height


REDACT_ACTION = Action(
    "redact", N_("take words or boxes out of its pages; the original and the copy stay"), _arguments, _run
)
