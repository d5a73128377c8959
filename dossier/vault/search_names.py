"""Persons by their names: candidates by keys, ranked by the likeness of the keys.

Each word has keys that are equal, that other forms of a given name have, that sound alike and that are one or two
typing errors away. They are asked in waves, the surest first, and only as long as too few persons fit.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Any, Final

from dossier.domain.names.given import forms_of_gender
from dossier.domain.names.keys import token_keys
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
from dossier.vault.search_lexicon import Lexicon
from dossier.vault.search_likeness import Likeness
from dossier.vault.search_reading import ITSELF, Condition, Reader
from dossier.vault.search_words import Key, Word, likely_surnames

WORDS_READ: Final = 5
_LIKELIEST: Final = 12
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

Wave = Iterable[Ask]
Ranges = Callable[[Word], Sequence[tuple[Key, Key]]]


@dataclass(slots=True)
class NameFinder:
    """Finds persons by words of their names, as far as the conditions let it.

    Args of ``find``: the words as typed, of which the first five are read, and how many persons are wanted.
    """

    lexicon: Lexicon
    conditions: tuple[Condition, ...] = ()

    @property
    def reader(self) -> Reader:
        """Of the session."""
        return self.lexicon.reader

    def find(self, words: Sequence[Word], wanted: int) -> dict[Any, float]:
        """Id as the driver gives it -> likeness of the keys, the best first; every word must fit something."""
        words = list(words[:WORDS_READ])
        if not words:
            return {}
        found: dict[Any, float] = {}
        likeness = Likeness(words)
        waves = self._waves_of_one(words[0], found, wanted) if len(words) == 1 else self._waves(words, found)
        for asks in waves:
            most = ROWS if max(found.values(), default=0.0) < _GOOD else _ROWS_BESIDE
            for rows in answers(self.reader, asks, self.conditions, most):
                likeness.gather(rows, found)
            if _enough(found.values(), len(words), wanted):
                break
        return dict(sorted(found.items(), key=lambda one: (-one[1], _order(one[0])))[:_LOOKED_AT])

    # one word

    def _waves_of_one(self, word: Word, found: dict[Any, float], wanted: int) -> Iterator[Wave]:
        most = max(2 * wanted, 20)
        yield [by_surname(low, high, most) for low, high in word.ranges]
        yield [by_given(low, high, most) for low, high in word.ranges]
        if word.others:
            yield [by_given(*alone(key), most) for key in word.others]
        if word.names_father and self.lexicon.may_be_father(word):
            yield _of_father(word)
        if word.is_open and max(found.values(), default=0.0) >= _GOOD:
            yield [by_surname(*alone(key), _ROWS_OF_SIMILAR_BESIDE) for key in self.lexicon.beginning_nearly(word)]
        elif len(word.equal[0]) >= _SHORTEST_GUESSED:
            similar = self.lexicon.similar(word)
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
        best = max(found.values(), default=0.0)
        if _goes_on(words) and best >= _GOOD:
            yield self._few_beside_letter(words)
            return
        if best >= _WHOLE:
            yield self._few_beside(words)
            return
        yield self._begun(likely)
        yield _without_surname(permutations(words, 2))
        yield _without_given(pair for pair in likely if pair[1].names_father and self.lexicon.may_be_father(pair[1]))
        yield from self._guessed(words)

    def _few_beside_letter(self, words: list[Word]) -> Iterator[Ask]:
        """A few bearers of longer and of similar surnames, beside those of the surname that was typed."""
        for word in likely_surnames(words[:-1]):
            similar = self.lexicon.one_error_away(word, _SIMILAR_BESIDE)
            for key in (*self.lexicon.beginning(word)[: _SIMILAR_BESIDE // 2], *similar):
                for low, high in words[-1].ranges:
                    yield by_both(key, low, high, _ROWS_OF_SIMILAR_BESIDE)

    def _few_beside(self, words: list[Word]) -> Iterator[Ask]:
        """Beside those whose name was typed: a few of whom the surname or the given name is longer or similar."""
        for word in likely_surnames(words):
            rest = [other for other in words if other is not word]
            given = [alone(key) for other in rest for key in self.lexicon.similar(other)[:_SIMILAR_BESIDE]]
            for key in word.equal:
                yield by_surname(*alone(key), ROWS_OF_ONE // 2)
                for low, high in given:
                    yield by_both(key, low, high, _ROWS_OF_SIMILAR_BESIDE)
            longer = self.lexicon.beginning(word)[: _SIMILAR_BESIDE // 2]
            ranges = [one for other in rest for one in (*other.ranges, *other.other_ranges)]
            yield from self._bearers((*longer, *self.lexicon.similar(word)[: 2 * _SIMILAR_BESIDE]), ranges)

    def _bearers(self, surnames: Iterable[Key], ranges: Sequence[tuple[Key, Key]]) -> Iterator[Ask]:
        """Whoever has one of the surnames and a given name of the ranges; all bearers of a rare surname."""
        for key in surnames:
            if self.lexicon.frequencies[key] <= min(len(ranges), ROWS_OF_ONE // 2):
                yield by_surname(*alone(key), ROWS_OF_ONE // 2)
            else:
                for low, high in ranges:
                    yield by_both(key, low, high, ROWS_OF_ONE // 2)

    def _begun(self, pairs: Iterable[tuple[Word, Word]]) -> Iterator[Ask]:
        """Surnames that a word begins, by their own letters or by what sounds like them."""
        for surname, given in pairs:
            for key in self.lexicon.beginning(surname):
                for low, high in given.ranges:
                    yield by_both(key, low, high, ROWS_OF_ONE // 2)

    def _guessed(self, words: list[Word]) -> Iterator[Wave]:
        """Words that sound alike or are mistyped, as surnames: with the other words first, then a few of each."""
        for word in likely_surnames(words):
            if word.letters or len(word.equal[0]) < _SHORTEST_GUESSED:
                continue
            rest = [other for other in words if other is not word]
            similar = self.lexicon.similar(word)
            yield self._bearers(similar, [one for other in rest for one in (*other.ranges, *other.other_ranges)])
            keys = (*word.equal, *similar[:_LIKELIEST])
            yield [by_surname(*alone(key), ROWS_OF_ONE // 2) for key in keys]
            guessed = [key for other in rest if not other.letters for key in self.lexicon.similar(other)[:8]]
            yield [by_both(key, *alone(given), 10) for key in keys for given in guessed]


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


def given_of_child(father: Word) -> list[Key]:
    """The keys of every given name that the table knows for a child of this father: a son's or a daughter's."""
    forms = forms_of_gender(patronymic_gender(father.text))
    return list(dict.fromkeys(keys.fine for form in forms if (keys := token_keys(form))))


def _of_father(father: Word) -> Iterator[Ask]:
    """A patronymic alone: the tree of given names is asked for each of them."""
    for key in given_of_child(father):
        for low, high in father.ranges:
            yield by_given_and_father(key, low, high, 10)


def _without_given(pairs: Iterable[tuple[Word, Word]]) -> Iterator[Ask]:
    """Surname and patronymic."""
    for surname, father in pairs:
        for given in () if surname.is_given else given_of_child(father):
            for key in surname.equal:
                for low, high in father.ranges:
                    yield by_all(key, given, low, high, 10)


def _order(raw_id: Any) -> bytes:
    return raw_id if isinstance(raw_id, bytes) else bytes(raw_id.bytes)
