"""``dossier tip add``: exported chats and texts come in, without who wrote them."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dossier.cli.arguments import Action
from dossier.cli.place import chosen_vault
from dossier.cli.say import progress, show, show_json, tell
from dossier.cli.tip_options import json_option, kept_days_option
from dossier.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from dossier.intake.tips import TipsTaken


def _add_arguments(parser: "ArgumentParser") -> None:
    parser.add_argument(
        "file",
        metavar=_("FILE"),
        help=_("an exported chat: Telegram's JSON or HTML, WhatsApp's text, its folder; or any text; - reads stdin"),
    )
    parser.add_argument(
        "--ours", action="append", default=[], metavar=_("NAME"), help=_("an account that writes for you: left out")
    )
    parser.add_argument(
        "--strip",
        action="store_true",
        help=_("replace telephone numbers, account names and the like in the texts by their kind, for good"),
    )
    kept_days_option(parser)
    json_option(parser)


def _add(arguments: "Namespace") -> int:
    from dossier.casework.tips import take_in_text
    from dossier.intake.tips import take_in_chat

    if arguments.file == "-":
        text = sys.stdin.read()
        with chosen_vault(arguments) as vault:
            show(take_in_text(vault, text, today=date.today(), kept_days=arguments.kept_days))
        return 0
    with chosen_vault(arguments) as vault, progress(_("Messages")) as at:
        taken = take_in_chat(
            vault,
            Path(arguments.file),
            ours=arguments.ours,
            strip_identities=arguments.strip,
            on_progress=at,
            today=date.today(),
            kept_days=arguments.kept_days,
        )
        at(len(taken.refs))
    _show_taken(taken, stripped=arguments.strip, as_json=arguments.json)
    return 0


def _show_taken(taken: "TipsTaken", *, stripped: bool, as_json: bool) -> None:
    if as_json:
        show_json({**vars(taken), "marks": dict(taken.marks)})
        return
    count = len(taken.refs)
    show(ngettext("{count} tip was taken in.", "{count} tips were taken in.", count).format(count=count))
    show(_("Batch {ref}. To take it out again: dossier import --undo {ref}").format(ref=taken.batch))
    if taken.missing_files:
        tell(_("Files that the messages name and the export lacks: {count}").format(count=taken.missing_files))
    if taken.marks:
        _tell_marks(sum(taken.marks.values()), stripped=stripped)
    tell(_("The exported chat itself still names everybody. Destroy it when you need it no more."))


def _tell_marks(count: int, *, stripped: bool) -> None:
    if stripped:
        tell(_("Fragments that look like an identity were replaced: {count}").format(count=count))
    else:
        tell(
            _("Fragments in the texts look like an identity: {count}. Undo, and take it in with --strip.").format(
                count=count
            )
        )


ADD = Action("add", N_("take in an exported chat or a text, without who wrote it"), _add_arguments, _add)
