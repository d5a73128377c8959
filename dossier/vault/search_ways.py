"""From field:value to the records that fulfil it, in the order of an index: nothing is sorted, so that few can be read.

The SQL is fixed text of this package; whatever a person typed is a value of a mark.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from dossier.domain.queries import Span
from dossier.vault.search_reading import Condition, Reader, marks, where
from dossier.vault.search_words import Key

if TYPE_CHECKING:
    from dossier.domain.articles import ArticleRef

_FEW: Final = 200
_MANY: Final = 2000
_WIDEST_DAYS: Final = 3660
"""A date as vague as "the seventies" is still found by its own years."""
_MOST_LISTS: Final = 2000


class Way(NamedTuple):
    """Records by one index: its table is called ``way`` here, a name that no condition uses."""

    record_id: str
    """The column with the id of the record."""
    source: str
    """SQL from FROM to the end of its WHERE."""
    order: str
    """Columns of the index in its order, as far as ``source`` does not fix them; the last one is unique."""
    values: tuple[Any, ...]
    """Of the marks in ``source``."""


Ways = tuple[Way, ...]
"""Every record that fulfils a limit is on one of them; further ones may be, too."""
NOWHERE: Final[Ways] = ()


def leading_ids(
    reader: Reader, kind: str, ways: Sequence[Ways | None], conditions: Sequence[Condition], wanted: int
) -> list[Any]:
    """The ids of records by limits alone, as the driver gives them: all by which one limit has few, or the first ones.

    Args:
        reader: Of the session.
        kind: The table of the records.
        ways: Of each limit; None for one that only a scan can answer.
        conditions: All that the records must fulfil; of few records they are not asked here.
        wanted: So many will be shown.
    """
    few = max(_FEW, 2 * wanted)
    known = [one for one in ways if one is not None]
    for most in (few, max(few, _MANY)) if len(ways) > 1 else (few,):
        for one in known:
            found = _ids(reader, one, (), most)
            if len(found) < most:
                return list(dict.fromkeys(found))
    alive = _alive(kind)
    by_index = known[0] if known else (Way("way.id", f"FROM {kind} way WHERE 1 = 1", "way.id DESC", ()),)
    return list(dict.fromkeys(_ids(reader, by_index, (*conditions, *alive), few)))


def _ids(reader: Reader, ways: Ways, conditions: Sequence[Condition], most: int) -> list[Any]:
    found: list[Any] = []
    for way in ways:
        if len(found) < most:
            more, values = where(conditions, way.record_id)
            query = f"SELECT {way.record_id} {way.source}{more} ORDER BY {way.order} LIMIT {most - len(found)}"
            found += [raw_id for (raw_id,) in reader.rows(query, (*way.values, *values))]
    return found


def _alive(kind: str) -> tuple[Condition, ...]:
    """Whoever was merged into another is not shown: not all of the first ones may be such."""
    if kind != "person":
        return ()
    return (Condition("EXISTS (SELECT 1 FROM person alive WHERE alive.id = {id} AND alive.merged_into_id IS NULL)"),)


def earliest(reader: Reader, day: Any) -> Any:
    """The first day of which a vague date may still reach this one."""
    return reader.day(day - timedelta(days=min(_WIDEST_DAYS, day.toordinal() - 1)))


def by_days(reader: Reader, table: str, owner: str, column: str, span: Span) -> Ways:
    """Dates that begin in the span, then vaguer ones that begin before it and may reach it."""
    lower, upper = f"way.{column}_lower", f"way.{column}_upper"
    begun = [(f"{lower} >= ?", span.lower), (f"{lower} <= ?", span.upper)]
    inside = [(sql, reader.day(day)) for sql, day in begun if day]
    sources = [(" AND ".join(sql for sql, _day in inside), tuple(day for _sql, day in inside))]
    if span.lower:
        first = reader.day(span.lower)
        vague = f"{lower} < ? AND {lower} >= ? AND ({upper} >= ? OR {upper} IS NULL)"
        sources.append((vague, (first, earliest(reader, span.lower), first)))
    else:
        sources.append((f"{lower} IS NULL AND {upper} IS NOT NULL", ()))
    order = f"{lower}, {upper}, way.id"
    return tuple(Way(f"way.{owner}", f"FROM {table} way WHERE {sql}", order, values) for sql, values in sources)


def by_articles(articles: Sequence["ArticleRef"]) -> Ways:
    """Persons by what they were charged with."""
    source = "FROM charge way CROSS JOIN proceeding whose WHERE whose.id = way.proceeding_id AND way.article = ?"
    return tuple(
        Way("whose.person_id", f"{source} AND way.part = ?", "way.id", (one.article, one.part))
        if one.part
        else Way("whose.person_id", source, "way.id", (one.article,))
        for one in articles
    )


def in_custody() -> Ways:
    """Persons by a deprivation of liberty that did not end."""
    source = "FROM episode way WHERE way.ended_lower IS NULL AND way.ended IS NULL"
    return (Way("way.person_id", source, "way.ended_upper, way.id", ()),)


def released() -> Ways:
    """Persons by one that ended, those first of which the day is known."""
    order = "way.ended_lower DESC, way.ended_upper DESC, way.id DESC"
    sources = ("way.ended_lower IS NOT NULL", "way.ended_lower IS NULL AND way.ended IS NOT NULL")
    return tuple(Way("way.person_id", f"FROM episode way WHERE {source}", order, ()) for source in sources)


def recognised(codes: Iterable[str]) -> Ways:
    """Persons by a status that they have."""
    source = "FROM recognition way WHERE way.status_code = ? AND way.ended IS NULL"
    return tuple(Way("way.person_id", source, "way.id", (code,)) for code in codes)


def by_citizenship(reader: Reader, codes: Sequence[str]) -> Ways:
    """Persons by their lists of citizenships: the different lists are few, and each is a place in the index."""
    mark, text = ("?", "v") if reader.is_sqlite else ("CAST(? AS jsonb)", "CAST(v AS text)")
    one = "SELECT p.citizenship_codes FROM person p WHERE p.citizenship_codes <> '[]'{} ORDER BY 1 LIMIT 1"
    following = one.format(" AND p.citizenship_codes > lists.v")
    lists = reader.rows(
        f"WITH RECURSIVE lists(v) AS (SELECT ({one.format('')}) UNION ALL SELECT ({following}) FROM lists "
        f"WHERE v IS NOT NULL) SELECT {text} FROM lists WHERE v IS NOT NULL LIMIT {_MOST_LISTS}"
    )
    source = f"FROM person way WHERE way.citizenship_codes = {mark} AND way.citizenship_codes <> '[]'"
    return tuple(
        Way("way.id", source, "way.id DESC", (listed,))
        for (listed,) in lists
        if set(codes).intersection(json.loads(listed))
    )


def by_code(table: str, column: str, codes: Iterable[str]) -> Ways:
    """Records by a code in a column that has an index."""
    source = f"FROM {table} way WHERE way.{column} = ?"
    return tuple(Way("way.id", source, "way.id DESC", (code,)) for code in codes)


def by_keys(keys: Iterable[Key], numbers: Sequence[int], others: Sequence[Condition]) -> Ways:
    """Records by one word of their texts, under each of its keys, as far as they fulfil the conditions."""
    more, values = where(others, "way.record_id")
    source = f"FROM search_posting way WHERE way.key = ? AND way.field IN ({marks(numbers)}){more}"
    return tuple(Way("way.record_id", source, "way.record_id, way.field", (key, *numbers, *values)) for key in keys)


def by_name(keys: Iterable[Key], given_of_child: Iterable[Key]) -> Ways:
    """Persons by a surname, a given name, and, under these given names, a patronymic."""
    keys = tuple(keys)
    parts = {
        "surname_key": "way.given_key, way.patronymic_key, way.person_id",
        "given_key": "way.patronymic_key, way.surname_key, way.person_id",
    }
    own = [
        Way("way.person_id", f"FROM search_name way WHERE way.{part} = ?", order, (key,))
        for part, order in parts.items()
        for key in keys
    ]
    source = "FROM search_name way WHERE way.given_key = ? AND way.patronymic_key = ?"
    fathers = (
        Way("way.person_id", source, "way.surname_key, way.person_id", (given, key))
        for given in given_of_child
        for key in keys
    )
    return (*own, *fathers)
