"""The chronology: every dated fact of a dossier in the order of time, and what was done for the persons."""

from typing import Any

from dossier.casework.desk import Desk, by_date
from dossier.casework.dossier_people import body_name
from dossier.casework.dossier_view import Dated, Happening, Labelled
from dossier.casework.dossier_words import BRANCHES, CERTAINTIES, word
from dossier.domain.dates import PartialDate
from dossier.i18n import _

_MOST_STEPS = 400


def chronology_of(desk: Desk) -> tuple[Happening, ...]:
    """Events with their acts; for few persons also detentions and decisions, so that one page tells the story."""
    rows = [(one.ref or "", _event(desk, one)) for one in desk.rows.events]
    if len(desk.rows.episodes) + len(desk.rows.sentences) <= _MOST_STEPS:
        rows += [(one.ref or "", step) for one in desk.rows.episodes for step in _episode(desk, one)]
        rows += [(one.ref or "", step) for one in desk.rows.milestones for step in _milestone(desk, one)]
    return tuple(row for _ref, row in sorted(rows, key=lambda pair: by_date(pair[1].date.first_on, pair[0])))


def _event(desk: Desk, event: Any) -> Happening:
    title = desk.text(event, "title") or desk.labels.of(event.kind_code) or _("An event")
    details = [
        *desk.lines((_("Account"), desk.text(event, "description")), (_("Consequences"), desk.text(event, "impact"))),
        *_number(desk, event),
        *(line for act in desk.rows.acts if act.event_id == event.id for line in _act(desk, act)),
        *(line for one in desk.rows.involvements if one.event_id == event.id for line in _involved(desk, one)),
    ]
    return Happening(desk.date(event, "happened"), title, place_of(desk, event), tuple(details), desk.notes(event))


def place_of(desk: Desk, row: Any) -> str:
    """The place as written, else the gazetteer's name, else region or country."""
    place = desk.rows.places.get(row.place_id)
    name = getattr(place, f"name_{desk.lang}", None) or place.label if place else ""
    codes = " ".join(str(getattr(row, one, None) or "") for one in ("region_code", "country_code")).strip()
    return desk.text(row, "place_as_written") or name or codes


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
    return (Labelled(_("Number"), words),)


def _act(desk: Desk, act: Any) -> tuple[Labelled, ...]:
    who = desk.release.label(act.victim_id)
    kind = desk.labels.of(act.kind_code)
    return desk.lines(
        (_("Act"), f"{kind} ({who})" if who else kind),
        (_("What was done"), desk.text(act, "description", act.victim_id)),
        (_("Physical consequences"), desk.text(act, "physical_consequences", act.victim_id)),
        (_("Reason stated"), desk.text(act, "stated_reason", act.victim_id)),
        (_("Certainty"), word(CERTAINTIES, act.certainty)),
    )


def _involved(desk: Desk, involved: Any) -> tuple[Labelled, ...]:
    body = desk.rows.organisations.get(involved.organisation_id)
    who = body_name(desk, body) if body else desk.release.label(involved.person_id)
    words = [who, desk.labels.of(involved.degree_code), desk.text(involved, "post_at_the_time")]
    if involved.certainty:
        words.append(_("certainty: {certainty}").format(certainty=word(CERTAINTIES, involved.certainty)))
    return (Labelled(_("Alleged involvement"), " · ".join(one for one in words if one), desk.notes(involved)),)


def _episode(desk: Desk, episode: Any) -> list[Happening]:
    who = desk.release.label(episode.person_id)
    notes, place, found = desk.notes(episode), place_of(desk, episode), []
    started, ended = (desk.date(episode, one, episode.person_id) for one in ("started", "ended"))
    if started.text:
        found.append(Happening(started, _("{person}: detained").format(person=who), place, (), notes))
    if ended.text:
        reason = desk.labels.of(episode.end_reason_code)
        words = (
            _("{person}: deprivation of liberty ends ({reason})")
            if reason
            else _("{person}: deprivation of liberty ends")
        )
        found.append(Happening(ended, words.format(person=who, reason=reason), "", (), notes))
    return found


def _milestone(desk: Desk, milestone: Any) -> list[Happening]:
    procedure = next(one for one in desk.rows.proceedings if one.id == milestone.proceeding_id)
    step = step_of(desk, milestone)
    if not step.date.text:
        return []
    who = desk.release.label(procedure.person_id)
    branch = word(BRANCHES, procedure.branch)
    words = _("{person}: {step} ({branch})").format(person=who, step=step.what, branch=branch)
    return [Happening(step.date, words, step.place, step.details, step.notes)]


def step_of(desk: Desk, milestone: Any) -> Happening:
    """One step of a procedure."""
    remarks = desk.lines((_("Remarks"), desk.text(milestone, "remarks")))
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
    kind, forum = desk.labels.of(intervention.kind_code), desk.labels.of(intervention.forum_code)
    lines = desk.lines(
        (_("Reference"), desk.text(intervention, "reference")),
        (_("Result"), desk.text(intervention, "result")),
        (_("Why ineffective"), desk.text(intervention, "why_ineffective")),
    )
    return Happening(date, " · ".join(one for one in (kind, forum) if one), "", lines, desk.notes(intervention))
