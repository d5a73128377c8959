"""The parts of a written name: surname, given names, patronymic, initials, and the surname of birth.

Nothing in a name says what its words are. The signs used, strongest first: a comma after the surname, a surname in
capitals, a patronymic and its place, a given name that the table knows; where none speaks, the surname comes last and
``order_known`` is False. The text as written is never lost: the parts are only a reading of it.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from dossier.domain.names.clean import Repair, clean
from dossier.domain.names.given import known
from dossier.domain.names.patronymics import follows_father, looks_like_patronymic, patronymic_gender

WORD_LIMIT = 12
"""Words of a name that are read."""

_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_BORN = re.compile(
    r"\b(?:n[ée]e|born|geb(?:oren)?|z domu|ur(?:ozhd)?|урожд[её]нн?(?:ая|ый|ой|ого)?|урожд|рожд[её]нн?(?:ая|ый)|"
    r"народжан(?:ая|ы|ий|а)|уроджан(?:ая|ы|а)|ўроджаная|уроджена|"
    r"до брака|девичья фамилия|дзявочае прозвішча|дівоче прізвище)"
    r"\b\.?:?\s*([^\W\d_][\w'-]*)",
    re.IGNORECASE,
)
_MARKS = re.compile(r"\b(?:не[её]|née|born|geb\.?|урожд\.?|урожд[её]нная)\b[.:]?", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*(?:-[^\W_]+(?:'[^\W_]+)*)*\.?|,")
_GLUED = re.compile("(?<=[а-яёіўєїґa-z])(?=[А-ЯЁІЎЄЇҐ][а-яёіўєїґ]{2,}|[A-Z][a-z]{3,})")
_GLUED_INITIAL = re.compile(r"(?<=[а-яёіўєїґa-z])(?=[А-ЯЁІЎЄЇҐA-Z]\.)")
_MAC = re.compile("^(?:Mc|Mac|De|Di|Du|La|Le|Van|Fitz)", re.IGNORECASE)
_TWO_LETTER_INITIALS = frozenset("дж дз ch sh zh yu ya ye yo ts kh iu ia ju ja dz dj".split())
_TITLES = frozenset(
    "г гр г-н г-жа гражданин гражданка mr mrs ms dr prof проф д-р спадар спадарыня сп пан пані пан".split()
)


@dataclass(frozen=True, slots=True)
class ParsedName:
    """A reading of one written name."""

    surname: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    patronymic: str = ""
    initials: tuple[str, ...] = ()
    """Letters that stand for the given name and the patronymic, in their order."""
    birth_surname: tuple[str, ...] = ()
    order_known: bool = False
    """Whether a sign told which word is the surname; otherwise it was taken to be the last."""
    gender: str = ""
    """"m" or "f" where patronymic or given name tell it, otherwise ""."""
    repairs: tuple[Repair, ...] = field(default=(), compare=False)

    @property
    def words(self) -> tuple[str, ...]:
        """Given names and surnames, without patronymic, initials and birth name."""
        return self.given + self.surname


@dataclass(slots=True)
class _Words:
    """The words of a name on their way to become parts."""

    words: list[str]
    initials: list[str]
    comma_at: int | None = None
    patronymic: str = ""
    patronymic_at: int | None = None


def _birth_names(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without the birth name, and the words of it: in brackets or after née, урожд., народжаная."""
    found: list[str] = []

    def keep(match: re.Match[str]) -> str:
        found.extend(w.rstrip(".") for w in _WORD.findall(_MARKS.sub(" ", match.group(1))) if len(w) > 2)
        return " "

    text = _BRACKETS.sub(keep, text)
    text = _BORN.sub(keep, text)
    return text, tuple(found[:WORD_LIMIT])


def _is_initial(word: str, *, lonely: bool) -> bool:
    bare = word.rstrip(".")
    if len(bare) == 1:
        return bare.isalpha() and (bare.isupper() or word.endswith(".") or not lonely)
    return word.endswith(".") and bare.casefold() in _TWO_LETTER_INITIALS


def _unglued(word: str) -> list[str]:
    """Two words written as one ("ЕвгенийАлексеевич"); foreign names like McDonald stay whole."""
    if word.isupper() or word.islower() or _MAC.match(word):
        return [word]
    return _GLUED.sub(" ", word).split()


def _split(text: str) -> _Words:
    found = _WORD.findall(_GLUED_INITIAL.sub(" ", re.sub(r"(?<=\w)\.(?=\w)", ". ", text)))[: WORD_LIMIT * 2]
    comma_at = None
    words: list[str] = []
    initials: list[str] = []
    for word in found:
        if word == ",":
            comma_at = len(words) if comma_at is None and words else comma_at
        elif _is_initial(word, lonely=len(found) == 1):
            initials.append(word.rstrip("."))
        elif word.rstrip(".").casefold() not in _TITLES:
            words.extend(_unglued(word.rstrip(".")))
    return _Words(words[:WORD_LIMIT], initials[:WORD_LIMIT], comma_at)


