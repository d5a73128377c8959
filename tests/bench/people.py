"""Invented persons with names in Belarusian, Russian, Ukrainian and Latin letters, the same each time.

No list of real people is read: surnames are made of syllables and endings, given names are those of the program's own
table, and how often each occurs falls as it does in real lists. A person has one or two written names.
"""

import random
from bisect import bisect
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from dossier.domain.names.romanise import romanise
from dossier.resources import seed_path

_ONSETS = "б в г д ж з к л м н п р с т х ч ш бр гр др кр пр тр ст св сл хр бл гл кл пл".split()
_CODAS = "б в г д к л м н п р с т х ч ш рк нк нд рт рн лк ст".split()
_VOWELS = "аоуеи"
_ENDINGS = "ов ев ин ский цкий ович евич енко ко чук юк ук ик ец ак".split()
_WEIGHTS = (18, 6, 9, 14, 3, 9, 8, 11, 4, 4, 4, 2, 2, 2, 4)
SURNAMES = 300_000
_SCHEMES = {
    "ru": ("ru-passport", "ru-bgn"),
    "be": ("be-2007", "be-lacinka", "be-passport", "be-bgn"),
    "uk": ("uk-2010",),
}
_TO_BE = (
    ("ский", "скі"),
    ("цкий", "цкі"),
    ("ович", "авіч"),
    ("евич", "евіч"),
    ("ов", "аў"),
    ("ев", "еў"),
    ("ин", "ін"),
)
_TO_UK = (("ский", "ський"), ("цкий", "цький"), ("евич", "евич"), ("ов", "ов"))


class Name(NamedTuple):
    """One written name, by its parts."""

    surname: str
    given: str
    patronymic: str
    language: str
    """be, ru, uk, or lat."""

    @property
    def text(self) -> str:
        """As written, surname first."""
        return " ".join(filter(None, self[:3]))


def _given(gender: str) -> list[tuple[str, str, str]]:
    """Russian, Belarusian and Ukrainian form of each given name of the table."""
    lines = seed_path("names", "given_names.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line.startswith(f"{gender}\t")]
    forms = [[form for form in row[1].split() if not form.isascii()] for row in rows]
    return [(one[0], one[min(1, len(one) - 1)], one[-1]) for one in forms if one]


def surnames(count: int = SURNAMES, seed: int = 7) -> list[str]:
    """Different Russian masculine surnames."""
    rng = random.Random(seed)
    found: dict[str, None] = {}
    while len(found) < count:
        syllables = "".join(rng.choice(_ONSETS) + rng.choice(_VOWELS) for _ in range(rng.choice((1, 1, 2, 2, 2))))
        found[(syllables + rng.choice(_CODAS) + rng.choices(_ENDINGS, _WEIGHTS)[0]).capitalize()] = None
    return list(found)


def _turned(word: str, endings: tuple[tuple[str, str], ...]) -> str:
    for old, new in endings:
        if word.endswith(old):
            return word[: -len(old)] + new
    return word


def in_language(surname: str, language: str) -> str:
    """A Russian masculine surname in another language, by rough rules."""
    if language == "be":
        stem = _turned(surname, _TO_BE)
        return stem[0] + stem[1:].replace("о", "а").replace("и", "і")
    if language == "uk":
        stem = _turned(surname, _TO_UK)
        return stem[0] + stem[1:].replace("ы", "и")
    return surname


def feminine(surname: str) -> str:
    """Of a woman."""
    for old, new in (
        ("ский", "ская"), ("цкий", "цкая"), ("скі", "ская"), ("цкі", "цкая"), ("ський", "ська"), ("цький", "цька"),
        ("аў", "ава"), ("еў", "ева"), ("ов", "ова"), ("ев", "ева"), ("ин", "ина"), ("ін", "іна"),
    ):  # fmt: skip
        if surname.endswith(old):
            return surname[: -len(old)] + new
    return surname


def _patronymic(father: str, language: str, *, woman: bool) -> str:
    stem = father.rstrip("аяійьыўв") or father
    if language == "be":
        return stem + ("аўна" if woman else "авіч")
    if language == "uk":
        return stem + ("івна" if woman else "ович")
    return stem + ("овна" if woman else "ович")


class _Falling:
    """Chooses places of a list, the earlier the more often."""

    def __init__(self, count: int, steepness: float, shift: int) -> None:
        self._sums = list(accumulate((at + shift) ** -steepness for at in range(count)))

    def choose(self, rng: random.Random) -> int:
        return bisect(self._sums, rng.random() * self._sums[-1])


class People:
    """A stream of persons, each with the names under which it is recorded."""

    def __init__(self, seed: int = 7, kinds: int = SURNAMES) -> None:
        self._rng = random.Random(seed)
        self._surnames = surnames(kinds)
        self._given = {"m": _given("m"), "f": _given("f")}
        self._by_surname = _Falling(kinds, 0.97, 5)
        self._by_given = {gender: _Falling(len(names), 0.9, 4) for gender, names in self._given.items()}
        self._latin: dict[tuple[str, str], str] = {}

    def stream(self, count: int) -> Iterator[list[Name]]:
        """So many persons."""
        for _ in range(count):
            yield self._person()

    def _person(self) -> list[Name]:
        rng = self._rng
        gender = "f" if rng.random() < 0.2 else "m"
        root = self._surnames[self._by_surname.choose(rng)]
        given = self._given[gender][self._by_given[gender].choose(rng)]
        father = self._given["m"][self._by_given["m"].choose(rng)]
        language = rng.choices(("ru", "be", "uk"), (55, 30, 15))[0]
        has_father = rng.random() < 0.85
        names = [self._name(root, given, father if has_father else None, language, gender)]
        chance = rng.random()
        if chance < 0.35:
            names.append(self.latin(names[0], rng.choice(_SCHEMES[language])))
        elif chance < 0.5:
            other = rng.choice([one for one in _SCHEMES if one != language])
            names.append(self._name(root, given, father if has_father else None, other, gender))
        return names

    @staticmethod
    def _name(
        root: str, given: tuple[str, str, str], father: tuple[str, str, str] | None, language: str, gender: str
    ) -> Name:
        at = ("ru", "be", "uk").index(language)
        surname = in_language(root, language)
        own = feminine(surname) if gender == "f" else surname
        patronymic = _patronymic(father[at], language, woman=gender == "f") if father else ""
        return Name(own, given[at], patronymic, language)

    def latin(self, name: Name, scheme: str) -> Name:
        """A name in Latin letters, without patronymic."""
        parts = []
        for word in name[:2]:
            if (word, scheme) not in self._latin:
                self._latin[word, scheme] = romanise(word, scheme)
            parts.append(self._latin[word, scheme])
        return Name(parts[0], parts[1], "", "lat")


def mistyped(word: str, rng: random.Random) -> str:
    """One error: a letter lost, doubled, changed, or two that changed places; the first letter stays."""
    at = rng.randrange(1, len(word) - 1)
    kind = rng.randrange(4)
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    letter = rng.choice("аеиоуклмнрст" if word[at] > "~" else "aeioklmnrst")
    return word[:at] + letter + word[at + (kind == 2) :]
