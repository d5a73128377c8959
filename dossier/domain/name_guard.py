"""Finds the name of a protected person in any text, in Cyrillic or Latin, whatever its ending.

It withholds too much rather than too little: a text with a word that begins like a protected name is left out whole.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from dossier.domain.names.keys import fine_key
from dossier.domain.names.sounds import fold, readings

_WORD = re.compile(r"[^\W\d_]+(?:['’`-][^\W\d_]+)*")
"""ʼ is a letter of Unicode itself."""
_SHORTEST = 4
_ENDING = 2


@lru_cache(maxsize=65536)
def _sounds(whole: str) -> tuple[str, ...]:
    """How a word sounds, and each of the parts that a hyphen or an apostrophe makes."""
    parts = {word for word in (whole, *re.split(r"['’ʼ`-]", whole)) if len(word) >= _SHORTEST}
    found = {sound for word in parts for sound in (fold(word), *(fine_key(one) for one in readings(word)))}
    return tuple(sound for sound in found if len(sound) >= _SHORTEST - 1)


class NameGuard:
    """The beginnings of the names of protected persons, by sound."""

    def __init__(self, names: Iterable[str]) -> None:
        stems = {sound[: max(len(sound) - _ENDING, _SHORTEST)] for name in names for sound in _of_text(name)}
        self._stems = tuple(sorted(stems))

    def finds(self, text: str) -> bool:
        """Whether a protected name stands in the text."""
        if not self._stems:
            return False
        return any(sound.startswith(self._stems) for sound in _of_text(text))


def _of_text(text: str) -> Iterator[str]:
    for word in dict.fromkeys(_WORD.findall(text)):
        yield from _sounds(word)
