"""Finding: references, names in any script or spelling, articles, numbers, courts, places, notes, documents.

Every hit says why. A query is never SQL: what a person typed reaches the database as values only
(``domain.queries`` reads it, ``search_names`` and ``search_texts`` propose, the names as written decide).

For other parts of the program: ``candidates_for(session, parsed_name, limit) -> list[uuid.UUID]`` gives the persons
that a parsed name may be, cheaply, by the likeness of keys alone; ``search(connection, words, limit) -> list[Hit]``.
"""

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from dossier.domain.names import ParsedName
from dossier.domain.names.cleaning import plain
from dossier.domain.queries import Query, Span, read_query
from dossier.domain.query_filters import limit_words
from dossier.domain.refs import looks_like_ref, read_ref
from dossier.vault import search_limits as limits
from dossier.vault.search_fields import FIELDS, texts_of
from dossier.vault.search_hits import Hit, how, order_of, rank, why_name, why_text
from dossier.vault.search_lexicon import Lexicon
from dossier.vault.search_names import WORDS_READ as NAME_WORDS_READ
from dossier.vault.search_names import NameFinder
from dossier.vault.search_persons import FoundPerson, in_order, rank_persons, read_persons
from dossier.vault.search_reading import Condition, Reader, as_uuid, marks, where
from dossier.vault.search_texts import Found, TextFinder, numbers_of, posting_condition
from dossier.vault.search_ways import Ways, leading_ids
from dossier.vault.search_words import Word, word_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import sqlalchemy as sa
    from sqlmodel import Session

_LABELS: Final = {"legal_case": "title", "event": "title", "exhibit": "title", "organisation": "label"}
_WORDS_READ: Final = 12
_LONGEST_REF: Final = 40
_SURE: Final = 0.9
_LEAST: Final = 0.5
_BY_TEXT: Final = 0.85
_HINT_MISSED: Final = 0.7
_MOST_SHOWN: Final = 1000
_HELD_AGAINST_PHRASES: Final = 120


def search(connection: "sa.Connection", words: str, limit: int = 10) -> list[Hit]:
    """What is found under these words, best first; see ``Vault.search``."""
    reader, limit = Reader(connection), min(max(limit, 0), _MOST_SHOWN)
    if looks_like_ref(words.strip()[:_LONGEST_REF]):
        return _by_ref(reader, *read_ref(words.strip()[:_LONGEST_REF]))[:limit]
    query = read_query(words)
    hits = _Search(reader, query, limit).hits()
    if not hits and query.words_of_article:
        rest = tuple(one for one in query.limits if one.field != "article" or not one.articles)
        again = replace(query, words=query.words + query.words_of_article, limits=rest, words_of_article=())
        hits = _Search(reader, again, limit).hits()
    return hits


def candidates_for(session: "Session", name: ParsedName, limit: int = 50) -> list[uuid.UUID]:
    """Persons that a name may be, likeliest first, by their keys alone; who is meant is for ``compare`` to judge.

    Args:
        session: Of the vault; nothing is written.
        name: Of ``dossier.domain.names.parse``.
        limit: At most so many.
    """
    finder = NameFinder(Lexicon(Reader(session.connection())))
    father = (name.patronymic,) if name.patronymic else ()
    found: dict[Any, float] = {}
    for surname in (name.surname, name.birth_surname):
        if surname or not found:
            _add(found, finder, (*surname, *name.given, *father, *name.initials), limit)
    if father and len(found) < limit:  # the surname may have changed
        _add(found, finder, (*name.given, *father), limit)
    if len(found) < limit:
        _add(found, finder, (*name.surname, *name.given), limit)
    return [as_uuid(raw_id) for raw_id in list(found)[:limit]]


def _add(found: dict[Any, float], finder: NameFinder, texts: "Iterable[str]", limit: int) -> None:
    """Who fits these parts of a name, after those who are there already."""
    words = [word_of(part, is_open=False) for text in texts for part in text.split("-")]
    for raw_id, score in finder.find([word for word in words if word], limit).items():
        found.setdefault(raw_id, score)


def _by_ref(reader: Reader, kind: str, ref: str) -> list[Hit]:
    label = "label" if kind in ("person", "place") else _LABELS.get(kind, "ref")
    why = how("same", "ref")
    return [
        Hit(ref, str(found), kind, why, 1.0)
        for (found,) in reader.rows(f"SELECT {label} FROM {kind} WHERE ref = ?", (ref,))
    ]


