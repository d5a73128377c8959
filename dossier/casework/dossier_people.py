"""Parties and persons of a dossier, and what each of them has allowed."""

import uuid
from collections import Counter
from typing import Any, Final

from dossier.casework.desk import Desk, exhibit_label
from dossier.casework.dossier_values import NOT_KNOWN
from dossier.casework.dossier_view import BodyView, ConsentView, Count, Dated, Labelled, NameForm, PersonView
from dossier.casework.dossier_words import (
    CERTAINTIES,
    CONSENT_FORMS,
    CONSENT_GIVERS,
    LANGUAGE_NAMES,
    NAME_KINDS,
    ROLES,
    SCOPES,
    SEXES,
    word,
)
from dossier.domain.dates import PartialDate
from dossier.i18n import N_, _

_ORDER = tuple(ROLES)


def persons_of(desk: Desk) -> tuple[PersonView, ...]:
    """Every person of the dossier, by role and then in the order recorded."""
    roles = _roles(desk)
    people = sorted(roles, key=lambda one: (min(_ORDER.index(role) for role in roles[one]), one))
    return tuple(_person(desk, desk.rows.persons[one], roles[one]) for one in people if one in desk.rows.persons)


def bodies_of(desk: Desk) -> tuple[BodyView, ...]:
    """Every organisation of the dossier: the parties with their roles first, then courts, agencies and facilities."""
    roles: dict[uuid.UUID, list[str]] = {}
    remarks: dict[uuid.UUID, tuple[Labelled, ...]] = {}
    for party in (one for one in desk.rows.parties if one.organisation_id):
        roles.setdefault(party.organisation_id, []).append(word(ROLES, party.role))  # type: ignore[arg-type]
        remarks[party.organisation_id] = desk.facts(party, (_("Remarks on the role"), "remarks"))  # type: ignore[index]
    bodies = sorted(desk.rows.organisations.values(), key=lambda one: (one.id not in roles, one.id))
    return tuple(
        BodyView(
            body_name(desk, one), ", ".join(roles.get(one.id, ())), (*_body_facts(desk, one), *remarks.get(one.id, ()))
        )
        for one in bodies
    )


def _body_facts(desk: Desk, body: Any) -> tuple[Labelled, ...]:
    above = desk.rows.organisations.get(body.parent_id)
    place = desk.rows.places.get(body.place_id)
    forms = [getattr(body, one) for one in ("label", "name_en", "name_be", "name_ru")]
    others = dict.fromkeys(one for one in forms if one and one != body_name(desk, body))
    return (
        *desk.lines((_("Other names"), "; ".join(others))),
        *desk.facts(body, (_("Kind"), "kind_code"), (_("Code"), "vocabulary_code")),
        *desk.lines(
            (_("Certainty"), word(CERTAINTIES, body.certainty)),
            (_("Under"), body_name(desk, above) if above else ""),
            (_("Place"), place.label if place else ""),
        ),
        *desk.facts(body, (_("Remarks"), "remarks")),
    )


def body_name(desk: Desk, body: Any) -> str:
    """An organisation in the language of the dossier."""
    return desk.release.cleared(getattr(body, f"name_{desk.lang}", None) or body.label)


def _roles(desk: Desk) -> dict[uuid.UUID, list[str]]:
    found: dict[uuid.UUID, list[str]] = {one.id: ["subject"] for one in desk.rows.subjects}
    listed = [(one.person_id, one.role) for one in desk.rows.parties]
    listed += [(one.respondent_id, "respondent") for one in desk.rows.allegations]
    listed += [(one.judge_id, "judge") for one in desk.rows.proceedings]
    listed += [(one.prosecutor_id, "prosecutor") for one in desk.rows.proceedings]
    listed += [(one.person_id, "accused") for one in desk.rows.proceedings]
    listed += [(one.victim_id, "victim") for one in desk.rows.acts]
    listed += [(one.person_id, "involved") for one in desk.rows.involvements]
    for person_id, role in listed:
        if person_id and role not in found.setdefault(person_id, []):
            found[person_id].append(role)
    for mine in found.values():
        if "respondent" in mine and "involved" in mine:
            mine.remove("involved")
    return found


