"""Where information comes from: sources, what of them is sealed, accounts as they were taken."""

from dossier.domain.codes import (
    CREDIBILITY,
    DIRECTNESS,
    RELIABILITY,
)
from dossier.vault.tables.base import (
    Row,
    UTCDateTime,
    column,
    date,
    datetime,
    json_list,
    link,
    needed,
    one_of,
    ordered,
    rules,
    sa,
    uuid,
)


class Source(Row, table=True):
    """Where information comes from; who a source is lies sealed elsewhere, never here."""

    __tablename__ = "source"
    __table_args__ = rules(
        one_of("reliability", RELIABILITY),
        one_of("credibility", CREDIBILITY),
        one_of("directness", DIRECTNESS, optional=True),
        ordered("dated"),
    )
    code: str = needed(max_length=20, unique=True)
    """Random handle."""
    kind_code: str = needed(max_length=40)
    title: str | None = column(protection=1, max_length=500)
    description: str | None = column(protection=2)
    url: str | None = column(protection=1, max_length=4000)
    language: str | None = column(max_length=12)
    dated: str | None = column(max_length=60)
    dated_lower: date | None = column()
    dated_upper: date | None = column()
    dated_as_written: str | None = column(max_length=200)
    reliability: str = column("F", max_length=1)
    credibility: str = column("6", max_length=1)
    directness: str | None = column(max_length=10)
    connection_code: str | None = column(max_length=40)


class SealedEntry(Row, table=True):
    """An identity sealed to custodians' public keys; this machine cannot open it."""

    __tablename__ = "sealed_entry"
    __table_args__ = rules(sa.CheckConstraint("expires_on IS NOT NULL", name="expires"))
    source_id: uuid.UUID | None = link("source", protection=3)
    tip_id: uuid.UUID | None = link("tip", protection=3)
    field: str = needed(max_length=40)
    suite: str = needed(max_length=40)
    body: bytes = needed(protection=3)
    wrapped_keys: list[dict[str, str]] = json_list(protection=3)
    expires_on: date = needed()
    purged_at: datetime | None = column(sa_type=UTCDateTime)


class Account(Row, table=True):
    """A person's account as taken."""

    __tablename__ = "account"
    __table_args__ = rules(ordered("taken"), one_of("directness", DIRECTNESS, optional=True))
    case_id: uuid.UUID | None = link("legal_case")
    source_id: uuid.UUID = link("source", needed=True)
    event_id: uuid.UUID | None = link("event")
    text_as_taken: str = needed(protection=2)
    language: str | None = column(max_length=12)
    interpreter_code: str | None = column(max_length=20)
    taken: str | None = column(protection=1, max_length=60)
    taken_lower: date | None = column(protection=1)
    taken_upper: date | None = column(protection=1)
    taken_as_written: str | None = column(protection=1, max_length=200)
    taken_by_code: str | None = column(max_length=20)
    circumstances: str | None = column(protection=2)
    prior_interviews: str | None = column(protection=2)
    directness: str | None = column(max_length=10)
