"""What is out there, in sentences: for the command and for the screens alike."""

from datetime import datetime
from typing import TYPE_CHECKING, Final

from dossier.casework.dossier_summary import counted_word
from dossier.casework.held_back_words import reason_words
from dossier.casework.partial_columns import date_words
from dossier.i18n import N_, _, language, ngettext

if TYPE_CHECKING:
    from dossier.casework.exposure import Affected, ConsentNow, LeftFor, ReceiptExposure

_KINDS: Final = {
    "pdf": N_("dossier (PDF)"),
    "pack": N_("evidence pack"),
    "csv": N_("tables (CSV)"),
    "package": N_("package of tables"),
    "backup": N_("backup"),
}
_PROFILES: Final = {
    "sealed": N_("sealed"),
    "confidential": N_("confidential"),
    "public": N_("public"),
    "ngo": N_("for a partner"),
    "ngo_trusted": N_("for a trusted partner"),
    "tribunal": N_("for a court"),
    "state": N_("for a Government"),
    "internal": N_("for the house itself"),
}


def what_left(left: "LeftFor") -> str:
    """The form and the profile of what left, in words; one that is not known here as it is written."""
    return form_words(left.kind, left.profile)


def form_words(kind: str, profile: str) -> str:
    """A form and a profile in words."""
    return ", ".join((_(_KINDS.get(kind, kind)), _(_PROFILES.get(profile, profile))))


def left_words(left: "LeftFor") -> str:
    """One receipt in one line."""
    persons = ngettext("{count} person", "{count} persons", left.person_count).format(count=left.person_count)
    to = left.recipient or _("no recipient named")
    when = left.left_at or _("cut off: not known what left")
    return f"{left.receipt}  {when}  {what_left(left)} → {to}: {persons}"


def left_when(left: "LeftFor") -> str:
    """When, by the clock of this place, as everywhere on the screens."""
    if not left.left_at:
        return _("cut off: not known what left")
    return f"{datetime.fromisoformat(left.left_at).astimezone():%d.%m.%Y %H:%M}"


def left_to(left: "LeftFor") -> str:
    """When, what, to whom."""
    return f"{left_when(left)} · {what_left(left)} → {left.recipient or _('no recipient named')}"


def what_is_in_it(left: "LeftFor") -> list[str]:
    """What left, each with its number: rows of lists by their names, what a paper counts in words."""
    counted = counted_word if left.kind in ("pdf", "pack") else lambda name, _number: name
    return [f"{counted(name, number)}: {number}" for name, number in left.counts.items() if number]


def what_stayed(left: "LeftFor") -> list[str]:
    """What was held back, each reason with its number."""
    return [f"{reason_words(code)}: {number}" for code, number in left.held_back.items() if number]


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
        ref=consent.consent,
        day=_day(consent.obtained_on),
        withdrawn=_day(consent.withdrawn_on),
        until=_day(consent.valid_until_on),
    )


def _day(stored: str) -> str:
    return date_words(stored, None, language())
