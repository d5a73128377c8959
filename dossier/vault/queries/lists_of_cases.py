"""Lists of persons and of what was done to them, as queries; names beginning with "_" are no columns of a layout."""

import sqlalchemy as sa

from dossier.vault.queries import list_parts as part
from dossier.vault.queries.list_parts import T
from dossier.vault.queries.list_query import ListQuery


def persons() -> ListQuery:
    """Everybody recorded."""
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


def persons_public() -> ListQuery:
    """Those who have a case of their own, for the public."""
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


def detentions() -> ListQuery:
    """One row for each time somebody was held."""
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


def placements() -> ListQuery:
    """Where somebody was held, from when to when."""
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


def proceedings() -> ListQuery:
    """One row for each procedure against one person."""
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


def charges() -> ListQuery:
    """One row for each article of a procedure."""
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


def sentences() -> ListQuery:
    """One row for each punishment of a decision."""
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


def events() -> ListQuery:
    """What happened, where and when."""
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
