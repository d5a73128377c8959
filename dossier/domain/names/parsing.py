"""The parts of a written name: surname, given names, patronymic, initials, and the surname of birth.

Nothing in a name says what its words are. The signs used, strongest first: a comma after the surname, a surname in
capitals, a patronymic and its place, a given name that the table knows; where none speaks, the surname comes last and
``order_known`` is False. The text as written is never lost: the parts are only a reading of it.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from dossier.domain.names.cleaning import Repair, cleaned
from dossier.domain.names.given import UNKNOWN, known
from dossier.domain.names.patronymics import DAUGHTER_WORDS, SON_WORDS, follows_father, patronymic_gender

WORD_LIMIT = 12
"""Words of a name that are read."""

_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_BORN_WORDS = frozenset(
    "nee née né born geb geboren domu urozhd урожд урожденная урождённая урожденный урождённый урожденного рожденная "
    "рождённая народжаная народжаны народжана народжений уроджаная ўроджаная уроджана уроджена брака девичья дзявочае "
    "дівоче".split()
)
_BORN = re.compile(
    r"\b(?:n[ée]e?|born|geb(?:oren)?|z domu|urozhd|урожд[её]нн?(?:ая|ый|ого)|урожд|рожд[её]нная|народжан(?:ая|ы|а)|"
    r"народжений|[уў]роджаная|уроджана|уроджена|до брака|девичья фамилия|дзявочае прозвішча|дівоче прізвище)"
    r"\b\.?:?\s*([^\W\d_][\w'-]*)",
    re.IGNORECASE,
)
_MARKS = re.compile(r"\b(?:nee|née|born|geb|урожд|урожд[её]нная)\b[.:]?", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*(?:-[^\W_]+(?:'[^\W_]+)*)*\.?|,")
_BORN_ON = re.compile(
    r"(?:\b\d\d?\.\d\d?\.)?\b(?:1[89]|20)\d\d\b\s*"
    r"(?:(?:года|г\.?)\s*(?:рождения|нараджэння|р\b\.?|н\b\.?)|(?:року|р\.?)\s*(?:народження|н\b\.?)|[гр]\b\.?)?",
    re.IGNORECASE,
)
"""Year or day of birth that was copied with the name: "Иванов И. И., 1985 г. р."."""
_DOT_INSIDE = re.compile(r"(?<=\w)\.(?=\w)")
_GLUED = re.compile("(?<=[а-яёіўєїґa-z])(?=[А-ЯЁІЎЄЇҐ][а-яёіўєїґ]{2,}|[A-Z][a-z]{3,})")
_GLUED_INITIAL = re.compile(r"(?<=[а-яёіўєїґa-z])(?=[А-ЯЁІЎЄЇҐA-Z]\.)")
_MAC = re.compile("^(?:Mc|Mac|De|Di|Du|La|Le|Van|Fitz)", re.IGNORECASE)
_TWO_LETTER_INITIALS = frozenset("дж дз ch sh zh yu ya ye yo ts kh iu ia ju ja dz dj".split())
_TITLES = frozenset(
    "гр гр. г-н г-н. г-жа г-жа. гражданин гражданка mr mr. mrs mrs. ms ms. dr dr. prof prof. проф проф. д-р д-р. "
    "спадар спадарыня сп сп. пан пані".split()
)
_ASIDES = _TITLES | _BORN_WORDS | {word + "." for word in _BORN_WORDS}
_SPECIAL = _ASIDES | SON_WORDS | DAUGHTER_WORDS


class ParsedName(NamedTuple):
    """A reading of one written name."""

    surname: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    patronymic: str = ""
    initials: tuple[str, ...] = ()
    """Letters that stand for the given name and the patronymic, in their order."""
    birth_surname: tuple[str, ...] = ()
    order_sign: str = ""
    """Which sign told which word is the surname: "comma", "capitals", "patronymic", "initials", "given_name"; "" where
    none did and it was taken to be the last."""
    patronymic_gender: str = ""
    repairs: tuple[Repair, ...] = ()

    @property
    def order_known(self) -> bool:
        """Whether anything told which word is the surname."""
        return bool(self.order_sign)

    @property
    def gender(self) -> str:
        """ "m" or "f" where patronymic or given name tell it, otherwise ""."""
        if self.patronymic_gender:
            return self.patronymic_gender
        for word in self.given:
            if gender := known(word).gender:
                return gender
        return ""


_Found = tuple[list[str], list[str], int | None]
"""The words of a name, its initials, and how many words stand before the comma."""
_Father = tuple[str, int | None, str]
"""A patronymic, the place from which it was taken, and the gender that it tells."""
_NO_FATHER: _Father = ("", None, "")


def _keep_birth_name(found: list[str]) -> Callable[[re.Match[str]], str]:
    def keep(match: re.Match[str]) -> str:
        found.extend(w.rstrip(".") for w in _WORD.findall(_MARKS.sub(" ", match.group(1))) if len(w) > 2)
        return " "

    return keep


def _without_asides(text: str, born: list[str]) -> list[str]:
    """The words without titles, and without the birth name after née, урожд., народжаная, which goes into ``born``."""
    words = _found_words(_BORN.sub(_keep_birth_name(born), text))
    return [w for w in words if w.casefold() not in _ASIDES] or words


def _is_initial(word: str, *, lonely: bool) -> bool:
    bare = word.rstrip(".")
    if len(bare) == 1:
        return bare.isalpha() and (bare.isupper() or word.endswith(".") or not lonely)
    return word.endswith(".") and bare.casefold() in _TWO_LETTER_INITIALS


def _unglued(word: str) -> list[str]:
    """Two words written as one ("ЕвгенийАлексеевич"); foreign names like McDonald stay whole."""
    if word.islower() or _MAC.match(word):
        return [word]
    return _GLUED.sub(" ", word).split()


def _found_words(text: str) -> list[str]:
    if text.replace(" ", "").isalpha():  # nothing but letters: split at blanks, as the pattern would
        return text.split()[: WORD_LIMIT * 2]
    if any(map(str.isdigit, text)):
        text = _BORN_ON.sub(" ", text)
    if "." in text:
        text = _GLUED_INITIAL.sub(" ", _DOT_INSIDE.sub(". ", text))
    return _WORD.findall(text)[: WORD_LIMIT * 2]


_WHOLE, _CAPITALS, _SPECIAL_WORD = 1, 2, 4


@lru_cache(maxsize=16_384)
def _signs(word: str) -> int:
    """What a word tells by itself, as flags: that it is certainly one word of the name (no initial, nothing glued, no
    comma, no dot to take off), that it stands in capitals, that it is a title or belongs to a name of birth or father.
    """
    capitals = word.isupper()
    whole = len(word) > 3 and (capitals or word.istitle()) and word[-1] != "."
    return whole * _WHOLE + capitals * _CAPITALS + (word.casefold() in _SPECIAL) * _SPECIAL_WORD


def _sorted_out(found: list[str]) -> _Found:
    """Words, initials, and where the comma stood."""
    comma_at = None
    words: list[str] = []
    initials: list[str] = []
    for word in found:
        if _signs(word) & _WHOLE:
            words.append(word)
        elif word == ",":
            comma_at = len(words) if comma_at is None and words else comma_at
        elif len(word) < 4 and _is_initial(word, lonely=len(found) == 1):
            initials.append(word.rstrip("."))
        else:
            words.extend(_unglued(word.rstrip(".")))
    return words[:WORD_LIMIT], initials[:WORD_LIMIT], comma_at


def _take_turkic_patronymic(words: list[str]) -> _Father:
    """Remove "Sameddin ogly", the father's name and the word after it, from the words."""
    for at in range(2, len(words)):
        if gender := follows_father(words[at]):
            father = words[at - 1]
            del words[at - 1 : at + 1]
            return father, at - 1, gender
    return _NO_FATHER


