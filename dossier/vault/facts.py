"""Named texts that belong to the vault itself: versions, layouts made here."""

import sqlalchemy as sa
from sqlmodel import Session, col

from dossier.vault.tables import VaultFact


def facts_beginning(session: Session, lead: str) -> dict[str, str]:
    """Name -> text of the facts whose names begin so, by name."""
    query = (
        sa.select(VaultFact).where(col(VaultFact.name).startswith(lead, autoescape=True)).order_by(col(VaultFact.name))
    )
    return {fact.name: fact.value for fact in session.execute(query).scalars()}


def put_fact(session: Session, name: str, value: str) -> None:
    """Write a fact, in place of the one of that name."""
    session.merge(VaultFact(name=name, value=value))
