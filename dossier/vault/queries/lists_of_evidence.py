"""The lists of acts, of those involved, of evidence and its custody, of consents and of what was done."""

import sqlalchemy as sa

from dossier.vault.queries import list_parts as part
from dossier.vault.queries.list_parts import T
from dossier.vault.queries.list_query import ListQuery


def acts() -> ListQuery:
    """What was done to one person in an event."""
    x, e, p = T.act, T.event, T.person
    columns = {
        "act_id": x.c.ref,
        "event_id": e.c.ref,
        "victim_id": p.c.ref,
        "act_type": x.c.kind_code,
        "method": x.c.method_codes,
        "_happened": x.c.happened,
        "place": x.c.place_as_written,
        "stated_reason": x.c.stated_reason,
        "physical_consequences": x.c.physical_consequences,
        "psychological_consequences": x.c.psychological_consequences,
        "victim_status": x.c.victim_status_code,
        "attribution": x.c.attribution_codes,
        "rights": x.c.rights_codes,
        **part.words_of(date=x.c.happened),
    }
    source = x.join(e, e.c.id == x.c.event_id).join(p, p.c.id == x.c.victim_id)
    return ListQuery(columns, source, p.c.id, tuple(t.c.protection_class for t in (x, e, p)), e.c.id)


def involvements() -> ListQuery:
    """Who took part in an act or event."""
    x, e, act, p, body = T.involvement, T.event, T.act, T.person, T.organisation
    columns = {
        "involvement_id": x.c.ref,
        "act_id": act.c.ref,
        "event_id": e.c.ref,
        "actor_id": sa.func.coalesce(p.c.ref, body.c.ref),
        "_actor_is_person": p.c.id.isnot(None),
        "_body_kind": body.c.kind_code,
        "actor_name": sa.func.coalesce(p.c.label, body.c.label),
        "post_at_time": x.c.post_at_the_time,
        "unit_at_time": x.c.unit_at_the_time,
        "degree": x.c.degree_code,
        "perpetrator_type": x.c.perpetrator_kind_code,
        "mode_of_liability": x.c.liability_codes,
        "identified_by": x.c.identified_by,
        "certainty": x.c.certainty,
        "exhibits": part.exhibits_of("involvement", x.c.id),
    }
    source = x.join(e, e.c.id == x.c.event_id).outerjoin(act, act.c.id == x.c.act_id)
    source = source.outerjoin(p, p.c.id == x.c.person_id).outerjoin(body, body.c.id == x.c.organisation_id)
    classes = (x.c.protection_class, e.c.protection_class, *map(part.class_of, (act, p)))
    return ListQuery(columns, source, None, classes, e.c.id, e.c.case_id, p.c.id)


def designations() -> ListQuery:
    """Officials whom a list names already: what is asked of a State that may list them too.

    A list of a persecuting State names the persecuted: whoever is not marked as an official is in no row.
    """
    x, p = T.listing, T.person
    last_post = part.last_post_of(p.c.id)

    columns = {
        "listing_id": x.c.ref,
        "actor_id": p.c.ref,
        "name_en": part.name_of(p.c.id, "as_written", script="Latn"),
        "name_be": part.name_of(p.c.id, "as_written", language="be"),
        "name_ru": part.name_of(p.c.id, "as_written", language="ru"),
        "aliases": part.aliases_of(p.c.id),
        "birth_date": p.c.born,
        "birth_place": p.c.birth_place_as_written,
        "citizenship": p.c.citizenship_codes,
        "passport_no": part.details_of(p.c.id, ("id_document",)),
        "post": last_post("title"),
        "post_from": last_post("started"),
        "post_to": last_post("ended"),
        "acts_summary": x.c.statement,
        "victims_count": part.victims_of_acts_of(p.c.id),
        "listed_by": x.c.list_code,
        "listed_on": x.c.listed,
        "exhibits": part.exhibits_of("listing", x.c.id),
        **part.words_of(birth_date=p.c.born, listed_on=x.c.listed),
        "post_from_as_written": last_post("started_as_written"),
        "post_to_as_written": last_post("ended_as_written"),
    }
    source = x.join(p, p.c.id == x.c.person_id)
    classes = (x.c.protection_class, p.c.protection_class)
    return ListQuery(columns, source, p.c.id, classes, where=p.c.is_public_official.is_(True))


def information() -> ListQuery:
    """What a source said, by the source's handle."""
    x, source, e = T.account, T.source, T.event
    columns = {
        "information_id": x.c.ref,
        "source_code": source.c.code,
        "source_kind": source.c.kind_code,
        "connection": source.c.connection_code,
        "event_id": e.c.ref,
        "date": x.c.taken,
        "language": x.c.language,
        "directness": sa.func.coalesce(x.c.directness, source.c.directness),
        "source_reliability": source.c.reliability,
        "information_credibility": source.c.credibility,
        "prior_interviews": x.c.prior_interviews,
        "exhibits": part.exhibits_of("account", x.c.id),
        **part.words_of(date=x.c.taken),
    }
    joined = x.join(source, source.c.id == x.c.source_id).outerjoin(e, e.c.id == x.c.event_id)
    case = sa.func.coalesce(e.c.case_id, x.c.case_id)
    classes = (x.c.protection_class, source.c.protection_class, part.class_of(e))
    return ListQuery(columns, joined, None, classes, e.c.id, case)


