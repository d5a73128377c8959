"""Whether a letter can stand for a name in any of the languages: Н. for Мікалай, J. for Юрий, Г. for Анна."""

from functools import lru_cache

from dossier.domain.memory import remembered
from dossier.domain.names.given import fathers, first_sounds, known
from dossier.domain.names.sounds import fold, readings

_LETTERS = dict(
    entry.split(":")
    for entry in (
        "c:cCks e:eAO g:hgZ h:hgx i:iuAeO j:iuAeOZ k:kx q:kC s:sSz t:tc u:uvw v:vwuf w:vwu x:xksh y:iuAeO z:zZc "
        "d:dZ p:pf o:oa a:aAoe č:C š:S ž:Z ż:Z ś:s ł:l ch:Cx sh:S zh:Z yu:u ya:A ts:ct kh:xh а:aoAe о:oa е:eOA ё:Oe "
        "є:eA э:e я:Ae ю:u и:i і:ieA й:io ї:i в:vwu ў:wuv у:uwv г:hg ґ:gh х:xh ц:ct т:tc щ:S дж:dZ з:z ж:Z с:s ш:S "
        "ч:C д:d ф:fv п:p"
    ).split()
)
_BEFORE_VOWEL = "hvg"
_VOWELS = "aeiouAO"


@remembered(1_024)
def sounds_of_letter(letter: str) -> frozenset[str]:
    """The first sounds that an initial may stand for."""
    folded = fold(letter)
    if folded in _LETTERS:
        return frozenset(_LETTERS[folded])
    return frozenset(s[0] for s in readings(folded))


def _own_firsts(word: str) -> set[str]:
    """The first sound of the word, and the second where the first is one that comes and goes before a vowel."""
    firsts = set()
    for sounds in readings(word):
        firsts.add(sounds[0])
        if sounds[0] in _BEFORE_VOWEL and sounds[1:2] and sounds[1] in _VOWELS:
            firsts.add(sounds[1])
    return firsts


@remembered(32_768)
def _given_firsts(word: str) -> frozenset[str]:
    return first_sounds(known(word).all) | _own_firsts(word)


@remembered(32_768)
def _patronymic_firsts(word: str) -> frozenset[str]:
    return first_sounds(fathers(word)) | _own_firsts(word)


def initial_fits_given(letter: str, given: str) -> bool:
    """Whether the letter can be the initial of a given name, in its own or another of the languages."""
    return not sounds_of_letter(letter).isdisjoint(_given_firsts(given))


def initial_fits_patronymic(letter: str, patronymic: str) -> bool:
    """Whether the letter can be the initial of a patronymic, in its own or another of the languages."""
    return not sounds_of_letter(letter).isdisjoint(_patronymic_firsts(patronymic))


@lru_cache(maxsize=4_096)
def initials_agree(one: str, other: str) -> bool:
    """Whether two initials can stand for one name: by their sounds, or as the letters of one name in two languages."""
    a, b = sounds_of_letter(one), sounds_of_letter(other)
    return not a.isdisjoint(b) or frozenset((fold(one), fold(other))) in _ONE_NAME


def other_letters(letter: str) -> frozenset[str]:
    """Letters under which names that begin with this one stand in another language: м for н (Микола, Николай)."""
    own = fold(letter)
    return frozenset(other for pair in _ONE_NAME if own in pair for other in pair if other != own)


_ONE_NAME = {
    frozenset(pair.split()) for pair in "н м;е я;в у;о в;а г;г р;д з;с я;о а;и я;ф т;n m;v u;o v;a h;h r;d z".split(";")
}
"""Letters under which one name stands in two languages: Николай–Мікалай, Евгений–Яўген, Владимир–Уладзімір …"""
