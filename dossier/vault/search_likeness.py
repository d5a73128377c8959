"""How well keys fit the words that were typed: of the lexicon's words, and of the rows of names."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from dossier.domain.names.distance import sounds_likeness
from dossier.domain.names.keys import KEY_LIMIT, skeleton_key, sounds_of_key
from dossier.vault.search_asks import NameRow
from dossier.vault.search_words import Key, Word

ALIKE: Final = 0.6
_UNCUT: Final = (KEY_LIMIT,)
_LONG: Final = 5
_NOT_ALIKE: Final = 0.5
_MAY_BE_MISTYPED: Final = 0.7
"""From here on the sounds are compared as well."""
_SURELY_SURNAME: Final = 0.8
"""From here on a word is not held against the other parts of the name as well."""
_FATHER_MISSING: Final = 0.7
"""For a patronymic that was typed where the name has none."""
_LETTER: Final = 0.92
_LETTER_OF_SOUND: Final = 0.91
"""For a name that begins with another sound of the letter: Еўдакім for Я."""
_OTHER_LETTER: Final = 0.88
_LETTER_OF_SURNAME: Final = 0.85
"""For a letter that begins the surname: mostly it stands for the given name, which then fits better."""
_BY_SOUND: Final = 0.015
"""How much the sounds add to the likeness of letters: of words one error away, first those that sound alike."""
_SAME_CONSONANTS: Final = 0.1
"""Of words one error away, those come first that differ by a vowel alone."""
_NOT_TYPED: Final = 1e-6
"""For a part of the name that was not typed: of equal ones the shorter name is looked at first."""


def _longer_by(own: Key) -> tuple[int, ...]:
    """An unfinished word is held against as many letters of a key, a long one also with one more, left out perhaps."""
    return (0, 1) if len(own) >= _LONG else (0,)


def liked(word: Word, stored: Mapping[Key, Key]) -> list[tuple[float, Key]]:
    """Those of the keys that are like the word, the likest first: (-likeness, key).

    Args:
        word: As typed.
        stored: Key -> its consonants; "" where they were not read.
    """
    alike = _alike(word, list(stored))
    return sorted(
        (-round(likeness + _SAME_CONSONANTS * ((stored[key] or skeleton_key(key)) == word.skeleton), 2), key)
        for key, likeness in alike.items()
        if likeness >= ALIKE
    )


def _alike(word: Word, keys: Sequence[Key]) -> dict[Key, float]:
    """How much of the letters of these keys is that of the word, for those that are somewhat like it; all at once."""
    best = dict[Key, float]()
    for own in word.equal:
        for longer in _longer_by(own) if word.is_open else _UNCUT:
            length = len(own) + longer
            likeness = _likeness_to(own, list({key[:length] for key in keys}))
            for key in keys:
                alike = likeness.get(key[:length])
                if alike is not None:
                    alike -= 0.02 if len(key) > length else 0.0
                    if alike > best.get(key, 0.0):
                        best[key] = alike
    return best


def _likeness_to(own: Key, beginnings: list[Key]) -> dict[Key, float]:
    """Of each beginning that is somewhat like the key; many words share one."""
    found = extract(
        own, beginnings, scorer=OSA.normalized_similarity, processor=None, score_cutoff=_NOT_ALIKE, limit=None
    )
    return {beginning: alike for beginning, alike, _at in found}


def _sounds_alike(word: Word, key: Key) -> float:
    compared = key[: len(word.equal[0])] if word.is_open else key
    return sounds_likeness(sounds_of_key(word.equal[0]), sounds_of_key(compared))


def _together(low: float, mean: float) -> float:
    return 0.4 * low + 0.6 * mean


def perfect_likeness(words: Sequence[str]) -> float:
    """What a name of which every word has an equal key comes to, as far as those parts go that were not typed."""
    parts = [_LETTER if len(word) == 1 else 1.0 for word in words]
    return _together(min(parts), sum(parts) / len(parts)) - 2 * _NOT_TYPED


class Likeness:
    """How well the keys of a row fit the typed words; each key is weighed against each word once, many at a time."""

    def __init__(self, words: Sequence[Word]) -> None:
        letters = [at for at, word in enumerate(words) if word.letters]
        fathers = [len(words) > 2 and (word.names_father or at in letters[1:]) for at, word in enumerate(words)]
        self._words = [_Weighed(word, may_be_father=may_be) for word, may_be in zip(words, fathers, strict=True)]

    def gather(self, rows: Sequence[NameRow], found: dict[Any, float]) -> None:
        """Keep the best likeness of every person."""
        for word in self._words:
            if not word.is_letter:
                word.learn({row[1] for row in rows})
                word.learn({key for row in rows if word[row[1]] < _SURELY_SURNAME for key in row[2:]})
        for row in rows:
            score = self.of(row)
            if score > found.get(row[0], 0.0):
                found[row[0]] = score

    def of(self, row: NameRow) -> float:
        """0 where a word fits nothing, else how well they fit together."""
        _id, surname, given, father = row
        low, total = 1.0, 0.0
        for word in self._words:
            best = word[surname] * (_LETTER_OF_SURNAME if word.is_letter else 1.0)
            if best < _SURELY_SURNAME:
                best = max(best, word[given], word[father])
                if best < ALIKE - 0.1 and (father or not word.may_be_father):
                    return 0.0
                if word.may_be_father and not father:
                    best = max(best, _FATHER_MISSING)
            total += best
            low = min(low, best)
        return _together(low, total / len(self._words)) - _NOT_TYPED * (bool(given) + bool(father))


class _Weighed(dict[Key, float]):
    """How well keys fit one typed word."""

    def __init__(self, word: Word, *, may_be_father: bool) -> None:
        super().__init__({"": 0.0})
        self.update(dict.fromkeys(() if word.letters else word.equal, 1.0))
        self._word = word
        self._others = frozenset(word.others)
        self.is_letter = bool(word.letters)
        self.may_be_father = may_be_father
        """Whether the word may be a patronymic that the name has not."""

    def __missing__(self, key: Key) -> float:
        """A letter weighs a key when it comes, any other word has learnt it before."""
        self[key] = weight = self._weigh_letter(key)
        return weight

    def learn(self, keys: Iterable[Key]) -> None:
        """Weigh those of the keys that were not weighed yet."""
        strange = [key for key in keys if key not in self and not self._is_certain(key)]
        if strange:
            self.update(dict.fromkeys(strange, 0.0))
            self.update((key, self._by_letters(key, alike)) for key, alike in _alike(self._word, strange).items())

    def _is_certain(self, key: Key) -> bool:
        """Whether a rule says how well the key fits, without its letters being compared; then it is kept."""
        word = self._word
        if len(key) == 1:
            self[key] = 0.88 if key in word.initials else 0.0
        elif word.is_open and key.startswith(word.equal):
            self[key] = 0.96 + 0.03 * len(word.equal[0]) / len(key)
        elif key in self._others:
            self[key] = 0.95
        elif word.cut and key.startswith(word.cut):
            self[key] = 0.93
        elif len(word.equal[0]) > 2 and key.startswith(word.equal):
            self[key] = 0.9
        else:
            return False
        return True

    def _by_letters(self, key: Key, alike: float) -> float:
        weight = min(0.875, 0.955 * alike)
        return weight + _BY_SOUND * _sounds_alike(self._word, key) if alike >= _MAY_BE_MISTYPED else weight

    def _weigh_letter(self, key: Key) -> float:
        """A letter of a script that is not read has a key of several characters: of Han, a whole name may be one."""
        word = self._word
        if key.startswith(word.equal):
            return _LETTER
        return _LETTER_OF_SOUND if key[0] in word.letters else _OTHER_LETTER if key[0] in word.initials else 0.0