def _person(desk: Desk, person: Any, roles: list[str]) -> PersonView:
    release = desk.release
    named = release.names(person.id)
    return PersonView(
        key=person.ref,
        label=release.label(person.id),
        roles=tuple(word(ROLES, one) for one in roles),
        is_named=named,
        is_alleged=bool({"respondent", "involved"} & set(roles)),
        standing=release.standing(person.id),
        code=release.code(person.id),
        names=_names(desk, person) if named else (),
        facts=(*(_facts(desk, person) if release.shows_life(person.id) else ()), *_party_facts(desk, person)),
        born=desk.date(person, "born", person.id) if release.shows_life(person.id) else NOT_KNOWN,
        died=desk.date(person, "died", person.id) if release.shows_life(person.id) else NOT_KNOWN,
        positions=_positions(desk, person) if named else (),
        statuses=_statuses(desk, person),
    )


def _names(desk: Desk, person: Any) -> tuple[NameForm, ...]:
    mine = [one for one in desk.rows.names if one.person_id == person.id]
    return tuple(
        NameForm(
            one.as_written, word(LANGUAGE_NAMES, one.language), word(NAME_KINDS, one.kind), _parts(one), one.script
        )
        for one in mine
    )


def _parts(name: Any) -> str:
    """Family name, given name and patronymic, where the form says which is which."""
    return " | ".join(one or "–" for one in (name.family, name.given, name.patronymic)) if name.family else ""


def _party_facts(desk: Desk, person: Any) -> tuple[Labelled, ...]:
    found: list[Labelled] = []
    for party in (one for one in desk.rows.parties if one.person_id == person.id):
        code = party.witness_code if desk.release.names(person.id) else ""
        found += [*desk.lines((_("Witness code"), code or "")),
                  *desk.facts(party, (_("Remarks on the role"), "remarks"), who=person.id)]  # fmt: skip
    return tuple(found)


def _facts(desk: Desk, person: Any) -> tuple[Labelled, ...]:
    who = person.id
    sex = desk.release.see(person, "sex", who)
    return (
        *desk.lines((_("Sex"), word(SEXES, sex) if sex != "unknown" else "")),
        *desk.facts(
            person,
            (_("Born"), "born"),
            (_("Place of birth"), "birth_place_as_written"),
            (_("Died"), "died"),
            (_("Deceased"), "deceased"),
            (_("Citizenship"), "citizenship_codes"),
            (_("Occupation"), "occupation"),
            (_("Group of occupations"), "occupation_group_code"),
            (_("Affiliation"), "affiliation"),
            (_("Ethnicity"), "ethnicity"),
            (_("Health"), "health"),
            (_("Risk to health"), "health_risk"),
            (_("Minor children"), "minor_children"),
            (_("Region of residence"), "residence_region_code"),
            (_("Whereabouts"), "whereabouts_code"),
            (_("Named as an official"), "is_public_official"),
            (_("Code in other versions"), "code"),
            (_("Remarks"), "remarks"),
            who=who,
        ),
    )


def _positions(desk: Desk, person: Any) -> tuple[Labelled, ...]:
    found = []
    for post in (one for one in desk.rows.positions if one.person_id == person.id):
        body = desk.rows.organisations.get(post.organisation_id) if post.organisation_id else None
        named = body_name(desk, body) if body else ""
        words = ", ".join(one for one in (desk.text(post, "title"), named, desk.text(post, "rank")) if one)
        found.append(Labelled(from_to(desk.when(post, "started"), desk.when(post, "ended")), words, desk.notes(post)))
    return tuple(found)


def _statuses(desk: Desk, person: Any) -> tuple[Labelled, ...]:
    who, found = person.id, []
    for given in (one for one in desk.rows.recognitions if one.person_id == who):
        when = from_to(desk.when(given, "given", who), desk.when(given, "ended", who))
        status = desk.labels.of(given.status_code, "recognition_status")
        criteria = desk.labels.of(given.criteria_code, "criteria")
        words = _("{status}, given by {body}").format(status=status, body=given.body)
        by = _("by the criteria {code}").format(code=criteria) if criteria else ""
        words = "; ".join(one for one in (words, by, desk.text(given, "source_url")) if one)
        found.append(Labelled(when, words, desk.notes(given)))
    for entry in (one for one in desk.rows.listings if one.person_id == who and desk.release.names(who)):
        when = from_to(desk.when(entry, "listed", who), desk.when(entry, "removed", who))
        words = " · ".join(
            part for part in (desk.labels.of(entry.list_code, "list"), entry.entry_number, entry.measure) if part
        )
        found.append(Labelled(when, words, desk.notes(entry)))
        if entry.statement:
            found.append(Labelled(_("Reasons as the list gives them"), desk.text(entry, "statement", who)))
    return tuple(found)


