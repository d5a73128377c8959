"""What the program itself writes into the custody of an exhibit, in the language in force.

An entry keeps what was written, because its hash covers it; a page and a paper show the same in the reader's words.
What a person gave as a purpose, and a tool, is shown as it stands.
"""

from typing import Final

from dossier.casework.dossier_words import OBTAINED
from dossier.i18n import N_, _

_WRITTEN: Final = OBTAINED | {
    "evidence of the case": N_("evidence of the case"),
    "to show any later change": N_("to show any later change"),
    "to keep the original unaltered": N_("to keep the original unaltered"),
    "numbered pages of a copy": N_("numbered pages of a copy"),
    "text recognised by machine, not checked": N_("text recognised by machine, not checked"),
    "regular check": N_("regular check"),
    "by hand": N_("by hand"),
    "received as a tip": N_("received as a tip"),
}


def custody_words(text: str) -> str:
    """The words for a purpose or a method of an entry; a text that is none of the program's own as it stands."""
    return _(_WRITTEN[text]) if text in _WRITTEN else text
