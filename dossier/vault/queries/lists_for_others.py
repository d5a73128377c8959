"""The lists in the forms of other programs, the calendar of releases, and what is counted for the public."""

from typing import Any

import sqlalchemy as sa

from dossier.vault.queries import list_parts as part
from dossier.vault.queries.list_parts import T
from dossier.vault.queries.list_query import ListQuery

CALCULATED = ("_tolerance_days", "_certainty")
"""Columns of the calendar that the reckoning fills."""
_CLASS_OF_CONSENTS = 3
"""When a consent runs out is for the house alone."""


def release_calendar() -> list[ListQuery]:
    """What is to happen on a day: releases that were stated, releases to be reckoned, deadlines, ends of consents."""
    return [_stated_releases(), _reckoned_releases(), _deadlines(), _consent_ends()]


def _calendar(**known: Any) -> dict[str, Any]:
    """The columns of each part of the calendar in the same order; those a part has not are empty."""
    p = T.person
    names = ("row_id", "_row_id", "kind", "rule", "_due", "_due_lower", "_due_upper", "_penalty_id", *CALCULATED)
    person = {"person_code": p.c.code, "person_id": p.c.ref, "_person_id": p.c.id}
    return {name: known.get(name, sa.null()) for name in names} | person


def _stated_releases() -> ListQuery:
    x, proceeding, p = T.sentence, T.proceeding, T.person
    columns = _calendar(
        row_id=x.c.ref,
        _row_id=x.c.id,
        kind=sa.literal("release_stated"),
        _due=x.c.release_stated,
        _due_lower=x.c.release_stated_lower,
        _due_upper=x.c.release_stated_upper,
    )
    source = x.join(proceeding, proceeding.c.id == x.c.proceeding_id).join(p, p.c.id == proceeding.c.person_id)
    classes = tuple(t.c.protection_class for t in (x, proceeding, p))
    return ListQuery(columns, source, p.c.id, classes, where=x.c.release_stated.isnot(None), order=(x.c.id,))


def _reckoned_releases() -> ListQuery:
    x, sentence, proceeding, p = T.penalty, T.sentence, T.proceeding, T.person
    columns = _calendar(row_id=x.c.ref, _row_id=x.c.id, kind=sa.literal("release_computed"), _penalty_id=x.c.id)
    source = x.join(sentence, sentence.c.id == x.c.sentence_id)
    source = source.join(proceeding, proceeding.c.id == sentence.c.proceeding_id)
    source = source.join(p, p.c.id == proceeding.c.person_id)
    classes = tuple(t.c.protection_class for t in (x, sentence, proceeding, p))
    where = sa.and_(
        x.c.term_kind == "time", sentence.c.release_stated.is_(None), part.has_none(sentence.c.changed_by_id),
        x.c.is_suspended.isnot(True),
    )  # fmt: skip
    return ListQuery(columns, source, p.c.id, classes, where=where, order=(x.c.id,))


def _deadlines() -> ListQuery:
    x, proceeding, p = T.deadline, T.proceeding, T.person
    columns = _calendar(
        row_id=x.c.ref, _row_id=x.c.id, kind=x.c.kind_code, rule=x.c.rule_code, _due=sa.cast(x.c.due_on, sa.String(10)),
        _due_lower=x.c.due_on, _due_upper=x.c.due_on,
    )  # fmt: skip
    whose = sa.func.coalesce(x.c.person_id, proceeding.c.person_id)
    source = x.outerjoin(proceeding, proceeding.c.id == x.c.proceeding_id).join(p, p.c.id == whose)
    classes = (x.c.protection_class, p.c.protection_class)
    return ListQuery(columns, source, p.c.id, classes, where=x.c.done_on.is_(None), order=(x.c.id,))


def _consent_ends() -> ListQuery:
    x, p = T.consent, T.person
    columns = _calendar(
        row_id=x.c.ref, _row_id=x.c.id, kind=sa.literal("consent_review"),
        _due=sa.cast(x.c.valid_until_on, sa.String(10)),
        _due_lower=x.c.valid_until_on, _due_upper=x.c.valid_until_on,
    )  # fmt: skip
    where = sa.and_(x.c.valid_until_on.isnot(None), x.c.withdrawn_on.is_(None))
    classes = (sa.literal(_CLASS_OF_CONSENTS),)
    return ListQuery(columns, x.join(p, p.c.id == x.c.person_id), p.c.id, classes, where=where, order=(x.c.id,))


def statistics_hxl() -> list[ListQuery]:
    """What is counted: each deprivation of liberty by the month of its beginning, each decision by its month."""
    return [_counted_detentions(), _counted_decisions()]


