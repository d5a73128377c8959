"""What travels with the lists: datapackage.json and README.txt in three languages."""

import json
from datetime import date, datetime
from typing import Any

from dossier.casework.column_meanings import meaning_of
from dossier.casework.dossier_words import TLP_MEANINGS
from dossier.casework.held_back_words import reason_words
from dossier.export.csv_layouts import CsvColumn, CsvLayout, get_csv_layout
from dossier.export.out_folder import Written
from dossier.export.profiles import Profile
from dossier.i18n import N_, _, in_language

LANGUAGES = ("en", "be", "ru")
_TYPES = {
    "int": "integer",
    "float": "number",
    "bool": "boolean",
    "date": "date",
    "datetime": "datetime",
}
FOR_ONE_RECIPIENT = N_(
    "These lists are for the recipient named above alone. Ask who sent them before anything of them is passed on."
)
RULES = (
    N_("Each list has two copies: NAME.raw.csv for programs, NAME.csv for spreadsheets (with a byte order mark)."),
    N_(
        "In NAME.csv a cell that a spreadsheet would run as a formula begins with an apostrophe; guard.csv lists them, "
        "rows of data counted from 1."
    ),
    N_(
        "Open NAME.csv through Data, From Text/CSV: comma as separator, every column as text. "
        "Opened by a double click, a spreadsheet program may put all into one column and make a whole day of 2021-11."
    ),
    N_("Dates are ISO 8601 or EDTF: 2021 or 2021-11 where no more is known. Instants are in UTC."),
    N_("An empty cell: not recorded. “unknown”: asked and not known. “withheld”: known and not given."),
    N_("Lists inside a cell are parted by the pipe sign."),
    N_("codes.csv says in four languages what the codes mean that stand in these lists."),
    N_("Days of administrative arrest and months of a criminal term are different columns and never add up."),
    N_("Check that nothing was changed: sha256sum -c SHA256SUMS"),
)


def data_package(
    layouts: list[tuple[CsvLayout, list[CsvColumn]]],
    files: dict[str, Written],
    *,
    profile: Profile,
    recipient: str,
    licence: str,
    built_at: datetime,
) -> bytes:
    """A Frictionless data package of the machine copies.

    Args:
        layouts: Each list with the columns that left.
        files: Name -> what was written.
        licence: Its name in the Open Definition's list, for example "CC-BY-4.0"; empty where nobody gave one.

    Source: Data Package specification 1.0, Tabular Data Resource.
    """
    present = {layout.file for layout, _its_columns in layouts}
    resources = [_resource(layout, columns, files, present) for layout, columns in layouts]
    is_tabular = all(layout.is_table for layout, _its_columns in layouts)
    document: dict[str, Any] = {
        "profile": "tabular-data-package" if is_tabular else "data-package",
        "name": f"dossier-{profile.name}".replace("_", "-"),
        "title": f"Lists, profile {profile.name}",
        "created": built_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "x_release": {"profile": profile.name, "recipient": recipient, "tlp": f"TLP:{profile.tlp}"},
    }
    if licence:
        document["licenses"] = [{"name": licence}]
    document["resources"] = resources
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _resource(
    layout: CsvLayout, columns: list[CsvColumn], files: dict[str, Written], present: set[str]
) -> dict[str, Any]:
    written = files[layout.machine_file]
    about = {
        "name": layout.name,
        "path": layout.machine_file,
        "title": layout.title["en"],
        "encoding": "utf-8",
        "bytes": written.clear_size_bytes,
        "hash": f"sha256:{written.clear_sha256}",
    }
    if not layout.is_table:
        as_file = {
            "profile": "data-resource",
            "type": "file",
        }
        return as_file | {"format": "ndjson", "mediatype": "application/x-ndjson"} | about
    as_table = {"profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv"}
    return as_table | about | {"dialect": _dialect(layout), "schema": _schema(layout, columns, present)}


def _dialect(layout: CsvLayout) -> dict[str, Any]:
    """How the file is to be read; the row of tags under the header is a remark to who knows no tags."""
    said = {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True}
    return said | ({"commentChar": "#"} if layout.form == "counts" else {})


