"""A partial date as the four columns in which every record keeps one."""

from datetime import date
from typing import Any

from dossier.domain.dates import PartialDate
from dossier.domain.dates.month_words import LANGUAGES
from dossier.errors import InputProblem
from dossier.i18n import _

_YEAR_WORDS = frozenset(("г.", "г", "года", "год", "году", "р.", "року", "рік", "r.", "roku", "m.", "metai"))

_IN_FIGURES = {"day": "%d.%m.%Y", "month": "%m.%Y"}


def date_columns(name: str, value: PartialDate | None) -> dict[str, Any]:
    """``name``, ``name_lower``, ``name_upper`` and ``name_as_written`` of a date; nothing for None."""
    if value is None:
        return {}
    return {
        name: value.stored,
        f"{name}_lower": value.lower,
        f"{name}_upper": value.upper,
        f"{name}_as_written": value.as_written,
    }


def date_words(stored: str | None, as_written: str | None, lang: str) -> str:
    """A stored date in words of a language; as written where it cannot be read."""
    if not stored:
        return as_written or ""
    try:
        return PartialDate.parse(stored).format(lang)
    except InputProblem:
        return as_written or stored


def words_between(lower: date | None, upper: date | None, lang: str) -> str:
    """A date of which the first and the last day are known, in words: a day, a month, a year, or both days."""
    if lower is None or upper is None:
        return ""
    first, last = lower.isoformat(), upper.isoformat()
    dates = (PartialDate.parse(text) for text in (first, first[:7], first[:4], f"{first}/{last}"))
    return next(one.format(lang) for one in dates if (one.lower, one.upper) == (lower, upper))


def told_otherwise(stored: str | None, as_written: str | None) -> str:
    """The words as written, where they are more than another form of the same date.

    Nothing for EDTF, for a day or a month in figures, and for the date as it is printed in one of the languages;
    "12.05.21", "05/12/2021" or «до 2020» are told, since a reader may understand them in another way.
    """
    if not stored or not as_written:
        return ""
    try:
        value = PartialDate.parse(stored)
    except InputProblem:
        return ""
    forms = {stored, value.edtf, *(value.format(lang) for lang in LANGUAGES)}
    if value.lower and value.precision in _IN_FIGURES and not value.qualifier:
        forms.add(value.lower.strftime(_IN_FIGURES[value.precision]))
    return "" if _plain(as_written) in map(_plain, forms) else as_written.strip()


def _plain(text: str) -> str:
    words = text.casefold().replace("\u00a0", " ").split()
    return " ".join(words[:-1] if words[-1:] and words[-1] in _YEAR_WORDS else words).rstrip(".")


def date_as_told(stored: str | None, as_written: str | None, lang: str) -> str:
    """A stored date in words, with the words as written behind it where they tell more."""
    words, written = date_words(stored, as_written, lang), told_otherwise(stored, as_written)
    return with_written(words, written)


def with_written(words: str, written: str) -> str:
    """ "12 May 2021 (as written: 05/12/2021)"."""
    return _("{date} (as written: {text})").format(date=words, text=written) if written else words
