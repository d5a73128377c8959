"""What is out there, in sentences: for the command and for the screens alike."""

from typing import TYPE_CHECKING

from dossier.i18n import _, ngettext

if TYPE_CHECKING:
    from dossier.casework.exposure import Affected, ConsentNow, LeftFor, ReceiptExposure


def left_words(left: "LeftFor") -> str:
    """One receipt in one line."""
    persons = ngettext("{count} person", "{count} persons", left.person_count).format(count=left.person_count)
    to = left.recipient or _("nobody named")
    when = left.left_at or _("cut off: not known what left")
    return f"{left.receipt}  {when}  {left.kind}, {left.profile} → {to}: {persons}"


def left_to(left: "LeftFor") -> str:
    """When, what, to whom."""
    when = left.left_at[:16].replace("T", " ") or _("cut off: not known what left")
    return f"{when} · {left.kind}, {left.profile} → {left.recipient or _('nobody named')}"


def person_words(person: "Affected") -> str:
    """One person of a receipt: who, how she stands in it, and how her consent stands today."""
    who = f"{person.person}  {person.label}" if person.person else _("a person no longer in the vault")
    held = ", " + _("held, no release recorded") if person.is_held else ""
    return f"{who} — {shown_as(person)}{held}; {consent_words(person.consent)}"


def shown_as(person: "Affected") -> str:
    """Whether a name left."""
    return _("by name") if person.as_name else _("by number or code")


def warnings_of(one: "ReceiptExposure") -> list[str]:
    """If the recipient was seized or broken into, everybody is to be warned; if not, those whose consent is gone."""
    from dossier.casework.exposure import HOLDS

    total = len(one.persons)
    found = [
        ngettext(
            "If this recipient is seized or broken into, warn {count} person.",
            "If this recipient is seized or broken into, warn {count} persons.",
            total,
        ).format(count=total)
    ]
    gone = sum(count for state, count in one.states.items() if state not in HOLDS)
    if gone:
        found.append(
            ngettext(
                "The consent of {count} person holds no more: ask the recipient to delete what it has of her.",
                "The consents of {count} persons hold no more: ask the recipient to delete what it has of them.",
                gone,
            ).format(count=gone)
        )
    return found


def consent_words(consent: "ConsentNow") -> str:
    """How a consent stands today."""
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
