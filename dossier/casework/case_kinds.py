"""Kinds of cases: their names, and reading one."""

from typing import Final

from dossier.domain.codes import CASE_KINDS
from dossier.errors import Refused
from dossier.i18n import _

USUAL: Final = "victim_file"
"""Where nobody says another; it is said beside the empty field."""


def case_kind_name(code: str) -> str:
    """The kind of a case in the language in force."""
    return {
        "victim_file": _("file of a victim"),
        "mass_trial": _("mass trial"),
        "respondent_file": _("file of a respondent"),
    }.get(code, code)


def read_case_kind(text: str) -> str:
    """The kind of a case by its code or the beginning of its name; a file of a victim where nothing is said.

    Raises:
        Refused: "case.kind".
    """
    typed = text.strip().casefold()
    if not typed:
        return USUAL
    found = [code for code in CASE_KINDS if code == typed or case_kind_name(code).casefold().startswith(typed)]
    if len(found) != 1:
        raise Refused("case.kind", field="case_kind")
    return found[0]
