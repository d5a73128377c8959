"""Belarusian names in the oblique cases, by our own rules: unchecked, as no kept library declines them.

The rules follow the school grammar of the norm of 2008: masculine nouns, feminine nouns in -а/-я, adjectival
surnames, possessive surnames in -аў/-ін. Where the stress decides (Васілём, Генадзем) the commoner form is taken.
"""

_ENDINGS = tuple[str, str, str, str, str]
"""Genitive, dative, accusative, instrumental, prepositional."""

_CASES = ("genitive", "dative", "accusative", "instrumental", "prepositional")

_MASCULINE_HARD: _ENDINGS = ("а", "у", "а", "ам", "у")
_MASCULINE_SOFT: _ENDINGS = ("я", "ю", "я", "ем", "ю")
_MASCULINE_A: _ENDINGS = ("ы", "у", "у", "ам", "у")
_MASCULINE_KA: _ENDINGS = ("і", "у", "у", "ам", "у")
_MASCULINE_YA: _ENDINGS = ("і", "ю", "ю", "ем", "ю")
_FEMININE_YA: _ENDINGS = ("і", "і", "ю", "яй", "і")
_FEMININE_SOFT: _ENDINGS = ("і", "і", "", "ю", "і")
_FEMININE_OU: _ENDINGS = ("ві", "ві", "", "ўю", "ві")
_ADJECTIVE_Y: _ENDINGS = ("ага", "аму", "ага", "ым", "ым")
_ADJECTIVE_I: _ENDINGS = ("ага", "аму", "ага", "ім", "ім")
_ADJECTIVE_AYA: _ENDINGS = ("ай", "ай", "ую", "ай", "ай")
_POSSESSIVE: _ENDINGS = ("а", "у", "а", "ым", "у")
_POSSESSIVE_FEMININE: _ENDINGS = ("ай", "ай", "у", "ай", "ай")

_VELAR = {"к": "ц", "г": "з", "х": "с"}
_SOFTENED = {"д": "дз", "т": "ц"}
_HARD_ALWAYS = "рчшжц"
_VOWELS = "аеёиіоуыэюя"


def form(word: str, part: str, case: str, gender: str) -> str:
    """One word of a Belarusian name ("given", "family" or "patronymic") in a case; unchanged where no rule fits."""
    stem, endings = _family(word, gender) if part == "family" else _noun(word, gender)
    if not endings or not word:
        return word
    ending = endings[_CASES.index(case)]
    if case == "accusative" and not ending:
        return word
    return _changed(stem, ending) + ending if ending in ("е", "ы") and word.endswith("а") else stem + ending


def _changed(stem: str, ending: str) -> str:
    """The stem before -е and -ы of the dative: Вольга – Вользе, Кацярынка – Кацярынцы, Жанета – Жанеце."""
    last = stem[-1:]
    if ending == "е" and last in _SOFTENED:
        return stem[:-1] + _SOFTENED[last]
    return stem[:-1] + _VELAR[last] if last in _VELAR else stem


def _noun(word: str, gender: str) -> tuple[str, _ENDINGS | None]:
    return _feminine_noun(word) if gender == "f" else _masculine_noun(word)


def _masculine_noun(word: str) -> tuple[str, _ENDINGS | None]:
    last = word[-1]
    if last in "ьй":
        return word[:-1], _MASCULINE_SOFT
    if last == "ў":
        return word[:-1] + "в", _MASCULINE_HARD
    if last == "а":
        return word[:-1], _MASCULINE_KA if word[-2:-1] in _VELAR else _MASCULINE_A
    if last == "я":
        return word[:-1], _MASCULINE_YA
    if last in "оу":
        return (word[:-1], _MASCULINE_HARD) if last == "о" else (word, None)
    if last in _VOWELS:
        return (word, _MASCULINE_SOFT) if last in "іы" else (word, None)
    return word, _MASCULINE_HARD


def _feminine_noun(word: str) -> tuple[str, _ENDINGS | None]:
    if word.endswith("оў"):
        return word[:-1], _FEMININE_OU
    if word.endswith("я"):
        return word[:-1], _FEMININE_YA
    if word.endswith("а"):
        return word[:-1], _feminine_a(word[-2:-1])
    return (word[:-1], _FEMININE_SOFT) if word.endswith("ь") else (word, None)


def _feminine_a(before: str) -> _ENDINGS:
    """Endings by the consonant before: -кі/-цы, -гі/-зе, -ры/-ры, -ны/-не."""
    genitive = "і" if before in _VELAR else "ы"
    dative = "ы" if before in _HARD_ALWAYS + "к" else "е"
    return genitive, dative, "у", "ай", dative


def _family(word: str, gender: str) -> tuple[str, _ENDINGS | None]:
    return _feminine_family(word) if gender == "f" else _masculine_family(word)


def _masculine_family(word: str) -> tuple[str, _ENDINGS | None]:
    if word.endswith(("скі", "цкі", "кі", "гі", "хі")):
        return word[:-1], _ADJECTIVE_I
    if word.endswith("ы"):
        return word[:-1], _ADJECTIVE_Y
    if word.endswith(("аў", "еў", "оў", "ёў")):
        return word[:-1] + "в", _POSSESSIVE
    if word.endswith(("ін", "ын")):
        return word, _POSSESSIVE
    if word[-1] in "оеэіую":
        return word, None
    return _masculine_noun(word)


def _feminine_family(word: str) -> tuple[str, _ENDINGS | None]:
    if word.endswith("ая"):
        return word[:-2], _ADJECTIVE_AYA
    if word.endswith(("ава", "ева", "ова", "ёва", "іна", "ына")):
        return word[:-1], _POSSESSIVE_FEMININE
    return _feminine_noun(word) if word[-1] in "ая" else (word, None)
