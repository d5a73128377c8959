"""Parties and persons of a dossier, and what each of them has allowed."""

import uuid
from collections import Counter
from typing import Any

from dossier.casework.desk import Desk
from dossier.casework.dossier_view import BodyView, ConsentView, Count, Dated, Labelled, NameForm, PersonView
from dossier.casework.dossier_words import (
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
from dossier.i18n import _

_ORDER = tuple(ROLES)


def persons_of(desk: Desk) -> tuple[PersonView, ...]:
    """Every person of the dossier, by role and then in the order recorded."""
    roles = _roles(desk)
    people = sorted(roles, key=lambda one: (min(_ORDER.index(role) for role in roles[one]), one))
    return tuple(_person(desk, desk.rows.persons[one], roles[one]) for one in people if one in desk.rows.persons)


def bodies_of(desk: Desk) -> tuple[BodyView, ...]:
    """Organisations that are parties."""
    bodies = desk.rows.organisations
    parties = [one for one in desk.rows.parties if one.organisation_id in bodies]
    return tuple(
        BodyView(body_name(desk, bodies[one.organisation_id]), word(ROLES, one.role))
        for one in parties
        if one.organisation_id
    )


def body_name(desk: Desk, body: Any) -> str:
    """An organisation in the language of the dossier."""
    return desk.release.cleared(getattr(body, f"name_{desk.lang}", None) or body.label)


def _roles(desk: Desk) -> dict[uuid.UUID, list[str]]:
    found: dict[uuid.UUID, list[str]] = {}
    if desk.rows.subject:
        found[desk.rows.subject.id] = ["subject"]
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
        names=_names(desk, person) if named else (),
        facts=_facts(desk, person) if release.shows_life(person.id) else (),
        positions=_positions(desk, person) if named else (),
        statuses=_statuses(desk, person),
    )


def _names(desk: Desk, person: Any) -> tuple[NameForm, ...]:
    mine = [one for one in desk.rows.names if one.person_id == person.id]
    return tuple(
        NameForm(one.as_written, word(LANGUAGE_NAMES, one.language), word(NAME_KINDS, one.kind)) for one in mine
    )


def _facts(desk: Desk, person: Any) -> tuple[Labelled, ...]:
    who = person.id
    sex = desk.release.see(person, "sex", who)
    return desk.lines(
        (_("Sex"), word(SEXES, sex) if sex != "unknown" else ""),
        (_("Born"), desk.date(person, "born", who).text),
        (_("Place of birth"), desk.text(person, "birth_place_as_written", who)),
        (_("Died"), desk.date(person, "died", who).text),
        (_("Citizenship"), ", ".join(desk.release.see(person, "citizenship_codes", who) or [])),
        (_("Occupation"), desk.text(person, "occupation", who)),
        (_("Affiliation"), desk.text(person, "affiliation", who)),
        (_("Health"), desk.text(person, "health", who)),
    )


def _positions(desk: Desk, person: Any) -> tuple[Labelled, ...]:
    found = []
    for post in (one for one in desk.rows.positions if one.person_id == person.id):
        body = desk.rows.organisations.get(post.organisation_id) if post.organisation_id else None
        words = f"{desk.text(post, 'title')}, {body_name(desk, body)}" if body else desk.text(post, "title")
        found.append(
            Labelled(from_to(desk.date(post, "started").text, desk.date(post, "ended").text), words, desk.notes(post))
        )
    return tuple(found)


def _statuses(desk: Desk, person: Any) -> tuple[Labelled, ...]:
    who, found = person.id, []
    for given in (one for one in desk.rows.recognitions if one.person_id == who):
        when = from_to(desk.date(given, "given", who).text, desk.date(given, "ended", who).text)
        words = _("{status}, given by {body}").format(status=desk.labels.of(given.status_code), body=given.body)
        found.append(Labelled(when, words, desk.notes(given)))
    for entry in (one for one in desk.rows.listings if one.person_id == who and desk.release.names(who)):
        when = from_to(desk.date(entry, "listed", who).text, desk.date(entry, "removed", who).text)
        words = " · ".join(
            part for part in (desk.labels.of(entry.list_code), entry.entry_number, entry.measure) if part
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
    )


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


def _day(desk: Desk, day: Any) -> Dated:
    return Dated(PartialDate.of_day(day).format(desk.lang), day.isoformat(), day.isoformat())


def protection_of_persons(desk: Desk) -> tuple[Count, ...]:
    """How many persons carry a protection flag of each kind; no names, and only in the sealed version."""
    if desk.release.profile != "sealed":
        return ()
    kinds = Counter(one.kind_code for one in desk.rows.flags)
    return tuple(Count(desk.labels.of(kind), number) for kind, number in sorted(kinds.items()))