def from_to(start: str, end: str) -> str:
    """A stretch of time; an end that nobody recorded is not filled in."""
    if start and end:
        return _("{start} to {end}").format(start=start, end=end)
    if start:
        return _("from {start}").format(start=start)
    return _("until {end}").format(end=end) if end else _("undated")


def consents_of(desk: Desk) -> tuple[ConsentView, ...]:
    """What each person allowed, by name or code; the public version shows none of it."""
    return () if desk.release.profile == "public" else tuple(_consent(desk, one) for one in desk.rows.consents)


def _consent(desk: Desk, consent: Any) -> ConsentView:
    mine = [one for one in desk.rows.scopes if one.consent_id == consent.id]
    return ConsentView(
        person=desk.release.label(consent.person_id),
        obtained=_day(desk, consent.obtained_on),
        form=word(CONSENT_FORMS, consent.form),
        given_by=word(CONSENT_GIVERS, consent.given_by),
        allowed=tuple(_scope(desk, one) for one in mine if one.decision != "no"),
        refused=tuple(_scope(desk, one) for one in mine if one.decision == "no"),
        state=_state(desk, consent),
        state_code=_state_code(desk, consent),
        facts=(
            *desk.facts(
                consent,
                (_("Capacity"), "capacity_assessed"),
                (_("Language of the explanation"), "language"),
                (_("Obtained by"), "obtained_by_code"),
                (_("Conditions"), "conditions"),
                (_("Note on the withdrawal"), "withdrawal_note"),
            ),
            *desk.lines((_("Explained"), _explained(consent)), (_("Document"), _document(desk, consent))),
        ),
        notes=desk.notes(consent),
    )


_EXPLAINED: Final = {
    "explained_purpose": N_("purpose"),
    "explained_limits": N_("limits"),
    "explained_withdrawal": N_("withdrawal"),
    "explained_risks": N_("risks"),
}


def _explained(consent: Any) -> str:
    return ", ".join(_(words) for name, words in _EXPLAINED.items() if getattr(consent, name))


def _document(desk: Desk, consent: Any) -> str:
    exhibit = desk.exhibit(consent.exhibit_id)
    return exhibit_label(exhibit) if exhibit is not None and desk.release.shows_exhibit(exhibit) else ""


def _scope(desk: Desk, scope: Any) -> str:
    condition = desk.text(scope, "condition")
    words = word(SCOPES, scope.scope_code)
    if scope.recipient:
        words = _("{scope} (only {recipient})").format(scope=words, recipient=scope.recipient)
    return _("{scope}, if: {condition}").format(scope=words, condition=condition) if condition else words


def _state(desk: Desk, consent: Any) -> str:
    if consent.withdrawn_on and consent.withdrawn_on <= desk.on:
        return _("withdrawn on {day}").format(day=_day(desk, consent.withdrawn_on).text)
    if consent.valid_until_on and consent.valid_until_on < desk.on:
        return _("ran out on {day}").format(day=_day(desk, consent.valid_until_on).text)
    if consent.valid_until_on:
        return _("valid until {day}").format(day=_day(desk, consent.valid_until_on).text)
    return _("in force")


def _state_code(desk: Desk, consent: Any) -> str:
    if consent.withdrawn_on and consent.withdrawn_on <= desk.on:
        return "withdrawn"
    return "ran_out" if consent.valid_until_on and consent.valid_until_on < desk.on else "in_force"


def _day(desk: Desk, day: Any) -> Dated:
    return Dated(PartialDate.of_day(day).format(desk.lang), day.isoformat(), day.isoformat())


def protection_of_persons(desk: Desk) -> tuple[Count, ...]:
    """How many persons carry a protection flag of each kind; no names, and only in the sealed version."""
    if desk.release.profile != "sealed":
        return ()
    kinds = Counter(one.kind_code for one in desk.rows.flags)
    return tuple(Count(kind, desk.labels.of(kind, "protection"), number) for kind, number in sorted(kinds.items()))
