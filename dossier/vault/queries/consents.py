"""What persons said about what may leave, as the rule of consents reads it."""

import uuid
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from dossier.domain.consents import Decision
from dossier.vault.queries.among import among
from dossier.vault.queries.list_parts import T
from dossier.vault.tables.base import RawId

Key = Any
"""An id as the driver gives it."""


def raw_id(column: Any) -> Any:
    """A column of ids that are compared and not shown: making a UUID of each costs more than reading it."""
    return sa.type_coerce(column, RawId)


def decisions_of(session: Session, person_ids: Sequence[uuid.UUID]) -> Iterator[tuple[uuid.UUID, Decision]]:
    """Every decision of these persons on every scope."""
    return _decisions(session, T.consent.c.person_id, T.consent.c.id, person_ids)


def raw_decisions_of(session: Session, person_ids: Sequence[Key]) -> Iterator[tuple[Key, Decision]]:
    """The same with ids as the driver gives them."""
    return _decisions(session, raw_id(T.consent.c.person_id), raw_id(T.consent.c.id), person_ids)


def _decisions(session: Session, person: Any, key: Any, person_ids: Sequence[Any]) -> Iterator[tuple[Any, Decision]]:
    consent, scope = T.consent, T.consent_scope
    query = sa.select(
        person, consent.c.obtained_on, consent.c.valid_until_on, consent.c.withdrawn_on, scope.c.scope_code,
        scope.c.recipient, scope.c.decision, key,
    ).join(scope, scope.c.consent_id == consent.c.id)  # fmt: skip
    rows = session.connection().execute(query.where(among(session, consent.c.person_id, person_ids)))
    return ((one, Decision(*decision)) for one, *decision in rows.all())
