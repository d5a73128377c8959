"""Every form by the kind of its record: one more record is one more declaration."""

from typing import Final

from dossier.casework.forms import detention, events, evidence, people, procedure, protection
from dossier.casework.forms.declaration import RecordForm

FORMS: Final[dict[str, RecordForm]] = {
    form.name: form
    for form in (
        *people.FORMS, *events.FORMS, *procedure.FORMS, *detention.FORMS, *evidence.FORMS, *protection.FORMS,
    )
}  # fmt: skip
"""Kind of record (its table) -> its form."""

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