def exhibits() -> ListQuery:
    """Items of evidence with their numbers and hashes."""
    x, source = T.exhibit, T.source
    original, parent = x.alias("translated"), x.alias("parent_exhibit")
    columns = {
        "exhibit_id": x.c.ref,
        "exhibit_no": x.c.exhibit_number,
        "ern_begin": x.c.ern_begin,
        "ern_end": x.c.ern_end,
        "court_ern": x.c.court_ern,
        "page_count": x.c.page_count,
        "title": x.c.title,
        "document_type": x.c.document_kind_code,
        "document_date": x.c.dated,
        "author_person": x.c.author_person,
        "author_body": x.c.author_body,
        "language": x.c.language,
        "translation_of": original.c.ern_begin,
        "parent": parent.c.ern_begin,
        "original_or_copy": x.c.original_or_copy,
        "source": source.c.code,
        "obtained_at": x.c.obtained_at,
        "obtained_by": x.c.obtained_by_code,
        "source_url": x.c.source_url,
        "confidentiality": x.c.confidentiality,
        "redaction_status": x.c.redaction,
        "verification_status": x.c.verification,
        "grade": x.c.reliability + x.c.credibility,
        "mime_type": x.c.mime_type,
        "size_bytes": x.c.size_bytes,
        "sha256": x.c.sha256,
        "_bearings": part.bearings_of(x.c.id),
        **part.words_of(document_date=x.c.dated),
    }
    joined = x.outerjoin(source, source.c.id == x.c.source_id).outerjoin(
        original, original.c.id == x.c.translation_of_id
    )
    joined = joined.outerjoin(parent, parent.c.id == x.c.parent_id)
    return ListQuery(columns, joined, None, (x.c.protection_class,), case=x.c.case_id, label=x.c.tlp)


def custody_log() -> ListQuery:
    """What happened to each exhibit."""
    x, exhibit = T.custody_event, T.exhibit
    columns = {
        "entry_id": x.c.ref,
        "seq": x.c.number,
        "exhibit_id": exhibit.c.ref,
        "ern_begin": exhibit.c.ern_begin,
        "event": x.c.event,
        "at": x.c.happened_at,
        "by": x.c.by_code,
        "from_custodian": x.c.from_custodian_code,
        "to_custodian": x.c.to_custodian_code,
        "place": x.c.place,
        "purpose": x.c.purpose,
        "method_and_tool": x.c.method_and_tool,
        "sha256_before": x.c.sha256_before,
        "sha256_after": x.c.sha256_after,
        "prev_entry_hash": x.c.previous_hash,
        "entry_hash": x.c.entry_hash,
    }
    source = x.join(exhibit, exhibit.c.id == x.c.exhibit_id)
    classes = (x.c.protection_class, exhibit.c.protection_class)
    return ListQuery(columns, source, None, classes, case=exhibit.c.case_id, label=exhibit.c.tlp)


def consent_register() -> ListQuery:
    """What each person allowed to whom."""
    x, consent, p, exhibit = T.consent_scope, T.consent, T.person, T.exhibit
    columns = {
        "consent_id": x.c.ref,
        "_person_id": p.c.id,
        "person_code": p.c.code,
        "person_id": p.c.ref,
        "scope": x.c.scope_code,
        "recipient": x.c.recipient,
        "decision": x.c.decision,
        "conditions": sa.func.coalesce(x.c.condition, consent.c.conditions),
        "form": consent.c.form,
        "given_by": consent.c.given_by,
        "obtained_at": consent.c.obtained_on,
        "valid_until": consent.c.valid_until_on,
        "withdrawn_at": consent.c.withdrawn_on,
        "document_ern": exhibit.c.ern_begin,
    }
    source = x.join(consent, consent.c.id == x.c.consent_id).join(p, p.c.id == consent.c.person_id)
    source = source.outerjoin(exhibit, exhibit.c.id == consent.c.exhibit_id)
    return ListQuery(columns, source, p.c.id, (x.c.protection_class, consent.c.protection_class, p.c.protection_class))


def interventions() -> ListQuery:
    """What was done for a person."""
    x, p, e = T.intervention, T.person, T.event
    columns = {
        "intervention_id": x.c.ref,
        "person_id": p.c.ref,
        "event_id": e.c.ref,
        "type": x.c.kind_code,
        "forum": x.c.forum_code,
        "reference": x.c.reference,
        "sent_on": x.c.sent_on,
        "answered_on": x.c.answered_on,
        "response": x.c.response_code,
        "status": x.c.status_code,
        "result": x.c.result,
    }
    source = x.outerjoin(p, p.c.id == x.c.person_id).outerjoin(e, e.c.id == x.c.event_id)
    classes = (x.c.protection_class, *map(part.class_of, (p, e)))
    return ListQuery(columns, source, p.c.id, classes, e.c.id, x.c.case_id)