def _place_of_patronymic(words: list[str], surname_first: bool) -> int | None:
    """Which of at least three words is the patronymic; by its ending, then by its place."""
    places = [i for i, w in enumerate(words) if i and patronymic_gender(w)]
    if len(places) < 2:
        return places[0] if places else None
    capitals = [i for i, w in enumerate(words) if w.isupper()]
    if len(capitals) == 1 and capitals[0] in places:
        places.remove(capitals[0])
    return places[-1] if surname_first or patronymic_gender(words[0]) else places[0]


def _take_patronymic(words: list[str], comma_at: int | None) -> _Father:
    """Remove the patronymic, if any, from at least three words."""
    at = _place_of_patronymic(words, surname_first=comma_at == 1)
    if at is None:
        return _NO_FATHER
    father = words.pop(at)
    return father, at, patronymic_gender(father)


def _by_capitals(words: list[str]) -> list[int]:
    if not any(map(str.isupper, words)):
        return []
    capitals = [i for i, w in enumerate(words) if w.isupper()]
    return capitals if len(capitals) < len(words) else []


def _by_patronymic(words: list[str], patronymic_at: int) -> list[int]:
    """Иван Петрович Сидоров: the surname is last; Сидоров Иван Петрович: it is first."""
    if len(words) < 2:
        return []
    return [0] if patronymic_at >= len(words) else list(range(patronymic_at, len(words)))


