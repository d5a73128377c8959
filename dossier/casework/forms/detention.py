"""Forms of deprivation of liberty, of recognitions and of lists."""

from typing import TYPE_CHECKING, Any

from dossier.casework import dossier_words as said
from dossier.casework.forms import kinds
from dossier.casework.forms.declaration import LONG, Children, FieldSpec, RecordForm, Section
from dossier.casework.forms.law import Regime
from dossier.casework.forms.links import Link, RecordOrWords
from dossier.casework.forms.lists import Closed
from dossier.casework.forms.procedure import day_words, joined
from dossier.i18n import N_, _

if TYPE_CHECKING:
    from dossier.casework.forms.look import Look

_BASIS = Closed(said.BASES)


def span_words(row: Any) -> str:
    """From when to when, as far as it is known."""
    started, ended = day_words(row, "started"), day_words(row, "ended")
    return f"{started or '?'} – {ended or '…'}" if started or ended else ""


def _placement_label(row: Any, look: "Look") -> str:
    where = row.facility_as_written or look.label("organisation", row.facility_id)
    return joined(span_words(row), where, _BASIS.word(row.basis))


def _episode_label(row: Any, look: "Look") -> str:
    known = joined(span_words(row), row.place_as_written, look.word("agency", row.arresting_agency_code))
    return known or _("neither day nor place recorded")


EPISODE = RecordForm(
    "episode",
    N_("Detention"),
    (
        Section(
            N_("Detention"),
            (
                FieldSpec("person_id", N_("Person"), 40, True, Link("person")),
                FieldSpec("branch", N_("Branch of law"), 28, type=Closed(said.BRANCHES)),
                FieldSpec("proceeding_id", N_("Proceeding"), 20, type=Link("proceeding")),
                FieldSpec("started", N_("Detained"), 20, type=kinds.DATE),
                FieldSpec("detained_at", N_("Day and hour"), 28, type=kinds.INSTANT),
                FieldSpec("ended", N_("Released"), 20, type=kinds.DATE),
                FieldSpec(
                    "end_reason_code",
                    N_("How it ended"),
                    30,
                    type=kinds.listed("end_reason", "episode", "end_reason_code"),
                ),
                FieldSpec("place_as_written", N_("Where detained"), 40, type=RecordOrWords("place")),
                FieldSpec(
                    "region_code", N_("Region"), 12, type=kinds.listed("region", "episode", "region_code", limit=10)
                ),
                FieldSpec("arresting_agency_code", N_("Arrested by"), 40, type=kinds.listed("agency")),
                FieldSpec("context_code", N_("Context"), 30, type=kinds.listed("context", "episode", "context_code")),
                FieldSpec("stated_reason", N_("Reason stated"), 56, type=LONG),
            ),
        ),
        Section(
            N_("Safeguards"),
            (
                FieldSpec("warrant_shown", N_("Warrant shown"), 16, type=kinds.YES_NO_UNKNOWN),
                FieldSpec("family_notified_at", N_("Family notified"), 28, type=kinds.INSTANT),
                FieldSpec("counsel_admitted_at", N_("Counsel admitted"), 28, type=kinds.INSTANT),
                FieldSpec("judge_first_at", N_("First before a judge"), 28, type=kinds.INSTANT),
                FieldSpec("outside_contact_codes", N_("Contact outside"), 40, type=kinds.several("outside_contact")),
                FieldSpec("ill_treatment_alleged", N_("Ill-treatment"), 16, type=kinds.YES_NO_UNKNOWN),
                FieldSpec("wgad_category_codes", N_("WGAD categories"), 24, type=kinds.several("wgad_category")),
                FieldSpec("remarks", N_("Remarks"), 56, type=LONG),
            ),
        ),
    ),
    plural=N_("Detentions"),
    label=_episode_label,
    children=(Children("placement", "episode_id"),),
)

PLACEMENT = RecordForm(
    "placement",
    N_("Place of detention"),
    (
        Section(
            N_("Place of detention"),
            (
                FieldSpec("facility_as_written", N_("Facility"), 40, type=RecordOrWords("organisation")),
                FieldSpec("facility_kind_code", N_("Kind"), 30, type=kinds.listed("facility_kind")),
                FieldSpec("started", N_("From"), 20, type=kinds.DATE),
                FieldSpec("ended", N_("To"), 20, type=kinds.DATE),
                FieldSpec("basis", N_("On what basis"), 30, type=_BASIS),
                FieldSpec("regime_code", N_("Regime"), 24, type=Regime()),
                FieldSpec("incommunicado", N_("Held incommunicado"), 16, type=kinds.YES_NO_PARTLY),
                FieldSpec("conditions", N_("Conditions"), 56, type=LONG),
            ),
        ),
    ),
    plural=N_("Places of detention"),
    label=_placement_label,
)

RECOGNITION = RecordForm(
    "recognition",
    N_("Recognition"),
    (
        Section(
            N_("Recognition"),
            (
                FieldSpec(
                    "status_code",
                    N_("Status"),
                    40,
                    True,
                    kinds.listed("recognition_status", "recognition", "status_code"),
                ),
                FieldSpec("body", N_("Given by"), 50, True),
                FieldSpec(
                    "criteria_code",
                    N_("Criteria"),
                    40,
                    type=kinds.listed("criteria", "recognition", "criteria_code", limit=60),
                ),
                FieldSpec("given", N_("Given on"), 20, type=kinds.DATE),
                FieldSpec("ended", N_("Ended"), 20, type=kinds.DATE),
                FieldSpec("source_url", N_("Address on the web"), 56),
            ),
        ),
    ),
    plural=N_("Recognitions"),
    label=lambda row, look: joined(look.word("recognition_status", row.status_code), row.body, day_words(row, "given")),
)

LISTING = RecordForm(
    "listing",
    N_("Entry in a list"),
    (
        Section(
            N_("Entry in a list"),
            (
                FieldSpec("list_code", N_("List"), 40, True, kinds.listed("list", "listing", "list_code", limit=60)),
                FieldSpec("entry_number", N_("Number"), 20),
                FieldSpec("listed", N_("Listed"), 20, type=kinds.DATE),
                FieldSpec("removed", N_("Removed"), 20, type=kinds.DATE),
                FieldSpec("measure", N_("Measure"), 40),
                FieldSpec("statement", N_("Statement"), 56, type=LONG),
            ),
        ),
    ),
    plural=N_("Entries in lists"),
    label=lambda row, look: joined(look.word("list", row.list_code), row.entry_number, day_words(row, "listed")),
)

FORMS = (EPISODE, PLACEMENT, RECOGNITION, LISTING)
