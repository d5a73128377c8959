"""The layouts of the lists that leave: files of exports/csv/, which a lawyer may edit."""

import csv
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from dossier.errors import WrongUse, add_messages
from dossier.i18n import N_
from dossier.resources import export_path

add_messages({"export.layout": N_("There is no list of this name. Known are: {known}")})

_NOT_LAYOUTS = {"profiles"}


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


@dataclass(frozen=True)
class CsvLayout:
    """One list."""

    name: str
    file: str
    title: dict[str, str]
    primary_key: str
    foreign_keys: dict[str, str]
    profiles: tuple[str, ...]
    columns: tuple[CsvColumn, ...]


@cache
def csv_layouts() -> dict[str, CsvLayout]:
    """All layouts by name, those that others point at first."""
    paths = (path for path in export_path("csv").glob("*.yaml") if path.stem not in _NOT_LAYOUTS)
    found = {path.stem: _layout(path.stem, yaml.safe_load(path.read_text("utf-8"))) for path in sorted(paths)}
    order = list(_ORDER)
    return dict(sorted(found.items(), key=lambda one: (order.index(one[0]) if one[0] in order else 99, one[0])))


_ORDER = (
    "persons", "persons_public", "detentions", "placements", "proceedings", "charges", "sentences", "events", "acts",
    "involvements", "designations", "information", "exhibits", "custody_log", "consent_register", "interventions",
)  # fmt: skip


def _layout(name: str, data: dict[str, Any]) -> CsvLayout:
    columns = tuple(
        CsvColumn(
            one["name"],
            one["type"],
            bool(one["required"]),
            int(one["class"]),
            bool(one.get("name_of")),
            one.get("needs_scope"),
            one.get("note", ""),
        )
        for one in data["columns"]
    )
    return CsvLayout(
        name, data["file"], data["title"], data["primary_key"], data["foreign_keys"], tuple(data["profiles"]), columns
    )


def get_csv_layout(name: str) -> CsvLayout:
    """The layout of that name.

    Raises:
        WrongUse: "export.layout".
    """
    found = csv_layouts().get(name.removesuffix(".csv"))
    if found is None:
        raise WrongUse("export.layout", known=", ".join(csv_layouts()))
    return found


@cache
def meanings() -> dict[str, dict[str, str]]:
    """Column -> what it means, in "en", "be" and "ru"."""
    with export_path("csv", "meanings.csv").open(encoding="utf-8", newline="") as file:
        return {row["column"]: {lang: row[lang] for lang in ("en", "be", "ru")} for row in csv.DictReader(file)}
