"""Forms of events, of acts, and of who was involved."""

from typing import Any

from dossier.casework.forms import kinds
from dossier.casework.forms.cases import person_or_body, who_label
from dossier.casework.forms.declaration import LONG, Children, FieldSpec, RecordForm, Section
from dossier.casework.forms.links import Link, RecordOrWords
from dossier.casework.forms.procedure import day_words, joined
from dossier.errors import Refused, add_messages
from dossier.i18n import N_

add_messages({"event.victims_order": N_("The greatest number of victims is below the least.")})


def _victims_check(row: Any) -> None:
    if row.victims_min is not None and row.victims_max is not None and row.victims_min > row.victims_max:
        raise Refused("event.victims_order", field="victims_max")


EVENT = RecordForm(
    "event",
    N_("Event"),
    (
        Section(
            N_("Event"),
            (
                FieldSpec("title", N_("Title"), 56, True),
                FieldSpec("kind_code", N_("Kind"), 30, type=kinds.listed("event_kind", "event", "kind_code")),
                FieldSpec("happened", N_("Date"), 20, type=kinds.DATE),
                FieldSpec("place_as_written", N_("Place"), 50, type=RecordOrWords("place")),
                FieldSpec(
                    "region_code", N_("Region"), 12, type=kinds.listed("region", "event", "region_code", limit=10)
                ),
                FieldSpec(
                    "country_code", N_("Country"), 12, type=kinds.listed("country", "event", "country_code", limit=3)
                ),
                FieldSpec("case_id", N_("Case"), 40, type=Link("legal_case")),
                FieldSpec("description", N_("Account"), 56, type=LONG),
                FieldSpec("impact", N_("Consequences"), 56, type=LONG),
            ),
        ),
        Section(
            N_("In the terms of human rights"),
            (
                FieldSpec(
                    "violation_status_code",
                    N_("Violation"),
                    30,
                    type=kinds.listed("violation_status", "event", "violation_status_code"),
                ),
                FieldSpec("rights_codes", N_("Rights"), 40, type=kinds.several("right")),
                FieldSpec("tags", N_("Words to find it by"), 40, type=kinds.several("")),
                FieldSpec("victims_min", N_("Victims, at least"), 8, type=kinds.WHOLE),
                FieldSpec("victims_max", N_("Victims, at most"), 8, type=kinds.WHOLE),
                FieldSpec("source_url", N_("Address on the web"), 56),
                FieldSpec("remarks", N_("Remarks"), 56, type=LONG),
            ),
        ),
    ),
    plural=N_("Events"),
    label=lambda row, _look: joined(day_words(row, "happened"), row.title),
    children=(
        Children("act", "event_id"),
        Children("involvement", "event_id"),
        Children("account", "event_id"),
        Children("event_link", "event_id"),
        Children("intervention", "event_id"),
    ),
    check=_victims_check,
)

EVENT_LINK = RecordForm(
    "event_link",
    N_("Tie to an event"),
    (
        Section(
            N_("Tie to an event"),
            (
                FieldSpec("related_id", N_("Event"), 40, True, Link("event")),
                FieldSpec(
                    "kind_code", N_("Kind of tie"), 30, True, kinds.listed("event_link", "event_link", "kind_code")
                ),
            ),
        ),
    ),
    plural=N_("Ties to events"),
    label=lambda row, look: joined(look.label("event", row.related_id), look.word("event_link", row.kind_code)),
)

ACT = RecordForm(
    "act",
    N_("Act"),
    (
        Section(
            N_("Act"),
            (
                FieldSpec("event_id", N_("Event"), 40, True, Link("event")),
                FieldSpec("victim_id", N_("Victim"), 40, type=Link("person")),
                FieldSpec(
                    "kind_code", N_("What was done"), 40, True, kinds.listed("act_kind", "act", "kind_code", limit=60)
                ),
                FieldSpec("method_codes", N_("How"), 40, type=kinds.several("act_method")),
                FieldSpec("happened", N_("Date"), 20, type=kinds.DATE),
                FieldSpec("place_as_written", N_("Place"), 50),
                FieldSpec("stated_reason", N_("Reason stated"), 56, type=LONG),
                FieldSpec("description", N_("Account"), 56, type=LONG),
            ),
        ),
        Section(
            N_("Consequences"),
            (
                FieldSpec("physical_consequences", N_("For the body"), 56, type=LONG),
                FieldSpec("psychological_consequences", N_("For the mind"), 56, type=LONG),
                FieldSpec(
                    "victim_status_code",
                    N_("State of the victim"),
                    30,
                    type=kinds.listed("victim_status", "act", "victim_status_code"),
                ),
                FieldSpec("attribution_codes", N_("Attributed to"), 40, type=kinds.several("attribution")),
                FieldSpec("rights_codes", N_("Rights"), 40, type=kinds.several("right")),
                FieldSpec("certainty", N_("Certainty"), 24, type=kinds.CERTAINTY),
            ),
        ),
    ),
    plural=N_("Acts"),
    label=lambda row, look: joined(
        day_words(row, "happened"), look.word("act_kind", row.kind_code), look.label("person", row.victim_id)
    ),
    children=(Children("involvement", "act_id"),),
)

INVOLVEMENT = RecordForm(
    "involvement",
    N_("Involvement"),
    (
        Section(
            N_("Involvement"),
            (
                FieldSpec("event_id", N_("Event"), 40, True, Link("event")),
                FieldSpec("act_id", N_("Act"), 20, type=Link("act")),
                FieldSpec("person_id", N_("Person"), 40, type=Link("person")),
                FieldSpec("organisation_id", N_("Body"), 40, type=Link("organisation")),
                FieldSpec(
                    "degree_code",
                    N_("Degree"),
                    30,
                    True,
                    kinds.listed("involvement_degree", "involvement", "degree_code"),
                ),
                FieldSpec(
                    "perpetrator_kind_code",
                    N_("Kind of perpetrator"),
                    30,
                    type=kinds.listed("perpetrator_kind", "involvement", "perpetrator_kind_code"),
                ),
                FieldSpec("post_at_the_time", N_("Post at that time"), 40),
                FieldSpec("unit_at_the_time", N_("Unit at that time"), 40),
                FieldSpec("liability_codes", N_("Modes of liability"), 40, type=kinds.several("liability")),
                FieldSpec("identified_by", N_("Identified by"), 40),
                FieldSpec("certainty", N_("Certainty"), 24, type=kinds.CERTAINTY),
                FieldSpec(
                    "status_code",
                    N_("State of the matter"),
                    30,
                    type=kinds.listed("involvement_status", "involvement", "status_code"),
                ),
                FieldSpec("remarks", N_("Remarks"), 56, type=LONG),
            ),
        ),
    ),
    plural=N_("Alleged involvement"),
    label=lambda row, look: joined(
        who_label(row, look), look.word("involvement_degree", row.degree_code), look.label("event", row.event_id)
    ),
    check=person_or_body,
)

FORMS = (EVENT, EVENT_LINK, ACT, INVOLVEMENT)
