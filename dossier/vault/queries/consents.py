"""What persons said about what may leave, as the rule of consents reads it."""

import uuid
from collections.abc import Hashable, Iterator, Sequence
from datetime import date
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
    consent, scope = T.consent, T.consent_scope
    query = sa.select(
        consent.c.person_id, consent.c.obtained_on, consent.c.valid_until_on, consent.c.withdrawn_on,
        scope.c.scope_code, scope.c.recipient, scope.c.decision, consent.c.id,
    ).join(scope, scope.c.consent_id == consent.c.id)  # fmt: skip
    rows = session.connection().execute(query.where(among(session, consent.c.person_id, person_ids)))
    return ((row[0], Decision._make(row[1:])) for row in rows.all())


def raw_decision(consent: Any, scope: Any) -> list[Any]:
    """The columns of a decision for comparing by the million: the consent, then what ``read_decision`` reads."""
    days = [sa.type_coerce(one, sa.String) for one in (consent.c.obtained_on, consent.c.valid_until_on)]
    withdrawn = sa.type_coerce(consent.c.withdrawn_on, sa.String)
    return [raw_id(consent.c.id), scope.c.scope_code, scope.c.recipient, scope.c.decision, *days, withdrawn]


def read_decision(said: Sequence[Any], consent_id: Hashable) -> Decision:
    """The decision of which ``raw_decision`` gave the columns behind the first."""
    scope, recipient, answer, *days = said
    obtained, until, withdrawn = (date.fromisoformat(one) if isinstance(one, str) else one for one in days)
    return Decision(obtained, until, withdrawn, scope, recipient, answer, consent_id)
