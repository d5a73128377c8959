"""field:value of a query as SQL: a condition on a record that is found, and a way to the records that fulfil it.

The SQL is fixed text of this module; whatever a person typed is a value of a mark.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from dossier.domain.country_codes import alpha_2
from dossier.domain.names.keys import text_keys
from dossier.domain.queries import Limit, Span
from dossier.vault.search_fields import KINDS
from dossier.vault.search_names import NameFinder, given_of_child
from dossier.vault.search_reading import NEVER, Condition, Reader, marks
from dossier.vault.search_texts import numbers_of, posting_condition
from dossier.vault.search_ways import (
    NOWHERE,
    Ways,
    by_articles,
    by_citizenship,
    by_code,
    by_days,
    by_keys,
    by_name,
    earliest,
    in_custody,
    recognised,
    released,
)
from dossier.vault.search_words import Word, word_of

if TYPE_CHECKING:
    from dossier.domain.articles import ArticleRef

_SPELLINGS: Final = 8


class Asked(NamedTuple):
    """A limit for one kind of record."""

    condition: Condition
    ways: Ways | None = None
    """By which the records are found that fulfil it; None where only a scan finds them."""


_NEVER: Final = Asked(NEVER, NOWHERE)


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
        words = [word for text in limit.text.split() if (word := word_of(text, is_open=False))]
        return Asked(_name_condition(words), _ways_of_name(finder, words))
    return _by_words(finder, limit, kind)


def _by_days(reader: Reader, field: str, span: Span, kind: str) -> Asked:
    if field == "happened" and kind == "event":
        table, owner, column = "event", "id", "happened"
    elif kind == "person" and field in _PERSON_DAYS:
        table, owner, column = _PERSON_DAYS[field]
    else:
        return _NEVER
    sql, values = overlap(reader, f"d.{column}", span)
    return Asked(
        Condition(f"EXISTS (SELECT 1 FROM {table} d WHERE d.{owner} = {{id}} AND {sql})", values),
        by_days(reader, table, owner, column, span),
    )


def overlap(reader: Reader, column: str, span: Span) -> tuple[str, tuple[object, ...]]:
    """A partial date that may lie in the span: their days overlap."""
    parts, values = [f"({column}_lower IS NOT NULL OR {column}_upper IS NOT NULL)"], []
    if span.upper is not None:
        parts.append(f"({column}_lower <= ?{'' if span.lower else f' OR {column}_lower IS NULL'})")
        values.append(reader.day(span.upper))
    if span.lower is not None:
        parts.append(f"({column}_upper >= ? OR {column}_upper IS NULL)")
        values.append(reader.day(span.lower))
        parts.append(f"{column}_lower >= ?")
        values.append(earliest(reader, span.lower))
    return " AND ".join(parts), tuple(values)


def _by_articles(articles: Sequence["ArticleRef"], kind: str) -> Asked:
    if kind != "person":
        return _NEVER
    either, values = [], []
    for article in articles:  # joined to nothing, the article keeps the database from going through all that have it
        parts = ["(c.article || '') = ?"] + (["c.part = ?"] if article.part else [])
        either.append(f"({' AND '.join(parts)})")
        values += [article.article] + ([article.part] if article.part else [])
    sql = (
        "EXISTS (SELECT 1 FROM proceeding r CROSS JOIN charge c WHERE r.person_id = {id} AND c.proceeding_id = r.id "
        f"AND ({' OR '.join(either)}))"
    )
    return Asked(Condition(sql, tuple(values)), by_articles(articles))


def _by_status(text: str, kind: str) -> Asked:
    word = text.casefold().strip()
    if kind != "person":
        return _NEVER
    if word in _IN_CUSTODY | _RELEASED:
        inside = "EXISTS (SELECT 1 FROM episode s WHERE s.person_id = {id} AND s.ended IS NULL)"
        outside = "EXISTS (SELECT 1 FROM episode s WHERE s.person_id = {id}) AND NOT " + inside
        if word in _IN_CUSTODY:
            return Asked(Condition(inside), in_custody())
        return Asked(Condition(f"({outside})"), released())
    codes = [code for code, words in _STATUS_WORDS.items() if word == code or word in words.split()] or [word[:40]]
    sql = f"FROM recognition s WHERE s.status_code IN ({marks(codes)}) AND s.ended IS NULL"
    return Asked(Condition(f"EXISTS (SELECT 1 {sql} AND s.person_id = {{id}})", tuple(codes)), recognised(codes))


def _by_country(reader: Reader, limit: Limit, kind: str) -> Asked:
    """Persons by their citizenship, events by where they happened, cases by the state that they are against."""
    asked = kind in _COUNTRY_OF and (limit.field == "country" or kind == "person")
    codes = _countries(reader, limit.text) if asked else ()
    if not codes:
        return _NEVER
    source, column = _COUNTRY_OF[kind]
    unfolded = source.format(list="json_each" if reader.is_sqlite else "jsonb_array_elements_text")
    sql = f"EXISTS (SELECT 1 FROM {unfolded} WHERE c.id = {{id}} AND {column} IN ({marks(codes)}))"
    _table, _point, field = column.partition(".")
    return Asked(
        Condition(sql, codes), by_citizenship(reader, codes) if kind == "person" else by_code(kind, field, codes)
    )


def _countries(reader: Reader, text: str) -> tuple[str, ...]:
    """The codes of the countries of that name in any language of the lists, or else of those whose name begins so."""
    word = text.casefold().strip()
    query = "SELECT code, label_en, label_be, label_ru, label_uk FROM vocabulary_entry WHERE vocabulary = 'country'"
    known = {
        code: [name.casefold() for name in (code, alpha_2(code), *labels) if name]
        for code, *labels in reader.rows(query)
    }
    exactly = [code for code, names in known.items() if word in names]
    begun = [code for code, names in known.items() if any(name.startswith(word) for name in names)]
    return tuple(sorted(exactly or begun))


def _by_words(finder: NameFinder, limit: Limit, kind: str) -> Asked:
    numbers = numbers_of(kind, (limit.field,))
    if not numbers:
        return _NEVER
    spelt = [spellings(finder, word, numbers, in_a_field=True) for word in limit.text.replace("-", " ").split()]
    spelt = [keys for keys in spelt if keys]
    if not spelt:
        return _NEVER
    spelt.sort(key=finder.lexicon.how_often)
    conditions = [posting_condition(keys, numbers) for keys in spelt]
    together = Condition(
        " AND ".join(f"({one.sql})" for one in conditions), tuple(value for one in conditions for value in one.values)
    )
    return Asked(together, by_keys(spelt[0], numbers, conditions[1:]))


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


def _keys_of_name(word: Word) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*word.equal, *word.others)))


def _ways_of_name(finder: NameFinder, words: Sequence[Word]) -> Ways | None:
    """By the rarest of the words; None where they are letters alone."""
    whole = sorted((word for word in words if not word.letters), key=lambda word: finder.lexicon.how_often(word.equal))
    if not whole:
        return None
    given = given_of_child(whole[0]) if finder.lexicon.may_be_father(whole[0]) else ()
    return by_name(_keys_of_name(whole[0]), given)


def _name_condition(words: Iterable[Word]) -> Condition:
    """A person must have each of these words in some name."""
    parts: list[str] = []
    values: list[str] = []
    for word in words:
        keys = _keys_of_name(word)
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
