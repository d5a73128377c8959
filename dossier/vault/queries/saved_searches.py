"""Searches that have a name: read, written, taken out."""

from sqlmodel import Session, select
from uuid_utils.compat import uuid7

from dossier.vault.tables import SavedSearch


def saved(session: Session) -> list[SavedSearch]:
    """All of them, by name."""
    return list(session.exec(select(SavedSearch).order_by(SavedSearch.title)).all())


def saved_as(session: Session, title: str) -> SavedSearch | None:
    """The one of that name."""
    return session.exec(select(SavedSearch).where(SavedSearch.title == title)).one_or_none()


def keep(session: Session, title: str, words: str) -> None:
    """Write a search under a name, in place of the one that had it."""
    found = saved_as(session, title) or SavedSearch(id=uuid7(), title=title, words=words)
    found.words = words
    session.add(found)
    session.flush()


def forget(session: Session, title: str) -> bool:
    """Take a search out; returns whether there was one."""
    found = saved_as(session, title)
    if found is not None:
        session.delete(found)
        session.flush()
    return found is not None
