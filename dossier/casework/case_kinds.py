"""Kinds of cases: their names, and reading one."""

from typing import Final

from dossier.casework import dossier_words as said
from dossier.casework.choosing import chosen
from dossier.domain.codes import CASE_KINDS
from dossier.errors import Misread, Refused
from dossier.i18n import in_every_language

USUAL: Final = "victim_file"
"""Where nobody says another; it is said beside the empty field."""


def case_kind_name(code: str) -> str:
    """The kind of a case in the language in force, by the same word everywhere."""
    return said.word(said.CASE_KINDS, code)


def read_case_kind(text: str) -> str:
    """The kind of a case by its code or the beginning of its name in any language; the usual one of nothing.

    Raises:
        Refused: "case.kind".
    """
    if not text.strip():
        return USUAL
    try:
        return chosen(text, {code: in_every_language(said.CASE_KINDS[code]) for code in CASE_KINDS})
    except Misread as problem:
        raise Refused("case.kind", field="case_kind") from problem
