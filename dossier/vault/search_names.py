"""Persons by their names: candidates by keys, ranked by the likeness of the keys.

Each word has keys that are equal, that other forms of a given name have, that sound alike and that are one or two
typing errors away. They are asked in waves, the surest first, and only as long as too few persons fit.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, permutations
from typing import Any, Final, NamedTuple

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
_ASKED_AT_ONCE: Final = 16
_LIKELIEST: Final = 12
_SIMILAR: Final = 24
_LOOKED_AT: Final = 300
_ALIKE: Final = 0.6
_NOT_ALIKE: Final = 0.5
_GOOD: Final = 0.9
_WHOLE: Final = 0.99
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
        for asks in waves:
            for rows in self._answers(asks):
                likeness.gather(rows, found)
            if _enough(found.values(), len(words), wanted):
                break
        return dict(sorted(found.items(), key=lambda one: (-one[1], _order(one[0])))[:_LOOKED_AT])

    # one word

    def _waves_of_one(self, word: Word, wanted: int) -> Iterator[Iterable["Ask"]]:
        most = max(2 * wanted, 20)
        yield [_by_surname(low, high, most) for low, high in word.ranges]
        yield [_by_given(low, high, most) for low, high in word.ranges]
        if word.others:
            yield [_by_given(key, key + ITSELF, most) for key in word.others]
        if len(word.equal[0]) >= _SHORTEST_GUESSED:
            similar = self.similar(word)
            yield [_by_surname(key, key + ITSELF, 6) for key in similar]
            yield [_by_given(key, key + ITSELF, 3) for key in similar]

    # several words

    def _waves(self, words: list[Word]) -> Iterator[Iterable["Ask"]]:
        fathers = [word for word in words if word.names_father] if len(words) > 2 else []
        named = [word for word in words if word not in fathers] or words
        pairs = [pair for pair in permutations(named, 2) if not pair[0].letters]
        for father in fathers:
            yield _whole(pairs, father)
        yield _both(pairs, lambda word: word.ranges)
        surnames = _likely_surnames(words)
        likely = [pair for pair in permutations(words, 2) if pair[0] in surnames and not pair[0].letters]
        yield _both(likely, _other_ranges)
        yield self._begun(likely)
        yield _without_surname(permutations(words, 2))
        yield from self._guessed(words)

    def _begun(self, pairs: Iterable[tuple[Word, Word]]) -> Iterator["Ask"]:
        """Surnames that a word begins, by their own letters or by what sounds like them."""
        for surname, given in pairs:
            for key in self.beginning(surname):
                for low, high in given.ranges:
                    yield _by_both(key, low, high, _ROWS_OF_ONE // 2)

    def beginning(self, word: Word) -> list[Key]:
        """Longer keys that a word begins, the most frequent first."""
        found: list[tuple[Any, ...]] = []
        for own in word.equal if len(word.equal[0]) > 1 else ():
            found += self.reader.rows(
                "SELECT key FROM search_word WHERE key > ? AND key < ? ORDER BY frequency DESC, key LIMIT 40",
                (own, own + END),
            )
        return [key for (key,) in found]

    def _guessed(self, words: list[Word]) -> Iterator[Iterable["Ask"]]:
        """Words that sound alike or are mistyped, as surnames: with the other words first, then a few of each."""
        for word in _likely_surnames(words):
            if word.letters or len(word.equal[0]) < _SHORTEST_GUESSED:
                continue
            rest = [other for other in words if other is not word]
            similar = self.similar(word)
            yield (
                _by_both(key, low, high, _ROWS_OF_ONE // 2)
                for key in similar
                for other in rest
                for low, high in (*other.ranges, *_other_ranges(other))
            )
            keys = (*word.equal, *similar[:_LIKELIEST])
            yield [_by_surname(key, key + ITSELF, _ROWS_OF_ONE // 2) for key in keys]
            guessed = [key for other in rest if not other.letters for key in self.similar(other)[:8]]
            yield [_by_both(key, given, given + ITSELF, 10) for key in keys for given in guessed]

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

    def _answers(self, asks: Iterable["Ask"]) -> Iterator[list[NameRow]]:
        """The rows of the questions, some questions at a time, until there are enough."""
        more, more_values = where(self.conditions, "n.person_id")
        left, count = iter(asks), 0
        while count < _ROWS and (some := list(islice(left, _ASKED_AT_ONCE))):
            sql = " UNION ALL ".join([ask.sql(more) for ask in some])
            rows = self.reader.rows(sql, [value for ask in some for value in (*ask.values, *more_values)])
            count += len(rows)
            yield rows


def _enough(scores: Iterable[float], words: int, wanted: int) -> bool:
    """As many as will be shown fit well; or somebody has the whole name that was typed."""
    good = [score for score in scores if score >= _GOOD]
    return len(good) >= wanted or (words > 2 and max(good, default=0.0) >= _WHOLE)


class Ask(NamedTuple):
    """A question to one of the two trees of names: the first rows of a range."""

    condition: str
    order: str
    values: tuple[Key, ...]
    most: int

    def sql(self, more: str) -> str:
        """With further conditions; several can be asked in one statement."""
        return (
            "SELECT * FROM (SELECT person_id, surname_key, given_key, patronymic_key FROM search_name n "
            f"WHERE {self.condition}{more} ORDER BY {self.order}, person_id LIMIT {self.most}) a"
        )


_FROM_SURNAME: Final = "surname_key, given_key, patronymic_key"
_FROM_GIVEN: Final = "given_key, patronymic_key, surname_key"


def _by_surname(low: Key, high: Key, most: int) -> Ask:
    return Ask("surname_key >= ? AND surname_key < ?", _FROM_SURNAME, (low, high), most)


def _by_given(low: Key, high: Key, most: int) -> Ask:
    return Ask("given_key >= ? AND given_key < ?", _FROM_GIVEN, (low, high), most)


def _by_both(surname: Key, low: Key, high: Key, most: int) -> Ask:
    values = (surname, low, high)
    return Ask("surname_key = ? AND given_key >= ? AND given_key < ?", _FROM_SURNAME, values, most)


def _by_all(surname: Key, given: Key, low: Key, high: Key, most: int) -> Ask:
    condition = "surname_key = ? AND given_key = ? AND patronymic_key >= ? AND patronymic_key < ?"
    return Ask(condition, _FROM_SURNAME, (surname, given, low, high), most)


def _by_given_and_father(given: Key, low: Key, high: Key, most: int) -> Ask:
    values = (given, low, high)
    return Ask("given_key = ? AND patronymic_key >= ? AND patronymic_key < ?", _FROM_GIVEN, values, most)


def _whole(pairs: Iterable[tuple[Word, Word]], father: Word) -> Iterator[Ask]:
    """Surname, given name and patronymic, or no patronymic."""
    for surname, given in pairs:
        for key in surname.equal:
            for name in () if given.letters else given.equal:
                for low, high in father.ranges:
                    yield _by_all(key, name, low, high, _ROWS_OF_ONE)
                yield _by_all(key, name, "", ITSELF, _ROWS_OF_ONE // 2)


def _both(pairs: Iterable[tuple[Word, Word]], ranges_of: Callable[[Word], list[tuple[Key, Key]]]) -> Iterator[Ask]:
    """Surname by one word, given name by another."""
    for surname, given in pairs:
        for key in surname.equal:
            for low, high in ranges_of(given):
                yield _by_both(key, low, high, 2 * _ROWS_OF_ONE)


def _without_surname(pairs: Iterable[tuple[Word, Word]]) -> Iterator[Ask]:
    """Given name and patronymic."""
    for given, father in pairs:
        if not given.letters and (father.is_open or father.names_father):
            for key in (*given.equal, *given.others):
                for low, high in father.ranges:
                    yield _by_given_and_father(key, low, high, _ROWS_OF_ONE)


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
        alike = OSA.normalized_similarity(own, compared, score_cutoff=_NOT_ALIKE)
        best = max(best, alike - (0.02 if compared is not key else 0.0))
    return best


class _Likeness:
    """How well the keys of a row fit the typed words; each key is weighed against each word once."""

    def __init__(self, words: Sequence[Word]) -> None:
        letters = [at for at, word in enumerate(words) if word.letters]
        fathers = [len(words) > 2 and (word.names_father or at in letters[1:]) for at, word in enumerate(words)]
        self._words = [_Weighed(word, may_be_father=may_be) for word, may_be in zip(words, fathers, strict=True)]

    def gather(self, rows: Iterable[NameRow], found: dict[Any, float]) -> None:
        """Keep the best likeness of every person."""
        for row in rows:
            score = self.of(row)
            if score > found.get(row[0], 0.0):
                found[row[0]] = score

    def of(self, row: NameRow) -> float:
        """0 where a word fits nothing, else how well they fit together."""
        low, total = 1.0, 0.0
        for word in self._words:
            best = word.best(row)
            if best < _ALIKE - 0.1:
                return 0.0
            total += best
            low = min(low, best)
        return 0.4 * low + 0.6 * total / len(self._words)


class _Weighed(dict[Key, float]):
    """How well keys fit one typed word."""

    def __init__(self, word: Word, *, may_be_father: bool) -> None:
        super().__init__({"": 0.0})
        self._word = word
        self._others = frozenset(word.others)
        self._may_be_father = may_be_father

    def best(self, row: NameRow) -> float:
        """With the part of a name that it fits best."""
        best = max(self[row[1]], self[row[2]], self[row[3]])
        return max(best, _FATHER_MISSING) if self._may_be_father and not row[3] else best

    def __missing__(self, key: Key) -> float:
        self[key] = weight = self._weigh(key)
        return weight

    def _weigh(self, key: Key) -> float:
        word = self._word
        if word.letters:
            return 0.92 if key[0] in word.letters else 0.0
        if key in word.equal:
            return 1.0
        if len(key) == 1:
            return 0.88 if key in word.initials else 0.0
        if word.is_open and key.startswith(word.equal):
            return 0.96 + 0.03 * len(word.equal[0]) / len(key)
        if key in self._others:
            return 0.95
        if word.cut and key.startswith(word.cut):
            return 0.93
        if len(word.equal[0]) > 2 and key.startswith(word.equal):
            return 0.9
        return min(0.89, 0.97 * _similarity(word, key))
