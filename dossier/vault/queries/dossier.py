"""The rows that a dossier is made from: everything reachable from one case or one person, in few queries.

Rows come out sorted by id, which is the order of their making, so that the same data give the same paper.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlmodel import Session, col, or_, select

from dossier.vault.column_classes import column_class
from dossier.vault.tables import (
    Account,
    Act,
    Allegation,
    AllegationElement,
    Batch,
    Charge,
    Citation,
    Consent,
    ConsentScope,
    CustodyEvent,
    Episode,
    Event,
    EventLink,
    Exhibit,
    ExhibitCopy,
    Intervention,
    Involvement,
    LawArticle,
    LegalCase,
    Listing,
    Milestone,
    Organisation,
    Party,
    Penalty,
    Person,
    PersonDetail,
    PersonName,
    Place,
    Placement,
    Position,
    Proceeding,
    ProtectionFlag,
    Recognition,
    Redaction,
    Row,
    Sentence,
    Source,
    VocabularyEntry,
    Weighing,
)

_CHUNK = 400
R = TypeVar("R", bound=Row)
Id = uuid.UUID


@dataclass
class DossierRows:
    """The records behind one dossier; lists are sorted by id, dictionaries are by id."""

    case: LegalCase | None = None
    subjects: list[Person] = field(default_factory=list)
    """Whom the dossier was asked for; empty for the dossier of a case."""
    cases: list[LegalCase] = field(default_factory=list)
    parties: list[Party] = field(default_factory=list)
    persons: dict[Id, Person] = field(default_factory=dict)
    names: list[PersonName] = field(default_factory=list)
    positions: list[Position] = field(default_factory=list)
    person_details: list[PersonDetail] = field(default_factory=list)
    """Never on paper; read so that a pack can be searched for them."""
    strangers: list[Person] = field(default_factory=list)
    """Who has part in the cases and events of a dossier of persons and is not in it: no text may tell of them."""
    stranger_names: list[PersonName] = field(default_factory=list)
    organisations: dict[Id, Organisation] = field(default_factory=dict)
    places: dict[Id, Place] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    event_links: list[EventLink] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    involvements: list[Involvement] = field(default_factory=list)
    proceedings: list[Proceeding] = field(default_factory=list)
    milestones: list[Milestone] = field(default_factory=list)
    charges: list[Charge] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    penalties: list[Penalty] = field(default_factory=list)
    episodes: list[Episode] = field(default_factory=list)
    placements: list[Placement] = field(default_factory=list)
    recognitions: list[Recognition] = field(default_factory=list)
    listings: list[Listing] = field(default_factory=list)
    exhibits: list[Exhibit] = field(default_factory=list)
    custody_events: list[CustodyEvent] = field(default_factory=list)
    copies: list[ExhibitCopy] = field(default_factory=list)
    redactions: list[Redaction] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)
    sources: dict[Id, Source] = field(default_factory=dict)
    batch_sources: dict[Id, Id] = field(default_factory=dict)
    citations: dict[Id, list[Citation]] = field(default_factory=lambda: defaultdict(list))
    allegations: list[Allegation] = field(default_factory=list)
    elements: list[AllegationElement] = field(default_factory=list)
    weighings: list[Weighing] = field(default_factory=list)
    consents: list[Consent] = field(default_factory=list)
    scopes: list[ConsentScope] = field(default_factory=list)
    flags: list[ProtectionFlag] = field(default_factory=list)
    interventions: list[Intervention] = field(default_factory=list)
    law: list[LawArticle] = field(default_factory=list)
    vocabulary: list[VocabularyEntry] = field(default_factory=list)


def protection_of(row: Row, name: str) -> int:
    """The class of one value: the column's, raised by a record marked 2 or 3, lowered from 1 by one marked 0.

    A record that somebody marked as public (0) may show its personal columns; sensitive and endangering columns are
    never lowered.
    """
    column = column_class(row, name)
    record = row.protection_class
    if record == 0 and column == 1:
        return 0
    return max(column, record) if record > 1 else column


def load_case(session: Session, ref: str) -> DossierRows | None:
    """The rows of a case by its public reference; None where there is none."""
    case = session.exec(select(LegalCase).where(LegalCase.ref == ref)).first()
    if case is None:
        return None
    rows = DossierRows(case=case, cases=[case])
    rows.parties = rows_of(session, Party, "case_id", [case.id])
    rows.events = rows_of(session, Event, "case_id", [case.id])
    rows.exhibits = rows_of(session, Exhibit, "case_id", [case.id])
    rows.allegations = rows_of(session, Allegation, "case_id", [case.id])
    own = [one.person_id for one in rows.parties if one.person_id and one.role in ("victim", "accused")]
    rows.proceedings = _proceedings_of_case(session, case.id, own)
    rows.interventions = rows_of(session, Intervention, "case_id", [case.id])
    rows.acts = rows_of(session, Act, "event_id", _ids(rows.events))
    rows.involvements = rows_of(session, Involvement, "event_id", _ids(rows.events))
    rows.episodes = rows_of(session, Episode, "person_id", {*own, *(one.person_id for one in rows.proceedings)})
    return _complete(session, rows)


def load_persons(session: Session, refs: Sequence[str]) -> DossierRows | None:
    """The rows of all that is recorded about some persons, by public references; None where there is not each."""
    chosen = session.exec(select(Person).where(col(Person.ref).in_(refs)).order_by(col(Person.id))).all()
    if len(chosen) < len(set(refs)):
        return None
    rows, ids = DossierRows(subjects=list(chosen)), _ids(chosen)
    rows.parties = rows_of(session, Party, "person_id", ids)
    rows.cases = rows_of(session, LegalCase, "id", {one.case_id for one in rows.parties})
    rows.involvements = rows_of(session, Involvement, "person_id", ids)
    rows.acts = rows_of(session, Act, "victim_id", ids)
    rows.events = rows_of(session, Event, "id", _pointed_at("event_id", *rows.acts, *rows.involvements))
    rows.allegations = rows_of(session, Allegation, "respondent_id", ids)
    rows.proceedings = rows_of(session, Proceeding, "person_id", ids)
    rows.episodes = rows_of(session, Episode, "person_id", ids)
    rows.interventions = rows_of(session, Intervention, "person_id", ids)
    complete = _complete(session, rows)
    _add_strangers(session, complete)
    return complete


def _add_strangers(session: Session, rows: DossierRows) -> None:
    """Those who have part in the same cases and events; not who is named for an office."""
    cases, events = _ids(rows.cases), _ids(rows.events)
    found: list[Any] = [*rows_of(session, Party, "case_id", cases), *rows_of(session, Proceeding, "case_id", cases)]
    people = _pointed_at("person_id", *found, *rows_of(session, Involvement, "event_id", events))
    people |= {one.victim_id for one in rows_of(session, Act, "event_id", events)}
    others = rows_of(session, Person, "id", people - {None} - rows.persons.keys())
    rows.strangers = [one for one in others if not one.is_public_official]
    rows.stranger_names = rows_of(session, PersonName, "person_id", _ids(rows.strangers))


def codes_taken(session: Session) -> set[str]:
    """Every code that stands for a person or a witness in this vault."""
    persons = session.exec(select(Person.code).where(col(Person.code).is_not(None))).all()
    witnesses = session.exec(select(Party.witness_code).where(col(Party.witness_code).is_not(None))).all()
    return {one for one in (*persons, *witnesses) if one}


def _proceedings_of_case(session: Session, case_id: Id, people: Sequence[Id]) -> list[Proceeding]:
    mine = rows_of(session, Proceeding, "case_id", [case_id])
    loose = [one for one in rows_of(session, Proceeding, "person_id", people) if one.case_id is None]
    return sorted({one.id: one for one in (*mine, *loose)}.values(), key=lambda one: one.id)


def _complete(session: Session, rows: DossierRows) -> DossierRows:
    _complete_procedure(session, rows)
    _complete_analysis(session, rows)
    _complete_people(session, rows)
    _complete_evidence(session, rows)
    _complete_bodies(session, rows)
    rows.law = _law(session, rows.charges)
    rows.vocabulary = list(session.exec(select(VocabularyEntry)).all())
    return rows


def _complete_procedure(session: Session, rows: DossierRows) -> None:
    procedures = _ids(rows.proceedings)
    rows.milestones = rows_of(session, Milestone, "proceeding_id", procedures)
    rows.charges = rows_of(session, Charge, "proceeding_id", procedures)
    rows.sentences = rows_of(session, Sentence, "proceeding_id", procedures)
    rows.penalties = rows_of(session, Penalty, "sentence_id", _ids(rows.sentences))
    rows.placements = rows_of(session, Placement, "episode_id", _ids(rows.episodes))


def _complete_analysis(session: Session, rows: DossierRows) -> None:
    rows.elements = rows_of(session, AllegationElement, "allegation_id", _ids(rows.allegations))
    rows.weighings = rows_of(session, Weighing, "element_id", _ids(rows.elements))
    known = {one.id for one in rows.events}
    missing = {one.event_id for one in rows.weighings if one.event_id} - known
    rows.events = sorted((*rows.events, *rows_of(session, Event, "id", missing)), key=lambda one: one.id)
    weighed = rows_of(session, Account, "id", {one.account_id for one in rows.weighings if one.account_id})
    taken = rows_of(session, Account, "case_id", [rows.case.id] if rows.case else [])
    rows.accounts = sorted({one.id: one for one in (*weighed, *taken)}.values(), key=lambda one: one.id)
    rows.event_links = rows_of(session, EventLink, "event_id", _ids(rows.events))


def _complete_people(session: Session, rows: DossierRows) -> None:
    wanted: set[Id | None] = {one.id for one in rows.subjects}
    wanted |= _pointed_at("person_id", *rows.parties, *rows.involvements, *rows.proceedings, *rows.episodes)
    wanted |= {one.victim_id for one in rows.acts} | {one.respondent_id for one in rows.allegations}
    wanted |= {one.judge_id for one in rows.proceedings} | {one.prosecutor_id for one in rows.proceedings}
    people = wanted - {None}
    rows.persons = {one.id: one for one in rows_of(session, Person, "id", people)}
    rows.names = rows_of(session, PersonName, "person_id", people)
    rows.positions = rows_of(session, Position, "person_id", people)
    rows.person_details = rows_of(session, PersonDetail, "person_id", people)
    rows.recognitions = rows_of(session, Recognition, "person_id", people)
    rows.listings = rows_of(session, Listing, "person_id", people)
    rows.consents = rows_of(session, Consent, "person_id", people)
    rows.scopes = rows_of(session, ConsentScope, "consent_id", _ids(rows.consents))
    rows.flags = rows_of(session, ProtectionFlag, "person_id", people)


def _complete_evidence(session: Session, rows: DossierRows) -> None:
    for citation in rows_of(session, Citation, "record_id", _cited_records(rows)):
        rows.citations[citation.record_id].append(citation)
    cited = [one for found in rows.citations.values() for one in found]
    wanted = _pointed_at("exhibit_id", *cited, *rows.weighings) - {None} - {one.id for one in rows.exhibits}
    rows.exhibits = sorted((*rows.exhibits, *rows_of(session, Exhibit, "id", wanted)), key=lambda one: one.id)
    rows.copies = rows_of(session, ExhibitCopy, "exhibit_id", _ids(rows.exhibits))
    rows.redactions = rows_of(session, Redaction, "copy_id", _ids(rows.copies))
    rows.custody_events = rows_of(session, CustodyEvent, "exhibit_id", _ids(rows.exhibits))
    batches = rows_of(session, Batch, "id", {one.batch_id for one in _all_rows(rows)} - {None})
    rows.batch_sources = {one.id: one.source_id for one in batches if one.source_id}
    sources = _pointed_at("source_id", *cited, *rows.exhibits, *rows.accounts) | set(rows.batch_sources.values())
    rows.sources = {one.id: one for one in rows_of(session, Source, "id", sources - {None})}


def _complete_bodies(session: Session, rows: DossierRows) -> None:
    wanted = _pointed_at("organisation_id", *rows.parties, *rows.involvements, *rows.positions)
    wanted |= {one.court_id for one in rows.proceedings} | {one.facility_id for one in rows.placements}
    wanted |= {one.organisation_id for one in rows.listings}
    rows.organisations = {one.id: one for one in rows_of(session, Organisation, "id", wanted - {None})}
    while above := {one.parent_id for one in rows.organisations.values()} - {None} - rows.organisations.keys():
        rows.organisations |= {one.id: one for one in rows_of(session, Organisation, "id", above)}
    places = _pointed_at("place_id", *rows.events, *rows.episodes, *rows.organisations.values())
    rows.places = {one.id: one for one in rows_of(session, Place, "id", places - {None})}


def _law(session: Session, charges: Iterable[Charge]) -> list[LawArticle]:
    keys = sorted({one.article_key for one in charges if one.article_key})
    found: list[LawArticle] = []
    for start in range(0, len(keys), _CHUNK):
        chosen = col(LawArticle.key).in_(keys[start : start + _CHUNK])
        found += session.exec(select(LawArticle).where(chosen)).all()
    return sorted(found, key=lambda one: (one.key, one.in_force_from_on))


def _pointed_at(name: str, *rows: Any) -> set[Any]:
    """What the rows of several tables point at by a column of this name."""
    return {getattr(one, name) for one in rows}


def _all_rows(rows: DossierRows) -> "Iterable[Row]":
    yield from (*rows.persons.values(), *rows.cases, *rows.parties, *rows.events, *rows.acts, *rows.involvements)
    yield from (*rows.proceedings, *rows.milestones, *rows.charges, *rows.sentences, *rows.penalties)
    yield from (*rows.episodes, *rows.placements, *rows.recognitions, *rows.listings, *rows.allegations)
    yield from (*rows.elements, *rows.positions, *rows.interventions, *rows.names, *rows.consents)


def _cited_records(rows: DossierRows) -> set[Id]:
    return {one.id for one in _all_rows(rows)}


def _ids(rows: "Iterable[Row]") -> list[Id]:
    return [one.id for one in rows]


def rows_of(session: Session, table: type[R], column: str, values: "Iterable[Any]") -> list[R]:
    """The rows whose column has one of the values, sorted by id."""
    wanted = sorted(set(values))
    target = getattr(table, column)
    found: list[R] = []
    for start in range(0, len(wanted), _CHUNK):
        found += session.exec(select(table).where(or_(col(target).in_(wanted[start : start + _CHUNK])))).all()
    return sorted(found, key=lambda one: one.id)
