"""Every form by the kind of its record: one more record is one more declaration."""

from typing import Final

from dossier.casework.forms import (
    analysis,
    bodies,
    cases,
    detention,
    events,
    evidence,
    people,
    procedure,
    protection,
    sources,
)
from dossier.casework.forms.declaration import RecordForm
from dossier.casework.forms.lists import vocabulary_of

FORMS: Final[dict[str, RecordForm]] = {
    form.name: form
    for form in (
        *people.FORMS, *bodies.FORMS, *cases.FORMS, *events.FORMS, *procedure.FORMS, *detention.FORMS, *sources.FORMS,
        *evidence.FORMS, *analysis.FORMS, *protection.FORMS,
    )
}  # fmt: skip
"""Kind of record (its table) -> its form."""


def list_of(kind: str, column: str) -> str:
    """The vocabulary whose codes a column of a kind of record holds; empty where it holds those of none."""
    fields = FORMS[kind].fields if kind in FORMS else ()
    return next((vocabulary_of(one.type) for one in fields if one.name == column), "")


FREE_STANDING: Final = (
    "person",
    "legal_case",
    "event",
    "source",
    "organisation",
    "place",
    "deadline",
    "intervention",
)
"""Kinds that are entered from the start, without a record that they belong to."""
