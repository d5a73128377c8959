"""Given names: which forms are one name in the three languages, their everyday forms, their gender, their patronymics.

The table is seeds/names/given_names.tsv. Forms are found by sound, so that "Sasha", "Саша" and "Sascha" need one entry.
An everyday form may belong to several names (Слава, Женя, Саша): it fits any of them.
"""

import re
from collections import defaultdict
from functools import cache
from typing import NamedTuple

from dossier.domain.memory import remembered
from dossier.domain.names.sounds import readings
from dossier.resources import seed_bytes

NOBODY: frozenset[int] = frozenset()

_PATRONYMIC_END = re.compile("(?:[aeioOAu]*[vw]?i[Cc]|[aeioOAu]*[vw]n[aA]|i(?:ni)?C[nS]n?[aA]|[aeioOAu]+n[aA])$")
_NAME_END = re.compile("[aeioOAu]+$")


_FOLDED = str.maketrans({"O": "e", "w": "v", "g": "h", "x": "h"})
_SILENT_I = re.compile("i(?=[aeuAo])")


def key_of_sounds(sounds: str) -> str:
    """Coarser than sounds, finer than a search key: Таня is not Тоня, nor Янка Анка."""
    folded = sounds.translate(_FOLDED)
    return _SILENT_I.sub("", folded) if "i" in folded else folded


class Known(NamedTuple):
    """What the table knows of one written form: numbers of the names of which it is a formal or an everyday form."""

    formal: frozenset[int] = NOBODY
    everyday: frozenset[int] = NOBODY
    gender: str = ""
    """"m", "f", or "" where the form serves both or is not known."""

    @property
    def all(self) -> frozenset[int]:
        """Every name that the form may stand for."""
        return self.formal | self.everyday


UNKNOWN = Known()
_NO_SOUNDS: frozenset[str] = frozenset()


class _Table:
    __slots__ = ("everyday", "everyday_forms", "fathers", "firsts", "formal", "forms", "genders", "known")

    def __init__(self) -> None:
        self.formal: dict[str, set[int]] = defaultdict(set)
        self.everyday: dict[str, set[int]] = defaultdict(set)
        self.fathers: dict[str, set[int]] = defaultdict(set)
        self.genders: list[str] = []
        self.firsts: list[frozenset[str]] = []
        self.forms: list[tuple[str, ...]] = []
        self.everyday_forms: list[tuple[str, ...]] = []
        self.known: dict[str, Known] = {}


def _rows() -> list[list[str]]:
    lines = seed_bytes("names", "given_names.tsv").decode("utf-8").splitlines()
    return [[*line.split("\t"), "", ""][:4] for line in lines if line and not line.startswith("#")]


@cache
def _table() -> _Table:
    table = _Table()
    for number, (gender, formal, everyday, patronymics) in enumerate(_rows()):
        forms = tuple(formal.split())
        table.genders.append(gender)
        table.forms.append(forms)
        table.everyday_forms.append(tuple(everyday.split()))
        sounds = [s for form in forms for s in readings(form)]
        table.firsts.append(frozenset(s[0] for s in sounds))
        for sound in sounds:
            table.formal[key_of_sounds(sound)].add(number)
            if gender == "m":
                table.fathers[key_of_sounds(_NAME_END.sub("", sound))].add(number)
        for form in everyday.split():
            for sound in readings(form):
                table.everyday[key_of_sounds(sound)].add(number)
        for form in patronymics.split():
            table.fathers[key_of_sounds(patronymic_stem(form))].add(number)
    for key in table.formal.keys() | table.everyday.keys():
        own = frozenset(table.formal.get(key, NOBODY)), frozenset(table.everyday.get(key, NOBODY))
        table.known[key] = _known(*own, table.genders)
    return table


@remembered(16_384)
def known(token: str) -> Known:
    """What is known of a token as a given name; an empty answer for all that is not in the table."""
    sounds, table = readings(token), _table()
    if len(sounds) == 1:
        return table.known.get(key_of_sounds(sounds[0]), UNKNOWN)
    found = [one for sound in sounds if (one := table.known.get(key_of_sounds(sound)))]
    if len(found) < 2:
        return found[0] if found else UNKNOWN
    formal, everyday = (one.formal for one in found), (one.everyday for one in found)
    return _known(NOBODY.union(*formal), NOBODY.union(*everyday), table.genders)


def _known(formal: frozenset[int], everyday: frozenset[int], genders: list[str]) -> Known:
    own = {genders[n] for n in formal or everyday}
    return Known(formal, everyday, own.pop() if len(own) == 1 else "")


def patronymic_stem(token: str) -> str:
    """The sounds of the father's name in a patronymic: "nikol" for Николаевич, "mikol" for Миколайович."""
    sounds = readings(token)
    return _PATRONYMIC_END.sub("", sounds[0]) if sounds else ""


@remembered(16_384)
def fathers(patronymic: str) -> frozenset[int]:
    """The numbers of the names from which a patronymic may be made; empty where none is known."""
    return frozenset(_table().fathers.get(key_of_sounds(patronymic_stem(patronymic)), NOBODY))


def first_sounds(names: frozenset[int]) -> frozenset[str]:
    """With which sounds the formal forms of these names begin in any of the languages (Николай: n, m)."""
    firsts = _table().firsts
    return _NO_SOUNDS.union(*(firsts[n] for n in names))


def formal_forms(token: str) -> tuple[str, ...]:
    """Every formal form that may be meant by a token: for searching by "Саша" what is recorded as Аляксандр."""
    table = _table()
    return tuple(dict.fromkeys(form for n in sorted(known(token).all) for form in table.forms[n]))


def everyday_forms(token: str) -> tuple[str, ...]:
    """Every everyday form of every name that may be meant by a token: who is "Шура" here may be "Саша" there."""
    table = _table()
    return tuple(dict.fromkeys(form for n in sorted(known(token).all) for form in table.everyday_forms[n]))


def forms_of_numbers(numbers: frozenset[int]) -> tuple[str, ...]:
    """Every formal form of these names."""
    forms = _table().forms
    return tuple(dict.fromkeys(form for number in sorted(numbers) for form in forms[number]))


@cache
def forms_of_gender(gender: str) -> tuple[str, ...]:
    """Every formal form of the names of men ("m") or women ("f")."""
    table = _table()
    return forms_of_numbers(frozenset(at for at, one in enumerate(table.genders) if one == gender))


def all_keys() -> dict[str, frozenset[int]]:
    """The sounds of every form in the table, folded by ``key_of_sounds``, with the names they may stand for."""
    return {key: found.all for key, found in _table().known.items()}