def _by_given_name(words: list[str]) -> list[int]:
    """The words that the table does not know, where it knows some and not others."""
    unknown = [i for i, w in enumerate(words) if not known(w).formal]
    if len(unknown) == len(words):
        unknown = [i for i, w in enumerate(words) if known(w) is UNKNOWN]
    return unknown if len(unknown) < len(words) else []


def _surname_places(found: _Found, patronymic_at: int | None) -> tuple[list[int], str]:
    """Which words are the surname, and the sign that tells it."""
    words, initials, comma_at = found
    capitals = _by_capitals(words)
    if comma_at and comma_at < len(words) and (not capitals or capitals[0] < comma_at):
        return list(range(comma_at)), "comma"
    if capitals:
        return capitals, "capitals"
    if patronymic_at is not None and (places := _by_patronymic(words, patronymic_at)):
        return places, "patronymic"
    if len(words) == 1 and initials:
        return [0], "initials"
    if places := _by_given_name(words):
        return places, "given_name"
    return [], ""


def _parted(words: list[str], places: list[int]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words at these places, and the others."""
    if len(places) == 1:
        at = places[0]
        return (words[at],), (*words[:at], *words[at + 1 :])
    return tuple([words[i] for i in places]), tuple([w for i, w in enumerate(words) if i not in places])


def _assemble(found: _Found, father: _Father, birth: tuple[str, ...], repairs: tuple[Repair, ...]) -> ParsedName:
    words, initials, _comma = found
    patronymic, patronymic_at, gender = father
    places, sign = _surname_places(found, patronymic_at)
    if not places and words:
        places = [len(words) - 1]
    surname, given = _parted(words, places)
    if len(words) == 1 and not sign and known(words[0]).all:
        surname, given = (), surname
    return ParsedName(surname, given, patronymic, tuple(initials), birth, sign, gender, repairs)


def parse(text: str) -> ParsedName:
    """Read the parts of one written name.

    Accepted: "Иван Петрович Сидоров", "СИДОРОВ Иван", "Сидоров, Иван", "Сидоров А.Г.", "А. Г. Сидоров",
    "Сидорова (Иванова) Анна", "Anna Sidorova née Ivanova", "Faik Sameddin ogly Mamedov", one word, any text at all.
    Only the first 400 characters and 12 words are read. Never raises; a text without letters gives no parts.
    """
    return read(text)[1]


@lru_cache(maxsize=16_384)
def read(text: str) -> tuple[str, ParsedName]:
    """A name as ``clean`` gives it, and as ``parse`` reads it."""
    text, repairs = cleaned(text)
    return text, _parsed(text, repairs)


def _parsed(text: str, repairs: tuple[Repair, ...]) -> ParsedName:
    born: list[str] = []
    if "(" in text or "[" in text:
        text = _BRACKETS.sub(_keep_birth_name(born), text)
    words = _found_words(text)
    every, some = _WHOLE, 0
    for word in words:
        signs = _signs(word)
        every &= signs
        some |= signs
    special = some & _SPECIAL_WORD
    if special:
        words = _without_asides(text, born)
    whole = every and not special and 0 < len(words) <= WORD_LIMIT
    found: _Found = (words, [], None) if whole else _sorted_out(words)
    if not found[0] and born:
        found, born = _sorted_out(born), []
    father = _take_turkic_patronymic(found[0]) if special else _NO_FATHER
    if father is _NO_FATHER and len(found[0]) > 2:
        father = _take_patronymic(found[0], found[2])
    return _assemble(found, father, tuple(born[:WORD_LIMIT]), repairs)
