"""Cells into fields: a small reader for each kind of column, which says where it could not read and keeps the text."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from dossier.errors import InputProblem
from dossier.intake import articles_in_cells as articles
from dossier.intake import dates_in_cells as dates
from dossier.intake.layouts import FieldRule
from dossier.intake.names_in_cells import name_fields, names_in
from dossier.intake.penalties_in_cells import penalties_in
from dossier.intake.row_cells import Fill, Pieces, Row, parted, within


def field_reader(target: str, rule: FieldRule, limit: int | None) -> Fill:
    """The reader of one field; it puts nothing where the cell is empty."""
    return _FIELD_READERS[rule.read](target, rule, limit)


def _text(target: str, rule: FieldRule, limit: int | None) -> Fill:
    def fill(row: Row, values: dict[str, Any]) -> None:
        for column in rule.columns:
            if text := row.cells[column]:
                values[target] = within(row, column, text, limit)
                return

    return fill


def _labelled(target: str, rule: FieldRule, limit: int | None) -> Fill:
    def fill(row: Row, values: dict[str, Any]) -> None:
        lines = [f"{row.headers[column]}: {row.cells[column]}" for column in rule.columns if row.cells[column]]
        if lines:
            values[target] = within(row, rule.columns[0], "\n".join(lines), limit)

    return fill


_TOTALS: Final = frozenset(
    {"итого", "всего", "итог", "усяго", "разам", "усього", "разом", "total", "totals", "sum", "grand total"}
)
"""What stands in place of a name in the last row of many a sheet."""


def _first_name(target: str, rule: FieldRule, limit: int | None) -> Fill:
    """The first name of a cell; where it is empty, the other columns are its parts: surname, given name, patronymic."""
    column, *parts = rule.columns

    def fill(row: Row, values: dict[str, Any]) -> None:
        names = names_in(row.cells[column])
        text = names[0].text if names else _joined_text(row, parts)
        if not text:
            raise row.refuse("row.name_missing", column)
        if text.strip(" :.").casefold() in _TOTALS:
            raise row.refuse("row.total", column)
        values[target] = within(row, column, text, limit)

    return fill


def _joined_text(row: Row, columns: Sequence[str]) -> str:
    return " ".join(row.cells[column] for column in columns if row.cells[column])


def _joined(target: str, rule: FieldRule, limit: int | None) -> Fill:
    def fill(row: Row, values: dict[str, Any]) -> None:
        if text := _joined_text(row, rule.columns):
            values[target] = within(row, rule.columns[0], text, limit)

    return fill


_BOOLEANS = {
    **dict.fromkeys(("true", "yes", "y", "1", "да", "так", "tak", "x", "+"), True),
    **dict.fromkeys(("false", "no", "n", "0", "нет", "не", "ні", "nie", "-"), False),
}


def _boolean(target: str, rule: FieldRule, limit: int | None) -> Fill:
    column = rule.columns[0]

    def fill(row: Row, values: dict[str, Any]) -> None:
        text = row.cells[column]
        value = _BOOLEANS.get(text.casefold())
        if value is not None:
            values[target] = value
        elif text:
            row.note("cell.code", column)

    return fill


def _integer(target: str, rule: FieldRule, limit: int | None) -> Fill:
    column = rule.columns[0]

    def fill(row: Row, values: dict[str, Any]) -> None:
        text = row.cells[column]
        if text.isascii() and text.isdigit() and len(text) < 10:
            values[target] = int(text)
        elif text:
            row.note("cell.number", column)

    return fill


def _code(target: str, rule: FieldRule, limit: int | None) -> Fill:
    codes = {text.casefold(): code for text, code in rule.codes.items()}
    column = rule.columns[0]

    def fill(row: Row, values: dict[str, Any]) -> None:
        text = row.cells[column]
        if not text:
            return
        code = codes.get(text.strip().casefold(), rule.otherwise)
        if text.strip().casefold() not in codes:
            row.note("cell.code", column)
        if code is not None:
            values[target] = code

    return fill


def _list(target: str, rule: FieldRule, limit: int | None) -> Fill:
    codes = {text.casefold(): code for text, code in rule.codes.items()}

    def fill(row: Row, values: dict[str, Any]) -> None:
        pieces = [piece for column in rule.columns for piece in parted(row.cells[column], rule.separator)]
        if not codes:
            found = pieces
        else:
            found = [codes[piece.casefold()] for piece in pieces if piece.casefold() in codes]
            if len(found) < len(pieces):
                row.note("cell.code", rule.columns[0])
        if found:
            values[target] = list(dict.fromkeys(found))

    return fill


_ISO_TERM = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(\d+)H)?")


def _iso_term(target: str, rule: FieldRule, limit: int | None) -> Fill:
    """The columns of a length from our own lists: ISO 8601, "life", "death", base units, money."""
    term, base_units, money = rule.columns

    def fill(row: Row, values: dict[str, Any]) -> None:
        found = _ISO_TERM.fullmatch(row.cells[term])
        if found is not None and any(found.groups()):
            numbers = (int(number) if number else None for number in found.groups())
            values.update(zip(("years", "months", "days", "hours"), numbers, strict=True))
            values[target] = "time"
        elif row.cells[term] in {"life", "death"}:
            values[target] = row.cells[term]
        elif row.cells[term]:
            row.note("cell.number", term)
        for column, kind in ((base_units, "base_units"), (money, "money")):
            if row.cells[column]:
                values[target], values["amount"] = kind, _amount(row, column)

    return fill


def _amount(row: Row, column: str) -> Decimal | None:
    try:
        return Decimal(row.cells[column]).quantize(Decimal("0.01"))
    except InvalidOperation:
        row.note("cell.number", column)
        return None


_FIELD_READERS: dict[str, Callable[[str, FieldRule, int | None], Fill]] = {
    "text": _text,
    "labelled": _labelled,
    "first_name": _first_name,
    "joined": _joined,
    "boolean": _boolean,
    "day": dates.read_day,
    "instant": dates.read_instant,
    "moment": dates.read_moment,
    "iso_term": _iso_term,
    "article_key": articles.read_article_key,
    "integer": _integer,
    "code": _code,
    "list": _list,
    "date": dates.read_date,
    "words": dates.read_words,
    "branch": articles.read_branch,
}


def pieces_reader(rule: FieldRule, into: str | None, limit: int | None) -> Pieces:
    """The reader that takes a cell apart into several records of one table."""
    return _PIECE_READERS[rule.read](rule, into, limit)


def _list_pieces(rule: FieldRule, into: str | None, limit: int | None) -> Pieces:
    target = into or ""

    def read(row: Row) -> list[dict[str, Any]]:
        return [
            {target: within(row, column, piece, limit)}
            for column in rule.columns
            for piece in parted(row.cells[column], rule.separator)
        ]

    return read


def _name_pieces(rule: FieldRule, into: str | None, limit: int | None) -> Pieces:
    column = rule.columns[0]

    def read(row: Row) -> list[dict[str, Any]]:
        names = names_in(row.cells[column])
        found = [dict(name_fields(form)) for form in names if within(row, column, form.text, limit)]
        for values in found:
            if row.language and values["script"] == "Cyrl":
                values.setdefault("language", row.language)
        return found

    return read


def _penalty_pieces(rule: FieldRule, into: str | None, limit: int | None) -> Pieces:
    length_column, *kind_columns = rule.columns

    def read(row: Row) -> list[dict[str, Any]]:
        kind_text = " ".join(filter(None, (row.cells[column] for column in kind_columns)))
        decision = row.cells[length_column]
        if not decision and not kind_text:
            return []
        asked = length_column if decision else kind_columns[0]
        try:
            read_penalties = penalties_in(decision, kind_text, row.branch)
        except InputProblem as problem:
            raise row.refuse(problem.code, asked, decision=True) from None
        for code in read_penalties.findings:
            row.note(code, asked)
        for one in read_penalties.rows:
            within(row, asked, one["term_as_written"], limit)
        return [dict(one) for one in read_penalties.rows]

    return read


_PIECE_READERS: dict[str, Callable[[FieldRule, str | None, int | None], Pieces]] = {
    "list": _list_pieces,
    "text": _list_pieces,
    "names": _name_pieces,
    "articles": articles.article_pieces,
    "penalties": _penalty_pieces,
}
