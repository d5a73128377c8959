"""The parts of a written name: surname, given names, patronymic, initials, and the surname of birth.

Nothing in a name says what its words are. The signs used, strongest first: a comma after the surname, a surname in
capitals, a patronymic and its place, a given name that the table knows; where none speaks, the surname comes last and
``order_known`` is False. The text as written is never lost: the parts are only a reading of it.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from dossier.domain.memory import remembered
from dossier.domain.names.cleaning import Repair, cleaned
from dossier.domain.names.given import UNKNOWN, known
from dossier.domain.names.patronymics import DAUGHTER_WORDS, SON_WORDS, follows_father, gender_of_ending
from dossier.domain.names.sounds import readings

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
    is_simple: bool = False
    """One surname, none of birth, and one given name, both without a hyphen: there is one way to hold them together."""

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


class _Found(NamedTuple):
    """What a name consists of: its words, whole, initials, how many words stand before the comma, and a patronymic
    that two words made, with the gender that it tells and the number of the word before which it stood.
    """

    words: list[str]
    initials: tuple[str, ...]
    comma_at: int | None
    father: str = ""
    father_gender: str = ""
    father_at: int | None = None


class _Places(NamedTuple):
    """Which words of a name are which part of it, by their numbers; ``order_sign`` "" where nothing tells yet."""

    surname: tuple[int, ...]
    given: tuple[int, ...]
    patronymic: int | None
    gender: str
    order_sign: str


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
    words = text.split(" ")
    if len(words) <= WORD_LIMIT and all(map(str.isalpha, words)):  # split at blanks, as the pattern would
        return words
    if any(map(str.isdigit, text)):
        text = _BORN_ON.sub(" ", text)
    if "." in text:
        text = _GLUED_INITIAL.sub(" ", _DOT_INSIDE.sub(". ", text))
    return _WORD.findall(text)[: WORD_LIMIT * 2]


_WHOLE, _CAPITALS, _SPECIAL_WORD, _OF_SON, _OF_DAUGHTER = 1, 2, 4, 8, 16
_PATRONYMIC = _OF_SON | _OF_DAUGHTER
_SIGN_OF_GENDER = {"": 0, "m": _OF_SON, "f": _OF_DAUGHTER}


@remembered(16_384)
def _signs(word: str) -> int:
    """What a word tells by itself, as flags: that it is certainly one word of the name (no initial, nothing glued, no
    comma, no dot to take off), stands in capitals, is a title or belongs to a name of birth or father, and whether it
    has the ending of a son's or a daughter's patronymic.
    """
    capitals = word.isupper()
    whole = len(word) > 3 and (capitals or word.istitle()) and word[-1] != "."
    special = word.casefold() in _SPECIAL
    sounds = readings(word)
    of_child = _SIGN_OF_GENDER[gender_of_ending(sounds[0])] if sounds else 0
    return whole * _WHOLE | capitals * _CAPITALS | special * _SPECIAL_WORD | of_child


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
    return _Found(words[:WORD_LIMIT], tuple(initials[:WORD_LIMIT]), comma_at)


def _with_turkic_patronymic(found: _Found) -> _Found:
    """The words without "Sameddin ogly", the father's name and the word after it, which become the patronymic."""
    words = found.words
    for at in range(2, len(words)):
        if gender := follows_father(words[at]):
            left = words[: at - 1] + words[at + 1 :]
            return _Found(left, found.initials, found.comma_at, words[at - 1], gender, at - 1)
    return found


def _place_of_patronymic(signs: tuple[int, ...], surname_first: bool) -> int | None:
    """Which of at least three words is the patronymic; by its ending, then by its place."""
    places = [i for i, sign in enumerate(signs) if i and sign & _PATRONYMIC]
    if len(signs) < 3 or len(places) < 2:
        return places[0] if places and len(signs) > 2 else None
    capitals = [i for i, sign in enumerate(signs) if sign & _CAPITALS]
    if len(capitals) == 1 and capitals[0] in places:
        places.remove(capitals[0])
    return places[-1] if surname_first or signs[0] & _PATRONYMIC else places[0]


def _by_patronymic(left: list[int], patronymic_at: int | None) -> list[int]:
    """Иван Петрович Сидоров: the surname is last; Сидоров Иван Петрович: it is first."""
    if patronymic_at is None or len(left) < 2:
        return []
    return [i for i in left if i >= patronymic_at] or left[:1]


