"""Kinds of values that several forms share: closed lists with the words of the dossier, vocabularies by their name."""

from typing import Final

from dossier.casework import dossier_words as said
from dossier.casework.forms.lists import Closed, Listed, Several
from dossier.casework.forms.moments import Date, Day, Instant
from dossier.casework.forms.numbers import Truth, Whole
from dossier.i18n import N_

DATE, DAY, INSTANT, TRUTH, WHOLE = Date(), Day(), Instant(), Truth(), Whole()

TLP: Final = Closed(said.TLP_MEANINGS)
CERTAINTY: Final = Closed(said.CERTAINTIES)
RELIABILITY: Final = Closed(said.RELIABILITY)
CREDIBILITY: Final = Closed(said.CREDIBILITY)
DIRECTNESS: Final = Closed(said.DIRECTNESSES)
YES_NO_UNKNOWN: Final = Closed({code: said.YES_NO[code] for code in ("yes", "no", "unknown")})
YES_NO_PARTLY: Final = Closed(said.YES_NO)
LANGUAGE: Final = Closed(said.LANGUAGE_NAMES)

OBTAINED_HOW: Final = Closed(said.OBTAINED)
REDACTION: Final = Closed(
    {
        "none": N_("nothing is redacted"),
        "redacted_version_exists": N_("a redacted version exists"),
        "redacted_version": N_("this is the redacted version"),
    }
)
CUSTODY_EVENTS: Final = Closed(said.CUSTODY_EVENTS)
TIP_STATES: Final = Closed(said.TIP_STATES)
CONSENT_DECISIONS: Final = Closed({"yes": N_("yes"), "no": N_("no"), "conditional": N_("on a condition")})
MAIN_OR_ADDITIONAL: Final = Closed({"main": N_("main"), "additional": N_("additional")})
DETAIL_KINDS: Final = Closed(
    {
        "address": N_("address"),
        "telephone": N_("telephone"),
        "email": N_("e-mail"),
        "messenger": N_("messenger"),
        "id_document": N_("identity document"),
        "bank": N_("bank account"),
        "other": N_("other"),
    }
)
SCRIPTS: Final = Closed(
    {
        "Cyrl": N_("Cyrillic"),
        "Latn": N_("Latin"),
        "Arab": N_("Arabic"),
        "Geor": N_("Georgian"),
        "Armn": N_("Armenian"),
        "Hani": N_("Chinese characters"),
        "Hebr": N_("Hebrew"),
        "Zyyy": N_("several, or another"),
    }
)


def listed(vocabulary: str, kind: str = "", column: str = "", *, is_open: bool = True, limit: int = 40) -> Listed:
    """A code of a vocabulary, with what the column has so far offered too."""
    return Listed(vocabulary, (kind, column), limit, is_open)


def several(vocabulary: str, *, is_open: bool = True) -> Several:
    """Several codes of a vocabulary."""
    return Several(Listed(vocabulary, is_open=is_open))
