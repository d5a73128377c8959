"""A52: no cell of a table stands in a column of a higher class of protection than the profile of the pack allows.

The class of each column stands in the description of the tables; it is compared with the list of this program, so that
a pack cannot call a column harmless.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Final

from dossier.export.check.findings import Finding
from dossier.export.check.pack import Pack

HIGHEST: Final = {"sealed": 3, "confidential": 2, "public": 0}
"""Profile of a paper -> the highest class of a column that it shows."""
CLASSES: Final[Mapping[str, int]] = {"title": 1, "source_url": 1, "place": 1}
"""Columns of the tables of a pack that are not of class 0, by their class in the records.

The author of an exhibit is there as a body, which is of class 0, or where the profile shows persons; a person in the
register of consents is a name or a code as the profile has it.
"""
KEY: Final = "protection"
"""Of a field of the description."""
RECORD: Final = "protection_class"
"""The column with the class of the record itself."""
_DESCRIPTION: Final = "data/index/datapackage.json"


def classes(pack: Pack) -> Iterator[Finding]:
    """A52."""
    limit = HIGHEST.get(str(pack.about.get("profile", "")), 0)
    for resource in pack.json_of(_DESCRIPTION).get("resources", []):
        name = f"data/index/{resource['path']}"
        found = _highest(pack.text(name)) if name in pack.names else {}
        for field in resource["schema"]["fields"]:
            column = str(field["name"])
            known = CLASSES.get(column, 0)
            if field.get(KEY) != known:
                yield Finding("A52", f"{name} {column}", f"{KEY} {field.get(KEY)}, {known}")
            if found.get(column, 0) > limit:
                yield Finding("A52", f"{name} {column}", f"{KEY} {found[column]} > {limit}")


def _highest(text: str) -> dict[str, int]:
    """Column that is not of class 0 -> the highest class of a cell in it that has a value.

    A record that somebody marked as public lowers its personal columns, one marked as sensitive raises them.
    """
    found: dict[str, int] = {}
    for row in csv.DictReader(io.StringIO(text, newline="")):
        record = row.get(RECORD) or "1"
        for column, known in CLASSES.items():
            if row.get(column):
                cell = 0 if record == "0" and known == 1 else max(known, int(record)) if record > "1" else known
                found[column] = max(found.get(column, 0), cell)
    return found
