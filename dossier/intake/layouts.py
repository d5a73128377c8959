"""Layouts: which list it is, which column means what, and which records one row becomes. They are data.

A layout is a YAML file in seeds/layouts/, or any file named with ``--layout``; ``based_on`` takes the records of
another one and only names the columns anew. docs/layouts.md has the form.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dossier.errors import Refused
from dossier.intake import words
from dossier.resources import seed_path, shipped_yaml

Reader = Literal[
    "text", "words", "date", "code", "integer", "labelled", "first_name", "joined", "list", "names", "articles",
    "penalties", "branch", "boolean", "day", "instant", "moment", "iso_term", "article_key",
]  # fmt: skip
_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ‘`´", "'"))

__all__ = ["FieldRule", "Layout", "RecordRule", "find_layout", "get_layout", "header_form", "shipped_layouts", "words"]


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FieldRule(_Data):
    """Where one field of a record comes from: cells through a reader, or a constant."""

    columns: tuple[str, ...] = Field((), alias="from")
    read: Reader = Field("text", alias="as")
    constant: str | int | bool | tuple[str, ...] | None = None
    order: Literal["dmy", "mdy", "ymd"] | None = "dmy"
    codes: dict[str, str] = {}
    otherwise: str | None = None
    separator: str = ";"
    code: str | None = None
    """The code of law of articles that name none."""
    kinds: tuple[str, ...] = ()


class RecordRule(_Data):
    """One kind of record that a row becomes, or several where ``each`` takes a cell apart."""

    table: str
    name: str = ""
    when: dict[str, tuple[str, ...]] = {}
    """Only in rows whose cell of that column is one of these."""
    unless_empty: tuple[str, ...] = ()
    """Only where one of these cells holds something; by default any cell that the record reads."""
    always: bool = False
    each: FieldRule | None = None
    into: str | None = None
    """The field that takes each piece of a list."""
    links: dict[str, str] = {}
    """Column of the table -> name of another record of the same row; "@column" for the entry that the cell names."""
    match: str | None = None
    """Take the record that has the same value here already, in place of making a second one."""
    fields: dict[str, FieldRule] = {}


class SourceRule(_Data):
    """Who publishes the list; becomes the source of everything the batch brings."""

    kind_code: str
    title: str
    url: str | None = None
    language: str | None = None
    reliability: str = "F"
    credibility: str = "6"
    directness: str | None = None


class Layout(_Data):
    """One list's layout."""

    code: str
    title: str
    based_on: str | None = None
    source: SourceRule | None = None
    header_sets: dict[str, tuple[str, ...]] = {}
    """Name -> the headers exactly as a file of this kind has them; their order does not matter."""
    header_row: int = Field(1, ge=1, le=100)
    """The row with the header, from 1 without blank rows; one that is exactly a header set needs no number."""
    languages: dict[str, str] = {}
    """Header set -> the language in which its files write Cyrillic names."""
    columns: dict[str, tuple[str, ...]] = {}
    """Column -> its headers in the files, where they are not its own name."""
    optional: tuple[str, ...] = ()
    """Columns that a file may lack."""
    ignored: dict[str, str] = {}
    """Column -> why it is not taken."""
    key: tuple[str, ...] = ()
    """Columns by which the list itself tells its entries apart."""
    namespace: str = ""
    """Lists whose numbers mean the same entries share one; empty for the layout's own code."""
    blanks: tuple[str, ...] = ()
    """Texts that stand for nothing, for example "withheld"."""
    rank: int = 0
    """Place in a package: what others point at comes first."""
    formats: tuple[str, ...] = ()
    """Kinds of file that this layout is for whatever their header, for example "entities"."""
    date_order: Literal["dmy", "mdy", "ymd", "unknown"] | None = None
    """The order of day and month in every date of the list, where it is not the one of the records."""
    records: tuple[RecordRule, ...] = ()

    def used_columns(self) -> set[str]:
        """Every column that some record reads or that decides about one."""
        rules = [rule for record in self.records for rule in (*record.fields.values(), record.each) if rule]
        read = {column for rule in rules for column in rule.columns}
        deciding = {column for record in self.records for column in (*record.when, *record.unless_empty)}
        named = {one[1:] for record in self.records for one in record.links.values() if one.startswith("@")}
        return read | deciding | named

    def language_of(self, header: tuple[str, ...]) -> str | None:
        """The language of Cyrillic names in a file with this header, where the layout declares it."""
        seen = {header_form(one) for one in header}
        names = (name for name, one in self.header_sets.items() if {header_form(h) for h in one} == seen)
        return self.languages.get(next(names, ""))

    def column_of(self, header: str) -> str | None:
        """The column that a header of a file means."""
        return _headers(self).get(header_form(header))


