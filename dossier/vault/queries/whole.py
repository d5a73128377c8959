"""One record whole, as plain values: for ``show``, for comparing two versions, for scripts."""

import sqlalchemy as sa
from sqlmodel import Session, col

from dossier.domain.refs import read_ref
from dossier.errors import NotFound
from dossier.vault.journal_values import plain
from dossier.vault.queries.records import person_by_ref
from dossier.vault.tables import RECORDS, Row


def whole_record(session: Session, ref: str) -> tuple[str, dict[str, object]]:
    """The kind of a record and its columns, in the order of the table; empty ones are left out.

    A person who was merged into another gives that other.

    Raises:
        Misread: the text is no reference.
        NotFound: "find.nothing".
    """
    kind, written = read_ref(ref)
    if kind == "person":
        record: Row | None = person_by_ref(session, written)
    else:
        query = sa.select(RECORDS[kind]).where(col(RECORDS[kind].ref) == written)
        record = session.execute(query).scalar_one_or_none()
    if record is None:
        raise NotFound("find.nothing")
    values = {name: getattr(record, name) for name in RECORDS[kind].model_fields}
    return kind, {name: plain(value) for name, value in values.items() if value not in (None, [], {})}
