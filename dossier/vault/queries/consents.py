"""What persons said about what may leave, as the rule of consents reads it."""

import uuid
from collections.abc import Iterator, Sequence

import sqlalchemy as sa
from sqlmodel import Session

from dossier.domain.consents import Decision
from dossier.vault.queries.list_parts import T


def decisions_of(session: Session, person_ids: Sequence[uuid.UUID]) -> Iterator[tuple[uuid.UUID, Decision]]:
    """Every decision of these persons on every scope."""
    consent, scope = T.consent, T.consent_scope
    query = sa.select(
        consent.c.person_id, consent.c.obtained_on, consent.c.valid_until_on, consent.c.withdrawn_on,
        scope.c.scope_code, scope.c.recipient, scope.c.decision, consent.c.id,
    ).join(scope, scope.c.consent_id == consent.c.id)  # fmt: skip
    rows = session.connection().execute(query.where(consent.c.person_id.in_(list(person_ids))))
    return ((one, Decision(*decision)) for one, *decision in rows)
