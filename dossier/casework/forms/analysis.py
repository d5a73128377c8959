"""Forms of allegations, weighed element by element."""

from typing import TYPE_CHECKING, Any

from dossier.casework import dossier_words as said
from dossier.casework.forms import kinds
from dossier.casework.forms.declaration import LONG, Children, FieldSpec, RecordForm, Section
from dossier.casework.forms.evidence import evidence_label
from dossier.casework.forms.links import Link
from dossier.casework.forms.lists import Closed
from dossier.casework.forms.procedure import joined
from dossier.errors import Refused, add_messages
from dossier.i18n import N_, _
from dossier.vault.queries import any_record

if TYPE_CHECKING:
    from dossier.casework.forms.look import Look

add_messages({"weighing.what": N_("Name the exhibit, the event or the account that is weighed.")})

_BEARING = Closed(said.BEARINGS)


def _weighing_check(row: Any) -> None:
    if row.exhibit_id is None and row.event_id is None and row.account_id is None:
        raise Refused("weighing.what", field="exhibit_id")


def _element_with_gap(row: Any, look: "Look") -> str:
    """An element with what is shown; what is missing is never left out."""
    gap = f"! {_('What is missing')}: {row.gap}" if row.gap else ""
    weighed = any_record.count_children(look.session, "weighing", "element_id", row.id)
    nothing = "" if weighed or row.finding or row.gap else "! " + _("nothing weighed yet")
    return joined(look.word("element", row.element_code), row.finding, gap, nothing)


ALLEGATION = RecordForm(
    "allegation",
    N_("Allegation"),
    (
        Section(
            N_("Allegation"),
            (
                FieldSpec(
                    "crime_code",
                    N_("Crime or right"),
                    40,
                    True,
                    kinds.listed("crime", "allegation", "crime_code", limit=60),
                ),
                FieldSpec("respondent_id", N_("Respondent"), 40, type=Link("person")),
                FieldSpec("liability_codes", N_("Modes of liability"), 40, type=kinds.several("liability")),
                FieldSpec("statement", N_("Statement"), 56, type=LONG),
                FieldSpec("contrary_view", N_("Contrary view"), 56, type=LONG),
            ),
        ),
    ),
    plural=N_("Allegations"),
    label=lambda row, look: joined(look.word("crime", row.crime_code), look.label("person", row.respondent_id)),
    children=(Children("allegation_element", "allegation_id", label=_element_with_gap, nested=("weighing",)),),
    has_footnotes=False,
)

ALLEGATION_ELEMENT = RecordForm(
    "allegation_element",
    N_("Element"),
    (
        Section(
            N_("Element"),
            (
                FieldSpec(
                    "element_code",
                    N_("Element"),
                    40,
                    True,
                    kinds.listed("element", "allegation_element", "element_code"),
                ),
                FieldSpec("finding", N_("What is shown"), 56, type=LONG),
                FieldSpec("gap", N_("What is missing"), 56, type=LONG),
            ),
        ),
    ),
    plural=N_("Elements"),
    label=lambda row, look: joined(look.word("element", row.element_code), row.finding),
    children=(Children("weighing", "element_id"),),
    has_footnotes=False,
)

WEIGHING = RecordForm(
    "weighing",
    N_("Weighing"),
    (
        Section(
            N_("Weighing"),
            (
                FieldSpec("exhibit_id", N_("Exhibit"), 24, type=Link("exhibit")),
                FieldSpec("event_id", N_("Event"), 24, type=Link("event")),
                FieldSpec("account_id", N_("Account"), 24, type=Link("account")),
                FieldSpec("bearing", N_("What it does"), 36, True, _BEARING),
                FieldSpec("page", N_("Page"), 12),
                FieldSpec("reasoning", N_("Reasoning"), 56, type=LONG),
            ),
        ),
    ),
    plural=N_("Weighings"),
    label=lambda row, look: joined(_BEARING.word(row.bearing), evidence_label(row, look), row.page),
    check=_weighing_check,
    has_footnotes=False,
)

FORMS = (ALLEGATION, ALLEGATION_ELEMENT, WEIGHING)
