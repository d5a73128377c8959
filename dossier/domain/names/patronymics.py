"""Which word of a name is a patronymic, whose child it names, and of which gender its bearer is.

Belarusian -авіч/-евіч, -аўна/-еўна/-ічна, Russian -ович/-ич, -овна/-инична, Ukrainian -ович, -івна, and the
Turkic oglu/kyzy that follows the father's name. The same endings make surnames (Станкевіч, Шушкевич): only the place
in the name can tell, so that ``patronymic_gender`` is a question about form alone.
"""

import re

from dossier.domain.memory import remembered
from dossier.domain.names.sounds import fold, readings

SON_WORDS = frozenset("оглы оглу оғлы улы уулу угли ұлы oglu ogly oğlu oghlu ogli uly uulu ugli".split())
DAUGHTER_WORDS = frozenset("кызы гызы кизи кызи қызы kyzy gyzy qizi kizi gizi qızı kızı".split())

_SON = re.compile("(?:[aeioOAu][vw]i[CSc]|[^aeioOAuvwnS]iC)$")
_DAUGHTER = re.compile("(?:[aeioOAu][vw]n[aA]|i(?:ni)?C[nS]n?[aA]|(?<=..)[oe]una)$")


@remembered(16_384)
def patronymic_gender(token: str) -> str:
    """ "m" or "f" for a word with the ending of a patronymic, "" for any other."""
    sounds = readings(token)
    return gender_of_ending(sounds[0]) if sounds else ""


def gender_of_ending(sounds: str) -> str:
    """As ``patronymic_gender``, of the likeliest sounds of a word; nothing is remembered."""
    if len(sounds) < 4:
        return ""
    if sounds[-1] in "CSc":
        return "m" if _SON.search(sounds, len(sounds) - 4) else ""
    return "f" if sounds[-1] in "aA" and _DAUGHTER.search(sounds) else ""


def follows_father(token: str) -> str:
    """ "m" for oglu and its spellings, "f" for kyzy, "" for any other word."""
    if len(token) > 5:
        return ""
    folded = fold(token)
    if folded in SON_WORDS:
        return "m"
    return "f" if folded in DAUGHTER_WORDS else ""
