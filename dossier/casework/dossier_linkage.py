"""Linkage to the persons responsible: what each is alleged to have done, in which post, under whom, in which mode."""

import uuid
from typing import Any

from dossier.casework.desk import Desk
from dossier.casework.dossier_people import body_name, from_to
from dossier.casework.dossier_values import Happening, Labelled
from dossier.casework.dossier_view import LinkageView
from dossier.casework.dossier_words import CERTAINTIES, humanised, word
from dossier.domain.crimes import crimes, liability_words
from dossier.i18n import _


def linkage_of(desk: Desk) -> tuple[LinkageView, ...]:
    """Every person or body that an act, an event or an allegation is laid to; nobody else."""
    people = {one.person_id for one in desk.rows.involvements if one.person_id}
    people |= {one.respondent_id for one in desk.rows.allegations if one.respondent_id}
    bodies = {one.organisation_id for one in desk.rows.involvements if one.organisation_id}
    found = [_person(desk, one) for one in sorted(people) if one in desk.rows.persons]
    return (*found, *(_body(desk, one) for one in sorted(bodies) if one in desk.rows.organisations))


def _person(desk: Desk, person_id: uuid.UUID) -> LinkageView:
    posts = [one for one in desk.rows.positions if one.person_id == person_id]
    named = desk.release.names(person_id)
    above = [desk.rows.organisations[one.organisation_id] for one in posts if one.organisation_id]
    return LinkageView(
        label=desk.release.label(person_id),
        is_person=True,
        posts=tuple(_post(desk, one) for one in posts) if named else (),
        chain=tuple(dict.fromkeys(body for one in above for body in _chain(desk, one))) if named else (),
        acts=tuple(_act(desk, one) for one in desk.rows.involvements if one.person_id == person_id),
        modes=_modes(desk, person_id),
        remarks=(Labelled(_("Right of reply"), _("No answer of this person is recorded; see section 12.")),),
    )


def _body(desk: Desk, body_id: uuid.UUID) -> LinkageView:
    body = desk.rows.organisations[body_id]
    acts = tuple(_act(desk, one) for one in desk.rows.involvements if one.organisation_id == body_id)
    return LinkageView(body_name(desk, body), False, (), _chain(desk, body), acts, ())


def _post(desk: Desk, post: Any) -> Labelled:
    when = from_to(desk.when(post, "started"), desk.when(post, "ended"))
    return Labelled(when, desk.text(post, "title"), desk.notes(post))


def _chain(desk: Desk, body: Any) -> tuple[str, ...]:
    """The body and those above it; a ring in the records ends it."""
    found: dict[uuid.UUID, str] = {}
    while body is not None and body.id not in found:
        found[body.id] = body_name(desk, body)
        body = desk.rows.organisations.get(body.parent_id)
    return tuple(found.values())


def _act(desk: Desk, involved: Any) -> Happening:
    event = next((one for one in desk.rows.events if one.id == involved.event_id), None)
    who = involved.person_id
    lines = (
        *desk.facts(
            involved,
            (_("Degree"), "degree_code"),
            (_("Post at the time"), "post_at_the_time"),
            (_("Unit at the time"), "unit_at_the_time"),
            (_("Identified by"), "identified_by"),
            (_("Status"), "status_code"),
            who=who,
        ),
        *desk.lines((_("Certainty"), word(CERTAINTIES, involved.certainty))),
    )
    what = (desk.text(event, "title") if event is not None else "") or _("An event")
    dated = desk.date(event or involved, "happened")
    notes = desk.notes(involved) or (desk.notes(event) if event is not None else ())
    return Happening(dated, what, "", lines, notes, f"e-{event.ref}" if event is not None else "")


def _modes(desk: Desk, person_id: uuid.UUID) -> tuple[str, ...]:
    found = []
    for one in (one for one in desk.rows.allegations if one.respondent_id == person_id):
        crime = crimes().get(one.crime_code)
        modes = "; ".join(liability_words(code) for code in one.liability_codes) or _("mode not stated")
        found.append(f"{crime.name if crime else humanised(one.crime_code)}: {modes}")
    return tuple(found)
