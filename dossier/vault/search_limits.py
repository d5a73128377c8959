"""field:value of a query as SQL: a condition on a record that is found, and a way to the records that fulfil it.

The SQL is fixed text of this module; whatever a person typed is a value of a mark.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from dossier.domain.names.keys import text_keys
from dossier.domain.queries import Limit, Span
from dossier.vault.search_fields import KINDS
from dossier.vault.search_names import NameFinder
from dossier.vault.search_reading import NEVER, Condition, Reader, marks
from dossier.vault.search_texts import numbers_of, posting_condition
from dossier.vault.search_words import word_of

if TYPE_CHECKING:
    from dossier.domain.articles import ArticleRef

MOST: Final = 2000
_SPELLINGS: Final = 8


class Asked(NamedTuple):
    """A limit for one kind of record."""

    condition: Condition
    ids: tuple[str, tuple[object, ...]] | None = None
    """SQL of the ids of records that fulfil it, from an index, with its values; None where only a scan finds them."""


_KIND_WORDS: Final = {
    "person": "person persons people человек люди лицо персона чалавек людзі асоба людина особа",
    "legal_case": "case cases legal_case dossier дело дела досье справа справы дасье справи досьє",
    "event": "event events событие события падзея падзеі подія події",
    "exhibit": "exhibit exhibits evidence доказательство доказательства вещдок доказ доказы докази",
    "organisation": "organisation organization body agency court facility организация орган учреждение арганізацыя "
    "установа організація",
}
_STATUS_WORDS: Final = {
    "political_prisoner": "political_prisoner political prisoner политзаключенный политзаключённый политзаключенная "
    "политзаключённая палітвязень палітзняволены палітзняволеная політв'язень",
    "former_political_prisoner": "former_political_prisoner former бывший бывшая былы былая колишній колишня",
    "not_recognised": "not_recognised unrecognised непризнанный не прызнаны невизнаний",
}
_IN_CUSTODY: Final = frozenset(
    "custody imprisoned detained сидит заключён заключен зняволены сядзіць ув'язнений".split()
)
_RELEASED: Final = frozenset("released free освобождён освобожден освобождена вызвалены вызвалена звільнений".split())
_PERSON_DAYS: Final = {
    "born": ("person", "id", "born"),
    "arrested": ("episode", "person_id", "started"),
    "released": ("episode", "person_id", "ended"),
    "decided": ("proceeding", "person_id", "decided"),
}
_COUNTRY_OF: Final = {
    "person": ("person c CROSS JOIN {list}(c.citizenship_codes) AS v", "v.value"),
    "event": ("event c", "c.country_code"),
    "legal_case": ("legal_case c", "c.state_code"),
}
_WIDEST_DAYS: Final = 3660
"""A date as vague as "the seventies" is still found by its own years."""


def kinds_of(limits: Iterable[Limit]) -> list[str]:
    """The kinds of records that the query asks for."""
    wanted = list(KINDS)
    for limit in limits:
        if limit.field == "kind":
            named = _named_kinds(limit.text)
            wanted = [kind for kind in wanted if (kind in named) != limit.is_excluded]
    return wanted


def _named_kinds(text: str) -> set[str]:
    word = text.casefold().strip()
    return {kind for kind, words in _KIND_WORDS.items() if any(one.startswith(word) for one in words.split())}


def asked(reader: Reader, finder: NameFinder, limit: Limit, kind: str) -> Asked:
    """A limit for records of a kind; records that have no such field do not fulfil it."""
    found = _asked(reader, finder, limit, kind)
    if limit.is_excluded:
        return Asked(Condition(f"NOT ({found.condition.sql})", found.condition.values))
    return found


def _asked(reader: Reader, finder: NameFinder, limit: Limit, kind: str) -> Asked:
    if limit.span is not None:
        return _by_days(reader, limit.field, limit.span, kind)
    if limit.field == "article":
        return _by_articles(limit.articles, kind)
    if limit.field == "status":
        return _by_status(limit.text, kind)
    if limit.field in ("country", "citizenship"):
        return _by_country(reader, limit, kind)
    if limit.field == "name" and kind == "person":
        return Asked(name_condition(finder, limit.text.split()))
    return _by_words(finder, limit, kind)


def _by_days(reader: Reader, field: str, span: Span, kind: str) -> Asked:
    if field == "happened" and kind == "event":
        table, owner, column = "event", "id", "happened"
    elif kind == "person" and field in _PERSON_DAYS:
        table, owner, column = _PERSON_DAYS[field]
    else:
        return Asked(NEVER, ("SELECT id FROM person WHERE 1 = 0", ()))
    sql, values = overlap(reader, f"d.{column}", span)
    return Asked(
        Condition(f"EXISTS (SELECT 1 FROM {table} d WHERE d.{owner} = {{id}} AND {sql})", values),
        (f"SELECT d.{owner} FROM {table} d WHERE {sql} ORDER BY d.{column}_lower, d.{owner} LIMIT {MOST}", values),
    )


def overlap(reader: Reader, column: str, span: Span) -> tuple[str, tuple[object, ...]]:
    """A partial date that may lie in the span: their days overlap."""
    from datetime import timedelta

    parts, values = [f"({column}_lower IS NOT NULL OR {column}_upper IS NOT NULL)"], []
    if span.upper is not None:
        parts.append(f"({column}_lower <= ?{'' if span.lower else f' OR {column}_lower IS NULL'})")
        values.append(reader.day(span.upper))
    if span.lower is not None:
        parts.append(f"({column}_upper >= ? OR {column}_upper IS NULL)")
        values.append(reader.day(span.lower))
        earliest = max(span.lower.toordinal() - _WIDEST_DAYS, 1)
        parts.append(f"{column}_lower >= ?")
        values.append(reader.day(span.lower - timedelta(days=span.lower.toordinal() - earliest)))
    return " AND ".join(parts), tuple(values)


def _by_articles(articles: Sequence["ArticleRef"], kind: str) -> Asked:
    if kind != "person":
        return Asked(NEVER, ("SELECT id FROM person WHERE 1 = 0", ()))
    either, values = [], []
    for article in articles:
        parts = ["c.article = ?"] + (["c.part = ?"] if article.part else [])
        either.append(f"({' AND '.join(parts)})")
        values += [article.article] + ([article.part] if article.part else [])
    source = f"FROM charge c JOIN proceeding r ON r.id = c.proceeding_id WHERE ({' OR '.join(either)})"
    return Asked(
        Condition(f"EXISTS (SELECT 1 {source} AND r.person_id = {{id}})", tuple(values)),
        (f"SELECT DISTINCT r.person_id {source} ORDER BY r.person_id LIMIT {MOST}", tuple(values)),
    )


def _by_status(text: str, kind: str) -> Asked:
    word = text.casefold().strip()
    if kind != "person":
        return Asked(NEVER)
    if word in _IN_CUSTODY | _RELEASED:
        inside = "EXISTS (SELECT 1 FROM episode s WHERE s.person_id = {id} AND s.ended IS NULL)"
        outside = "EXISTS (SELECT 1 FROM episode s WHERE s.person_id = {id}) AND NOT " + inside
        return Asked(Condition(inside if word in _IN_CUSTODY else f"({outside})"))
    codes = [code for code, words in _STATUS_WORDS.items() if word == code or word in words.split()] or [word[:40]]
    sql = f"FROM recognition s WHERE s.status_code IN ({marks(codes)}) AND s.ended IS NULL"
    return Asked(
        Condition(f"EXISTS (SELECT 1 {sql} AND s.person_id = {{id}})", tuple(codes)),
        (f"SELECT s.person_id {sql} ORDER BY s.person_id LIMIT {MOST}", tuple(codes)),
    )


def _by_country(reader: Reader, limit: Limit, kind: str) -> Asked:
    """Persons by their citizenship, events by where they happened, cases by the state that they are against."""
    codes = _countries(reader, limit.text)
    if not codes or kind not in _COUNTRY_OF or (limit.field == "citizenship" and kind != "person"):
        return Asked(NEVER, ("SELECT id FROM person WHERE 1 = 0", ()))
    source, column = _COUNTRY_OF[kind]
    unfolded = source.format(list="json_each" if reader.is_sqlite else "jsonb_array_elements_text")
    sql = f"EXISTS (SELECT 1 FROM {unfolded} WHERE c.id = {{id}} AND {column} IN ({marks(codes)}))"
    return Asked(Condition(sql, codes))


def _countries(reader: Reader, text: str) -> tuple[str, ...]:
    """The codes of the countries of that name in any language of the lists, or else of those whose name begins so."""
    word = text.casefold().strip()
    query = "SELECT code, label_en, label_be, label_ru, label_uk FROM vocabulary_entry WHERE vocabulary = 'country'"
    known = {code: [name.casefold() for name in (code, *labels) if name] for code, *labels in reader.rows(query)}
    exactly = [code for code, names in known.items() if word in names]
    begun = [code for code, names in known.items() if any(name.startswith(word) for name in names)]
    return tuple(sorted(exactly or begun))


def _by_words(finder: NameFinder, limit: Limit, kind: str) -> Asked:
    numbers = numbers_of(kind, (limit.field,))
    if not numbers:
        return Asked(NEVER, ("SELECT id FROM person WHERE 1 = 0", ()))
    spelt = [spellings(finder, word, numbers, in_a_field=True) for word in limit.text.replace("-", " ").split()]
    spelt = [keys for keys in spelt if keys]
    if not spelt:
        return Asked(NEVER)
    conditions = [posting_condition(keys, numbers) for keys in spelt]
    together = Condition(
        " AND ".join(f"({one.sql})" for one in conditions), tuple(value for one in conditions for value in one.values)
    )
    rest = together.sql.replace("{id}", "p.record_id")
    sql = (
        f"SELECT DISTINCT p.record_id FROM search_posting p WHERE p.key IN ({marks(spelt[0])}) "
        f"AND p.field IN ({marks(numbers)}) AND {rest} ORDER BY p.record_id LIMIT {MOST}"
    )
    return Asked(together, (sql, (*spelt[0], *numbers, *together.values)))


def spellings(finder: NameFinder, text: str, numbers: Sequence[int], *, in_a_field: bool = False) -> tuple[str, ...]:
    """The keys of a word, of words that it begins, and, where these fields have none of them, of words like it.

    With ``in_a_field`` also those of the words that mean the same in names of courts and other bodies.
    """
    word = word_of(text, is_open=True)
    if word is None or word.letters:
        return ()
    others = finder.lexicon.in_other_languages(word) if in_a_field else ()
    keys = tuple(dict.fromkeys((*word.equal, *finder.lexicon.beginning(word)[:_SPELLINGS], *others)))
    query = f"SELECT 1 FROM search_posting WHERE key IN ({marks(keys)}) AND field IN ({marks(numbers)}) LIMIT 1"
    if finder.reader.rows(query, (*keys, *numbers)):
        return keys
    return (*keys, *finder.lexicon.similar(word)[:_SPELLINGS])


def name_condition(finder: NameFinder, words: Iterable[str]) -> Condition:
    """A person must have each of these words in some name."""
    parts: list[str] = []
    values: list[str] = []
    for text in words:
        word = word_of(text, is_open=False)
        if word is None:
            continue
        keys = tuple(dict.fromkeys((*word.equal, *word.others)))
        either = " OR ".join(f"k.{part}_key IN ({marks(keys)})" for part in ("surname", "given", "patronymic"))
        parts.append(f"EXISTS (SELECT 1 FROM search_name k WHERE k.person_id = {{id}} AND ({either}))")
        values += [*keys, *keys, *keys]
    return Condition(" AND ".join(parts) or "1 = 1", tuple(values))


def exclusion(text: str, kind: str) -> Condition:
    """A record must not have these words, in whatever spelling, in any name or field."""
    parts: list[str] = []
    values: list[object] = []
    for key in dict.fromkeys(text_keys(text)):
        posted = posting_condition([key], numbers_of(kind))
        sql, own = posted.sql, posted.values
        if kind == "person":
            either = " OR ".join(f"k.{part}_key = ?" for part in ("surname", "given", "patronymic"))
            sql = f"({sql} OR EXISTS (SELECT 1 FROM search_name k WHERE k.person_id = {{id}} AND ({either})))"
            own = (*own, key, key, key)
        parts.append(sql)
        values += own
    return Condition(f"NOT ({' AND '.join(parts)})" if parts else "1 = 1", tuple(values))
