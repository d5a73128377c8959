"""Forms of cases and their parties."""

from typing import TYPE_CHECKING, Any

from dossier.casework import dossier_words as said
from dossier.casework.forms import kinds
from dossier.casework.forms.declaration import LONG, Children, FieldSpec, RecordForm, Section
from dossier.casework.forms.links import Link
from dossier.casework.forms.lists import Closed
from dossier.casework.forms.procedure import joined
from dossier.domain.codes import CASE_KINDS
from dossier.errors import Refused, add_messages
from dossier.i18n import N_

if TYPE_CHECKING:
    from dossier.casework.forms.look import Look

add_messages({"record.person_or_body": N_("Either a person or a body is needed here, and not both.")})

_ROLE = Closed({code: word for code, word in said.ROLES.items() if code not in ("subject", "involved")})
_CASE_KIND = Closed({code: said.CASE_KINDS[code] for code in CASE_KINDS})


def person_or_body(row: Any) -> None:
    """One of both, and not both.

    Raises:
        Refused: "record.person_or_body".
    """
    if (row.person_id is None) == (row.organisation_id is None):
        raise Refused("record.person_or_body", field="person_id")


def who_label(row: Any, look: "Look") -> str:
    """What the person or the body is called; empty for neither."""
    return look.label("person", row.person_id) or look.label("organisation", row.organisation_id)


def _party_label(row: Any, look: "Look") -> str:
    return joined(who_label(row, look), _ROLE.word(row.role), look.label("legal_case", row.case_id))


def _party_in_case(row: Any, look: "Look") -> str:
    """Who, in which role, with the articles and terms that tell one Ivanov from another."""
    return joined(who_label(row, look), _ROLE.word(row.role), look.charged(row.person_id))


LEGAL_CASE = RecordForm(
    "legal_case",
    N_("Case"),
    (
        Section(
            N_("Case"),
            (
                FieldSpec("title", N_("Title"), 56, True),
                FieldSpec("kind", N_("Kind"), 36, type=_CASE_KIND),
                FieldSpec("case_number", N_("Case number"), 24),
                FieldSpec("situation", N_("Situation"), 40),
                FieldSpec(
                    "state_code", N_("Country"), 8, type=kinds.listed("country", "legal_case", "state_code", limit=3)
                ),
                FieldSpec("language", N_("Language"), 20, type=kinds.LANGUAGE),
                FieldSpec("prepared_by", N_("Prepared by"), 40),
                FieldSpec(
                    "standard_of_proof_code",
                    N_("Standard of proof"),
                    40,
                    type=kinds.listed("standard_of_proof", is_open=False),
                ),
                FieldSpec("tlp", N_("Sharing"), 30, type=kinds.TLP),
                FieldSpec("is_example", N_("Invented example"), 8, type=kinds.TRUTH),
                FieldSpec("summary", N_("Summary"), 56, type=LONG),
            ),
        ),
        Section(
            N_("Method"),
            (
                FieldSpec("method", N_("Method"), 56, type=LONG),
                FieldSpec("contrary", N_("What speaks against"), 56, type=LONG),
                FieldSpec("relief", N_("Relief sought"), 56, type=LONG),
            ),
        ),
    ),
    plural=N_("Cases"),
    label=lambda row, _look: row.title,
    children=(
        Children("party", "case_id", label=_party_in_case, leads_to="person_id"),
        Children("event", "case_id"),
        Children("proceeding", "case_id", can_add=False),
        Children("exhibit", "case_id"),
        Children("account", "case_id"),
        Children("allegation", "case_id"),
        Children("deadline", "case_id"),
        Children("intervention", "case_id"),
    ),
)

PARTY = RecordForm(
    "party",
    N_("Party"),
    (
        Section(
            N_("Party"),
            (
                FieldSpec("case_id", N_("Case"), 40, True, Link("legal_case")),
                FieldSpec("person_id", N_("Person"), 40, type=Link("person")),
                FieldSpec("organisation_id", N_("Body"), 40, type=Link("organisation")),
                FieldSpec("role", N_("Role"), 36, True, _ROLE),
                FieldSpec("witness_code", N_("Witness code"), 12),
                FieldSpec("remarks", N_("Remarks"), 56, type=LONG),
            ),
        ),
    ),
    plural=N_("Parties and persons"),
    label=_party_label,
    check=person_or_body,
)

FORMS = (LEGAL_CASE, PARTY)
