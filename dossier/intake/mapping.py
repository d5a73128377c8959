"""One row into its records: a layout made ready for the header of one file.

Nothing is dropped in silence: what no record of the row reads and the layout does not name as ignored is reported.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from uuid_utils.compat import uuid7

from dossier.errors import Refused
from dossier.intake.cells import field_reader, pieces_reader
from dossier.intake.layouts import FieldRule, Layout, RecordRule
from dossier.intake.report import Finding
from dossier.intake.row_cells import Fill, Pieces, Row, RowRefused
from dossier.vault.bulk import closed_codes, columns_of, needed_columns, text_limits

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_EACH_FIELD = {"names": "as_written", "articles": "article_as_written", "penalties": "term_as_written"}
_NEEDED = {"person": "label", "organisation": "label", "event": "title", "position": "title"}


class Made(NamedTuple):
    """One record that a row becomes, its id and links filled in."""

    table: str
    values: dict[str, Any]
    links: tuple[str, ...]
    match: str | None


class EntryKey(NamedTuple):
    """In place of an id: the entry of a list that a record belongs to, as its hash and as the cell names it."""

    hash: str
    text: str


class Read(NamedTuple):
    """What one row holds; the first record is the one that stands for it."""

    records: list[Made]
    findings: list[Finding]


@dataclass(frozen=True, slots=True)
class _Maker:
    rule: RecordRule
    constants: dict[str, Any]
    fills: tuple[Fill, ...]
    pieces: Pieces | None
    columns: tuple[str, ...]
    """Every column that it reads, in alphabetical order."""
    asked: tuple[str, ...]
    """One of these must say something, but where the record is made of every row."""
    when: tuple[tuple[str, frozenset[str]], ...]
    inside: tuple[tuple[str, str], ...]
    """Column of a link and the record of the row that it leads to."""
    outside: tuple[tuple[str, str], ...]
    """Column of a link and the column of the list that names an entry."""
    needed: frozenset[str]

    def applies(self, cells: dict[str, str]) -> bool:
        for column, wanted in self.when:
            if cells[column] not in wanted:
                return False
        return self.rule.always or any(map(cells.__getitem__, self.asked))

    def make(self, row: Row) -> list[dict[str, Any]]:
        common = dict(self.constants)
        for fill in self.fills:
            fill(row, common)
        if self.pieces is not None:
            return [common | piece for piece in self.pieces(row)]
        needed = _NEEDED.get(self.rule.table)
        if needed and needed not in common:
            raise row.refuse("row.name_missing", next(iter(self.columns), ""))
        return [common]


class Mapping:
    """A layout made ready for one header.

    Args:
        layout: The layout.
        header: Of the file.
        today: Of the import: a later day is reported.
        decisions: (column, text) -> the text to read instead.

    Raises:
        Refused: "import.header_differs" where the layout wants columns that the file lacks.
    """

    def __init__(
        self, layout: Layout, header: tuple[str, ...], *, today: date, decisions: dict[tuple[str, str], str]
    ) -> None:
        self._today = today
        self._decisions = decisions
        self._width = len(header)
        self._columns = [layout.column_of(name) or f"?{name}" for name in header]
        self._headers = dict(zip(self._columns, header, strict=True))
        _require_columns(layout, set(self._columns))
        self._absent = dict.fromkeys((layout.used_columns() | set(layout.key)) - set(self._columns), "")
        self._hash_order = sorted(range(self._width), key=self._columns.__getitem__)
        self._code = layout.code
        self._namespace = layout.namespace or layout.code
        self._language = layout.language_of(header)
        self._key = tuple(layout.key)
        self._key_places = [self._columns.index(column) if column in self._columns else None for column in layout.key]
        self._ignored = frozenset(layout.ignored)
        self._blanks = frozenset(layout.blanks)
        self._makers = [_maker(rule) for rule in layout.records]
        self._left_over: dict[tuple[bool, ...], tuple[str, ...]] = {}
        self.used_decisions: dict[tuple[str, str], str] = {}
        """The decisions that were followed."""

    def row_sha256(self, cells: list[str]) -> str:
        """The hash of a row under this layout, whatever the order of its columns."""
        text = "\x1f".join([self._code, *(cells[at] for at in self._hash_order if at < len(cells))])
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

    def key_sha256(self, cells: list[str]) -> str | None:
        """The hash of what the list itself tells its entries apart by; None where it is not all there."""
        if not self._key or len(cells) != self._width:
            return None
        values = ["" if at is None else cells[at] for at in self._key_places]
        return self._key_of(*values) if all(values) else None

    def _key_of(self, *values: str) -> str:
        return hashlib.sha256("\x1f".join([self._namespace, "key", *values]).encode()).hexdigest()

    def name_in(self, cells: list[str]) -> str:
        """Whom or what a row is about, as it is written there: for rows that cannot be read."""
        if len(cells) != self._width:
            return ""
        fields = (rule.fields.get(name) for rule in (one.rule for one in self._makers) for name in ("label", "title"))
        places = [self._columns.index(one) for rule in fields if rule for one in rule.columns if one in self._columns]
        return next((text for at in places if (text := cells[at].strip())), "")

    def read(self, cells: list[str]) -> Read:
        """The records of a row.

        Raises:
            RowRefused: the row cannot be taken.
        """
        if len(cells) != self._width:
            raise RowRefused("row.width")
        by_column = dict(zip(self._columns, map(str.strip, cells), strict=True)) | self._absent
        if self._blanks:
            by_column = {column: "" if text in self._blanks else text for column, text in by_column.items()}
        if _CONTROL.search("\n".join(cells)):
            raise RowRefused("cell.control", _where(_CONTROL, by_column, self._headers))
        if self._decisions:
            by_column = {column: self._decided(column, text) for column, text in by_column.items()}
        return self._records(Row(by_column, self._headers, self._today, self._language))

    def _decided(self, column: str, text: str) -> str:
        decision = self._decisions.get((column, text))
        if decision is None:
            return text
        self.used_decisions[column, text] = decision
        return decision

    def _records(self, row: Row) -> Read:
        applied = tuple(maker.applies(row.cells) for maker in self._makers)
        records: list[Made] = []
        ids: dict[str, Any] = {}
        for maker, is_wanted in zip(self._makers, applied, strict=True):
            if is_wanted:
                records += self._made(maker, row, ids)
        if not records:
            raise RowRefused("row.nothing")
        for column in self._unread(applied):
            if row.cells[column]:
                row.note("cell.not_taken", column)
        return Read(records, row.findings)

    def _made(self, maker: _Maker, row: Row, ids: dict[str, Any]) -> list[Made]:
        rule = maker.rule
        for _column, name in maker.inside:
            if name not in ids:
                self._note_left_out(maker, row)
                return []
        made = []
        for values in maker.make(row):
            values["id"] = uuid7()
            self._link(maker, values, row, ids)
            if not values.keys() >= maker.needed:
                raise row.refuse("row.needed", _cell_for(rule, min(maker.needed - values.keys())))
            links = tuple([column for column in rule.links if column in values])
            made.append(Made(rule.table, values, links, rule.match))
        if made and rule.name:
            ids.setdefault(rule.name, made[0].values["id"])
        return made

    def _link(self, maker: _Maker, values: dict[str, Any], row: Row, ids: dict[str, Any]) -> None:
        """The ids of the records of the row, and in place of others the entries of the list that they are."""
        for column, name in maker.inside:
            values[column] = ids[name]
        for column, cell in maker.outside:
            if row.cells[cell]:
                values[column] = EntryKey(self._key_of(row.cells[cell]), row.cells[cell])

    def _note_left_out(self, maker: _Maker, row: Row) -> None:
        """Its cells are not taken: the record that it belongs to is none of this row."""
        for column in maker.columns:
            if row.cells[column]:
                row.note("cell.not_taken", column)

    def _unread(self, applied: tuple[bool, ...]) -> tuple[str, ...]:
        """The columns that nothing reads in rows of this kind."""
        if applied not in self._left_over:
            read = {c for maker, on in zip(self._makers, applied, strict=True) if on for c in maker.columns}
            deciding = {column for maker in self._makers for column, _wanted in maker.when}
            rest = (c for c in self._columns if c not in read | deciding | self._ignored | set(self._key))
            self._left_over[applied] = tuple(rest)
        return self._left_over[applied]


def _cell_for(rule: RecordRule, name: str) -> str:
    """The column of the list that a field comes from."""
    if name in rule.links:
        return rule.links[name].removeprefix("@")
    return next(iter(rule.fields[name].columns), "") if name in rule.fields else ""


def _where(form: "re.Pattern[str]", cells: dict[str, str], headers: dict[str, str]) -> str:
    return next((headers[column] for column, text in cells.items() if column in headers and form.search(text)), "")


def _require_columns(layout: Layout, present: set[str]) -> None:
    wanted = (layout.used_columns() | set(layout.ignored) | set(layout.key)) - set(layout.optional) - present
    for names in layout.header_sets.values():
        wanted &= {layout.column_of(name) or "" for name in names}
    if wanted:
        raise Refused("import.header_differs", layout=layout.code, columns=", ".join(sorted(wanted)))


def _maker(rule: RecordRule) -> _Maker:
    limits = text_limits(rule.table)
    _check_targets(rule)
    constants = {name: _constant(one) for name, one in rule.fields.items() if one.constant is not None}
    closed = closed_codes(rule.table)
    fills = tuple(
        field_reader(name, _within_codes(one, closed.get(name)), limits.get(name))
        for name, one in rule.fields.items()
        if one.constant is None
    )
    inside = tuple((column, name) for column, name in rule.links.items() if not name.startswith("@"))
    outside = tuple((column, name[1:]) for column, name in rule.links.items() if name.startswith("@"))
    columns = {column for one in rule.fields.values() for column in one.columns} | {cell for _column, cell in outside}
    pieces: Pieces | None = None
    if rule.each is not None:
        columns |= set(rule.each.columns)
        target = rule.into or _EACH_FIELD.get(rule.each.read, "")
        pieces = pieces_reader(rule.each, rule.into, limits.get(target))
    asked = tuple(rule.unless_empty or sorted(columns))
    when = tuple((column, frozenset(wanted)) for column, wanted in rule.when.items())
    needed = needed_columns(rule.table)
    return _Maker(rule, constants, fills, pieces, tuple(sorted(columns)), asked, when, inside, outside, needed)


def _within_codes(rule: FieldRule, codes: tuple[str, ...] | None) -> FieldRule:
    """Text for a column with a closed list is one of its codes, or is reported; else the database refused the file."""
    if codes is None or rule.read != "text":
        return rule
    return rule.model_copy(update={"read": "code", "codes": {code: code for code in codes}})


def _constant(rule: FieldRule) -> Any:
    return list(rule.constant) if isinstance(rule.constant, tuple) else rule.constant


def _check_targets(rule: RecordRule) -> None:
    """A layout that names a column no table has is refused before the first row."""
    known = columns_of(rule.table)
    named = {*rule.fields, *rule.links} | ({rule.into} if rule.into else set())
    wrong = sorted(name for name in named if name not in known)
    if wrong:
        raise Refused("import.bad_layout", where=f"{rule.table}: {', '.join(wrong)}")
