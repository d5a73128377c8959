"""The layouts of the lists that leave: files of exports/csv/, which a lawyer may edit."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from dossier.errors import WrongUse, add_messages
from dossier.i18n import N_
from dossier.resources import export_path, shipped_yaml

add_messages({"export.layout": N_("There is no list of this name. Known are: {known}")})

_NOT_LAYOUTS = {"profiles"}
WITHHELD = "withheld"
"""What stands in a cell whose value is known and not given."""
FORMS = ("list", "machine", "counts", "entities")
"""A list in two copies; one copy for another program; counts of persons; entities of FollowTheMoney."""


@dataclass(frozen=True)
class CsvColumn:
    """One column: its type, whether it is never empty, and who may see it."""

    name: str
    type: str
    required: bool
    protection: int
    """0 may be public, 1 personal, 2 sensitive, 3 endangering."""
    name_of: bool = False
    """Tells who the person is."""
    needs_scope: str | None = None
    """The consent scope that opens it row by row, whatever the profile."""
    note: str = ""
    hxl: str = ""
    """Its tag of the Humanitarian Exchange Language."""
    free_text: bool = False
    """Holds words that somebody typed, in which any person may be named."""
    codes: str = ""
    """The vocabulary whose codes stand in it."""
    withheld_as: str = WITHHELD
    """What stands there in place of a text that is not given."""


@dataclass(frozen=True)
class Entity:
    """How the rows of one list become entities: which columns fill which properties."""

    schema: str
    list_name: str
    id_column: str
    id_prefix: str
    properties: dict[str, tuple[str, ...]]
    """Property -> columns; "=text" stands for the text itself, "prefix:column" for the id of another entity, and
    "?column" is taken only where the columns before it gave nothing."""


@dataclass(frozen=True)
class CsvLayout:
    """One list."""

    name: str
    file: str
    title: dict[str, str]
    primary_key: tuple[str, ...]
    foreign_keys: dict[str, str]
    profiles: tuple[str, ...]
    columns: tuple[CsvColumn, ...]
    form: str = "list"
    entities: tuple[Entity, ...] = ()

    @property
    def is_table(self) -> bool:
        """Whether it is a table of rows and columns."""
        return self.form != "entities"

    @property
    def machine_file(self) -> str:
        """The name of the copy for programs."""
        if self.form in {"machine", "entities"}:
            return self.file
        return str(PurePosixPath(self.file).with_suffix(".raw.csv"))

    @property
    def table(self) -> str:
        """Its name as a table of a database."""
        return self.name


@cache
def csv_layouts() -> dict[str, CsvLayout]:
    """All layouts by name, those that others point at first."""
    paths = (path for path in export_path("csv").glob("*.yaml") if path.stem not in _NOT_LAYOUTS)
    found = {path.stem: _layout(path.stem, shipped_yaml(path)) for path in sorted(paths)}
    order = list(_ORDER)
    return dict(sorted(found.items(), key=lambda one: (order.index(one[0]) if one[0] in order else 99, one[0])))


_ORDER = (
    "persons", "persons_public", "detentions", "placements", "proceedings", "charges", "sentences", "events", "acts",
    "involvements", "designations", "information", "exhibits", "custody_log", "consent_register", "interventions",
    "release_calendar", "statistics_hxl", "acled_like", "uwazi_cases", "bayanat_actors", "ftm_entities",
)  # fmt: skip


def _layout(name: str, data: dict[str, Any]) -> CsvLayout:
    key = data["primary_key"]
    return CsvLayout(
        name,
        data["file"],
        data["title"],
        tuple(key) if isinstance(key, list) else (key,),
        data["foreign_keys"],
        tuple(data["profiles"]),
        tuple(_column(one) for one in data["columns"]),
        data.get("form", "list"),
        tuple(_entity(one) for one in data.get("entities", ())),
    )


def _column(one: dict[str, Any]) -> CsvColumn:
    return CsvColumn(
        one["name"],
        one["type"],
        bool(one["required"]),
        int(one["class"]),
        bool(one.get("name_of")),
        one.get("needs_scope"),
        one.get("note", ""),
        one.get("hxl", ""),
        bool(one.get("free_text")),
        one.get("codes", ""),
        one.get("withheld_as", WITHHELD),
    )


def _entity(one: dict[str, Any]) -> Entity:
    properties = {
        name: tuple(columns) if isinstance(columns, list) else (columns,) for name, columns in one["properties"].items()
    }
    return Entity(one["schema"], one["from"], one["id"], one["prefix"], properties)


def get_csv_layout(name: str) -> CsvLayout:
    """The layout of that name or of that file.

    Raises:
        WrongUse: "export.layout".
    """
    by_file = {layout.file: layout for layout in csv_layouts().values()}
    found = csv_layouts().get(name) or by_file.get(name)
    if found is None:
        raise WrongUse("export.layout", known=", ".join(csv_layouts()))
    return found


@cache
def acled_types() -> dict[str, dict[str, str]]:
    """Kind of event -> its types of ACLED and its CAMEO code."""
    with export_path("csv", "acled_types.csv").open(encoding="utf-8", newline="") as file:
        return {row["event_kind"]: row for row in csv.DictReader(file)}


@cache
def regions() -> dict[str, dict[str, str]]:
    """Code of ISO 3166-2 -> country and names of the region."""
    with export_path("csv", "regions.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}
