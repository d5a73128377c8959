"""``dossier exposed``: what is out there about whom, with whom, and whom to warn."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from dossier.cli.place import chosen_vault
from dossier.cli.say import show, show_json, tell
from dossier.i18n import _, ngettext

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from dossier.casework.exposure import Affected, ConsentNow, LeftFor, PersonExposure, ReceiptExposure

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
        show(_line(left))
    if not receipts:
        tell(_("Nothing has left, as far as the receipts say."))


def _line(left: "LeftFor") -> str:
    persons = ngettext("{count} person", "{count} persons", left.person_count).format(count=left.person_count)
    to = left.recipient or _("nobody named")
    when = left.left_at or _("cut off: not known what left")
    return f"{left.receipt}  {when}  {left.kind}, {left.profile} → {to}: {persons}"


def _show_receipt(one: "ReceiptExposure") -> None:
    left = one.left
    show(_line(left))
    for file in left.files:
        show(f"  {file['sha256']}  {file['name']}")
    for name, count in left.counts.items():
        show(f"  {name}: {count}")
    if left.encrypted_to:
        show(_("Encrypted to: {keys}").format(keys=", ".join(left.encrypted_to)))
    show()
    for person in one.persons[:SHOWN_ON_TERMINAL]:
        show(_person_line(person))
    hidden = len(one.persons) - SHOWN_ON_TERMINAL
    if hidden > 0:
        show(_("… and {count} more; --json has all.").format(count=hidden))
    _tell_whom_to_warn(one)


def _person_line(person: "Affected") -> str:
    who = f"{person.person}  {person.label}" if person.person else _("a person no longer in the vault")
    how = _("by name") if person.as_name else _("by number or code")
    held = ", " + _("held, no release recorded") if person.is_held else ""
    return f"{who} — {how}{held}; {_state(person.consent)}"


def _tell_whom_to_warn(one: "ReceiptExposure") -> None:
    """If the recipient was seized or broken into, everybody is to be warned; if not, those whose consent is gone."""
    from dossier.casework.exposure import HOLDS

    show()
    total = len(one.persons)
    show(
        ngettext(
            "If this recipient is seized or broken into, warn {count} person.",
            "If this recipient is seized or broken into, warn {count} persons.",
            total,
        ).format(count=total)
    )
    gone = sum(count for state, count in one.states.items() if state not in HOLDS)
    if gone:
        show(
            ngettext(
                "The consent of {count} person holds no more: ask the recipient to delete what it has of her.",
                "The consents of {count} persons hold no more: ask the recipient to delete what it has of them.",
                gone,
            ).format(count=gone)
        )


def _show_person(one: "PersonExposure") -> None:
    show(f"{one.person}  {one.label}")
    for left, about in one.receipts:
        how = _("by name") if about.as_name else _("by number or code")
        show(f"{_line(left)} — {how}; {_state(about.consent)}")
    if not one.receipts:
        tell(_("Nothing about this person has left, as far as the receipts say."))


def _state(consent: "ConsentNow") -> str:
    words = {
        "holds": _("consent {ref} of {day} holds"),
        "withdrawn": _("consent {ref} was withdrawn on {withdrawn}"),
        "expired": _("consent {ref} ran out on {until}"),
        "refused": _("consent {ref} was replaced by a no"),
        "gone": _("the consent is no longer in the vault"),
        "official": _("an official, named as such"),
        "none_asked": _("left for the house itself: no consent was asked"),
    }
    return words[consent.state].format(
        ref=consent.consent, day=consent.obtained_on, withdrawn=consent.withdrawn_on, until=consent.valid_until_on
    )