def _take_turkic_patronymic(found: _Words) -> str:
    """Remove "Sameddin ogly": the father's name and the word after it; return the gender that the word tells."""
    for at in range(2, len(found.words)):
        gender = follows_father(found.words[at])
        if gender:
            found.patronymic = found.words[at - 1]
            found.patronymic_at = at - 1
            del found.words[at - 1 : at + 1]
            return gender
    return ""


def _place_of_patronymic(words: list[str], surname_first: bool) -> int | None:
    """Which of at least three words is the patronymic; by its ending, then by its place."""
    places = [i for i, w in enumerate(words) if i and looks_like_patronymic(w)]
    capitals = [i for i, w in enumerate(words) if w.isupper()]
    if len(capitals) == 1 and len(places) > 1 and capitals[0] in places:
        places.remove(capitals[0])
    if not places:
        return None
    if len(places) == 1:
        return places[0]
    return places[-1] if surname_first or looks_like_patronymic(words[0]) else places[0]


def _take_patronymic(found: _Words) -> str:
    turkic = _take_turkic_patronymic(found)
    if turkic or len(found.words) < 3:
        return turkic
    at = _place_of_patronymic(found.words, surname_first=found.comma_at == 1)
    if at is None:
        return ""
    found.patronymic = found.words.pop(at)
    found.patronymic_at = at
    return patronymic_gender(found.patronymic)


def _by_capitals(words: list[str]) -> list[int]:
    capitals = [i for i, w in enumerate(words) if w.isupper() and len(w) > 1]
    return capitals if 0 < len(capitals) < len(words) else []


def _by_patronymic(found: _Words) -> list[int]:
    """Иван Петрович Сидоров: the surname is last; Сидоров Иван Петрович: it is first."""
    if found.patronymic_at is None or len(found.words) < 2:
        return []
    if found.patronymic_at >= len(found.words):
        return [0]
    return list(range(found.patronymic_at, len(found.words)))


def _by_given_name(words: list[str]) -> list[int]:
    """The words that the table does not know, where it knows some and not others."""
    formal = [bool(known(w).formal) for w in words]
    either = [bool(known(w).all) for w in words]
    for flags in (formal, either):
        if any(flags) and not all(flags):
            return [i for i, flag in enumerate(flags) if not flag]
    return []


def _surname_places(found: _Words) -> list[int]:
    words = found.words
    if found.comma_at and found.comma_at < len(words):
        return list(range(found.comma_at))
    return _by_capitals(words) or _by_patronymic(found) or _by_given_name(words)


def _gender(patronymic_gender_found: str, given: list[str]) -> str:
    return patronymic_gender_found or next((g for g in (known(w).gender for w in given) if g), "")


def _assemble(found: _Words, gender: str) -> ParsedName:
    words = found.words
    places = _surname_places(found)
    certain = bool(places) or (len(words) == 1 and bool(found.initials))
    if not places:
        places = [len(words) - 1] if words else []
    if len(words) > 1 and len(places) == len(words):
        places = places[-1:]
    surname = tuple(words[i] for i in places)
    given = [w for i, w in enumerate(words) if i not in places]
    if len(words) == 1 and not found.initials and known(words[0]).all:
        surname, given = (), words
    return ParsedName(
        surname=surname,
        given=tuple(given),
        patronymic=found.patronymic,
        initials=tuple(found.initials),
        order_known=certain,
        gender=_gender(gender, given),
    )


@lru_cache(maxsize=16_384)
def parse(text: str) -> ParsedName:
    """Read the parts of one written name.

    Accepted: "Иван Петрович Сидоров", "СИДОРОВ Иван", "Сидоров, Иван", "Сидоров А.Г.", "А. Г. Сидоров",
    "Сидорова (Иванова) Анна", "Anna Sidorova née Ivanova", "Faik Sameddin ogly Mamedov", one word, any text at all.
    Only the first 400 characters and 12 words are read. Never raises; a text without letters gives no parts.
    """
    cleaned = clean(text)
    text, birth = _birth_names(cleaned.text)
    found = _split(text)
    if not found.words and birth:
        found, birth = _split(" ".join(birth)), ()
    gender = _take_patronymic(found)
    name = _assemble(found, gender)
    return ParsedName(
        name.surname, name.given, name.patronymic, name.initials, birth, name.order_known, name.gender, cleaned.repairs
    )
