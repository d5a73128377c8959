"""The lists that may leave, as queries: one column expression for each column of a layout, and what the policy asks.

Names beginning with "_" are not columns of a layout: they feed a computed column or the policy. Nothing here decides
what leaves; ``dossier.export.policy`` does.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import chain
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from dossier.domain.consents import Decision
from dossier.vault.queries import list_parts as part
from dossier.vault.queries.consents import Key, raw_decisions_of, raw_id
from dossier.vault.queries.list_parts import T

ROWS_AT_ONCE = 1000
CONCERNED_ROLES = ("victim", "aggrieved_family", "accused", "witness", "other")
"""Roles of a party whose own affair a case is; officials, lawyers and documenters act in it for others."""


class ListQuery(NamedTuple):
    """One list: its columns, where they come from, whom a row is about, and what marks the row as held back."""

    columns: dict[str, Any]
    source: Any
    subject: Any = None
    """The id of the person whose consent a row needs; None where rows have none or several."""
    classes: tuple[Any, ...] = ()
    """Protection classes of the records in a row."""
    event: Any = None
    """The id of an event: everybody harmed in it must agree."""
    case: Any = None
    """The id of a case: where neither of the above says whom a row is about, everybody whom the case concerns."""
    actor: Any = None
    """The id of one more person in the row, of whose affair it is not; she must agree too, or be an official."""
    label: Any = None
    """The TLP label of the record itself, where it has one."""
    where: Any = None
    order: tuple[Any, ...] = ()
    """By what rows are sorted; the order of their making where empty."""


def _persons() -> ListQuery:
    p, official = T.person, part.recognition_of(T.person.c.id)
    columns = {
        "person_id": p.c.ref,
        "_person_id": p.c.id,
        "code": p.c.code,
        "name_en": part.name_of(p.c.id, "as_written", script="Latn"),
        "family_name_en": part.name_of(p.c.id, "family", script="Latn"),
        "given_name_en": part.name_of(p.c.id, "given", script="Latn"),
        "patronymic_en": part.name_of(p.c.id, "patronymic", script="Latn"),
        "name_be": part.name_of(p.c.id, "as_written", language="be"),
        "name_ru": part.name_of(p.c.id, "as_written", language="ru"),
        "name_as_recorded": p.c.label,
        "aliases": part.aliases_of(p.c.id),
        "sex": p.c.sex,
        "birth_date": p.c.born,
        "citizenship": p.c.citizenship_codes,
        "occupation": p.c.occupation,
        "occupation_group": p.c.occupation_group_code,
        "affiliation": p.c.affiliation,
        "ethnicity": p.c.ethnicity,
        "health_risk": p.c.health_risk,
        "minor_children": p.c.minor_children,
        "residence_region": p.c.residence_region_code,
        "present_whereabouts": p.c.whereabouts_code,
        "id_document": part.details_of(p.c.id, ("id_document",)),
        "contact": part.details_of(p.c.id, ("address", "telephone", "email", "messenger")),
        "deceased": p.c.deceased,
        "death_date": p.c.died,
        "_recognition": official("status_code"),
        "recognised_by": official("body"),
        "recognised_on": official("given"),
        "tlp": p.c.tlp,
        "updated_at": p.c.updated_at,
        **part.words_of(birth_date=p.c.born, death_date=p.c.died),
        "recognised_on_as_written": official("given_as_written"),
    }
    return ListQuery(columns, p, p.c.id, (p.c.protection_class,))


def _persons_public() -> ListQuery:
    p = T.person
    first, penalty = part.first_episode_of(p.c.id), part.last_penalty_of(p.c.id)
    columns = {
        "_person_id": p.c.id,
        "code": p.c.code,
        "name_published": p.c.label,
        "sex": p.c.sex,
        "_born_lower": p.c.born_lower,
        "_born_upper": p.c.born_upper,
        "_first_started_lower": first("started_lower"),
        "_first_started_upper": first("started_upper"),
        "_first_started": first("started"),
        "occupation_group": p.c.occupation_group_code,
        "region": sa.func.coalesce(p.c.residence_region_code, first("region_code")),
        "_branches": part.branches_of(p.c.id),
        "articles": part.articles_of(p.c.id),
        "penalty_kind": penalty("kind_code"),
        **{f"_{name}": penalty(name) for name in ("kind_code", "term_kind", "years", "months", "days", "hours")},
        "_ended": part.last_episode_of(p.c.id)("ended"),
        "_detained": part.last_episode_of(p.c.id)("id"),
        "_recognition": part.recognition_of(p.c.id)("status_code"),
        "source": part.source_title_of(p.c.batch_id),
        "source_url": part.recognition_of(p.c.id)("source_url"),
        "updated_at": p.c.updated_at,
    }
    return ListQuery(columns, p, p.c.id, (p.c.protection_class,), where=part.has_own_case(p.c.id))


def _detentions() -> ListQuery:
    e, p, place = T.episode, T.person, T.place
    columns = {
        "episode_id": e.c.ref,
        "person_id": p.c.ref,
        "branch": e.c.branch,
        "_detained_at": e.c.detained_at,
        "_started": e.c.started,
        **{f"_{name}": e.c[name] for name in ("started_lower", "started_upper", "ended_lower", "ended_upper")},
        "place": sa.func.coalesce(place.c.label, e.c.place_as_written),
        "admin1": sa.func.coalesce(e.c.region_code, place.c.region_code),
        "latitude": place.c.latitude,
        "longitude": place.c.longitude,
        "arresting_agency": e.c.arresting_agency_code,
        "warrant_shown": e.c.warrant_shown,
        "stated_reason": e.c.stated_reason,
        "context": e.c.context_code,
        "ill_treatment_alleged": e.c.ill_treatment_alleged,
        "family_notified_at": e.c.family_notified_at,
        "counsel_admitted_at": e.c.counsel_admitted_at,
        "judge_first_at": e.c.judge_first_at,
        "ended_at": e.c.ended,
        "end_reason": e.c.end_reason_code,
        "outside_contact": e.c.outside_contact_codes,
        "wgad_categories": e.c.wgad_category_codes,
        "sources": part.source_code_of(e.c.batch_id),
        "exhibits": part.exhibits_of("episode", e.c.id),
        **part.words_of(detained_at=e.c.started, ended_at=e.c.ended),
    }
    source = e.join(p, p.c.id == e.c.person_id).outerjoin(place, place.c.id == e.c.place_id)
    return ListQuery(columns, source, p.c.id, (e.c.protection_class, p.c.protection_class))


def _placements() -> ListQuery:
    x, e, p, facility = T.placement, T.episode, T.person, T.organisation
    columns = {
        "placement_id": x.c.ref,
        "episode_id": e.c.ref,
        "facility": sa.func.coalesce(facility.c.vocabulary_code, facility.c.label, x.c.facility_as_written),
        "facility_kind": x.c.facility_kind_code,
        "from_at": x.c.started,
        "to_at": x.c.ended,
        "basis": x.c.basis,
        "regime": x.c.regime_code,
        "conditions": x.c.conditions,
        "incommunicado": x.c.incommunicado,
        "exhibits": part.exhibits_of("placement", x.c.id),
        **part.words_of(from_at=x.c.started, to_at=x.c.ended),
    }
    source = x.join(e, e.c.id == x.c.episode_id).join(p, p.c.id == e.c.person_id)
    source = source.outerjoin(facility, facility.c.id == x.c.facility_id)
    return ListQuery(columns, source, p.c.id, tuple(t.c.protection_class for t in (x, e, p)))


def _proceedings() -> ListQuery:
    x, p, court = T.proceeding, T.person, T.organisation
    parent = x.alias("parent_proceeding")
    columns = {
        "proceeding_id": x.c.ref,
        "_proceeding_id": x.c.id,
        "person_id": p.c.ref,
        "_person_id": p.c.id,
        "branch": x.c.branch,
        "case_number": x.c.case_number,
        "opened_on": x.c.opened,
        "investigating_body": x.c.investigating_body_code,
        "court": sa.func.coalesce(court.c.label, x.c.court_as_written),
        "judge": sa.func.coalesce(part.label_of_person(x.c.judge_id), x.c.judge_as_written),
        "prosecutor": sa.func.coalesce(part.label_of_person(x.c.prosecutor_id), x.c.prosecutor_as_written),
        "counsel_mode": x.c.counsel_mode,
        "counsel_sanctioned": x.c.counsel_sanctioned,
        "hearing": x.c.hearing,
        "in_absentia": x.c.in_absentia,
        "plea": x.c.plea,
        "stage": x.c.stage_code,
        "decided_on": x.c.decided,
        "in_force_on": x.c.in_force,
        "outcome": x.c.outcome_code,
        "parent_proceeding_id": parent.c.ref,
        "group_case": x.c.group_case,
        **part.words_of(opened_on=x.c.opened, decided_on=x.c.decided, in_force_on=x.c.in_force),
    }
    source = x.join(p, p.c.id == x.c.person_id).outerjoin(court, court.c.id == x.c.court_id)
    source = source.outerjoin(parent, parent.c.id == x.c.parent_id)
    return ListQuery(columns, source, p.c.id, (x.c.protection_class, p.c.protection_class))


def _charges() -> ListQuery:
    x, proceeding, p = T.charge, T.proceeding, T.person
    columns = {
        "charge_id": x.c.ref,
        "proceeding_id": proceeding.c.ref,
        "code": x.c.code,
        "article": x.c.article,
        "part": x.c.part,
        "point": x.c.point,
        "article_as_written": x.c.article_as_written,
        "edition_in_force_on": x.c.edition_on,
        "title_en": part.article_title(x.c.article_key),
        "alleged_act": x.c.alleged_act,
        "act_date": x.c.act,
        "charged_on": x.c.charged,
        "result": x.c.result,
        "reclassified_to": part.reclassified_to(x.c.id),
        **part.words_of(act_date=x.c.act, charged_on=x.c.charged),
    }
    source = x.join(proceeding, proceeding.c.id == x.c.proceeding_id).join(p, p.c.id == proceeding.c.person_id)
    return ListQuery(columns, source, p.c.id, tuple(t.c.protection_class for t in (x, proceeding, p)))


def _sentences() -> ListQuery:
    x, sentence, proceeding, p = T.penalty, T.sentence, T.proceeding, T.person
    later = sentence.alias("later_sentence")
    columns = {
        "sentence_id": x.c.ref,
        "decision_id": sentence.c.ref,
        "proceeding_id": proceeding.c.ref,
        "kind": x.c.kind_code,
        "main_or_additional": x.c.main_or_additional,
        **{f"_{name}": x.c[name] for name in ("kind_code", "term_kind", "years", "months", "days", "hours")},
        "_amount": x.c.amount,
        "_currency": x.c.currency,
        "term_as_written": x.c.term_as_written,
        "regime": x.c.regime_code,
        "instance": sentence.c.instance,
        "imposed_on": sentence.c.imposed,
        "release_stated_on": sentence.c.release_stated,
        "changed_by": later.c.ref,
        **part.words_of(imposed_on=sentence.c.imposed, release_stated_on=sentence.c.release_stated),
    }
    source = x.join(sentence, sentence.c.id == x.c.sentence_id)
    source = source.join(proceeding, proceeding.c.id == sentence.c.proceeding_id)
    source = source.join(p, p.c.id == proceeding.c.person_id)
    source = source.outerjoin(later, later.c.id == sentence.c.changed_by_id)
    return ListQuery(columns, source, p.c.id, tuple(t.c.protection_class for t in (x, sentence, proceeding, p)))


def _events() -> ListQuery:
    e, place = T.event, T.place
    columns = {
        "event_id": e.c.ref,
        "_event_id": e.c.id,
        "title": e.c.title,
        "_happened": e.c.happened,
        "country_code": sa.func.coalesce(e.c.country_code, place.c.country_code),
        "admin1": sa.func.coalesce(e.c.region_code, place.c.region_code),
        "place": sa.func.coalesce(place.c.label, e.c.place_as_written),
        "latitude": place.c.latitude,
        "longitude": place.c.longitude,
        "event_type": e.c.kind_code,
        "_kind": e.c.kind_code,
        "description": e.c.description,
        "violation_status": e.c.violation_status_code,
        "n_victims_known": part.victims_of(e.c.id),
        "n_victims_estimate_min": e.c.victims_min,
        "n_victims_estimate_max": e.c.victims_max,
        "sources": part.source_code_of(e.c.batch_id),
        **part.words_of(date=e.c.happened),
    }
    source = e.outerjoin(place, place.c.id == e.c.place_id)
    return ListQuery(columns, source, None, (e.c.protection_class,), event=e.c.id, case=e.c.case_id)


def _lists() -> dict[str, Callable[[], ListQuery | list[ListQuery]]]:
    from dossier.vault.queries import lists_for_others as others
    from dossier.vault.queries import lists_of_evidence as evidence

    return {
        "persons": _persons,
        "persons_public": _persons_public,
        "detentions": _detentions,
        "placements": _placements,
        "proceedings": _proceedings,
        "charges": _charges,
        "sentences": _sentences,
        "events": _events,
        "acts": evidence.acts,
        "involvements": evidence.involvements,
        "designations": evidence.designations,
        "information": evidence.information,
        "exhibits": evidence.exhibits,
        "custody_log": evidence.custody_log,
        "consent_register": evidence.consent_register,
        "interventions": evidence.interventions,
        "release_calendar": others.release_calendar,
        "statistics_hxl": others.statistics_hxl,
        "acled_like": others.acled_like,
        "uwazi_cases": others.uwazi_cases,
        "bayanat_actors": others.bayanat_actors,
    }


class Reading(NamedTuple):
    """A list being read: where each asked column stands in its rows, and the rows in parts."""

    places: dict[str, int]
    parts: Iterator[list[Sequence[Any]]]


def read_list(session: Session, name: str, wanted: Sequence[str]) -> Reading:
    """Stream a list in the order of its making; memory does not grow with its rows.

    Args:
        session: Of ``vault.read()``.
        name: Of the list, for example "persons".
        wanted: The columns to read; those this list does not have are left out of ``places``. Those of the policy
            come too: "_subject", "_event", "_case", "_actor", "_class0" …, "_label".
    """
    queries = _queries(name)
    labelled = [_asked(query, wanted) for query in queries]
    parts = chain.from_iterable(
        _parts(session, _select(query, columns)) for query, columns in zip(queries, labelled, strict=True)
    )
    return Reading({label: at for at, label in enumerate(labelled[0])}, parts)


def _queries(name: str) -> list[ListQuery]:
    found = _lists()[name]()
    if isinstance(found, ListQuery):
        return [found]
    most = max(len(one.classes) for one in found)
    return [one._replace(classes=one.classes + (sa.literal(0),) * (most - len(one.classes))) for one in found]


def _asked(query: ListQuery, wanted: Sequence[str]) -> dict[str, Any]:
    columns = {one: query.columns[one] for one in wanted if one in query.columns}
    policy = {"_subject": query.subject, "_event": query.event, "_case": query.case, "_actor": query.actor}
    columns |= {label: raw_id(one) for label, one in policy.items() if one is not None}
    columns |= {f"_class{at}": one for at, one in enumerate(query.classes)}
    return columns | ({"_label": query.label} if query.label is not None else {})


def _select(query: ListQuery, columns: dict[str, Any]) -> Any:
    select = sa.select(*(one.label(label) for label, one in columns.items())).select_from(query.source)
    if query.subject is not None:
        select = select.where(part.has_none(T.person.c.merged_into_id))
    if query.where is not None:
        select = select.where(query.where)
    return select.order_by(*(query.order or (_main_table(query).c.id,)))


def _main_table(query: ListQuery) -> Any:
    """The table of which a row is: that of the first column."""
    return next(iter(query.columns.values())).table if hasattr(query.source, "left") else query.source


def _parts(session: Session, select: Any) -> Iterator[list[Sequence[Any]]]:
    connection = session.connection().execution_options(stream_results=True, max_row_buffer=ROWS_AT_ONCE)
    result = connection.execute(select)
    try:
        while rows := result.fetchmany(ROWS_AT_ONCE):
            yield list(rows)
    finally:
        result.close()


class Standing(NamedTuple):
    """What the policy must know of a person: who she is in the records, what protects her, what she allowed."""

    is_public_official: bool
    tlp: str
    ref: str
    flags: list[tuple[date | None, date | None, bool]]
    """From, to, and whether the name is held back."""
    decisions: list[Decision]


def standings(session: Session, person_ids: Sequence[Key]) -> dict[Key, Standing]:
    """The standing of each of these persons."""
    p, flag = T.person, T.protection_flag
    connection = session.connection()
    ids = list(person_ids)
    key, flagged = raw_id(p.c.id), raw_id(flag.c.person_id)
    rows = connection.execute(sa.select(key, p.c.is_public_official, p.c.tlp, p.c.ref).where(key.in_(ids)))
    found = {one: Standing(bool(official), tlp, ref, [], []) for one, official, tlp, ref in rows}
    flags = sa.select(flagged, flag.c.from_on, flag.c.to_on, flag.c.holds_back_name)
    for one, start, end, name in connection.execute(flags.where(flagged.in_(ids))):
        found[one].flags.append((start, end, bool(name)))
    for one, decision in raw_decisions_of(session, ids):
        found[one].decisions.append(decision)
    return found


def subjects_of(session: Session, rows: Sequence[Sequence[Any]], places: dict[str, int]) -> list[tuple[Key, ...]]:
    """For each row of a list the persons who must agree."""
    subject, event, case, actor = (places.get(name) for name in ("_subject", "_event", "_case", "_actor"))
    if event is None and case is None:
        return [() if subject is None or row[subject] is None else (row[subject],) for row in rows]
    harmed = {} if event is None else persons_harmed(session, [row[event] for row in rows])
    concerned = {} if case is None else persons_concerned(session, [row[case] for row in rows])
    found = []
    for row in rows:
        about = set() if event is None else harmed.get(row[event], set())
        about = about | _one(row, subject) or (set() if case is None else concerned.get(row[case], set()))
        found.append(tuple(sorted(about | _one(row, actor))))
    return found


def _one(row: Sequence[Any], at: int | None) -> set[Key]:
    return set() if at is None or row[at] is None else {row[at]}


def persons_harmed(session: Session, event_ids: Sequence[Key | None]) -> dict[Key, set[Key]]:
    """Event -> the persons harmed in it."""
    act = T.act
    event, victim = raw_id(act.c.event_id), raw_id(act.c.victim_id)
    query = sa.select(event, victim).where(event.in_(_known(event_ids)), act.c.victim_id.isnot(None))
    return _grouped(session, query)


def persons_concerned(session: Session, case_ids: Sequence[Key | None]) -> dict[Key, set[Key]]:
    """Case -> the persons whose own affair it is: victims, families, the accused, witnesses."""
    party = T.party
    case, person = raw_id(party.c.case_id), raw_id(party.c.person_id)
    query = sa.select(case, person).where(
        case.in_(_known(case_ids)), party.c.person_id.isnot(None), party.c.role.in_(CONCERNED_ROLES)
    )
    return _grouped(session, query)


def _known(ids: Sequence[Key | None]) -> list[Key]:
    return list({one for one in ids if one is not None})


def _grouped(session: Session, query: Any) -> dict[Key, set[Key]]:
    found: dict[Key, set[Key]] = {}
    for key, person_id in session.connection().execute(query):
        found.setdefault(key, set()).add(person_id)
    return found


def list_columns(name: str) -> set[str]:
    """The columns that a list can fill by itself."""
    return {one for one in _queries(name)[0].columns if not one.startswith("_")}
