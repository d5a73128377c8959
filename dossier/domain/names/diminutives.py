"""Everyday forms that the table of given names does not list: made from its forms by the endings of endearment.

Сашенька, Толян, Настюша, Петрусь, Jasiek: a stem that some listed form has, and an ending that says fondness and not
another name. What the table itself knows is never read so, and nothing is told of surnames, which share the endings.
"""

import re
from collections import defaultdict
from functools import cache, lru_cache

from dossier.domain.names.given import NOBODY, all_keys, key_of_sounds
from dossier.domain.names.sounds import readings

_ENDING = re.compile(
    "(?:(?:[aeoiu]?[nsSCltx]|[eao]nC|[uieoaA]S[eoau]n|[ui]S|[aeoiAO]C|[eao]C[eau]n|us|as|ul|un)?k[aAo]"
    "|[uaAeOoi](?:S|s|x|n|l|t)[aA]|[aA]i|C?ik|[oOe]k|[uaAi]s|[aAo]n|uk)$"
)
_LONGEST = 6
"""Sounds of the longest ending."""
_LAST = frozenset("aAoiksn")
"""The sounds with which endings end."""
_VOWELS = "aeioOAu"
_SHORTEST = 3
_LONG_ENDING = 3


def _ending_of(sounds: str) -> re.Match[str] | None:
    return _ENDING.search(sounds, max(0, len(sounds) - _LONGEST)) if sounds[-1:] in _LAST else None


def _stems(sounds: str) -> set[str]:
    """The stems to which endings are put: without final vowels, and without an ending that is there already.

    Of a key they are keys: cutting off its end folds nothing anew.
    """
    ending = _ending_of(sounds)
    found = {sounds.rstrip(_VOWELS), sounds[: ending.start()] if ending else sounds}
    return {stem for stem in found if len(stem) >= _SHORTEST or (len(stem) > 1 and stem[0] in _VOWELS)}


@cache
def _table() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for key, numbers in all_keys().items():
        for stem in _stems(key):
            found[stem] |= numbers
    return {stem: frozenset(numbers) for stem, numbers in found.items()}


@lru_cache(maxsize=16_384)
def everyday_by_ending(token: str) -> frozenset[int]:
    """The numbers of the names of which a word may be a fond form; none where its ending is not one of those."""
    found = NOBODY
    for sounds in readings(token):
        ending = _ending_of(sounds)
        if ending and (ending.start() >= _SHORTEST or len(ending[0]) > _LONG_ENDING):
            found = found.union(*(_table().get(key_of_sounds(stem), NOBODY) for stem in _stems(sounds)))
    return found
