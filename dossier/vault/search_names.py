"""Persons by their names: candidates by keys, ranked by the likeness of the keys.

Each word has keys that are equal, that other forms of a given name have, that sound alike and that are one or two
typing errors away. They are asked in waves, the surest first, and only as long as too few persons fit.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import permutations
from typing import Any, Final

from dossier.domain.institution_words import meaning_of
from dossier.domain.names.given import forms_of_gender
from dossier.domain.names.keys import mistyped_keys, token_keys
from dossier.domain.names.patronymics import patronymic_gender
from dossier.vault.search_asks import (
    ROWS,
    ROWS_OF_ONE,
    Ask,
    alone,
    answers,
    by_all,
    by_both,
    by_given,
    by_given_and_father,
    by_surname,
)
from dossier.vault.search_likeness import Likeness, liked
from dossier.vault.search_reading import END, ITSELF, Condition, Reader, marks
from dossier.vault.search_rows import deletions_of
from dossier.vault.search_words import Key, Word, likely_surnames

WORDS_READ: Final = 5
_LIKELIEST: Final = 12
_SIMILAR: Final = 24
_LOOKED_AT: Final = 300
_ROWS_BESIDE: Final = 60
"""Of names that are only like what was typed, where somebody has it: they stand below."""
_ROWS_OF_LETTER: Final = 24
_SIMILAR_BESIDE: Final = 8
_ROWS_OF_SIMILAR_BESIDE: Final = 6
"""While the letter after a surname is typed that somebody bears with such a name: the next letter asks for more."""
_GOOD: Final = 0.899
_WHOLE: Final = 0.989
_SHORTEST_GUESSED: Final = 3
_LONG: Final = 6
_SURELY_MISTYPED: Final = 0.8

Wave = Iterable[Ask]
Ranges = Callable[[Word], Sequence[tuple[Key, Key]]]


@dataclass(slots=True)
class NameFinder:
    """Finds persons by words of their names, as far as the conditions let it.

    Args of ``find``: the words as typed, of which the first five are read, and how many persons are wanted.
    """

    reader: Reader
    conditions: tuple[Condition, ...] = ()
    _similar: dict[str, list[Key]] = field(default_factory=dict)

    def find(self, words: Sequence[Word], wanted: int) -> dict[Any, float]:
        """Id as the driver gives it -> likeness of the keys, the best first; every word must fit something."""
        words = list(words[:WORDS_READ])
        if not words:
            return {}
        found: dict[Any, float] = {}
        likeness = Likeness(words)
        waves = self._waves_of_one(words[0], wanted) if len(words) == 1 else self._waves(words, found)
        for asks in waves:
            most = ROWS if max(found.values(), default=0.0) < _GOOD else _ROWS_BESIDE
            for rows in answers(self.reader, asks, self.conditions, most):
                likeness.gather(rows, found)
            if _enough(found.values(), len(words), wanted):
                break
        return dict(sorted(found.items(), key=lambda one: (-one[1], _order(one[0])))[:_LOOKED_AT])

    # one word

    def _waves_of_one(self, word: Word, wanted: int) -> Iterator[Wave]:
        most = max(2 * wanted, 20)
        yield [by_surname(low, high, most) for low, high in word.ranges]
        yield [by_given(low, high, most) for low, high in word.ranges]
        if word.others:
            yield [by_given(*alone(key), most) for key in word.others]
        if word.names_father:
            yield _of_father(word)
        if len(word.equal[0]) >= _SHORTEST_GUESSED:
            similar = self.similar(word)
            yield [by_surname(*alone(key), 6) for key in similar]
            yield [by_given(*alone(key), 3) for key in similar]

    # several words

    def _waves(self, words: list[Word], found: dict[Any, float]) -> Iterator[Wave]:
        """The waves; which come late depends on who was found by the earlier ones."""
        fathers = [word for word in words if word.names_father] if len(words) > 2 else []
        named = [word for word in words if word not in fathers] or words
        pairs = [pair for pair in permutations(named, 2) if not pair[0].letters]
        for father in fathers:
            yield _whole(pairs, father)
        yield _both(pairs, lambda word: word.ranges)
        surnames = likely_surnames(words)
        likely = [pair for pair in permutations(words, 2) if pair[0] in surnames and not pair[0].letters]
        yield _both(likely, lambda word: word.other_ranges)
        if _goes_on(words) and max(found.values(), default=0.0) >= _GOOD:
            yield self._few_beside(words)
            return
        yield self._begun(likely)
        yield _without_surname(permutations(words, 2))
        yield _without_given(likely)
        yield from self._guessed(words)

    def _few_beside(self, words: list[Word]) -> Iterator[Ask]:
        """A few bearers of longer and of similar surnames, beside those of the surname that was typed."""
        for word in likely_surnames(words[:-1]):
            near = liked(word, self._one_error_away(word.equal[:3]))
            similar = [key for _likeness, _n, key in near if key not in word.equal][:_SIMILAR_BESIDE]
            for key in (*self.beginning(word)[: _SIMILAR_BESIDE // 2], *similar):
                for low, high in words[-1].ranges:
                    yield by_both(key, low, high, _ROWS_OF_SIMILAR_BESIDE)

    def _begun(self, pairs: Iterable[tuple[Word, Word]]) -> Iterator[Ask]:
        """Surnames that a word begins, by their own letters or by what sounds like them."""
        for surname, given in pairs:
            for key in self.beginning(surname):
                for low, high in given.ranges:
                    yield by_both(key, low, high, ROWS_OF_ONE // 2)

    def beginning(self, word: Word) -> list[Key]:
        """Longer keys that a word begins, the most frequent first."""
        found: list[tuple[Any, ...]] = []
        for own in word.equal if len(word.equal[0]) > 1 else ():
            found += self.reader.rows(
                "SELECT key FROM search_word WHERE key > ? AND key < ? ORDER BY frequency DESC, key LIMIT 40",
                (own, own + END),
            )
        return [key for (key,) in found]

    def in_other_languages(self, word: Word) -> list[Key]:
        """The words that mean the same in names of courts and other bodies, as far as they stand somewhere."""
        meaning = meaning_of(word.equal)
        ranges = [] if meaning is None else [alone(key) for key in meaning.keys]
        ranges += [] if meaning is None else [(key, key + END) for key in meaning.beginnings]
        query = "SELECT key FROM search_word WHERE key >= ? AND key < ? ORDER BY frequency DESC, key LIMIT 8"
        return [key for low, high in ranges for (key,) in self.reader.rows(query, (low, high))]

    def beginning_so(self, skeleton: Key) -> list[Key]:
        """Words that begin with these consonants, the most frequent first."""
        rows = self.reader.rows(
            "SELECT key FROM search_word WHERE skeleton >= ? AND skeleton < ? ORDER BY frequency DESC, key LIMIT 40",
            (skeleton, skeleton + END),
        )
        return [key for (key,) in rows]

    def _guessed(self, words: list[Word]) -> Iterator[Wave]:
        """Words that sound alike or are mistyped, as surnames: with the other words first, then a few of each."""
        for word in likely_surnames(words):
            if word.letters or len(word.equal[0]) < _SHORTEST_GUESSED:
                continue
            rest = [other for other in words if other is not word]
            similar = self.similar(word)
            yield (
                by_both(key, low, high, ROWS_OF_ONE // 2)
                for key in similar
                for other in rest
                for low, high in (*other.ranges, *other.other_ranges)
            )
            keys = (*word.equal, *similar[:_LIKELIEST])
            yield [by_surname(*alone(key), ROWS_OF_ONE // 2) for key in keys]
            guessed = [key for other in rest if not other.letters for key in self.similar(other)[:8]]
            yield [by_both(key, *alone(given), 10) for key in keys for given in guessed]

    # the lexicon

    def similar(self, word: Word) -> list[Key]:
        """Keys that sound like a word or are one or two typing errors away, the likeliest first, itself left out."""
        if word.text not in self._similar:
            self._similar[word.text] = self._find_similar(word)
        return self._similar[word.text]

    def _find_similar(self, word: Word) -> list[Key]:
        typed = tuple(dict.fromkeys((*word.equal[:3], *mistyped_keys(word.text)[:2])))
        frequencies = self._one_error_away(typed)
        frequencies.update(self._alike(word))
        found = liked(word, frequencies)
        if len(word.equal[0]) >= _LONG and (not found or found[0][0] > -_SURELY_MISTYPED):
            twice = {short for key in typed[:1] for once in deletions_of(key) for short in deletions_of(once)}
            found = liked(word, frequencies | self._near(twice))
        return [key for _likeness, _n, key in found if key not in word.equal][:_SIMILAR]

    def _one_error_away(self, keys: Iterable[Key]) -> dict[Key, int]:
        return self._near({short for key in keys for short in deletions_of(key)})

    def _near(self, deletions: set[Key]) -> dict[Key, int]:
        """Words that share one of these deletions, with their frequencies."""
        near = sorted(deletions)
        rows = self.reader.rows(
            "SELECT w.key, w.frequency FROM search_deletion d JOIN search_word w ON w.key = d.key "
            f"WHERE d.deletion IN ({marks(near)})",
            near,
        )
        return dict(rows)

    def _alike(self, word: Word) -> list[tuple[Any, ...]]:
        """Words of the same consonants; of an open word, those that begin with them."""
        if word.is_open and len(word.skeleton) > 1:
            return self.reader.rows(
                "SELECT key, frequency FROM search_word WHERE skeleton >= ? AND skeleton < ? "
                "ORDER BY skeleton, key LIMIT 400",
                (word.skeleton, word.skeleton + END),
            )
        return self.reader.rows(
            "SELECT key, frequency FROM search_word WHERE skeleton = ? ORDER BY key LIMIT 400", (word.skeleton,)
        )


def _goes_on(words: Sequence[Word]) -> bool:
    """Whether the last of several words is a letter so far: the beginning of a name, or an initial."""
    return len(words) > 1 and words[-1].is_open and bool(words[-1].letters)


def _enough(scores: Iterable[float], words: int, wanted: int) -> bool:
    """As many as will be shown fit well; or somebody has the whole name that was typed."""
    good = [score for score in scores if score >= _GOOD]
    return len(good) >= wanted or (words > 2 and max(good, default=0.0) >= _WHOLE)


def _whole(pairs: Iterable[tuple[Word, Word]], father: Word) -> Iterator[Ask]:
    """Surname, given name and patronymic, or no patronymic."""
    for surname, given in pairs:
        for key in surname.equal:
            for name in () if given.letters else given.equal:
                for low, high in father.ranges:
                    yield by_all(key, name, low, high, ROWS_OF_ONE)
                yield by_all(key, name, "", ITSELF, ROWS_OF_ONE // 2)


def _both(pairs: Iterable[tuple[Word, Word]], ranges_of: Ranges) -> Iterator[Ask]:
    """Surname by one word, given name by another."""
    for surname, given in pairs:
        for key in surname.equal:
            most = _ROWS_OF_LETTER if given.is_open and given.letters else 2 * ROWS_OF_ONE
            for low, high in ranges_of(given):
                yield by_both(key, low, high, most)


def _without_surname(pairs: Iterable[tuple[Word, Word]]) -> Iterator[Ask]:
    """Given name and patronymic."""
    for given, father in pairs:
        if not given.letters and (father.is_open or father.names_father):
            for key in (*given.equal, *given.others):
                for low, high in father.ranges:
                    yield by_given_and_father(key, low, high, ROWS_OF_ONE)


def _given_of_child(father: Word) -> list[Key]:
    """The keys of every given name that the table knows for a child of this father: a son's or a daughter's."""
    forms = forms_of_gender(patronymic_gender(father.text))
    return list(dict.fromkeys(keys.fine for form in forms if (keys := token_keys(form))))


def _of_father(father: Word) -> Iterator[Ask]:
    """A patronymic alone: the tree of given names is asked for each of them."""
    for key in _given_of_child(father):
        for low, high in father.ranges:
            yield by_given_and_father(key, low, high, 10)


def _without_given(pairs: Iterable[tuple[Word, Word]]) -> Iterator[Ask]:
    """Surname and patronymic."""
    for surname, father in pairs:
        for given in _given_of_child(father) if father.names_father and not surname.is_given else ():
            for key in surname.equal:
                for low, high in father.ranges:
                    yield by_all(key, given, low, high, 10)


def _order(raw_id: Any) -> bytes:
    return raw_id if isinstance(raw_id, bytes) else bytes(raw_id.bytes)
