"""Why something did not leave, in words."""

from collections.abc import Mapping
from typing import Final

from dossier.i18n import N_, _

REASONS: Final[Mapping[str, str]] = {
    "rows:no_consent": N_("rows held back: no consent for this recipient"),
    "rows:consent_expired": N_("rows held back: the consent has expired"),
    "rows:consent_withdrawn": N_("rows held back: the consent was withdrawn"),
    "rows:consent_refused": N_("rows held back: the person said no"),
    "rows:consent_conditional": N_("rows held back: the consent has a condition, ask first"),
    "rows:tlp": N_("rows held back: marked for fewer readers"),
    "rows:class": N_("rows held back: the record is too sensitive for this profile"),
    "rows:form": N_("rows left out: the form of the list cannot hold them"),
    "cells:name_without_scope": N_("names withheld: no consent to a published name"),
    "cells:protection_flag": N_("names withheld: a protection flag"),
    "cells:names_somebody": N_("texts withheld: they name a person who is not to be named"),
    "records:sealed_entry": N_("sealed identities stay in the vault"),
    "records:tip": N_("tips stay in the vault: they expire there"),
    "records:tip_file": N_("files of tips stay in the vault"),
    "records:draft": N_("drafts stay in the vault"),
    "records:stored_object": N_("evidence files stay in the vault"),
    "records:custodian": N_("custodians' keys stay in the vault"),
    "columns:class": N_("columns left out: too sensitive for this profile"),
    "name": N_("names replaced by codes"),
    "detail": N_("details above the class of this profile"),
    "text": N_("texts left out because they name a protected person"),
    "exhibit": N_("exhibits left out"),
}
"""By the code of the reason: of lists with what is held back before the colon, of papers without."""


def reason_words(code: str) -> str:
    """The words for a reason; the code itself where it has none."""
    return _(REASONS.get(code, code))
