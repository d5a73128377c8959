"""``dossier keys``: who can open the vault."""

import sys
from typing import TYPE_CHECKING

from dossier.cli import paper_keys
from dossier.cli.arguments import Action
from dossier.cli.passphrase import ask_line, ask_new_passphrase, suggest_on_terminal
from dossier.cli.place import asked_passphrase, chosen_vault, vault_place
from dossier.cli.say import show, show_json, tell
from dossier.errors import WrongUse, add_messages
from dossier.i18n import N_, _

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

add_messages(
    {
        "keys.not_typed_back": N_("What was typed is not the key on the sheet. Nothing was changed; start again."),
        "keys.new_file": N_(
            "The new passphrase is typed on a terminal, or read from the file that --new-passphrase-file names."
        ),
    }
)

KIND_WORDS = {"passphrase": N_("passphrase"), "recovery": N_("recovery key")}


def _nothing(_parser: "ArgumentParser") -> None:
    """No arguments of its own."""


def _json(parser: "ArgumentParser") -> None:
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))


def _new_file(parser: "ArgumentParser") -> None:
    parser.add_argument(
        "--new-passphrase-file",
        metavar=_("FILE"),
        help=_("for scripts: the file that holds the new passphrase; on a terminal it is asked"),
    )


def _list(arguments: "Namespace") -> int:
    from dossier.vault.keyring import holders

    with chosen_vault(arguments) as vault:
        found = holders(vault)
        epoch = vault.header.epoch
    if arguments.json:
        rows = [{"key": one.slot_id, "kind": one.kind, "person": one.person, "mine": one.is_mine} for one in found]
        show_json({"epoch": epoch, "keys": rows})
        return 0
    for one in found:
        mine = _("(yours)") if one.is_mine else ""
        show("  ".join(filter(None, (one.slot_id, _(KIND_WORDS.get(one.kind, one.kind)), one.person, mine))))
    return 0


def _add_arguments(parser: "ArgumentParser") -> None:
    parser.add_argument("person", metavar=_("NAME"), help=_("under which this person will write in the journal"))
    _new_file(parser)


def _add(arguments: "Namespace") -> int:
    from dossier.vault.keyring import add_person

    with chosen_vault(arguments) as vault:
        passphrase = _new_passphrase(arguments)
        show(add_person(vault, arguments.person, passphrase))
    tell(_("This person opens the vault with their own passphrase from now on."))
    return 0


def _change_arguments(parser: "ArgumentParser") -> None:
    parser.add_argument(
        "--leaked",
        action="store_true",
        help=_("somebody else may know the old one: make a new master key too (nobody else may have the vault open)"),
    )
    _new_file(parser)


def _change(arguments: "Namespace") -> int:
    from dossier.casework.forms.access_tasks import CHANGED, SIGNS_ANEW, STILL_READ
    from dossier.vault.keyring import change_passphrase
    from dossier.vault.master_key import renew_master_key
    from dossier.vault.paper_signing import present_key

    typed = asked_passphrase(arguments)
    with chosen_vault(arguments, typed) as vault:
        passphrase, signs = _new_passphrase(arguments), bool(present_key(vault))
        if not arguments.leaked:
            change_passphrase(vault, passphrase)
    if arguments.leaked:
        renew_master_key(vault_place(arguments), typed, passphrase)
    tell(_(CHANGED))
    if not arguments.leaked:
        tell(_(STILL_READ))
        tell("    dossier keys change --leaked")
    elif signs:
        tell(_(SIGNS_ANEW))
    return 0


def _remove_arguments(parser: "ArgumentParser") -> None:
    parser.add_argument("key", metavar=_("KEY"), help=_("the number of the key, from: dossier keys list"))


def _remove(arguments: "Namespace") -> int:
    from dossier.casework.forms.access_tasks import RECOVERY_GONE, REMOVED, SIGNS_ANEW
    from dossier.vault.keys import RECOVERY
    from dossier.vault.master_key import known_too, remove_person
    from dossier.vault.paper_signing import present_key

    typed = asked_passphrase(arguments)
    with chosen_vault(arguments, typed) as vault:
        others, signs = known_too(vault, arguments.key), bool(present_key(vault))
    tell(_("A new master key is made and the database is encrypted anew …"))
    remove_person(vault_place(arguments), typed, arguments.key)
    tell(_(REMOVED))
    if any(one.kind == RECOVERY for one in others):
        tell(_(RECOVERY_GONE))
    if signs:
        tell(_(SIGNS_ANEW))
    return 0


def _recovery_arguments(parser: "ArgumentParser") -> None:
    parser.add_argument(
        "--split",
        action="store_true",
        help=_("do not show the key: give three sheets of words, of which any two open the vault"),
    )


def _recovery(arguments: "Namespace") -> int:
    from dossier.vault import recovery
    from dossier.vault.keyring import add_recovery, make_recovery_key

    with chosen_vault(arguments) as vault:
        key, written = make_recovery_key()
        if arguments.split:
            _show_sheets(recovery.split(key))
            typed = recovery.combine([ask_line(_("Type sheet {number}: ").format(number=number)) for number in (1, 2)])
        else:
            _show_key(written)
            typed = recovery.read_key(ask_line(_("Type the key from your sheet: ")))
        if typed != key:
            raise WrongUse("keys.not_typed_back")
        add_recovery(vault, key)
    tell(_("The recovery key opens this vault from now on; an earlier one does not."))
    return 0


def _show_key(written: str) -> None:
    tell(_("Write this on paper, keep it in another place than the computer, and show it to nobody:"))
    show(f"\n    {written}\n")


def _show_sheets(sheets: list[str]) -> None:
    tell(_("Three sheets for three persons in three places. Any two open the vault; one alone tells nothing."))
    for number, sheet in enumerate(sheets, start=1):
        show(f"\n{number}.  {sheet}")
    show()


def _combine(_arguments: "Namespace") -> int:
    from dossier.vault import recovery

    sheets = [ask_line(_("The words of sheet {number}: ").format(number=number)) for number in ("A", "B")]
    show(recovery.written(recovery.combine(sheets)))
    tell(_("This is the recovery key. Give it where the passphrase is asked, then make a new one: dossier keys add"))
    return 0


def _new_passphrase(arguments: "Namespace") -> str:
    if arguments.new_passphrase_file:
        return ask_new_passphrase(file=arguments.new_passphrase_file)
    if not sys.stderr.isatty():
        raise WrongUse("keys.new_file")
    suggest_on_terminal()
    return ask_new_passphrase(file="")


ACTIONS = (
    Action("list", N_("who can open the vault"), _json, _list),
    Action("add", N_("give one more person a passphrase of their own"), _add_arguments, _add),
    Action("change", N_("change your own passphrase"), _change_arguments, _change),
    Action("remove", N_("take a person's key away and make a new master key"), _remove_arguments, _remove),
    Action("recovery", N_("make a recovery key on paper, and type it back once"), _recovery_arguments, _recovery),
    Action(
        "paper",
        N_("the keys that sign papers, each with its time; make another one"),
        paper_keys.paper_arguments,
        paper_keys.list_or_renew,
    ),
    Action("combine", N_("get the recovery key back from two of three sheets"), _nothing, _combine),
)
