"""What verbs and screens ask of exhibits: one by its reference, those of a case, their copies, free numbers."""

import uuid
from collections.abc import Sequence
from typing import TypeVar

from sqlmodel import Session, col, select

from dossier.domain.refs import read_ref
from dossier.vault.search_fields import NUMBERS
from dossier.vault.tables import Exhibit, ExhibitCopy, LegalCase, Redaction, Row, SearchText, Source, VocabularyEntry

_T = TypeVar("_T", bound=Row)


def by_ref(session: Session, table: type[_T], text: str) -> _T | None:
    """The record of a table and a reference as somebody typed it."""
    return session.exec(select(table).where(table.ref == read_ref(text)[1])).first()


def exhibits_of_case(session: Session, case_id: uuid.UUID) -> Sequence[Exhibit]:
    """The exhibits of a case in the order of their making."""
    return session.exec(select(Exhibit).where(Exhibit.case_id == case_id).order_by(col(Exhibit.id))).all()


def held_exhibits(session: Session) -> Sequence[Exhibit]:
    """All exhibits whose bytes the vault holds."""
    return session.exec(select(Exhibit).where(col(Exhibit.object_id).is_not(None)).order_by(col(Exhibit.id))).all()


def next_number(session: Session, case_id: uuid.UUID) -> str:
    """One more than the highest whole number that an exhibit of the case has."""
    numbers = session.exec(select(Exhibit.exhibit_number).where(Exhibit.case_id == case_id)).all()
    return str(max((int(one) for one in numbers if one and one.isdecimal()), default=0) + 1)


def parts_of(session: Session, exhibit_id: uuid.UUID) -> Sequence[Exhibit]:
    """The parts of an exhibit: files of a web capture, attachments."""
    return session.exec(select(Exhibit).where(Exhibit.parent_id == exhibit_id).order_by(col(Exhibit.id))).all()


def source_code_of(session: Session, exhibit: Exhibit) -> str:
    """The handle of the source; empty where none is named."""
    source = session.get(Source, exhibit.source_id) if exhibit.source_id else None
    return source.code if source else ""


def case_of(session: Session, exhibit: Exhibit) -> LegalCase:
    """The case of an exhibit."""
    return session.get_one(LegalCase, exhibit.case_id)


def copies_of(session: Session, exhibit_id: uuid.UUID, kind: str) -> Sequence[ExhibitCopy]:
    """What was made from an exhibit, of one kind, the newest last."""
    query = select(ExhibitCopy).where(ExhibitCopy.exhibit_id == exhibit_id, ExhibitCopy.kind == kind)
    return session.exec(query.order_by(col(ExhibitCopy.revision))).all()


def redactions_of(session: Session, copy_id: uuid.UUID) -> Sequence[Redaction]:
    """The boxes of a redacted version, by page."""
    query = select(Redaction).where(Redaction.copy_id == copy_id)
    return session.exec(query.order_by(col(Redaction.page_number), col(Redaction.id))).all()


def text_of(session: Session, exhibit_id: uuid.UUID) -> str:
    """The words that were read from an exhibit; empty where there are none."""
    query = select(SearchText.text).where(
        SearchText.record_id == exhibit_id, SearchText.field == NUMBERS["exhibit", "text"]
    )
    return session.exec(query).first() or ""


def codes_of(session: Session, vocabulary: str) -> set[str]:
    """The codes of a list."""
    return set(session.exec(select(VocabularyEntry.code).where(VocabularyEntry.vocabulary == vocabulary)).all())