class _Search:
    """One query over one moment of the vault."""

    def __init__(self, reader: Reader, query: Query, limit: int) -> None:
        self._reader = reader
        self._query = query
        self._wanted = limit
        self._to_rank = max(limit, _HELD_AGAINST_PHRASES) if query.phrases else limit
        self._plain_finder = NameFinder(Lexicon(reader))
        phrase_words = [word for phrase in query.phrases for word in phrase.replace("-", " ").split()]
        texts = list(dict.fromkeys((*phrase_words, *query.words)))[:_WORDS_READ]
        last = len(texts) - 1
        words = [word_of(text, is_open=query.unfinished and at == last) for at, text in enumerate(texts)]
        self._words = [word for word in words if word is not None]
        self._ways: dict[str, list[Ways | None]] = {}
        """Of each kind: by which indexes the records are found that fulfil each of the limits."""
        self._conditions = {kind: self._conditions_for(kind) for kind in limits.kinds_of(query.limits)}

    def hits(self) -> list[Hit]:
        """What is found, best first."""
        if self._query.is_empty or not self._wanted:
            return []
        if not self._words and not self._query.phrases:
            return self._by_limits_alone()
        found: dict[tuple[str, Any], Hit] = {}
        persons = list(self._persons())
        has_persons = any(hit.score >= _BY_TEXT for _kind, _raw_id, hit in persons)
        for kind, raw_id, hit in (*persons, *self._by_texts(has_persons=has_persons)):
            if (kind, raw_id) not in found or found[kind, raw_id].score < hit.score:
                found[kind, raw_id] = hit
        kept = self._with_phrases(found)
        return sorted(kept.values(), key=order_of)[: self._wanted]

    def _conditions_for(self, kind: str) -> tuple[Condition, ...]:
        of_records = [one for one in self._query.limits if one.field != "kind"]
        asked = [limits.asked(self._reader, self._plain_finder, one, kind) for one in of_records]
        included = [one for one, limit in zip(asked, of_records, strict=True) if not limit.is_excluded]
        self._ways[kind] = [one.ways for one in included]
        excluded = [limits.exclusion(text, kind) for text in self._query.excluded]
        return (*(one.condition for one in asked), *excluded)

    # persons by name

    def _persons(self) -> "Iterator[tuple[str, Any, Hit]]":
        if "person" not in self._conditions:
            return
        names = [word for word in self._words if not word.text.isdigit()][:NAME_WORDS_READ]
        found = self._named(names) if names else []
        if not self._query.phrases:
            found = sorted(found, key=lambda one: rank(one[0]))[: self._wanted]
        for person, hints in found:
            why = "; ".join(dict.fromkeys((*why_name(person), *hints)))
            yield "person", person.raw_id, Hit(person.ref, person.label, "person", why, person.score)

    def _named(self, names: list[Word]) -> "list[tuple[FoundPerson, list[str]]]":
        """Persons by all the words as a name; else by some of them, with the others as a hint."""
        days = self._query.days
        found = {person.raw_id: (person, self._day_hints(days)) for person in self._ranked(names, days)}
        if days and len(found) < self._wanted and len(names) == len(self._words) - _numbers(self._words):
            for person in self._ranked(names, ()):
                person.score *= _HINT_MISSED
                found.setdefault(person.raw_id, (person, []))
        if not any(person.score >= _SURE * (_HINT_MISSED if days else 1) for person, _hints in found.values()):
            for person, hints in self._by_hints(names):
                if person.raw_id not in found or found[person.raw_id][0].score < person.score:
                    found[person.raw_id] = person, hints
        return list(found.values())

    @staticmethod
    def _day_hints(days: tuple[Span, ...]) -> list[str]:
        return [how("same", "born")] if days else []

    def _ranked(self, names: list[Word], days: tuple[Span, ...], more: tuple[Condition, ...] = ()) -> list[FoundPerson]:
        conditions = (*self._conditions["person"], *map(self._born, days), *more)
        finder = replace_conditions(self._plain_finder, conditions)
        scored = finder.find(names, self._wanted)
        words = tuple(word.text for word in names)
        ranked = rank_persons(self._reader, scored, words, unfinished=names[-1].is_open, wanted=self._to_rank)
        return self._survivors([person for person in ranked if person.score >= _LEAST])

    def _born(self, span: Span) -> Condition:
        sql, values = limits.overlap(self._reader, "b.born", span)
        return Condition(f"EXISTS (SELECT 1 FROM person b WHERE b.id = {{id}} AND {sql})", values)

    def _survivors(self, persons: list[FoundPerson]) -> list[FoundPerson]:
        """Whoever was merged into another is shown as that other."""
        merged = {person.merged_into for person in persons if person.merged_into is not None}
        if not merged:
            return persons
        into = read_persons(self._reader, sorted(merged, key=str))
        found: dict[Any, FoundPerson] = {}
        for person in persons:
            kept = person
            if person.merged_into is not None:
                other = into.get(person.merged_into)
                if other is None or other.merged_into is not None:
                    continue
                other.score, other.reason_codes, other.by_name = person.score, person.reason_codes, person.by_name
                kept = other
            if kept.raw_id not in found or found[kept.raw_id].score < kept.score:
                found[kept.raw_id] = kept
        return in_order(found.values())

    def _by_hints(self, names: list[Word]) -> "Iterator[tuple[FoundPerson, list[str]]]":
        """One or two words are a place, a court, an occupation; the others are the name."""
        if sum(not word.letters for word in names) < 2:
            return  # a letter is no name to look for in a place
        numbers = numbers_of("person")
        keys = {word.text: limits.spellings(self._plain_finder, word.text, numbers) for word in names}
        hints = [word for word in names if keys[word.text] and self._is_posted(keys[word.text], numbers)]
        groups = [[hint] for hint in reversed(hints)]
        groups += [[one, other] for at, one in enumerate(hints) for other in hints[at + 1 :]]
        for group in groups:
            rest = [word for word in names if word not in group]
            if not rest:
                continue
            conditions = tuple(posting_condition(keys[word.text], numbers) for word in group)
            for person in self._ranked(rest, self._query.days, conditions):
                person.score *= 0.98
                yield person, [f"«{word.text}»" for word in group]

    def _is_posted(self, keys: tuple[str, ...], numbers: tuple[int, ...]) -> bool:
        query = f"SELECT 1 FROM search_posting WHERE key IN ({marks(keys)}) AND field IN ({marks(numbers)}) LIMIT 1"
        return bool(self._reader.rows(query, (*keys, *numbers)))

    # by other texts

    def _by_texts(self, *, has_persons: bool) -> "Iterator[tuple[str, Any, Hit]]":
        kinds = list(self._conditions)
        allowed = [number for kind in kinds for number in numbers_of(kind)]
        if not allowed:
            return
        finder = TextFinder(self._reader, self._plain_finder, allowed, guess=not has_persons)
        places = finder.find(self._words)
        by_kind: dict[str, dict[Any, list[Found]]] = {}
        for raw_id, found in places.items():
            by_kind.setdefault(FIELDS[found[0].field].kind, {})[raw_id] = found
        for kind, records in by_kind.items():
            for raw_id, ref, label in self._labels(kind, list(records)):
                worth = sum(one.worth for one in records[raw_id]) / len(records[raw_id])
                why = "; ".join(dict.fromkeys(why_text(one) for one in records[raw_id]))
                yield kind, raw_id, Hit(ref, label, kind, why, (_BY_TEXT if kind == "person" else 0.9) * worth)

    def _labels(self, kind: str, raw_ids: list[Any]) -> "Iterator[tuple[Any, str, str]]":
        """Those of the records that fulfil the conditions, with reference and label."""
        label = "label" if kind == "person" else _LABELS[kind]
        more, values = where(self._conditions[kind], "found.id")
        alive = " AND found.merged_into_id IS NULL" if kind == "person" else ""
        for start in range(0, min(len(raw_ids), 2000), 400):
            some = raw_ids[start : start + 400]
            query = f"SELECT id, ref, {label} FROM {kind} found WHERE found.id IN ({marks(some)}){alive}{more}"
            yield from self._reader.rows(query, (*some, *values))

    # by limits alone

    def _by_limits_alone(self) -> list[Hit]:
        hits: list[Hit] = []
        why = "; ".join(limit_words(one.field, one.text) for one in self._query.limits if not one.is_excluded)
        for kind, conditions in self._conditions.items():
            ids = leading_ids(self._reader, kind, self._ways[kind], conditions, self._wanted)
            hits += [Hit(ref, label, kind, why, 1.0) for _id, ref, label in self._labels(kind, ids)]
        return sorted(hits, key=order_of)[: self._wanted]

    # phrases

    def _with_phrases(self, found: dict[tuple[str, Any], Hit]) -> dict[tuple[str, Any], Hit]:
        """Those in which every phrase stands as it was typed, but for case."""
        phrases = [plain(phrase).casefold() for phrase in self._query.phrases]
        if not phrases:
            return found
        kept = {}
        for kind in {kind for kind, _raw_id in found}:
            raw_ids = [raw_id for one, raw_id in found if one == kind]
            for raw_id, text in self._folded_texts(kind, raw_ids).items():
                if all(phrase in text for phrase in phrases):
                    kept[kind, raw_id] = found[kind, raw_id]
        return kept

    def _folded_texts(self, kind: str, raw_ids: list[Any]) -> dict[Any, str]:
        folded: dict[Any, str] = dict.fromkeys(raw_ids, "")
        for raw_id, _code, text in texts_of(self._reader, kind, raw_ids):
            folded[raw_id] += "\n" + plain(text).casefold()
        query = f"SELECT record_id, text FROM search_text WHERE record_id IN ({marks(raw_ids)}) AND text IS NOT NULL"
        for raw_id, text in self._reader.rows(query, raw_ids):
            folded[raw_id] += "\n" + plain(text).casefold()
        return folded


def replace_conditions(finder: NameFinder, conditions: tuple[Condition, ...]) -> NameFinder:
    """The same finder under conditions, with what it has looked up already."""
    return replace(finder, conditions=conditions)


def _numbers(words: "Iterable[Word]") -> int:
    return sum(word.text.isdigit() for word in words)
