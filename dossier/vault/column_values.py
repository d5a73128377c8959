"""Values of columns back from the form in which the journal and the packages write them."""

import uuid
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

import sqlalchemy as sa

from dossier.vault.tables.base import Id, JsonType

_READERS: Final[Mapping[type, Callable[[str], Any]]] = {
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
    bytes: bytes.fromhex,
    uuid.UUID: uuid.UUID,
    Decimal: Decimal,
    float: float,
}


def typed_value(kind: Any, written: Any) -> Any:
    """A value of a column from the form that ``journal_values.plain`` gives it.

    Args:
        kind: The type of the column.
        written: Of that column, as JSON holds it.
    """
    if not isinstance(written, str) or isinstance(kind, JsonType):
        return written
    read = _READERS.get(python_type(kind))
    return read(written) if read else written


def python_type(kind: Any) -> type:
    """The type of the values of a column that is no JSON."""
    if isinstance(kind, Id):
        return uuid.UUID
    inner = kind.impl_instance if isinstance(kind, sa.types.TypeDecorator) else kind
    return inner.python_type