@lru_cache(maxsize=4_096)
def _places(signs: tuple[int, ...], comma_at: int | None, father_at: int | None, has_initials: bool) -> _Places:
    """The places of the parts, as far as the signs of the words tell them without the table of given names.

    Args:
        signs: Of every word.
        comma_at: How many words stand before the comma.
        father_at: Before which word a patronymic stood that is not among the words.
        has_initials: Whether there were initials.
    """
    patronymic = None if father_at is not None else _place_of_patronymic(signs, surname_first=comma_at == 1)
    left = [i for i in range(len(signs)) if i != patronymic]
    capitals = [i for i in left if signs[i] & _CAPITALS]
    if len(capitals) == len(left):
        capitals = []
    surname, sign = capitals, "capitals"
    if comma_at and comma_at < len(left) and (not capitals or left.index(capitals[0]) < comma_at):
        surname, sign = left[:comma_at], "comma"
    elif not capitals:
        surname, sign = _by_patronymic(left, patronymic if father_at is None else father_at), "patronymic"
        if not surname:
            surname, sign = (left, "initials") if len(left) == 1 and has_initials else ([], "")
    gender = "" if patronymic is None else "m" if signs[patronymic] & _OF_SON else "f"
    return _Places(tuple(surname), tuple([i for i in left if i not in surname]), patronymic, gender, sign)


def _by_given_name(words: list[str], left: tuple[int, ...]) -> tuple[int, ...]:
    """The words that the table does not know, where it knows some and not others."""
    unknown = [i for i in left if not known(words[i]).formal]
    if len(unknown) == len(left):
        unknown = [i for i in left if known(words[i]) is UNKNOWN]
    return tuple(unknown) if len(unknown) < len(left) else ()


def _assemble(found: _Found, birth: tuple[str, ...], repairs: tuple[Repair, ...]) -> ParsedName:
    words, initials, comma_at, father, father_gender, father_at = found
    places = _places(tuple(map(_signs, words)), comma_at, father_at, bool(initials))
    name = _put(words, places, repairs)
    if not (initials or birth or father):
        return name
    return name._replace(
        initials=initials,
        birth_surname=birth,
        is_simple=name.is_simple and not birth,
        patronymic=father or name.patronymic,
        patronymic_gender=father_gender or name.patronymic_gender,
    )


def _put(words: list[str], places: _Places, repairs: tuple[Repair, ...]) -> ParsedName:
    """The words as parts of a name; where nothing told which is the surname, the table of given names is asked."""
    surname, given, patronymic, gender, sign = places
    if not sign and given:
        surname = _by_given_name(words, given)
        sign = "given_name" if surname else ""
        if sign or len(given) > 1 or not known(words[given[0]]).all:
            surname = surname or given[-1:]
            given = tuple([i for i in given if i not in surname])
    father = "" if patronymic is None else words[patronymic]
    if len(surname) == len(given) == 1:
        one, other = words[surname[0]], words[given[0]]
        is_simple = "-" not in one and "-" not in other
        return tuple.__new__(ParsedName, ((one,), (other,), father, (), (), sign, gender, repairs, is_simple))
    surnames, givens = tuple([words[i] for i in surname]), tuple([words[i] for i in given])
    return ParsedName(surnames, givens, father, (), (), sign, gender, repairs)


def parse(text: str) -> ParsedName:
    """Read the parts of one written name.

    Accepted: "Иван Петрович Сидоров", "СИДОРОВ Иван", "Сидоров, Иван", "Сидоров А.Г.", "А. Г. Сидоров",
    "Сидорова (Иванова) Анна", "Anna Sidorova née Ivanova", "Faik Sameddin ogly Mamedov", one word, any text at all.
    Only the first 400 characters and 12 words are read. Never raises; a text without letters gives no parts.
    """
    return read(text)[1]


@remembered(16_384)
def read(text: str) -> tuple[str, ParsedName]:
    """A name as ``clean`` gives it, and as ``parse`` reads it."""
    text, repairs = cleaned(text)
    return text, _parsed(text, repairs)


@remembered(4_096)
def _usual_places(signs: tuple[int, ...]) -> _Places | None:
    """The places in a name of whole words; None where a word must be taken apart or read by what it says."""
    if not signs or len(signs) > WORD_LIMIT or any(s & _SPECIAL_WORD or not s & _WHOLE for s in signs):
        return None
    return _places(signs, None, None, False)


def _parsed(text: str, repairs: tuple[Repair, ...]) -> ParsedName:
    born: list[str] = []
    if "(" in text or "[" in text:
        text = _BRACKETS.sub(_keep_birth_name(born), text)
    words = _found_words(text)
    signs = tuple(map(_signs, words))
    if not born and (places := _usual_places(signs)):
        return _put(words, places, repairs)
    special = any(sign & _SPECIAL_WORD for sign in signs)
    found = _sorted_out(_without_asides(text, born) if special else words)
    if not found.words and born:
        found, born = _sorted_out(born), []
    return _assemble(_with_turkic_patronymic(found) if special else found, tuple(born[:WORD_LIMIT]), repairs)
