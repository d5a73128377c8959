"""Row by row: shape, keys, editions, certainty, sources, references, ranges."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from dossier.domain.law_rows import Days, read_days
from dossier.domain.seed_checks.slips import Slip
from dossier.domain.seed_checks.tables import Described, Row, Seeds, Table

_DATES = ("in_force_from", "in_force_to", "valid_from")
_LEVELS = "certainty_levels.level"


def check_rows(seeds: Seeds, table: Table, told: Described) -> Iterator[Slip]:
    """What is wrong with the rows of one table."""
    levels = seeds.values("", _LEVELS)
    refs = {column: seeds.values(table.folder, reference) for column, reference in told.refs.items()}
    for line, row in table.rows:
        found = [*_shape(row)] or [
            *_certainty(row, levels),
            *_source(row, told),
            *_references(row, refs),
            *_values(row, told),
            *_ranges(row, told),
            *_patterns(row, told),
            *_days(row),
        ]
        yield from (Slip(table.file, line, code, table.key_of(row), what) for code, what in found)
    yield from _keys(table, told)


Found = Iterator[tuple[str, str]]


def _shape(row: dict[Any, Any]) -> Found:
    cells = [value for column, value in row.items() if column is not None]
    if None in row or any(value is None or value != value.strip() for value in cells):
        yield "seeds.shape", ""


def _certainty(row: Row, levels: set[str]) -> Found:
    for column, value in row.items():
        if column.endswith("certainty") and value not in levels:
            yield "seeds.certainty", value


def _source(row: Row, told: Described) -> Found:
    if told.source == "column" and not row.get("source"):
        yield "seeds.source", ""


def _references(row: Row, refs: dict[str, set[str]]) -> Found:
    for column, known in refs.items():
        for value in filter(None, (row.get(column) or "").split("|")):
            if value not in known:
                yield "seeds.reference", f"{column}={value}"


def _values(row: Row, told: Described) -> Found:
    for column, known in told.one_of.items():
        if row.get(column, "") not in known:
            yield "seeds.value", f"{column}={row.get(column, '')}"


def _ranges(row: Row, told: Described) -> Found:
    for low, high in told.ranges:
        written = [row.get(column) or "" for column in (low, high)]
        numbers = [float(one) for one in written if re.fullmatch(r"[0-9]+(\.[0-9]+)?", one)]
        if len(numbers) < len([one for one in written if one]):
            yield "seeds.number", " – ".join(written)
        elif len(numbers) == 2 and numbers[0] > numbers[1]:
            yield "seeds.range", " – ".join(written)


def _patterns(row: Row, told: Described) -> Found:
    for column in told.patterns:
        try:
            re.compile(row.get(column) or "")
        except re.error:
            yield "seeds.pattern", column


def _days(row: Row) -> Found:
    written = {column: row[column] for column in _DATES if row.get(column)}
    bad = [value for value in written.values() if _read(value) is None]
    if bad:
        yield from (("seeds.date", value) for value in bad)
        return
    first, last = _read(written.get("in_force_from", "")), _read(written.get("in_force_to", ""))
    if first and last and first.lower > last.upper:
        yield "seeds.backwards", ""


def _read(written: str) -> Days | None:
    try:
        return read_days(written)
    except ValueError:
        return None


# ---- keys and editions ----------------------------------------------------------------------------------------------


def _keys(table: Table, told: Described) -> Iterator[Slip]:
    by_key: dict[str, list[tuple[int, Row]]] = {}
    for line, row in table.rows:
        by_key.setdefault(table.key_of(row), []).append((line, row))
    for key, lines in by_key.items():
        if not key.strip(":"):
            yield from (Slip(table.file, line, "seeds.key", key, ", ".join(told.key)) for line, _row in lines)
        elif len(lines) > 1 and not told.editions:
            yield from (Slip(table.file, line, "seeds.key", key, key) for line, _row in lines[1:])
        elif len(lines) > 1:
            yield from (Slip(table.file, line, "seeds.editions", key, key) for line in _overlapping(lines))


def _overlapping(lines: list[tuple[int, Row]]) -> Iterator[int]:
    """Lines of editions that surely begin on the last day of the one before them, or earlier."""
    spans = sorted((*_span(row), line) for line, row in lines)
    for before, after in pairwise(spans):
        if after[0] <= before[1] or after[0] == date.min:
            yield after[2]


def _span(row: Row) -> tuple[date, date]:
    first, last = _read(row.get("in_force_from", "")), _read(row.get("in_force_to", ""))
    return (first.upper if first else date.min), (last.lower if last else date.max)
