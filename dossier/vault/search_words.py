"""One typed word with the keys under which names are looked for, from the equal ones to those of an initial."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from dossier.domain.names.given import known
from dossier.domain.names.keys import token_keys, unfinished_keys
from dossier.domain.names.patronymics import patronymic_gender
from dossier.domain.names.typed import keys_of_letter, keys_of_other_letters, other_forms
from dossier.vault.search_reading import END, ITSELF

Key = str
_BEFORE_A_VOWEL: Final = "hv"


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
    others: tuple[Key, ...] = ()
    """Keys of other forms of the same given name; of a letter, those under which it stands in another language."""
    cut: tuple[Key, ...] = ()
    """Of an open word: its keys without a last letter that may be half of a sound."""
    initials: frozenset[Key] = field(init=False)
    """One-letter keys of names that are recorded by an initial, or by another letter than the one that was typed."""
    ranges: tuple[tuple[Key, Key], ...] = field(init=False)
    """The ranges of keys that are the word, or begin with it where it is open or an initial."""
    names_father: bool = field(init=False)
    """Whether it has the ending of a patronymic."""

    def __post_init__(self) -> None:
        """What follows from the rest."""
        own = [(key, key + (END if self.is_open else ITSELF)) for key in self.equal]
        begun = [(key, key + END) for key in self.cut]
        ranges = [(letter, letter + END) for letter in self.letters] or own + begun
        firsts = self.others if self.letters else [key[0] for key in (*self.equal, *self.others)]
        object.__setattr__(self, "ranges", tuple(ranges))
        object.__setattr__(self, "initials", frozenset(firsts))
        object.__setattr__(self, "names_father", not self.letters and bool(patronymic_gender(self.text)))

    @property
    def is_given(self) -> bool:
        """Whether it is a given name that the table knows."""
        return bool(known(self.text).formal)

    @property
    def other_ranges(self) -> tuple[tuple[Key, Key], ...]:
        """Other forms of a given name, and the initial under which it may be recorded."""
        if self.letters:
            return tuple((letter, letter + END) for letter in self.others)
        return tuple((key, key + ITSELF) for key in (*self.others, *sorted(self.initials)))


def word_of(text: str, *, is_open: bool) -> Word | None:
    """The keys of a typed word; None where it has neither letters nor digits."""
    keys = token_keys(text)
    if keys is None:
        return None
    equal = tuple(dict.fromkeys((*keys.readings, *keys.alternatives)))
    if len(text) == 1 and text.isalpha():
        own = tuple(dict.fromkeys((*equal, *keys_of_letter(text))))
        return Word(text, equal, keys.skeleton, is_open, own, keys_of_other_letters(text))
    if keys.fine[0] in "aeiu" and len(keys.fine) > 2:
        equal += tuple(letter + keys.fine for letter in _BEFORE_A_VOWEL)
    cut = unfinished_keys(text) if is_open else ()
    return Word(text, equal, keys.skeleton, is_open, (), other_forms(text, unfinished=is_open), cut)


def likely_surnames(words: Sequence[Word]) -> list[Word]:
    """The words that are no patronymic and no known given name; all of them where none is left."""
    strange = [word for word in words if not (word.letters or word.names_father or word.is_given)]
    return strange or [word for word in words if not word.letters]
