"""The reasons that the program itself writes into the journal, in the language in force.

The journal keeps what was written, because its hashes cover it; a page shows the same in the reader's words. A reason
that a person gave, and one that is not known here, is shown as it stands.
"""

import re
from typing import Final

from dossier.casework.forms.registry import FORMS
from dossier.i18n import N_, _

_PLAIN: Final = {
    "a list on the screens": N_("a list on the screens"),
    "a new master key": N_("a new master key"),
    "a new recipient": N_("a new recipient"),
    "case file": N_("file of a case"),
    "codes of persons": N_("codes of persons"),
    "custodian": N_("a new custodian"),
    "custodian retired": N_("a custodian retired"),
    "deadline": N_("deadline"),
    "deadline done": N_("deadline met"),
    "exhibit copied out": N_("exhibit copied out"),
    "exhibit opened": N_("exhibit opened"),
    "exhibit redacted": N_("exhibit redacted"),
    "exhibit sealed": N_("exhibit put under a seal"),
    "exhibit taken in": N_("exhibit taken in"),
    "exhibit transferred": N_("exhibit handed over"),
    "exhibits verified": N_("exhibits verified"),
    "text recognised": N_("words recognised by machine"),
    "judged same": N_("judged: one person"),
    "judged different": N_("judged: two people"),
    "judgement taken back": N_("judgement taken back"),
    "key added": N_("a key added"),
    "key changed": N_("a passphrase changed"),
    "key recovery": N_("a recovery key"),
    "key replaced": N_("a new key of the same person"),
    "key for signing paper": N_("a key for signing papers"),
    "new key for signing paper": N_("a new key for signing papers"),
    "leftovers cleared": N_("leftovers cleared"),
    "pages of an exhibit": N_("pages of an exhibit"),
    "provider of page numbers": N_("letters of the provider of page numbers"),
    "saved although punishment and article are of different branches": N_(
        "saved although punishment and article are of different branches"
    ),
    "sealed identities renewed": N_("sealed identities renewed"),
    "sealed source": N_("sealed source"),
    "seeds": N_("lists that come with the program"),
    "tip contact sealed": N_("contact of a tip sealed"),
    "tip promoted": N_("a tip became a record"),
    "tip refused": N_("a tip refused"),
    "tips": N_("tips taken in"),
    "tips ran out": N_("tips ran out"),
    "travel": N_("a vault for travelling"),
}
_SHAPED: Final = (
    (re.compile(r"back to before entry (.+)"), N_("back to before entry {what}")),
    (re.compile(r"undo of entry (.+)"), N_("entry {what} taken back")),
    (re.compile(r"undo (.+)"), N_("taken back: {what}")),
    (re.compile(r"import (.+)"), N_("import: {what}")),
    (re.compile(r"layout (.+)"), N_("layout {what}")),
    (re.compile(r"backup (.+)"), N_("backup {what}")),
    (re.compile(r"merge (\S+ into \S+)"), N_("joined: {what}")),
)
_EXPORT: Final = re.compile(r"export (\w+) (\w+)")
_ACCEPTED: Final = "accepted: "
_DOUBTS: Final = {
    "doubt.future": N_("a day in the future"),
    "doubt.age": N_("a great age"),
    "doubt.order": N_("days out of order"),
}


def reason_words(reason: str | None, kind: str = "") -> str:
    """A reason for the eye; empty for none.

    Args:
        reason: As the journal keeps it.
        kind: Of the record that the entry is about, for the names of its fields.
    """
    if not reason:
        return ""
    if reason in _PLAIN:
        return _(_PLAIN[reason])
    if reason.startswith(_ACCEPTED):
        doubts = reason.removeprefix(_ACCEPTED).split(", ")
        return _("accepted: {what}").format(what=", ".join(_doubt(one, kind) for one in doubts))
    if left := _EXPORT.fullmatch(reason):
        from dossier.casework.exposure_words import form_words

        return _("written out: {what}").format(what=form_words(left[1], left[2]))
    for shape, words in _SHAPED:
        found = shape.fullmatch(reason)
        if found:
            return _(words).format(what=found[1].replace(" into ", " → "))
    return reason


def _doubt(text: str, kind: str) -> str:
    """A doubt and its field, as "doubt.future born"."""
    code, _blank, name = text.partition(" ")
    form = FORMS.get(kind)
    labels = {spec.name: _(spec.label) for spec in form.fields} if form is not None else {}
    return " · ".join(filter(None, (_(_DOUBTS[code]) if code in _DOUBTS else code, labels.get(name, name))))
