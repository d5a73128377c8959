"""Everyday forms that the table of given names does not list: made from its forms by the endings of endearment.

Сашенька, Толян, Настюша, Петрусь, Jasiek: a stem that some listed form has, and an ending that says fondness and not
another name. What the table itself knows is never read so, and nothing is told of surnames, which share the endings.
"""

import re
from bisect import bisect_left
from functools import cache, lru_cache

from dossier.domain.memory import remembered
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
def _sorted_keys() -> tuple[list[str], dict[str, frozenset[int]]]:
    keys = all_keys()
    return sorted(keys), keys


@lru_cache(maxsize=2_048)
def _names_with_stem(stem: str) -> frozenset[int]:
    """The numbers of the names of which some form has this stem; a form begins with its stem."""
    order, numbers = _sorted_keys()
    found = NOBODY
    at = bisect_left(order, stem)
    while at < len(order) and order[at].startswith(stem):
        if stem in _stems(order[at]):
            found |= numbers[order[at]]
        at += 1
    return found


@remembered(16_384)
def everyday_by_ending(token: str) -> frozenset[int]:
    """The numbers of the names of which a word may be a fond form; none where its ending is not one of those."""
    found = NOBODY
    for sounds in readings(token):
        ending = _ending_of(sounds)
        if ending and (ending.start() >= _SHORTEST or len(ending[0]) > _LONG_ENDING):
            found = found.union(*(_names_with_stem(key_of_sounds(stem)) for stem in _stems(sounds)))
    return found
