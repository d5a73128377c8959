"""Treatment in custody and harm: each allegation with method and effects, by person; and deaths."""

from typing import Any

from dossier.casework.desk import Desk, by_date
from dossier.casework.dossier_events import act_lines
from dossier.casework.dossier_values import Happening, Labelled
from dossier.casework.dossier_view import TreatmentView
from dossier.i18n import _


def treatment_of(desk: Desk) -> tuple[TreatmentView, ...]:
    """Everyone of whom ill-treatment, an effect on health or a death is recorded, in the order recorded."""
    people = {one.victim_id for one in desk.rows.acts if one.victim_id}
    people |= {one.person_id for one in desk.rows.episodes if one.ill_treatment_alleged == "yes"}
    people |= {one.id for one in desk.rows.persons.values() if one.health or one.is_dead}
    found = (_treatment(desk, desk.rows.persons[one]) for one in sorted(people) if one in desk.rows.persons)
    return tuple(one for one in found if one.acts or one.facts)


def _treatment(desk: Desk, person: Any) -> TreatmentView:
    mine = [one for one in desk.rows.acts if one.victim_id == person.id]
    acts = sorted(
        ((one.kind_code, _act(desk, one)) for one in mine), key=lambda pair: by_date(pair[1].date.first_on, pair[0])
    )
    return TreatmentView(desk.release.label(person.id), _harm(desk, person), tuple(act for _kind, act in acts))


def _act(desk: Desk, act: Any) -> Happening:
    event = next((one for one in desk.rows.events if one.id == act.event_id), None)
    dated = desk.date(act, "happened", act.victim_id)
    if not dated.text and event is not None:
        dated = desk.date(event, "happened")
    unsaid = _("withheld") if act.place_as_written else _("place not recorded")
    place = desk.text(act, "place_as_written", act.victim_id) or unsaid
    notes = desk.notes(act) or (desk.notes(event) if event is not None else ())
    kind = desk.labels.of(act.kind_code, "act_kind")
    return Happening(dated, kind, place, act_lines(desk, act)[1:], notes, f"a-{act.ref}")


def _harm(desk: Desk, person: Any) -> tuple[Labelled, ...]:
    facts = desk.facts(
        person, (_("Health"), "health"), (_("Risk to health"), "health_risk"), (_("Died"), "died"), who=person.id
    ) if desk.release.shows_life(person.id) else ()  # fmt: skip
    if facts and person.is_dead:
        facts += (Labelled(_("Points of the Minnesota Protocol"), _(
            "identification, scene, who saw the person alive last, autopsy, release of the body, samples, part of the "
            "family, inquiry by the authorities: answered only where a fact above says so")),)  # fmt: skip
    return facts