def _counted_detentions() -> ListQuery:
    x, p, place = T.episode, T.person, T.place
    columns = {
        "what": sa.literal("detained"), "_lower": x.c.started_lower, "_upper": x.c.started_upper,
        "admin1_code": sa.func.coalesce(x.c.region_code, place.c.region_code), "branch": x.c.branch,
        "article": part.articles_of_proceeding(x.c.proceeding_id), "sex": p.c.sex,
        "_born_lower": p.c.born_lower, "_born_upper": p.c.born_upper, "person": p.c.id,
    }  # fmt: skip
    source = x.join(p, p.c.id == x.c.person_id).outerjoin(place, place.c.id == x.c.place_id)
    return ListQuery(columns, source, p.c.id, (x.c.protection_class, p.c.protection_class), order=(p.c.id, x.c.id))


def _counted_decisions() -> ListQuery:
    x, proceeding, p = T.sentence, T.proceeding, T.person
    first = part.first_episode_of_proceeding(proceeding.c.id)
    columns = {
        "what": sa.literal("sentenced"), "_lower": x.c.imposed_lower, "_upper": x.c.imposed_upper,
        "admin1_code": first("region_code"), "branch": proceeding.c.branch,
        "article": part.articles_of_proceeding(proceeding.c.id), "sex": p.c.sex,
        "_born_lower": p.c.born_lower, "_born_upper": p.c.born_upper, "person": p.c.id,
    }  # fmt: skip
    source = x.join(proceeding, proceeding.c.id == x.c.proceeding_id).join(p, p.c.id == proceeding.c.person_id)
    classes = tuple(t.c.protection_class for t in (x, proceeding, p))
    return ListQuery(columns, source, p.c.id, classes, where=x.c.instance == "first", order=(p.c.id, x.c.id))


def acled_like() -> ListQuery:
    """Events in the columns of ACLED."""
    e, place = T.event, T.place
    columns = {
        "event_id_cnty": e.c.ref,
        "_event_id_cnty": e.c.id,
        "_kind": e.c.kind_code,
        "_lower": e.c.happened_lower,
        "_upper": e.c.happened_upper,
        "_region": sa.func.coalesce(e.c.region_code, place.c.region_code),
        "_country": sa.func.coalesce(e.c.country_code, place.c.country_code),
        "location": place.c.name_en,
        "latitude": place.c.latitude,
        "longitude": place.c.longitude,
        "source": part.source_code_of(e.c.batch_id),
        "_updated_at": e.c.updated_at,
    }
    source = e.outerjoin(place, place.c.id == e.c.place_id)
    return ListQuery(columns, source, None, (e.c.protection_class,), e.c.id, e.c.case_id)


def uwazi_cases() -> ListQuery:
    """One row a person, in the columns of a template of Uwazi."""
    p = T.person
    last, penalty = part.last_episode_of(p.c.id), part.last_penalty_of(p.c.id)
    columns = {
        "Title": p.c.code,
        "_person_id": p.c.id,
        "Name__en": part.name_of(p.c.id, "as_written", script="Latn"),
        "Name__be": part.name_of(p.c.id, "as_written", language="be"),
        "Name__ru": part.name_of(p.c.id, "as_written", language="ru"),
        "_started": last("started"),
        "_ended": last("ended"),
        "_episode": last("id"),
        "_region": sa.func.coalesce(last("region_code"), p.c.residence_region_code),
        "Articles": part.articles_of(p.c.id),
        "_kind_code": penalty("kind_code"),
        "Court case": part.case_numbers_of(p.c.id),
        "latitude": part.place_of_last_episode(p.c.id, "latitude"),
        "longitude": part.place_of_last_episode(p.c.id, "longitude"),
        "_source_title": part.source_title_of(p.c.batch_id),
        "_source_url": part.recognition_of(p.c.id)("source_url"),
    }
    return ListQuery(columns, p, p.c.id, (p.c.protection_class,), where=part.has_own_case(p.c.id))


def bayanat_actors() -> ListQuery:
    """One row a person, in columns that Bayanat's import of sheets can be told to read."""
    p = T.person
    first = part.first_episode_of(p.c.id)
    columns = {
        "origin_id": p.c.ref,
        "_origin_id": p.c.id,
        "first_name": part.part_of_name(p.c.id, "given"),
        "middle_name": part.part_of_name(p.c.id, "patronymic"),
        "last_name": part.part_of_name(p.c.id, "family"),
        "nickname": part.aliases_of(p.c.id),
        "_sex": p.c.sex,
        "_born_lower": p.c.born_lower,
        "_born_upper": p.c.born_upper,
        "_started_lower": first("started_lower"),
        "_started_upper": first("started_upper"),
        "_started": first("started"),
        "_ended": first("ended"),
        "_episode": first("id"),
        "_nationalities": p.c.citizenship_codes,
        "event_1_location": part.place_of_first_episode(p.c.id, "name_en"),
        "_tried": part.first_decision_of(p.c.id, "decided"),
        "_proceeding": part.first_decision_of(p.c.id, "id"),
        "source_link": part.recognition_of(p.c.id)("source_url"),
        "_created_at": p.c.created_at,
    }
    return ListQuery(columns, p, p.c.id, (p.c.protection_class,), where=part.has_own_case(p.c.id))
