"""Persons by their names: candidates by keys, ranked by the likeness of the keys.

Each word has keys that are equal, that other forms of a given name have, that sound alike and that are one or two
typing errors away. They are asked in waves, the surest first, and only as long as too few persons fit.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import permutations
from typing import Any, Final

from rapidfuzz.distance import OSA

from dossier.domain.names.given import known
from dossier.domain.names.keys import mistyped_keys, token_keys, unfinished_keys
from dossier.domain.names.patronymics import patronymic_gender
from dossier.domain.names.typed import keys_of_letter, other_forms
from dossier.vault.search_reading import END, ITSELF, Condition, Reader, marks, where
from dossier.vault.search_rows import deletions_of

WORDS_READ: Final = 5
_ROWS: Final = 400
_ROWS_OF_ONE: Final = 60
_SIMILAR: Final = 24
_LOOKED_AT: Final = 300
_ALIKE: Final = 0.6
_GOOD: Final = 0.9
_SHORTEST_GUESSED: Final = 3
_LONG: Final = 6
_SURELY_MISTYPED: Final = 0.8
_FATHER_MISSING: Final = 0.7
"""For a patronymic that was typed where the name has none."""

Key = str
NameRow = tuple[Any, ...]
"""Id of the person as the driver gives it, keys of surname, given name, patronymic."""


@dataclass(frozen=True, slots=True)
class Word:
    """One typed word with its keys."""

    text: str
    equal: tuple[Key, ...]
    skeleton: str
    is_open: bool
    """Whether it may be the beginning of a word."""
    letters: tuple[Key, ...] = ()
    """Of a single letter: the keys it may begin."""
    initials: frozenset[Key] = frozenset()
    """One-letter keys of names that are recorded by an initial."""
    cut: tuple[Key, ...] = ()
    """Of an open word: its keys without a last letter that may be half of a sound."""
    names_father: bool = False
    """Whether it has the ending of a patronymic."""

    @property
    def ranges(self) -> list[tuple[Key, Key]]:
        """The ranges of keys that are the word, or begin with it where it is open or an initial."""
        if self.letters:
            return [(letter, letter + END) for letter in self.letters]
        own = [(key, key + (END if self.is_open else ITSELF)) for key in self.equal]
        return own + [(key, key + END) for key in self.cut]

    @property
    def is_given(self) -> bool:
        """Whether it is a given name that the table knows."""
        return bool(known(self.text).formal)

    @property
    def others(self) -> tuple[Key, ...]:
        """Keys of other forms of the same given name."""
        return () if self.letters else other_forms(self.text, unfinished=self.is_open)


_BEFORE_A_VOWEL: Final = "hv"


def word_of(text: str, *, is_open: bool) -> Word | None:
    """The keys of a typed word; None where it has neither letters nor digits."""
    keys = token_keys(text)
    if keys is None:
        return None
    equal = tuple(dict.fromkeys((*keys.readings, *keys.alternatives)))
    if len(text) == 1 and text.isalpha():
        return Word(text, equal, keys.skeleton, is_open, tuple(dict.fromkeys((*equal, *keys_of_letter(text)))))
    if keys.fine[0] in "aeiu" and len(keys.fine) > 2:
        equal += tuple(letter + keys.fine for letter in _BEFORE_A_VOWEL)
    initials = frozenset(key[0] for key in (*equal, *other_forms(text, unfinished=is_open)))
    cut = unfinished_keys(text) if is_open else ()
    return Word(text, equal, keys.skeleton, is_open, (), initials, cut, bool(patronymic_gender(text)))


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
        likeness = _Likeness(words)
        waves = self._waves_of_one(words[0], wanted) if len(words) == 1 else self._waves(words)
        for rows in waves:
            _gather(found, likeness, rows)
            if sum(score >= _GOOD for score in found.values()) >= wanted:
                break
        return dict(sorted(found.items(), key=lambda one: (-one[1], _order(one[0])))[:_LOOKED_AT])

    # one word

    def _waves_of_one(self, word: Word, wanted: int) -> Iterator[list[NameRow]]:
        most = max(2 * wanted, 20)
        yield [row for low, high in word.ranges for row in self._by_surname(low, high, most)]
        yield [row for low, high in word.ranges for row in self._by_given(low, high, most)]
        if word.others:
            yield [row for key in word.others for row in self._by_given(key, key + ITSELF, most)]
        if len(word.equal[0]) >= _SHORTEST_GUESSED:
            similar = self.similar(word)
            yield [row for key in similar for row in self._by_surname(key, key + ITSELF, 6)]
            yield [row for key in similar for row in self._by_given(key, key + ITSELF, 3)]

    # several words

    def _waves(self, words: list[Word]) -> Iterator[list[NameRow]]:
        pairs = [pair for pair in permutations(words, 2) if not pair[0].letters]
        yield self._pairs(pairs, lambda word: word.ranges)
        surnames = _likely_surnames(words)
        likely = [pair for pair in pairs if pair[0] in surnames]
        yield self._pairs(likely, _other_ranges)
        yield self._begun(likely)
        yield self._without_surname(pairs)
        yield from self._guessed(words)

    def _pairs(self, pairs: Iterable[tuple[Word, Word]], ranges_of: Any) -> list[NameRow]:
        """Surname by one word, given name by another."""
        found: list[NameRow] = []
        for surname, given in pairs:
            ranges = ranges_of(given)
            for key in surname.equal:
                for low, high in ranges:
                    if len(found) >= _ROWS:
                        return found
                    found += self._by_both(key, low, high, _ROWS_OF_ONE * 2)
        return found

    def _begun(self, pairs: Iterable[tuple[Word, Word]]) -> list[NameRow]:
        """Surnames that a word begins, by their own letters or by what sounds like them."""
        found: list[NameRow] = []
        for surname, given in pairs:
            ranges = given.ranges
            for key in self.beginning(surname):
                for low, high in ranges:
                    found += self._by_both(key, low, high, _ROWS_OF_ONE // 2)
                    if len(found) >= _ROWS:
                        return found
        return found

    def beginning(self, word: Word) -> list[Key]:
        """Longer keys that a word begins, the most frequent first."""
        found: list[tuple[Any, ...]] = []
        for own in word.equal if len(word.equal[0]) > 1 else ():
            found += self.reader.rows(
                "SELECT key FROM search_word WHERE key > ? AND key < ? ORDER BY frequency DESC, key LIMIT 40",
                (own, own + END),
            )
        return [key for (key,) in found]

    def _without_surname(self, pairs: Iterable[tuple[Word, Word]]) -> list[NameRow]:
        """Given name and patronymic."""
        found: list[NameRow] = []
        for given, father in pairs:
            if father.is_open or father.names_father:
                for key in (*given.equal, *given.others):
                    for low, high in father.ranges:
                        found += self._by_given_and_father(key, low, high, _ROWS_OF_ONE)
        return found[:_ROWS]

    def _guessed(self, words: list[Word]) -> Iterator[list[NameRow]]:
        """Words that sound alike or are mistyped, as surnames; a frequent one only with its given name."""
        for word in _likely_surnames(words):
            if word.letters or len(word.equal[0]) < _SHORTEST_GUESSED:
                continue
            rest = [other for other in words if other is not word]
            rows: list[NameRow] = []
            for key in (*word.equal, *self.similar(word)):
                here = self._by_surname(key, key + ITSELF, _ROWS_OF_ONE)
                rows += here
                if len(here) == _ROWS_OF_ONE:
                    rows += self._frequent(key, rest)
            yield rows

    def _frequent(self, surname: Key, rest: list[Word]) -> list[NameRow]:
        found: list[NameRow] = []
        for word in rest:
            guessed = [] if word.letters else [(key, key + ITSELF) for key in self.similar(word)[:8]]
            for low, high in (*word.ranges, *_other_ranges(word), *guessed):
                found += self._by_both(surname, low, high, _ROWS_OF_ONE // 2)
        return found

    # the lexicon

    def similar(self, word: Word) -> list[Key]:
        """Keys that sound like a word or are one or two typing errors away, the likeliest first, itself left out."""
        if word.text not in self._similar:
            self._similar[word.text] = self._find_similar(word)
        return self._similar[word.text]

    def _find_similar(self, word: Word) -> list[Key]:
        typed = tuple(dict.fromkeys((*word.equal[:3], *mistyped_keys(word.text)[:2])))
        frequencies = self._near({short for key in typed for short in deletions_of(key)})
        frequencies.update(self._alike(word))
        liked = _liked(word, frequencies)
        if len(word.equal[0]) >= _LONG and (not liked or liked[0][0] > -_SURELY_MISTYPED):
            twice = {short for key in typed[:1] for once in deletions_of(key) for short in deletions_of(once)}
            liked = _liked(word, frequencies | self._near(twice))
        return [key for _likeness, _n, key in liked if key not in word.equal][:_SIMILAR]

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

    # the trees

    def _by_surname(self, low: Key, high: Key, most: int) -> list[NameRow]:
        return self._ask(
            "surname_key >= ? AND surname_key < ?", "surname_key, given_key, patronymic_key", (low, high), most
        )

    def _by_given(self, low: Key, high: Key, most: int) -> list[NameRow]:
        return self._ask(
            "given_key >= ? AND given_key < ?", "given_key, patronymic_key, surname_key", (low, high), most
        )

    def _by_both(self, surname: Key, low: Key, high: Key, most: int) -> list[NameRow]:
        return self._ask(
            "surname_key = ? AND given_key >= ? AND given_key < ?",
            "surname_key, given_key, patronymic_key",
            (surname, low, high),
            most,
        )

    def _by_given_and_father(self, given: Key, low: Key, high: Key, most: int) -> list[NameRow]:
        return self._ask(
            "given_key = ? AND patronymic_key >= ? AND patronymic_key < ?",
            "given_key, patronymic_key, surname_key",
            (given, low, high),
            most,
        )

    def _ask(self, condition: str, order: str, values: tuple[Key, ...], most: int) -> list[NameRow]:
        more, more_values = where(self.conditions, "n.person_id")
        return self.reader.rows(
            "SELECT person_id, surname_key, given_key, patronymic_key FROM search_name n "
            f"WHERE {condition}{more} ORDER BY {order}, person_id LIMIT {most}",
            (*values, *more_values),
        )


def _likely_surnames(words: Sequence[Word]) -> list[Word]:
    """The words that are no patronymic and no known given name; all of them where none is left."""
    strange = [word for word in words if not (word.letters or word.names_father or word.is_given)]
    return strange or [word for word in words if not word.letters]


def _other_ranges(word: Word) -> list[tuple[Key, Key]]:
    """Other forms of a given name, and the initial under which it may be recorded."""
    return [(key, key + ITSELF) for key in (*word.others, *sorted(word.initials))]


def _order(raw_id: Any) -> bytes:
    return raw_id if isinstance(raw_id, bytes) else bytes(raw_id.bytes)


def _liked(word: Word, frequencies: dict[Key, int]) -> list[tuple[float, int, Key]]:
    """Keys that are like the word, the likest first, of equal ones the most frequent."""
    alike = [(_similarity(word, key), frequency, key) for key, frequency in frequencies.items()]
    return sorted((-round(sim, 2), -n, key) for sim, n, key in alike if sim >= _ALIKE)


def _similarity(word: Word, key: Key) -> float:
    best = 0.0
    for own in word.equal:
        compared = key[: len(own)] if word.is_open and len(key) > len(own) else key
        best = max(best, OSA.normalized_similarity(own, compared) - (0.02 if compared is not key else 0.0))
    return best


class _Likeness:
    """How well the keys of a row fit the typed words; each key is weighed against each word once."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words
        self._others = [frozenset(word.others) for word in words]
        letters = [at for at, word in enumerate(words) if word.letters]
        self._may_be_father = [
            len(words) > 2 and (word.names_father or at in letters[1:]) for at, word in enumerate(words)
        ]
        self._known: dict[tuple[int, Key], float] = {}

    def of(self, row: NameRow) -> float:
        """0 where a word fits nothing, else how well they fit together."""
        scores = []
        for at in range(len(self._words)):
            best = max((self._one(at, key) for key in row[1:] if key), default=0.0)
            if self._may_be_father[at] and not row[3]:
                best = max(best, _FATHER_MISSING)
            if best < _ALIKE - 0.1:
                return 0.0
            scores.append(best)
        return 0.4 * min(scores) + 0.6 * sum(scores) / len(scores)

    def _one(self, at: int, key: Key) -> float:
        if (at, key) not in self._known:
            self._known[at, key] = self._weigh(self._words[at], self._others[at], key)
        return self._known[at, key]

    @staticmethod
    def _weigh(word: Word, others: frozenset[Key], key: Key) -> float:
        if word.letters:
            return 0.92 if key[0] in word.letters else 0.0
        if key in word.equal:
            return 1.0
        if len(key) == 1:
            return 0.88 if key in word.initials else 0.0
        if word.is_open and key.startswith(word.equal):
            return 0.96 + 0.03 * len(word.equal[0]) / len(key)
        if key in others:
            return 0.95
        if word.cut and key.startswith(word.cut):
            return 0.93
        if len(word.equal[0]) > 2 and key.startswith(word.equal):
            return 0.9
        return min(0.89, 0.97 * _similarity(word, key))


def _gather(found: dict[Any, float], likeness: _Likeness, rows: Iterable[NameRow]) -> None:
    for row in rows:
        score = likeness.of(row)
        if score > found.get(row[0], 0.0):
            found[row[0]] = score
