"""Cells into fields: a small reader for each kind of column, which says where it could not read and keeps the text."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from dossier.domain.articles import ArticleRef, Reading, read_articles
from dossier.domain.catalogue import branch_of, knows
from dossier.domain.dates import PartialDate
from dossier.errors import InputProblem
from dossier.intake.layouts import FieldRule
from dossier.intake.names_in_cells import name_fields, names_in
from dossier.intake.penalties_in_cells import penalties_in
from dossier.intake.report import Finding

DATE_TEXT_LIMIT = 200
ARTICLE_TEXT_LIMIT = 2000
STORED_LIMIT = 60


class RowRefused(Exception):
    """The row cannot be taken; ``decision`` where a person can say how to read it."""

    def __init__(self, code: str, column: str = "", text: str = "", *, decision: bool = False) -> None:
        super().__init__(code)
        self.finding = Finding(code, column, text)
        self.decision = decision


class Row:
    """The cells of one row by column, and what was noticed in it."""

    __slots__ = ("branch", "cells", "findings", "headers", "language", "today")

    def __init__(
        self, cells: dict[str, str], headers: dict[str, str], today: date, language: str | None = None
    ) -> None:
        self.cells = cells
        self.headers = headers
        self.today = today
        self.language = language
        self.branch = ""
        """Of the proceeding that the row became, once it is read: the same word means another punishment in each."""
        self.findings: list[Finding] = []

    def note(self, code: str, column: str) -> None:
        """Something to look at in a cell."""
        self.findings.append(Finding(code, self.headers.get(column, column), self.cells.get(column, "")))

    def refuse(self, code: str, column: str, *, decision: bool = False) -> RowRefused:
        """The exception that gives the row up because of a cell."""
        return RowRefused(code, self.headers.get(column, column), self.cells.get(column, ""), decision=decision)


Fill = Callable[[Row, dict[str, Any]], None]
Pieces = Callable[[Row], list[dict[str, Any]]]


def field_reader(target: str, rule: FieldRule, limit: int | None) -> Fill:
    """The reader of one field; it puts nothing where the cell is empty."""
    return _FIELD_READERS[rule.read](target, rule, limit)


def _text(target: str, rule: FieldRule, limit: int | None) -> Fill:
    def fill(row: Row, values: dict[str, Any]) -> None:
        for column in rule.columns:
            if text := row.cells[column]:
                values[target] = _within(row, column, text, limit)
                return

    return fill


def _within(row: Row, column: str, text: str, limit: int | None) -> str:
    if limit is not None and len(text) > limit:
        raise row.refuse("cell.too_long", column)
    return text


def _labelled(target: str, rule: FieldRule, limit: int | None) -> Fill:
    def fill(row: Row, values: dict[str, Any]) -> None:
        lines = [f"{row.headers[column]}: {row.cells[column]}" for column in rule.columns if row.cells[column]]
        if lines:
            values[target] = _within(row, rule.columns[0], "\n".join(lines), limit)

    return fill


def _first_name(target: str, rule: FieldRule, limit: int | None) -> Fill:
    """The first name of a cell; where it is empty, the other columns are its parts: surname, given name, patronymic."""
    column, *parts = rule.columns

    def fill(row: Row, values: dict[str, Any]) -> None:
        names = names_in(row.cells[column])
        text = names[0].text if names else _joined_text(row, parts)
        if not text:
            raise row.refuse("row.name_missing", column)
        values[target] = _within(row, column, text, limit)

    return fill


def _joined_text(row: Row, columns: Sequence[str]) -> str:
    return " ".join(row.cells[column] for column in columns if row.cells[column])


def _joined(target: str, rule: FieldRule, limit: int | None) -> Fill:
    def fill(row: Row, values: dict[str, Any]) -> None:
        if text := _joined_text(row, rule.columns):
            values[target] = _within(row, rule.columns[0], text, limit)

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
        pieces = [piece for column in rule.columns for piece in _parted(row.cells[column], rule.separator)]
        if not codes:
            found = pieces
        else:
            found = [codes[piece.casefold()] for piece in pieces if piece.casefold() in codes]
            if len(found) < len(pieces):
                row.note("cell.code", rule.columns[0])
        if found:
            values[target] = list(dict.fromkeys(found))

    return fill


def _parted(text: str, separator: str) -> list[str]:
    pieces = text.split(separator) if separator else [text]
    return [piece.strip() for piece in pieces if piece.strip()]


@lru_cache(maxsize=16_384)
def _read_date(text: str, order: Any) -> tuple[str, date | None, date | None] | str:
    """The date as it is stored and both bounds, or the code of what is wrong with it."""
    try:
        read = PartialDate.parse(text, order=order)
    except InputProblem as problem:
        return problem.code
    return (read.stored, read.lower, read.upper) if len(read.stored) <= STORED_LIMIT else "cell.too_long"


def _range_text(row: Row, columns: Sequence[str]) -> str:
    """First and last day of two columns as one range; one of them where the other is empty or the same."""
    first, last = (row.cells[column] for column in columns)
    return f"{first}/{last}" if first and last and first != last else first or last


def _date(target: str, rule: FieldRule, limit: int | None) -> Fill:
    may_lie_ahead = "future" in rule.kinds
    is_range = "range" in rule.kinds
    written_name, lower_name, upper_name = f"{target}_as_written", f"{target}_lower", f"{target}_upper"

    def fill(row: Row, values: dict[str, Any]) -> None:
        column = next((one for one in rule.columns if row.cells[one]), None)
        if column is None:
            return
        text = _range_text(row, rule.columns) if is_range else row.cells[column]
        values[written_name] = _within(row, column, text, DATE_TEXT_LIMIT)
        read = _read_date(text, rule.order)
        if read == "date.ambiguous":
            raise row.refuse(read, column, decision=True)
        if isinstance(read, str):
            row.note(read, column)
            return
        stored, lower, upper = read
        values[target], values[lower_name], values[upper_name] = stored, lower, upper
        if lower is not None and lower > row.today and not may_lie_ahead:
            row.note("cell.future", column)

    return fill


@lru_cache(maxsize=16_384)
def _told_finer(stored: str, words: str) -> str:
    """The date of the words, where it is the stored one in EDTF; otherwise the stored one."""
    try:
        told = PartialDate.parse(words)
    except InputProblem:
        return stored
    return told.stored if told.edtf == stored and len(told.stored) <= STORED_LIMIT else stored


def _words(target: str, rule: FieldRule, limit: int | None) -> Fill:
    """The words in which a date was written, in place of the date's cell; none where their own cell is empty.

    EDTF has no word for early, middle and late, nor for a time without seconds: where the words are those of the date
    in the cell, the date is kept as they say it.
    """
    column = rule.columns[0]
    date_name = target.removesuffix("_as_written")

    def fill(row: Row, values: dict[str, Any]) -> None:
        if text := row.cells[column]:
            values[target] = _within(row, column, text, limit)
            if stored := values.get(date_name):
                values[date_name] = _told_finer(stored, text)
        elif column in row.headers:
            values.pop(target, None)

    return fill


@lru_cache(maxsize=16_384)
def _read_articles(text: str, code: str | None) -> Reading | str:
    try:
        return read_articles(text, default_code=code)
    except InputProblem as problem:
        return problem.code


def _articles_of(text: str, code: str | None) -> tuple[ArticleRef, ...]:
    read = _read_articles(text, code)
    return () if isinstance(read, str) else read.refs


def _branch(target: str, rule: FieldRule, limit: int | None) -> Fill:
    """The branch that the cited codes belong to; otherwise the one that the layout declares."""

    def fill(row: Row, values: dict[str, Any]) -> None:
        pieces = (piece for column in rule.columns for piece in _citations(row.cells[column], rule.code))
        refs = (ref for piece in pieces for ref in _articles_of(piece, rule.code))
        branches = {branch_of(ref.code) for ref in refs} & {"criminal", "administrative"}
        chosen = "criminal" if "criminal" in branches else next(iter(branches), rule.otherwise)
        if chosen is not None:
            values[target] = chosen
            row.branch = row.branch or chosen

    return fill


def _citations(text: str, code: str | None) -> list[str]:
    """The pieces of a cell that cite; the whole cell where a piece says nothing without the one before it."""
    pieces = _cited(text)
    if len(pieces) > 1 and not all(_articles_of(piece, code) for piece in pieces) and _articles_of(text, code):
        return [text]
    return pieces


def _cited(text: str) -> list[str]:
    return _parted(text.replace("\n", ";").replace("|", ";"), ";")


def _day(target: str, rule: FieldRule, limit: int | None) -> Fill:
    """A whole day in ISO 8601; anything else is reported and kept with the row."""
    column = rule.columns[0]

    def fill(row: Row, values: dict[str, Any]) -> None:
        text = row.cells[column]
        try:
            if text:
                values[target] = date.fromisoformat(text)
        except ValueError:
            row.note("date.form", column)

    return fill


def _instant(target: str, rule: FieldRule, limit: int | None) -> Fill:
    """An instant with its offset; anything else is reported and kept with the row."""
    column = rule.columns[0]

    def fill(row: Row, values: dict[str, Any]) -> None:
        text = row.cells[column]
        found = instant_of(text)
        if found is not None:
            values[target] = found
        elif text:
            row.note("date.form", column)

    return fill


def instant_of(text: str) -> datetime | None:
    """The instant that a text names with its offset, in UTC; None for any other text."""
    try:
        found = datetime.fromisoformat(text) if "T" in text else None
    except ValueError:
        return None
    return found.astimezone(UTC) if found is not None and found.tzinfo is not None else None


def _moment(target: str, rule: FieldRule, limit: int | None) -> Fill:
    """An instant, whose day is the date as well, or a date at its own precision."""
    column = rule.columns[0]
    as_date = _date(target, rule, limit)

    def fill(row: Row, values: dict[str, Any]) -> None:
        found = instant_of(row.cells[column])
        if found is None:
            as_date(row, values)
            return
        day = found.date()
        values["detained_at"] = found
        values[target], values[f"{target}_lower"], values[f"{target}_upper"] = day.isoformat(), day, day
        values[f"{target}_as_written"] = row.cells[column]

    return fill


def _article_key(target: str, rule: FieldRule, limit: int | None) -> Fill:
    """The key of an article from its code, number and part; whether the catalogue knows it."""
    code, article, part = rule.columns

    def fill(row: Row, values: dict[str, Any]) -> None:
        if row.cells[code] and row.cells[article]:
            values[target] = "-".join(filter(None, (row.cells[code], row.cells[article], row.cells[part])))[:60]
            values["in_catalogue"] = knows(row.cells[code], row.cells[article])

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
    "day": _day,
    "instant": _instant,
    "moment": _moment,
    "iso_term": _iso_term,
    "article_key": _article_key,
    "integer": _integer,
    "code": _code,
    "list": _list,
    "date": _date,
    "words": _words,
    "branch": _branch,
}


def pieces_reader(rule: FieldRule, into: str | None, limit: int | None) -> Pieces:
    """The reader that takes a cell apart into several records of one table."""
    return _PIECE_READERS[rule.read](rule, into, limit)


def _list_pieces(rule: FieldRule, into: str | None, limit: int | None) -> Pieces:
    target = into or ""

    def read(row: Row) -> list[dict[str, Any]]:
        return [
            {target: _within(row, column, piece, limit)}
            for column in rule.columns
            for piece in _parted(row.cells[column], rule.separator)
        ]

    return read


def _name_pieces(rule: FieldRule, into: str | None, limit: int | None) -> Pieces:
    column = rule.columns[0]

    def read(row: Row) -> list[dict[str, Any]]:
        names = names_in(row.cells[column])
        found = [dict(name_fields(form)) for form in names if _within(row, column, form.text, limit)]
        for values in found:
            if row.language and values["script"] == "Cyrl":
                values.setdefault("language", row.language)
        return found

    return read


def _article_pieces(rule: FieldRule, into: str | None, limit: int | None) -> Pieces:
    column = rule.columns[0]

    def read(row: Row) -> list[dict[str, Any]]:
        found = []
        for piece in _citations(row.cells[column], rule.code):
            _within(row, column, piece, ARTICLE_TEXT_LIMIT)
            refs = _articles_of(piece, rule.code)
            if not refs:
                row.note("cell.articles", column)
            found += [_charge(ref, piece) for ref in refs] or [{"article_as_written": piece}]
        return found

    return read


def _charge(ref: ArticleRef, piece: str) -> dict[str, Any]:
    complicity = ref.complicity or ref.stage
    return {
        "article_key": ref.key[:60],
        "code": ref.code or None,
        "article": ref.article,
        "part": ref.part,
        "point": ref.point,
        "complicity": None if complicity is None else "-".join(filter(None, (complicity.article, complicity.part))),
        "article_as_written": piece,
        "in_catalogue": knows(ref.code, ref.article),
    }


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
            _within(row, asked, one["term_as_written"], limit)
        return [dict(one) for one in read_penalties.rows]

    return read


_PIECE_READERS: dict[str, Callable[[FieldRule, str | None, int | None], Pieces]] = {
    "list": _list_pieces,
    "text": _list_pieces,
    "names": _name_pieces,
    "articles": _article_pieces,
    "penalties": _penalty_pieces,
}
