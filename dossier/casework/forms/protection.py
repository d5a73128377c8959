"""Forms of consents and protection, of deadlines and what was done, of tips."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from dossier.casework import dossier_words as said
from dossier.casework.forms import kinds
from dossier.casework.forms.declaration import LONG, Children, FieldSpec, RecordForm, Section
from dossier.casework.forms.links import Link
from dossier.casework.forms.lists import Closed
from dossier.casework.forms.procedure import joined
from dossier.i18n import N_, _

if TYPE_CHECKING:
    from dossier.casework.forms.look import Look

RUNS_OUT_SOON_DAYS = 60
"""So many days before its last one a consent is marked, so that there is time to ask the person again."""

_SCOPE = Closed(said.SCOPES)
_GIVER = Closed(said.CONSENT_GIVERS)


def _consent_label(row: Any, look: "Look") -> str:
    return joined(look.label("person", row.person_id), consent_words(row, look))


def consent_words(row: Any, look: "Look") -> str:
    """A consent on the page of its person: when, by whom, how it stands."""
    ended = kinds.DAY.words(row, "withdrawn_on", look)
    return joined(
        kinds.DAY.words(row, "obtained_on", look),
        _GIVER.word(row.given_by),
        _("withdrawn on {day}").format(day=ended) if ended else _until(row, look),
    )


def _until(row: Any, look: "Look") -> str:
    if row.valid_until_on is None:
        return ""
    last, days = kinds.DAY.words(row, "valid_until_on", look), (row.valid_until_on - datetime.now(UTC).date()).days
    if days < 0:
        return _("! ran out on {day}").format(day=last)
    words = _("! runs out on {day}") if days <= RUNS_OUT_SOON_DAYS else _("holds until {day}")
    return words.format(day=last)


def _deadline_label(row: Any, look: "Look") -> str:
    done = _("done") if row.done_on else ""
    return joined(kinds.DAY.words(row, "due_on", look), row.what, done)


CONSENT = RecordForm(
    "consent",
    N_("Consent"),
    (
        Section(
            N_("Consent"),
            (
                FieldSpec("person_id", N_("Person"), 40, True, Link("person")),
                FieldSpec("given_by", N_("Given by"), 30, True, _GIVER),
                FieldSpec("form", N_("Form"), 20, True, Closed(said.CONSENT_FORMS)),
                FieldSpec("obtained_on", N_("Obtained on"), 16, True, kinds.DAY),
                FieldSpec(
                    "obtained_by_code", N_("Obtained by"), 30, type=kinds.listed("", "consent", "obtained_by_code")
                ),
                FieldSpec("language", N_("Language"), 20, type=kinds.LANGUAGE),
                FieldSpec("capacity_assessed", N_("Capacity"), 40),
                FieldSpec("valid_until_on", N_("Valid until"), 16, type=kinds.DAY),
                FieldSpec("exhibit_id", N_("Paper of it"), 24, type=Link("exhibit")),
            ),
        ),
        Section(
            N_("What was explained"),
            (
                FieldSpec("explained_purpose", N_("The purpose"), 8, type=kinds.TRUTH),
                FieldSpec("explained_limits", N_("The limits"), 8, type=kinds.TRUTH),
                FieldSpec("explained_withdrawal", N_("How to withdraw"), 8, type=kinds.TRUTH),
                FieldSpec("explained_risks", N_("The risks"), 8, type=kinds.TRUTH),
                FieldSpec("conditions", N_("Conditions"), 56, type=LONG),
                FieldSpec("withdrawn_on", N_("Withdrawn on"), 16, type=kinds.DAY),
                FieldSpec("withdrawal_note", N_("Why withdrawn"), 56, type=LONG),
            ),
        ),
    ),
    plural=N_("Consents"),
    label=_consent_label,
    children=(Children("consent_scope", "consent_id"),),
    has_footnotes=False,
    then=N_("It allows nothing yet: F4 on its page says what is allowed, and to whom."),
)

CONSENT_SCOPE = RecordForm(
    "consent_scope",
    N_("Scope"),
    (
        Section(
            N_("What is allowed, and to whom"),
            (
                FieldSpec("scope_code", N_("What"), 44, True, _SCOPE),
                FieldSpec("recipient", N_("Only this recipient"), 40),
                FieldSpec("decision", N_("Allowed"), 20, True, kinds.CONSENT_DECISIONS),
                FieldSpec("condition", N_("Condition"), 56, type=LONG),
            ),
        ),
    ),
    plural=N_("Scopes"),
    label=lambda row, _look: joined(
        _SCOPE.word(row.scope_code), kinds.CONSENT_DECISIONS.word(row.decision), row.recipient
    ),
    has_footnotes=False,
)

PROTECTION_FLAG = RecordForm(
    "protection_flag",
    N_("Protection"),
    (
        Section(
            N_("Protection"),
            (
                FieldSpec(
                    "kind_code", N_("Kind"), 30, True, kinds.listed("protection", "protection_flag", "kind_code")
                ),
                FieldSpec("holds_back_name", N_("Name held back"), 8, type=kinds.TRUTH),
                FieldSpec("from_on", N_("From"), 16, type=kinds.DAY),
                FieldSpec("to_on", N_("To"), 16, type=kinds.DAY),
                FieldSpec("remarks", N_("Remarks"), 56, type=LONG),
            ),
        ),
    ),
    plural=N_("Protection"),
    label=lambda row, look: look.word("protection", row.kind_code),
    has_footnotes=False,
)

DEADLINE = RecordForm(
    "deadline",
    N_("Deadline"),
    (
        Section(
            N_("Deadline"),
            (
                FieldSpec("what", N_("What"), 56, True),
                FieldSpec("due_on", N_("Due on"), 16, True, kinds.DAY),
                FieldSpec("kind_code", N_("Kind"), 30, True, kinds.listed("deadline_kind", "deadline", "kind_code")),
                FieldSpec("starts_with", N_("Starts with"), 40),
                FieldSpec("rule_code", N_("Rule"), 30, type=kinds.listed("clock", "deadline", "rule_code", limit=60)),
                FieldSpec("person_id", N_("Person"), 40, type=Link("person")),
                FieldSpec("case_id", N_("Case"), 40, type=Link("legal_case")),
                FieldSpec("proceeding_id", N_("Proceeding"), 24, type=Link("proceeding")),
                FieldSpec("done_on", N_("Done on"), 16, type=kinds.DAY),
            ),
        ),
    ),
    plural=N_("Deadlines"),
    label=_deadline_label,
    has_footnotes=False,
)

INTERVENTION = RecordForm(
    "intervention",
    N_("Intervention"),
    (
        Section(
            N_("Intervention"),
            (
                FieldSpec("kind_code", N_("Kind"), 30, True, kinds.listed("intervention", "intervention", "kind_code")),
                FieldSpec("forum_code", N_("Forum"), 40, type=kinds.listed("forum")),
                FieldSpec("reference", N_("Reference"), 30),
                FieldSpec("person_id", N_("Person"), 40, type=Link("person")),
                FieldSpec("case_id", N_("Case"), 40, type=Link("legal_case")),
                FieldSpec("event_id", N_("Event"), 40, type=Link("event")),
                FieldSpec("sent_on", N_("Sent on"), 16, type=kinds.DAY),
                FieldSpec("answered_on", N_("Answered on"), 16, type=kinds.DAY),
                FieldSpec(
                    "response_code", N_("Answer"), 30, type=kinds.listed("response", "intervention", "response_code")
                ),
                FieldSpec(
                    "status_code",
                    N_("Status"),
                    30,
                    type=kinds.listed("intervention_status", "intervention", "status_code"),
                ),
                FieldSpec("result", N_("Result"), 56, type=LONG),
                FieldSpec("why_ineffective", N_("Why ineffective"), 56, type=LONG),
            ),
        ),
    ),
    plural=N_("Interventions"),
    label=lambda row, look: joined(
        look.word("intervention", row.kind_code),
        look.word("forum", row.forum_code),
        kinds.DAY.words(row, "sent_on", look),
    ),
    has_footnotes=False,
)

TIP = RecordForm(
    "tip",
    N_("Tip"),
    (
        Section(
            N_("Tip: something received and not yet believed"),
            (
                FieldSpec("text_as_received", N_("As received"), 56, True, LONG),
                FieldSpec("happened", N_("Date"), 20, type=kinds.DATE),
                FieldSpec("place_as_written", N_("Place"), 50),
                FieldSpec("state", N_("State"), 24, type=kinds.TIP_STATES),
                FieldSpec("independence_group", N_("Independent of"), 24),
                FieldSpec("expires_on", N_("Expires on"), 16, type=kinds.DAY),
                FieldSpec("promoted_event_id", N_("Became event"), 24, type=Link("event")),
                FieldSpec("promoted_exhibit_id", N_("Became exhibit"), 24, type=Link("exhibit")),
                FieldSpec("decision_note", N_("Why decided so"), 56, type=LONG),
            ),
        ),
    ),
    plural=N_("Tips"),
    label=lambda row, _look: joined(row.handle, kinds.TIP_STATES.word(row.state), row.place_as_written),
    is_written_elsewhere=True,
    has_footnotes=False,
)

FORMS = (CONSENT, CONSENT_SCOPE, PROTECTION_FLAG, DEADLINE, INTERVENTION, TIP)
