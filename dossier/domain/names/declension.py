"""A name in the case that a motion or an appeal needs: «скарга ў інтарэсах каго», "передать кому", «подати кому».

Russian names go through pytrovich, Ukrainian ones through shevchenko-py: rule sets kept by others for this very task.
For Belarusian no kept library exists; the rules of ``declension_be`` are our own and nobody has checked them, which
the result says: a screen or a paper must show such a form as a proposal to be read by a person.
"""

import re
from dataclasses import dataclass

from dossier.domain.names import declension_be
from dossier.domain.names.cleaning import clean, is_cyrillic
from dossier.domain.names.parsing import ParsedName, parse
from dossier.domain.names.surnames import surname_gender
from dossier.errors import Misread, add_messages
from dossier.i18n import N_

CASES = ("genitive", "dative", "accusative", "instrumental", "prepositional")
LANGUAGES = ("be", "ru", "uk")

add_messages(
    {
        "name.case": N_("There is no grammatical case called {case}. Choose one of: {known}."),
        "name.language": N_("Names are declined in Belarusian, Russian and Ukrainian, not in {language}."),
    }
)

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Declined:
    """A name in a case, and whether rules that others keep and check stand behind it."""

    text: str
    case: str
    checked: bool
    """False for Belarusian, for names whose gender is not known, and for what was left as it is."""


def decline(name: str, case: str, language: str, gender: str = "") -> Declined:
    """Put a written name into a grammatical case; order, initials and capitals stay as they are written.

    Args:
        name: Any written name; only Cyrillic words are declined.
        case: One of ``CASES``.
        language: "be", "ru" or "uk": the language that the name is written in.
        gender: "m", "f", or "" to take it from patronymic, given name or surname. Where none tells it, the name is
            returned as it is, unchecked.

    Raises:
        Misread: code "name.case" or "name.language".
    """
    if case not in CASES:
        raise Misread("name.case", case=case, known=", ".join(CASES))
    if language not in LANGUAGES:
        raise Misread("name.language", language=language)
    text = clean(name).text
    parsed = parse(name)
    gender = gender or parsed.gender or _gender_of_surname(parsed)
    if gender not in ("m", "f") or not is_cyrillic(text):
        return Declined(text, case, checked=False)
    forms = {word: _like(word, _form(word, part, case, language, gender)) for word, part in _parts(parsed)}
    return Declined(_WORD.sub(lambda m: forms.get(m[0], m[0]), text), case, checked=language != "be")


def _gender_of_surname(parsed: ParsedName) -> str:
    return next(filter(None, map(surname_gender, parsed.surname)), "")


def _parts(parsed: ParsedName) -> list[tuple[str, str]]:
    words = [(w, "given") for w in parsed.given] + [(w, "family") for w in (*parsed.surname, *parsed.birth_surname)]
    return words + ([(parsed.patronymic, "patronymic")] if parsed.patronymic else [])


def _like(written: str, form: str) -> str:
    return form.upper() if written.isupper() and len(written) > 1 else form


def _form(word: str, part: str, case: str, language: str, gender: str) -> str:
    pieces = [piece.capitalize() if piece.isupper() else piece for piece in word.split("-")]
    by_language = {"be": declension_be.form, "ru": _russian, "uk": _ukrainian}[language]
    return "-".join(by_language(piece, part, case, gender) if is_cyrillic(piece) else piece for piece in pieces)


def _russian(word: str, part: str, case: str, gender: str) -> str:
    from pytrovich.enums import Case, Gender, NamePart
    from pytrovich.maker import PetrovichDeclinationMaker

    parts = {"given": NamePart.FIRSTNAME, "family": NamePart.LASTNAME, "patronymic": NamePart.MIDDLENAME}
    genders = {"m": Gender.MALE, "f": Gender.FEMALE}
    return PetrovichDeclinationMaker().make(parts[part], genders[gender], Case[case.upper()], word)


def _ukrainian(word: str, part: str, case: str, gender: str) -> str:
    import shevchenko  # type: ignore[import-untyped]

    verbs = {"instrumental": "ablative", "prepositional": "locative"}
    verb = getattr(shevchenko, f"in_{verbs.get(case, case)}")
    genders = {"m": "masculine", "f": "feminine"}
    field = f"{part}_name"
    return str(verb(gender=genders[gender], **{field: word})[field])
