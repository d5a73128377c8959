"""From texts to the rows of the index: which keys a name and a text get. Pure; the database is elsewhere."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from dossier.domain.names import ParsedName, parse, text_keys, token_keys
from dossier.domain.names.keys import skeleton_key

TEXT_LIMIT: Final = 4_000_000
"""Characters of one text that are indexed."""
_SHORTEST_MISTYPED: Final = 4
_SURNAMES: Final = 4
_GIVEN: Final = 4

NameKeys = tuple[str, str, str]
"""Keys of surname, given name, patronymic; "" for what the name has not."""
NOTHING: Final = ("",)


def keys_of_word(word: str) -> tuple[str, ...]:
    """The keys under which one word of a name is kept; a hyphen parts words."""
    if "-" in word:
        return tuple(chain.from_iterable(map(keys_of_word, filter(None, word.split("-")))))
    keys = token_keys(word)
    return keys.readings if keys else ()


def _keys_of(words: Iterable[str], limit: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(map(keys_of_word, words))))[:limit]


def name_keys(text: str) -> Iterator[NameKeys]:
    """The ways to come to one written name: each surname with the first given name, each further given name too."""
    name = parse(text)
    surnames = _keys_of((*name.surname, *name.birth_surname), _SURNAMES)
    given = _keys_of(name.given, _GIVEN) or _keys_of(name.initials[:1], 1)
    father = _father(name)
    for surname in surnames or NOTHING:
        yield surname, given[0] if given else "", father
    for other in given[1:]:
        yield surnames[0] if surnames else "", other, father


def _father(name: ParsedName) -> str:
    """The key of the patronymic, or of its initial."""
    word = name.patronymic or "".join(name.initials[0 if name.given else 1 :][:1])
    return "".join(keys_of_word(word)[:1]) if word else ""


def keys_of_text(text: str) -> list[str]:
    """The keys of a text's words, in its order."""
    return list(text_keys(text[:TEXT_LIMIT]))


def deletions_of(key: str) -> set[str]:
    """The key itself and the key with each one letter left out."""
    if len(key) < _SHORTEST_MISTYPED:
        return {key}
    return {key} | {key[:at] + key[at + 1 :] for at in range(len(key))}


def counted(key: str) -> bool:
    """Whether a key is kept as a word: initials and numbers are not mistyped but found as they are."""
    return len(key) > 1 and not key.isdigit()


def is_posted(key: str) -> bool:
    """Whether a word of a text leads to its record: single letters, which are mostly prepositions, do not."""
    return len(key) > 1 or key.isdigit()


def word_row(key: str) -> tuple[str, str]:
    """A key with its skeleton."""
    return key, skeleton_key(key)
