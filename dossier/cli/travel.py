"""``dossier travel``: a vault for a journey with chosen cases only, and bringing home what was written in it."""

import shutil
import sys
from typing import TYPE_CHECKING

from dossier.cli.arguments import Action
from dossier.cli.passphrase import ask_new_passphrase, ask_secret, passphrase_is_in_file, suggest_on_terminal
from dossier.cli.place import chosen_vault
from dossier.cli.prompting import ask_yes
from dossier.cli.say import show, show_json, tell
from dossier.i18n import N_, _

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from dossier.vault import Vault
    from dossier.vault.returning import Returned
    from dossier.vault.travel import Travelling

PASSPHRASE_FILE = "--passphrase-file"


def _passphrase_file(parser: "ArgumentParser") -> None:
    parser.add_argument(
        PASSPHRASE_FILE, default="", metavar=_("FILE"),
        help=_("for scripts: the passphrase of the vault for the journey; else it is asked"),
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))


def _pack_arguments(parser: "ArgumentParser") -> None:
    parser.add_argument("refs", nargs="+", metavar=_("REF"), help=_("the cases and persons that come along"))
    parser.add_argument("-o", "--output", required=True, metavar=_("FOLDER"), help=_("a new folder for the vault"))
    parser.add_argument("--evidence", action="store_true", help=_("take the files of the exhibits along, too"))
    _passphrase_file(parser)


def _pack(arguments: "Namespace") -> int:
    from dossier.vault.travel import chosen_ids, require_other_passphrase

    with chosen_vault(arguments) as home:
        with home.read() as session:
            chosen_ids(session, arguments.refs)
        tell(_("The vault for the journey has a passphrase of its own: the one of this vault stays at home."))
        if not arguments.passphrase_file and not passphrase_is_in_file():
            suggest_on_terminal()
        passphrase = ask_new_passphrase(file=arguments.passphrase_file)
        require_other_passphrase(home, passphrase)
        done = _filled(home, arguments, passphrase)
    if arguments.json:
        show_json({"rows": done.counts, "only_names": done.bare_persons, "evidence_files": done.evidence_files,
                   "without_file": done.exhibits_without_file, "copies_at_home": done.copies_at_home})  # fmt: skip
        return 0
    for name, count in done.counts.items():
        show(f"{name}  {count}")
    tell(_("Persons of whom only the name came along: {count}.").format(count=done.bare_persons))
    if done.exhibits_without_file:
        tell(_("Exhibits whose file stays at home: {count}.").format(count=done.exhibits_without_file))
    if done.copies_at_home:
        tell(
            _(
                "Numbered pages, redacted versions and stills of exhibits that stay at home: {count}. "
                "Each can be made again on the way from an exhibit whose file came along (--evidence)."
            ).format(count=done.copies_at_home)
        )
    tell(
        _(
            "Sealed identities, tips, imports and receipts stay at home. "
            "Travel without this vault and without its passphrase."
        )
    )
    tell(
        _(
            "What you remove on the way is removed at home only when you say so there; "
            "a source sealed on the way is opened from that vault, so keep it until its custodians have."
        )
    )
    return 0


def _filled(home: "Vault", arguments: "Namespace", passphrase: str) -> "Travelling":
    """A folder that could not be filled is not left as a vault."""
    from dossier.vault import create_vault
    from dossier.vault.travel import fill

    away = create_vault(arguments.output, passphrase=passphrase, author=home.author)
    try:
        with away:
            return fill(home, away, arguments.refs, with_evidence=arguments.evidence)
    except BaseException:
        shutil.rmtree(arguments.output, ignore_errors=True)
        raise


def _back_arguments(parser: "ArgumentParser") -> None:
    parser.add_argument("folder", metavar=_("FOLDER"), help=_("the vault that was on the journey"))
    parser.add_argument(
        "--removals", action="store_true", help=_("remove here, too, what was removed on the way; else it is asked")
    )
    _passphrase_file(parser)


def _back(arguments: "Namespace") -> int:
    from dossier.vault import open_vault
    from dossier.vault.returning import bring_home

    with chosen_vault(arguments) as home:
        passphrase = _file_or_asked(arguments.passphrase_file)
        with open_vault(arguments.folder, passphrase) as away:
            done = bring_home(home, away, with_removals=arguments.removals)
            if not arguments.json and _are_removals_wanted(done):
                done = done.followed_by(bring_home(home, away, with_removals=True))
    if arguments.json:
        show_json({"added": done.added, "changed": done.changed, "removed": done.removed, "stays": dict(done.stays),
                   "not_merged": [{"ref": ref, "why": why} for ref, why in done.not_merged]})  # fmt: skip
    for ref, why in () if arguments.json else done.not_merged:
        show(f"{ref}  {_why_words(why)}")
    tell(_("Added: {added}. Changed: {changed}. Removed: {removed}. Not merged: {left}.").format(
        added=done.added, changed=done.changed, removed=done.removed, left=len(done.not_merged)))  # fmt: skip
    if done.stays:
        names = ", ".join(f"{name} {count}" for name, count in sorted(done.stays.items()))
        tell(_("Stays in the vault of the journey: {what}.").format(what=names))
    if done.stays["sealed_entry"]:
        tell(_("Who was sealed on the way is opened by custodians from that vault: dossier custodian export --vault"))
    tell(_("Where the computer was out of your sight, look at what came home before you rely on it."))
    return 1 if done.not_merged or done.stays else 0


WHY = {
    "changed here too": N_("changed here too, and stays as it is here"),
    "removed on the way": N_("removed on the way, and still here"),
    "gone here": N_("gone here meanwhile"),
    "needed here": N_("removed on the way, and stays: something that is only here hangs on it"),
    "numbers taken here": N_("its page numbers were taken here meanwhile; number it again"),
    "refused": N_("refused by the rules of this vault"),
}


def _why_words(why: str) -> str:
    """The reason in the reader's language, with the name of the column where there is one."""
    reason, separator, column = why.partition(": ")
    return _(WHY.get(reason, reason)) + separator + column


def _are_removals_wanted(done: "Returned") -> bool:
    """One question for all of them, where there is somebody to answer."""
    gone = [ref for ref, why in done.not_merged if why == "removed on the way"]
    if not gone or not sys.stdin.isatty():
        return False
    tell(_("Removed on the way: {refs}.").format(refs=", ".join(gone)))
    return ask_yes(_("Remove them here too? (yes/no)"))


def _file_or_asked(file: str) -> str:
    return ask_new_passphrase(file=file) if file else ask_secret(_("Passphrase of the vault for the journey: "))


ACTIONS = (
    Action("pack", N_("a new vault with chosen cases and persons, and nothing else"), _pack_arguments, _pack),
    Action("back", N_("bring home what was written on the way"), _back_arguments, _back),
)