@cache
def _headers_by_code(layout_json: str) -> dict[str, str]:
    layout = Layout.model_validate_json(layout_json, by_alias=True)
    named = layout.used_columns() | set(layout.ignored) | set(layout.key)
    found = {header_form(name): name for name in named}
    found |= {header_form(one): name for name, headers in layout.columns.items() for one in headers}
    return found


def _headers(layout: Layout) -> dict[str, str]:
    return _headers_by_code(layout.model_dump_json(by_alias=True))


def header_form(header: str) -> str:
    """A header in the form in which headers are compared: one case, one apostrophe, one space, no byte order mark."""
    plain = unicodedata.normalize("NFC", header).replace("\ufeff", "").translate(_APOSTROPHES)
    return re.sub(r"\s+", " ", plain).strip().casefold()


@cache
def shipped_layouts() -> dict[str, Layout]:
    """The layouts of seeds/layouts/ by code."""
    paths = sorted(seed_path("layouts").glob("*.yaml"))
    found = (_checked(lambda path=path: shipped_yaml(path), path.name) for path in paths)  # type: ignore[misc]
    return {layout.code: layout for layout in found}


def get_layout(name: "str | Path") -> Layout:
    """A shipped layout by its code, or one from a file.

    Raises:
        Refused: "import.no_layout", "import.bad_layout".
    """
    if str(name) in shipped_layouts():
        return shipped_layouts()[str(name)]
    path = Path(name)
    if not path.is_file():
        raise Refused("import.no_layout", known=", ".join(shipped_layouts()))
    return _with_base(_read(path))


def _with_base(layout: Layout) -> Layout:
    based = _based(layout)
    if based.date_order is None:
        return based
    order = None if based.date_order == "unknown" else based.date_order
    return based.model_copy(update={"records": tuple(_with_order(record, order) for record in based.records)})


def _with_order(record: RecordRule, order: Any) -> RecordRule:
    fields = {name: rule.model_copy(update={"order": order}) for name, rule in record.fields.items()}
    return record.model_copy(update={"fields": fields})


def _based(layout: Layout) -> Layout:
    if layout.based_on is None:
        return layout
    base = get_layout(layout.based_on)
    return layout.model_copy(
        update={
            "records": base.records,
            "columns": _joined_headers(base.columns, layout.columns),
            "source": layout.source or base.source,
            "optional": tuple(base.used_columns() | set(base.ignored) | set(base.key)),
            "ignored": base.ignored | layout.ignored,
            "key": base.key,
        }
    )


def _joined_headers(base: dict[str, tuple[str, ...]], own: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Only the headers that the layout names itself, where it names any: a guess of the base must not slip in."""
    return dict(own) if own else dict(base)


def parse_layout(text: str, where: str) -> Layout:
    """A layout from its text, with the records of the one it is based on.

    Raises:
        Refused: "import.bad_layout" with the place.
    """
    return _with_base(_parsed(text, where))


def _read(path: Path) -> Layout:
    try:
        text = path.read_text("utf-8")
    except (UnicodeError, OSError):
        raise Refused("import.bad_layout", where=path.name) from None
    return _parsed(text, path.name)


def _parsed(text: str, name: str) -> Layout:
    return _checked(lambda: yaml.safe_load(text), name)


def _checked(read: Callable[[], Any], name: str) -> Layout:
    try:
        return Layout.model_validate(read())
    except ValidationError as problem:
        first: Any = problem.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise Refused("import.bad_layout", where=f"{where}: {first['msg']}") from None
    except yaml.YAMLError:
        raise Refused("import.bad_layout", where=name) from None


def find_layout(header: "tuple[str, ...]", among: "Iterable[Layout] | None" = None) -> Layout | None:
    """The layout with exactly this set of headers, or none: a near match is a proposal, never a choice.

    Args:
        header: Of the file.
        among: The layouts that count, the first ones first; without them those that come with the program.
    """
    seen = {header_form(one) for one in header}
    for layout in shipped_layouts().values() if among is None else among:
        if any(seen == {header_form(one) for one in headers} for headers in layout.header_sets.values()):
            return layout
    return None
