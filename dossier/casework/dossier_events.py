"""The chronology: every dated fact of a dossier in the order of time, and what was done for the persons."""

from typing import Any

from dossier.casework.desk import Desk, by_date
from dossier.casework.dossier_people import body_name
from dossier.casework.dossier_view import Dated, Happening, Labelled
from dossier.casework.dossier_words import BRANCHES, CERTAINTIES, word
from dossier.domain.crimes import liability_words
from dossier.domain.dates import PartialDate
from dossier.i18n import _

_MOST_STEPS = 400
_INVOLVED = (
    "degree_code", "perpetrator_kind_code", "post_at_the_time", "unit_at_the_time", "identified_by", "status_code",
    "remarks",
)  # fmt: skip


def chronology_of(desk: Desk) -> tuple[Happening, ...]:
    """Events with their acts; for few persons also detentions and decisions, so that one page tells the story."""
    rows = [(_title_and_kind(desk, one), event_row(desk, one)) for one in desk.rows.events]
    if len(desk.rows.episodes) + len(desk.rows.sentences) <= _MOST_STEPS:
        rows += [keyed for one in desk.rows.episodes for keyed in _episode(desk, one)]
        rows += [keyed for one in desk.rows.milestones for keyed in _milestone(desk, one)]
    return tuple(row for _place, row in sorted(rows, key=_place_in_time))


_Keyed = tuple[tuple[str, ...], Happening]
"""A row of the chronology behind its place among those of its day: the same in every language."""


def _place_in_time(keyed: _Keyed) -> tuple[str, ...]:
    """What happened on one day stands before what it led to: events, who was held, steps of procedures."""
    place, row = keyed
    return by_date(row.date.first_on, row.date.last_on, *place)


def _title_and_kind(desk: Desk, event: Any) -> tuple[str, ...]:
    return ("1", desk.text(event, "title"), event.kind_code or "")


def event_row(desk: Desk, event: Any) -> Happening:
    """One event with what is known of it, its acts and those alleged to be involved."""
    title = desk.text(event, "title") or desk.labels.of(event.kind_code, "event_kind") or _("An event")
    details = [
        *desk.lines((_("Account"), desk.text(event, "description")), (_("Consequences"), desk.text(event, "impact"))),
        *_number(desk, event),
        *desk.facts(
            event,
            (_("Kind"), "kind_code"),
            (_("State of the violation"), "violation_status_code"),
            (_("Rights concerned"), "rights_codes"),
            (_("Keywords"), "tags"),
            (_("Address of the publication"), "source_url"),
            (_("Remarks"), "remarks"),
        ),
        *_linked(desk, event),
        *(line for act in desk.rows.acts if act.event_id == event.id for line in act_lines(desk, act)),
        *(line for one in desk.rows.involvements if one.event_id == event.id for line in _involved(desk, one)),
    ]
    dated, contested = desk.date(event, "happened"), event.violation_status_code == "contested"
    place = place_of(desk, event)
    return Happening(dated, title, place, tuple(details), desk.notes(event), f"e-{event.ref}", contested)


def _linked(desk: Desk, event: Any) -> tuple[Labelled, ...]:
    titles = {one.id: desk.text(one, "title") for one in desk.rows.events}
    mine = [one for one in desk.rows.event_links if one.event_id == event.id]
    words = [f"{desk.labels.of(one.kind_code, 'event_link')}: {titles.get(one.related_id, '')}" for one in mine]
    return desk.lines(*((_("Linked event"), one) for one in words))


def place_of(desk: Desk, row: Any) -> str:
    """The place as written, else the gazetteer's name, else region or country."""
    place = desk.rows.places.get(row.place_id)
    name = getattr(place, f"name_{desk.lang}", None) or place.label if place else ""
    codes = " ".join(str(getattr(row, one, None) or "") for one in ("region_code", "country_code")).strip()
    hidden = _("withheld") if row.place_as_written or row.place_id else ""
    return desk.text(row, "place_as_written") or name or codes or hidden


def _number(desk: Desk, event: Any) -> tuple[Labelled, ...]:
    low, high = event.victims_min, event.victims_max
    if low is None and high is None:
        return ()
    if low == high:
        words = str(low)
    elif high is None:
        words = _("at least {number}").format(number=low)
    elif low is None:
        words = _("at most {number}").format(number=high)
    else:
        words = f"{low}–{high}"
    return (Labelled(_("Number of persons"), words),)


