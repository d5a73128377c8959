"""Damage in the words of the reader: what is wrong, for ``dossier verify``, ``restore`` and ``exhibit verify``.

``--json`` keeps the codes, for scripts; a place (a reference, the number of an entry, the beginning of a name) is the
same in every language.
"""

import re
from typing import TYPE_CHECKING, Final

from dossier.i18n import N_, _

if TYPE_CHECKING:
    from dossier.vault.checking import Damage

PARTS: Final = {
    "database": N_("database"),
    "journal": N_("journal"),
    "checkpoint": N_("checkpoint"),
    "record": N_("record"),
    "evidence": N_("evidence"),
    "custody": N_("custody"),
    "key": N_("key"),
    "backup": N_("backup"),
}
_CHAIN: Final = {
    "gap": N_("an entry before this one is missing"),
    "chain": N_("does not follow from the entry before it"),
    "entry": N_("the entry was changed"),
}
_FILE: Final = {
    "missing": N_("the file is missing"),
    "changed": N_("the file was changed or cut"),
    "damaged": N_("the file does not open, or holds other bytes than were taken in"),
    "unreadable": N_("the disk does not give the file"),
}
WHAT: Final = {
    "database": {
        "cipher_integrity_check": N_("a page was damaged or changed"),
        "integrity_check": N_("the structure of the database is broken"),
        "foreign_key_check": N_("a record names another one that is not there"),
        "guard missing": N_("the guard that lets this table only grow was taken away"),
    },
    "journal": {**_CHAIN, "content": N_("the values of the entry were changed or erased")},
    "checkpoint": {
        "the journal is shorter": N_("the journal was cut: it is shorter than its own checkpoint"),
        "the journal was rewritten": N_("the journal was rewritten"),
        "signed by nobody of this vault": N_("signed by nobody of this vault"),
        "of another vault": N_("of another vault"),
        "rolled back: the journal was longer": N_("an older vault was put back: the journal was longer once"),
    },
    "record": {
        "differs": N_("was changed beside the program: the journal says otherwise"),
        "missing": N_("was removed beside the program"),
        "unknown": N_("was put in beside the program"),
        "other persons": N_("names other persons than the journal"),
    },
    "evidence": {
        **_FILE,
        "not held": N_("described, not held: there is no file to check"),
        "no key": N_("the key of the file is missing, so that nobody can open it"),
        "strange file": N_("a file that is not of this vault"),
    },
    "custody": _CHAIN,
    "key": {
        "not in the journal": N_("opens this vault and was given to nobody: the journal does not know it"),
        "another signature": N_("signs with a key that is not the one of which the journal tells"),
        "signs papers unknown": N_("the key that signs papers is not the one that the journal knows"),
    },
    "backup": _FILE,
}
_UNREADABLE: Final = {"cannot be read": N_("cannot be read to its end")}


KINDS: Final = {
    "batch": N_("import"),
    "change": N_("journal"),
    "custodian": N_("custodian"),
    "custody": N_("custody"),
    "custody_event": N_("custody"),
    "duplicate_decision": N_("judgement on a pair of people"),
    "ern_range": N_("page numbers that were given"),
    "exhibit_copy": N_("copy of an exhibit"),
    "import_decision": N_("decision on a row of a list"),
    "journal_checkpoint": N_("checkpoint"),
    "law_article": N_("articles of the law"),
    "person_merge": N_("joined people"),
    "receipt": N_("receipt"),
    "redaction": N_("redaction"),
    "sealed_entry": N_("sealed identity"),
    "tip_file": N_("file of a tip"),
    "vocabulary_entry": N_("lists of terms"),
}
"""Tables without a form, and those that only grow."""
_PAGE: Final = re.compile(r"\bpage (\d+)\b", re.IGNORECASE)
_GUARD: Final = re.compile(r"(\w+?)_(?:is_never_\w+|only_grows)")


def what_is_wrong(part: str, what: str) -> str:
    """A code of ``checking.Damage``, or of a file of evidence, in words; one without words as it stands."""
    from dossier.casework.dossier_words import word

    return word(WHAT.get(part, {}) | _UNREADABLE, what)


def damage_line(damage: "Damage") -> str:
    """One line: the part, the place, what is wrong."""
    from dossier.casework.dossier_words import word

    part, place = word(PARTS, damage.part), damage.place
    if damage.part == "record":
        part, place = _kind_of(damage.place)
    elif damage.part == "database":
        place = _place_in_database(damage)
    return "  ".join(filter(None, (part, place, what_is_wrong(damage.part, damage.what))))


def _kind_of(place: str) -> tuple[str, str]:
    """The kind of a record in words and its reference; a list that comes with the program has no reference."""
    table, _blank, ref = place.partition(" ")
    kind = _kind_words(table)
    return (kind, ref) if kind else (_(PARTS["record"]), place)


def _kind_words(table: str) -> str:
    from dossier.casework.forms.registry import FORMS

    form = FORMS.get(table)
    return _(form.heading) if form is not None else _(KINDS[table]) if table in KINDS else ""


def _place_in_database(damage: "Damage") -> str:
    """What the engine says in English is told by its page or its table; where it names neither, by nothing."""
    guard, page = _GUARD.fullmatch(damage.place), _PAGE.search(damage.place)
    if guard is not None:
        return _kind_words(guard[1])
    if damage.what == "foreign_key_check":
        return _kind_words(damage.place.partition(" ")[0])
    return _("page {number}").format(number=page[1]) if page is not None else ""
