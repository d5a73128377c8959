"""Entities of FollowTheMoney, one JSON object a line, made of released rows.

Source: the schemata of FollowTheMoney (Person, CourtCase, CourtCaseParty, Event); its dates are ISO 8601 cut where no
more is known, its countries codes of ISO 3166 alpha-2 in small letters. What those types cannot hold is left out.
"""

import json
import re
from typing import Any

from dossier.domain.codes import SEXES
from dossier.domain.country_codes import alpha_2
from dossier.export.csv_layouts import WITHHELD, CsvColumn, Entity
from dossier.export.out_folder import CountedFile
from dossier.export.policy import ReleasedRows, require_released

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_DATES = frozenset({"birthDate", "deathDate", "fileDate", "closeDate", "startDate", "endDate", "date", "modifiedAt"})
_COUNTRIES = frozenset({"country", "citizenship", "nationality"})


class EntityWriter:
    """Writes the entities of one list.

    Args:
        entities: How rows become entities; one row may make several.
        columns: Of the released rows.
        file: Gets a line for each.
    """

    def __init__(self, entities: list[Entity], columns: list[CsvColumn], file: CountedFile) -> None:
        self._entities, self._file = entities, file
        self._places = {column.name: at for at, column in enumerate(columns)}
        self.row_count = 0

    def write(self, rows: ReleasedRows) -> None:
        """Append the entities of rows that the policy has released.

        Raises:
            TypeError: something else was given: a mistake of the caller.
        """
        require_released(rows)
        lines = [line for row in rows for entity in self._entities if (line := self._line(entity, row))]
        self._file.write("".join(lines).encode())
        self.row_count += len(lines)

    def _line(self, entity: Entity, row: tuple[Any, ...]) -> str:
        properties = {name: self._values(name, columns, row) for name, columns in entity.properties.items()}
        made = {
            "id": f"{entity.id_prefix}-{self._cell(entity.id_column, row)}",
            "schema": entity.schema,
            "properties": {name: values for name, values in properties.items() if values},
        }
        return json.dumps(made, ensure_ascii=False, sort_keys=True) + "\n"

    def _values(self, name: str, columns: tuple[str, ...], row: tuple[Any, ...]) -> list[str]:
        found: list[str] = []
        for column in columns:
            if not column.startswith("?") or not found:
                found += self._value(column.removeprefix("?"), row)
        return list(dict.fromkeys(value for one in found if (value := _typed(name, one))))

    def _value(self, column: str, row: tuple[Any, ...]) -> list[str]:
        if column.startswith("="):
            return [column[1:]]
        prefix, _colon, plain = column.rpartition(":")
        cell = self._cell(plain, row)
        if cell in (None, "", WITHHELD):
            return []
        return [f"{prefix}-{one}" if prefix else one for one in str(cell).split("|")]

    def _cell(self, column: str, row: tuple[Any, ...]) -> Any:
        at = self._places.get(column)
        return None if at is None else row[at]


def _typed(name: str, value: str) -> str:
    """The value as the type of the property holds it; empty where it cannot."""
    if name in _DATES:
        return value if _DATE.fullmatch(value[:10]) else ""
    if name in _COUNTRIES:
        return alpha_2(value).lower()
    if name == "gender":
        return value if value in SEXES and value != "unknown" else ""
    return value
