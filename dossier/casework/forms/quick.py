"""The quick forms as data: a person with a charge and a decision in one go. Every other form is in casework.forms."""

import uuid
from dataclasses import dataclass, field

from dossier.casework.forms.declaration import FieldSpec, FormSpec, Section
from dossier.i18n import N_


@dataclass(frozen=True)
class Target:
    """The record to which the form adds something."""

    ref: str = ""
    record_id: uuid.UUID | None = field(default=None)
    label: str = ""


_CASE_FIELD = FieldSpec("case", N_("Case"), 40)
_PERSON = (
    FieldSpec("family", N_("Surname"), is_needed=True),
    FieldSpec("given", N_("Given name")),
    FieldSpec("patronymic", N_("Patronymic")),
    FieldSpec("born", N_("Born"), 20),
    FieldSpec("occupation", N_("Occupation"), 40),
)
_CHARGE = Section(
    N_("Charge"),
    (
        FieldSpec("article", N_("Article"), 30),
        FieldSpec("act", N_("Facts of"), 20),
        FieldSpec("case_number", N_("Case number"), 20),
    ),
)
_DECISION = Section(
    N_("Decision"),
    (
        FieldSpec("court", N_("Court"), 40),
        FieldSpec("judge", N_("Judge"), 30),
        FieldSpec("decided", N_("Decided on"), 20),
        FieldSpec("sentence", N_("Sentence"), 20),
        FieldSpec("kind", N_("Punishment"), 30),
        FieldSpec("regime", N_("Regime"), 20),
    ),
)
_CUSTODY = Section(
    N_("Held"),
    (
        FieldSpec("facility", N_("Facility"), 40),
        FieldSpec("held_as", N_("Basis"), 30),
        FieldSpec("held_from", N_("From"), 20),
        FieldSpec("held_to", N_("To"), 20),
    ),
)
_REMARKS = FieldSpec("remarks", N_("Remarks"), 56)

PERSON_FORM = FormSpec(
    "person",
    N_("New person"),
    (Section(N_("Person"), (*_PERSON, _CASE_FIELD, _REMARKS)), _CHARGE, _DECISION, _CUSTODY),
)
PARTY_FORM = FormSpec(
    "party",
    N_("New person in the case"),
    (Section(N_("Person"), (*_PERSON, _REMARKS)), _CHARGE, _DECISION, _CUSTODY),
)
CHARGE_FORM = FormSpec(
    "charge", N_("New charge"), (Section(_CHARGE.heading, (*_CHARGE.fields, _CASE_FIELD)), _DECISION, _CUSTODY)
)
CASE_FORM = FormSpec(
    "case",
    N_("A new case"),
    (
        Section(
            N_("Case"),
            (
                FieldSpec("title", N_("Title"), 56, is_needed=True),
                FieldSpec("case_kind", N_("Kind"), 20),
                FieldSpec("case_number", N_("Case number"), 20),
                FieldSpec("state", N_("Country"), 20),
            ),
        ),
    ),
)
TAKEN_ALONG = ("case", "article", "act", "case_number", "court", "judge", "decided", "facility", "held_as", "held_from")
"""What the next person of the same trial shares with the one before, until somebody types something else."""
QUICK_FORMS = {"legal_case": PARTY_FORM, "person": CHARGE_FORM}
"""Kind of record -> the quick form that F3 opens on its page."""