def _schema(layout: CsvLayout, columns: list[CsvColumn], present: set[str]) -> dict[str, Any]:
    names = {column.name for column in columns}
    schema: dict[str, Any] = {"fields": [_field(layout, column) for column in columns], "missingValues": [""]}
    if set(layout.primary_key) <= names:
        schema["primaryKey"] = list(layout.primary_key)
    keys = [
        _foreign_key(column, target)
        for column, target in layout.foreign_keys.items()
        if column in names and target in present
    ]
    return schema | ({"foreignKeys": keys} if keys else {})


def _foreign_key(column: str, target: str) -> dict[str, Any]:
    """A key that points at the primary key of another list."""
    other = get_csv_layout(target)
    return {
        "fields": [column],
        "reference": {"resource": other.name, "fields": [other.primary_key[0]]},
    }


def _field(layout: CsvLayout, column: CsvColumn) -> dict[str, Any]:
    described: dict[str, Any] = {"name": column.name, "type": _TYPES.get(column.type, "string")}
    if meaning := meaning_of(layout.name, column.name):
        described["description"] = meaning["en"]
    if column.type == "datetime":
        described["format"] = "default"
    if column.hxl:
        described["hxl"] = column.hxl
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.type.startswith("enum:"):
        constraints["enum"] = [*column.type.removeprefix("enum:").split(",")]
        if column.name_of or column.protection:
            constraints["enum"].append(column.withheld_as)
    return described | ({"constraints": constraints} if constraints else {})


def read_me(
    layouts: list[tuple[CsvLayout, list[CsvColumn]]],
    rows: dict[str, int],
    *,
    profile: Profile,
    recipient: str,
    licence: str,
    today: date,
    held_back: dict[str, int],
) -> bytes:
    """README.txt: what each file and column is, in English, Belarusian and Russian."""
    parts = []
    for lang in LANGUAGES:
        with in_language(lang):
            lines = [{"en": "ENGLISH", "be": "БЕЛАРУСКАЯ", "ru": "РУССКИЙ"}[lang], "=" * 10, ""]
            lines += _about(profile, recipient, licence, today)
            lines += ["", *_held_back_lines(held_back), *_list_lines(lang, layouts, rows)]
        parts.append("\r\n".join(lines))
    return "\r\n".join([*parts, ""]).encode()


def _about(profile: Profile, recipient: str, licence: str, today: date) -> list[str]:
    """For whom it is, how far it may be passed on, under which licence, and of which day it is."""
    lines = [_("Profile: {profile}").format(profile=profile.name)]
    lines += [_("Recipient: {name}").format(name=recipient)] if recipient else []
    lines += [_(FOR_ONE_RECIPIENT)] if recipient and not profile.is_for_everybody else []
    lines.append(f"TLP:{profile.tlp}: {_(TLP_MEANINGS[profile.tlp])}")
    if licence:
        lines.append(_("Licence: {name}").format(name=licence))
    elif profile.is_for_everybody:
        lines.append(_("No licence is named: ask who published the lists what else may be done with them."))
    return [*lines, _("Consents as of: {day}").format(day=today.isoformat())]


def _list_lines(lang: str, layouts: list[tuple[CsvLayout, list[CsvColumn]]], rows: dict[str, int]) -> list[str]:
    """How the files are to be read, and what each list and column is, in the language that is spoken."""
    lines = ["", *(f"- {_(rule)}" for rule in RULES), ""]
    for layout, columns in layouts:
        lines += [f"{layout.file} — {layout.title[lang]} ({rows[layout.file]})", "-" * 10]
        lines += [f"  {column.name}: {_meaning(layout, column, lang)}" for column in columns]
        lines.append("")
    return lines


def _held_back_lines(held_back: dict[str, int]) -> list[str]:
    """Each reason in words with its count, so that nobody takes a list for the whole."""
    if not held_back:
        return [_("Nothing was held back.")]
    return [_("What does not stand here:"), *(f"  {reason_words(code)}: {n}" for code, n in held_back.items())]


def _meaning(layout: CsvLayout, column: CsvColumn, lang: str) -> str:
    found = meaning_of(layout.name, column.name).get(lang, "")
    allowed = column.type.removeprefix("enum:").replace(",", ", ") if column.type.startswith("enum:") else ""
    return found + (f" [{allowed}]" if allowed else "")
