"""The words for codes of open lists, in every language that the vault has."""

from collections.abc import Collection
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from dossier.vault.tables import VocabularyEntry


class Label(NamedTuple):
    """The words for one code; empty where a language has none."""

    en: str
    be: str
    ru: str
    uk: str


def labels_of(session: Session, vocabulary: str, codes: Collection[str]) -> dict[str, Label]:
    """Code -> its words, of those codes that the list has, in the order of the list."""
    entry: sa.Table = VocabularyEntry.__table__  # type: ignore[attr-defined]
    words = (entry.c.label_en, entry.c.label_be, entry.c.label_ru, entry.c.label_uk)
    query = sa.select(entry.c.code, *words).where(entry.c.vocabulary == vocabulary).order_by(entry.c.position)
    wanted = set(codes)
    rows = session.connection().execute(query)
    return {code: Label(*(one or "" for one in said)) for code, *said in rows if code in wanted}


def codes_of(session: Session, vocabulary: str) -> frozenset[str]:
    """Every code of a list."""
    entry: sa.Table = VocabularyEntry.__table__  # type: ignore[attr-defined]
    return frozenset(session.connection().scalars(sa.select(entry.c.code).where(entry.c.vocabulary == vocabulary)))
