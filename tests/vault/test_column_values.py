"""What the journal writes of a column is read back as the column had it, whatever its type."""

import uuid
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa

from dossier.vault.column_values import python_type, typed_value
from dossier.vault.journal_values import plain
from dossier.vault.tables import RECORDS
from dossier.vault.tables.base import Json, JsonType

VALUES: dict[type, Any] = {
    uuid.UUID: uuid.UUID("01890a5d-ac96-774b-bcce-b302099a8057"),
    datetime: datetime(2021, 9, 23, 11, 5, 7, 250, tzinfo=UTC),
    date: date(2021, 9, 23),
    bytes: b"\x00\xff",
    Decimal: Decimal("12.50"),
    float: 53.9,
    bool: True,
    int: 15,
    str: "15 суток",
}
COLUMNS = sorted(
    (f"{name}.{column.name}", column.type)
    for name, model in RECORDS.items()
    for column in model.__table__.columns  # type: ignore[attr-defined]
    if not isinstance(column.type, JsonType)
)


@pytest.mark.parametrize(("name", "kind"), COLUMNS, ids=[name for name, _ in COLUMNS])
def test_every_column_of_every_record_comes_back_in_its_own_type(name: str, kind: Any) -> None:
    value = VALUES[python_type(kind)]
    back = typed_value(kind, plain(value))
    assert (back, type(back)) == (value, type(value))


def test_what_is_empty_or_a_list_stays_so() -> None:
    assert typed_value(sa.Date(), None) is None
    assert typed_value(Json, ["2021-09-23"]) == ["2021-09-23"]
    assert typed_value(Json, "2021-09-23") == "2021-09-23"
