"""The records of one table as they are, one JSON object a line: keys sorted, empty columns left out."""

import json
from collections.abc import Sequence
from typing import Any

from dossier.export.out_folder import CountedFile
from dossier.export.policy import ReleasedRows, require_released


class RecordWriter:
    """Writes the records of one table.

    Args:
        columns: Of the rows.
        file: Gets a line for each record.
    """

    def __init__(self, columns: Sequence[str], file: CountedFile) -> None:
        self._columns, self._file = columns, file
        self.row_count = 0

    def write(self, rows: ReleasedRows) -> None:
        """Append rows that the policy has released.

        Raises:
            TypeError: something else was given: a mistake of the caller.
        """
        require_released(rows)
        self._file.write("".join(self._line(row) for row in rows).encode())
        self.row_count += len(rows)

    def _line(self, row: tuple[Any, ...]) -> str:
        record = {name: value for name, value in zip(self._columns, row, strict=True) if value is not None}
        return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
