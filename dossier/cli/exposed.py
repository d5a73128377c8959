"""``dossier exposed``: what is out there about whom, with whom, and whom to warn."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from dossier.casework.exposure_words import (
    consent_words,
    left_words,
    person_words,
    shown_as,
    warnings_of,
    what_is_in_it,
    what_stayed,
)
from dossier.cli.bulk import note_bulk
from dossier.cli.place import chosen_vault
from dossier.cli.say import show, show_json, tell
from dossier.i18n import _

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from dossier.casework.exposure import LeftFor, PersonExposure, ReceiptExposure

SHOWN_ON_TERMINAL = 200


def add_arguments(parser: "ArgumentParser") -> None:
    """The options of ``dossier exposed``."""
    chosen = parser.add_mutually_exclusive_group()
    chosen.add_argument("--receipt", metavar=_("REF"), help=_("everybody of whom something left with this receipt"))
    chosen.add_argument("--person", metavar=_("REF"), help=_("every receipt in which this person stands"))
    chosen.add_argument("--recipient", metavar=_("NAME"), help=_("every receipt to this recipient"))
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))


def run(arguments: "Namespace") -> int:
    """Show a receipt with its persons, a person with her receipts, or all receipts."""
    from dossier.casework import exposure

    today = datetime.now(UTC).astimezone().date()
    with chosen_vault(arguments) as vault, vault.read() as session:
        if arguments.receipt:
            one = exposure.exposed_by(session, arguments.receipt, today)
            note_bulk(vault, "exposed", len(one.persons))
            show_json(one.as_json()) if arguments.json else _show_receipt(one)
        elif arguments.person:
            person = exposure.exposure_of(session, arguments.person, today)
            show_json(person.as_json()) if arguments.json else _show_person(person)
        else:
            receipts = exposure.all_receipts(session, arguments.recipient or "")
            show_json([vars(left) for left in receipts]) if arguments.json else _show_receipts(receipts)
    return 0


def _show_receipts(receipts: "list[LeftFor]") -> None:
    for left in receipts:
        show(left_words(left))
    if not receipts:
        tell(_("Nothing has left, as far as the receipts say."))


def _show_receipt(one: "ReceiptExposure") -> None:
    left = one.left
    show(left_words(left))
    for file in left.files:
        show(f"  {file['sha256']}  {file['name']}")
    for words in what_is_in_it(left):
        show(f"  {words}")
    if stayed := "; ".join(what_stayed(left)):
        show(_("Held back: {what}").format(what=stayed))
    if left.encrypted_to:
        show(_("Encrypted to: {keys}").format(keys=", ".join(left.encrypted_to)))
    show()
    for person in one.persons[:SHOWN_ON_TERMINAL]:
        show(person_words(person))
    hidden = len(one.persons) - SHOWN_ON_TERMINAL
    if hidden > 0:
        show(_("… and {count} more; --json has all.").format(count=hidden))
    show()
    for sentence in warnings_of(one):
        show(sentence)


def _show_person(one: "PersonExposure") -> None:
    show(f"{one.person}  {one.label}")
    for left, about in one.receipts:
        show(f"{left_words(left)} — {shown_as(about)}; {consent_words(about.consent)}")
    if not one.receipts:
        tell(_("Nothing about this person has left, as far as the receipts say."))
