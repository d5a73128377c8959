"""``dossier source``: record a source whose identity nobody can read here."""

import json
import sys
from datetime import date
from typing import TYPE_CHECKING, Any

from dossier.cli.arguments import Action
from dossier.cli.ask import agreed
from dossier.cli.passphrase import ask_line
from dossier.cli.place import chosen_vault
from dossier.cli.say import show, show_json, tell
from dossier.errors import Refused, UnreadableInput, add_messages
from dossier.i18n import N_, _

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

add_messages(
    {"source.stdin": N_("Give the identity on stdin as JSON (name, contact, note), or type it on a terminal.")}
)


def _add_arguments(parser: "ArgumentParser") -> None:
    from dossier.casework.sealed_sources import ROLES

    parser.add_argument("--role", choices=ROLES, default="informant", help=_("what the source is to the case"))
    parser.add_argument(
        "--description",
        default="",
        metavar=_("TEXT"),
        help=_("what everybody here may read; nothing of who it is"),
    )
    parser.add_argument("--reliability", default="F", metavar="A–F", help=_("of the source: A to F"))
    parser.add_argument("--credibility", default="6", metavar="1–6", help=_("of what it says: 1 to 6"))
    parser.add_argument(
        "--kept-days",
        type=int,
        default=180,
        metavar="N",
        help=_("after so many days nobody opens it; 180 by default"),
    )
    parser.add_argument(
        "--sure", action="store_true", help=_("keep a description that looks as if it says who the source is")
    )
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))


def _add(arguments: "Namespace") -> int:
    from dossier.casework.sealed_sources import SourceForm, add_sealed_source
    from dossier.vault.custodians import require_enough

    form = SourceForm(arguments.role, arguments.description, arguments.reliability, arguments.credibility)
    with chosen_vault(arguments) as vault:
        require_enough(vault)
        identity = _identity()
        options: dict[str, Any] = {"today": date.today(), "kept_days": arguments.kept_days}
        try:
            made = add_sealed_source(vault, form, identity, is_sure=arguments.sure, **options)
        except Refused as refusal:
            if refusal.code != "source.shows_identity" or not agreed(refusal.message):
                raise
            made = add_sealed_source(vault, form, identity, is_sure=True, **options)
    if arguments.json:
        names = [{"name": name, "fingerprint": mark} for name, mark in made.custodians]
        show_json(
            {"ref": made.ref, "handle": made.handle, "expires_on": made.expires_on.isoformat(), "sealed_to": names}
        )
        return 0
    show(made.ref)
    sealed_to = ", ".join(f"{name} {mark}" for name, mark in made.custodians)
    tell(_("Sealed until {day} to: {names}. Nobody can read it on this computer.").format(
        day=made.expires_on.isoformat(), names=sealed_to))  # fmt: skip
    return 0


def _identity() -> dict[str, str]:
    """Who the source is: typed, or JSON on stdin; never an argument, which other programs can read."""
    if sys.stdin.isatty():
        return {"name": ask_line(_("Name: ")), "contact": ask_line(_("Contact: "))}
    try:
        found = json.loads(sys.stdin.read())
        return {str(name): str(value) for name, value in found.items()}
    except (ValueError, AttributeError, RecursionError):
        raise UnreadableInput("source.stdin") from None


def _list_arguments(parser: "ArgumentParser") -> None:
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))


def _list(arguments: "Namespace") -> int:
    from dossier.casework.sealed_sources import sealed_sources

    with chosen_vault(arguments) as vault:
        found = sealed_sources(vault)
    if arguments.json:
        show_json([{**vars(one), "expires_on": one.expires_on.isoformat()} for one in found])
    for one in () if arguments.json else found:
        state = _("expired and destroyed") if one.is_purged else _("sealed until {day}").format(day=one.expires_on)
        show(f"{one.ref}  {one.handle}  {one.role}  {one.reliability}{one.credibility}  {state}")
    return 0


ACTIONS = (
    Action("add", N_("record a source and seal who it is"), _add_arguments, _add),
    Action("list", N_("the sources that are sealed, without who they are"), _list_arguments, _list),
)