def act_lines(desk: Desk, act: Any) -> tuple[Labelled, ...]:
    """What was done to one person, with method, consequences and certainty."""
    who = desk.release.label(act.victim_id)
    kind = desk.labels.of(act.kind_code, "act_kind")
    return (
        *desk.lines((_("Act"), f"{kind} ({who})" if who else kind)),
        *desk.facts(
            act,
            (_("Date of the act"), "happened"),
            (_("Place of the act"), "place_as_written"),
            (_("Method"), "method_codes"),
            (_("What was done"), "description"),
            (_("Physical consequences"), "physical_consequences"),
            (_("Psychological consequences"), "psychological_consequences"),
            (_("State of the victim"), "victim_status_code"),
            (_("Reason stated"), "stated_reason"),
            (_("Attribution"), "attribution_codes"),
            (_("Rights concerned"), "rights_codes"),
            who=act.victim_id,
        ),
        *desk.lines((_("Certainty"), word(CERTAINTIES, act.certainty))),
    )


def _involved(desk: Desk, involved: Any) -> tuple[Labelled, ...]:
    body = desk.rows.organisations.get(involved.organisation_id)
    who = body_name(desk, body) if body else desk.release.label(involved.person_id)
    words = [who, *(desk.shown(involved, one, involved.person_id) for one in _INVOLVED)]
    words += [liability_words(one) for one in involved.liability_codes]
    if involved.certainty:
        words.append(_("certainty: {certainty}").format(certainty=word(CERTAINTIES, involved.certainty)))
    return (Labelled(_("Alleged involvement"), " · ".join(one for one in words if one), desk.notes(involved)),)


def _episode(desk: Desk, episode: Any) -> list[_Keyed]:
    who = desk.release.label(episode.person_id)
    notes, place = desk.notes(episode), place_of(desk, episode)
    found: list[_Keyed] = []
    started, ended = (desk.date(episode, one, episode.person_id) for one in ("started", "ended"))
    if started.text:
        words = _("{person}: detained").format(person=who)
        row = Happening(started, words, place, (), notes, f"e-{episode.ref}")
        found.append((("2", who, started.first_on, "1"), row))
    if ended.text:
        reason = desk.labels.of(episode.end_reason_code, "end_reason")
        words = (
            _("{person}: deprivation of liberty ends ({reason})")
            if reason
            else _("{person}: deprivation of liberty ends")
        )
        row = Happening(ended, words.format(person=who, reason=reason), "", (), notes)
        found.append((("2", who, started.first_on, "2"), row))
    return found


def _milestone(desk: Desk, milestone: Any) -> list[_Keyed]:
    procedure = next(one for one in desk.rows.proceedings if one.id == milestone.proceeding_id)
    step = step_of(desk, milestone)
    if not step.date.text:
        return []
    who = desk.release.label(procedure.person_id)
    branch = word(BRANCHES, procedure.branch)
    words = _("{person}: {step} ({branch})").format(person=who, step=step.what, branch=branch)
    row = Happening(step.date, words, step.place, step.details, step.notes, f"e-{milestone.ref}")
    return [(("3", who, milestone.kind_code), row)]


def step_of(desk: Desk, milestone: Any) -> Happening:
    """One step of a procedure."""
    remarks = desk.facts(milestone, (_("Time"), "happened_at"), (_("Remarks"), "remarks"))
    body = desk.text(milestone, "body_as_written")
    what = desk.labels.milestone(milestone.kind_code)
    return Happening(desk.date(milestone, "happened"), what, body, remarks, desk.notes(milestone))


def remedies_of(desk: Desk) -> tuple[Happening, ...]:
    """Submissions, complaints and appeals with their results."""
    rows = sorted(desk.rows.interventions, key=lambda one: (str(one.sent_on or "9999"), one.id))
    return tuple(_remedy(desk, one) for one in rows)


def _remedy(desk: Desk, intervention: Any) -> Happening:
    sent = intervention.sent_on
    date = Dated(PartialDate.of_day(sent).format(desk.lang), sent.isoformat(), sent.isoformat()) if sent else Dated("")
    kind = desk.labels.of(intervention.kind_code, "intervention")
    forum = desk.labels.of(intervention.forum_code, "forum")
    lines = desk.facts(
        intervention,
        (_("Reference"), "reference"),
        (_("Answered"), "answered_on"),
        (_("Answer"), "response_code"),
        (_("State"), "status_code"),
        (_("Result"), "result"),
        (_("Why ineffective"), "why_ineffective"),
    )
    return Happening(date, " · ".join(one for one in (kind, forum) if one), "", lines, desk.notes(intervention))
