"""How courts of each language write a citation. The names of codes and countries come from seeds/law/."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from dossier.domain.article_numbers import numbers_of
from dossier.domain.law_codes import codes, family
from dossier.domain.law_rows import country_row, rows

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
Place = tuple[str, str | None, str | None]
"""Article, part, point."""


class Wording(NamedTuple):
    """The phrases of one language; ``{}`` is the number."""

    article: str
    part: str
    point: str
    letter: str
    joint: str
    last: str
    of_code: str
    of_country: str
    edition: str


_WORDINGS = {
    "ru": Wording("ст. {}", "ч. {}", "п. {}", "п. «{}»", " ", " и ", " {}", " {}", " {} г."),
    "be": Wording("арт. {}", "ч. {}", "п. {}", "п. «{}»", " ", " і ", " {}", " {}", " {} г."),
    "uk": Wording("ст. {}", "ч. {}", "п. {}", "п. «{}»", " ", " та ", " {}", " {}", " {} р."),
    "en": Wording("Article {}", "Part {}", "point {}", "point “{}”", " of ", " and ", " of the {}", " of {}", " ({})"),
}


def one(places: Sequence[Place], code: str, lang: str, full: bool) -> str:
    """One charge with what qualifies it: «ч. 6 ст. 16 и ч. 3 ст. 130 УК»."""
    words = _WORDINGS.get(lang) or _WORDINGS["en"]
    phrases = [_place(place, words) for place in places]
    joined = words.last.join(filter(None, (", ".join(phrases[:-1]), phrases[-1])))
    return joined + _code(code, lang if lang in _WORDINGS else "en", full)


def _place(place: Place, words: Wording) -> str:
    article, part, point = place
    pieces = [words.article.format(_number(article))]
    if part:
        pieces.insert(0, words.part.format(_number(part)))
    if point:
        pieces.insert(0, (words.letter if point.isalpha() else words.point).format(_number(point)))
    return words.joint.join(pieces)


def _number(article: str) -> str:
    """The number as courts write it; its index is raised where a hyphen would read as a range ("1⁴", not "1-4")."""
    if article.isalpha():
        return article
    main, _hyphen, index = article.rpartition("-")
    return article if numbers_of(article) == (article,) else main + index.translate(RAISED)


@cache
def _code(code: str, lang: str, full: bool) -> str:
    kind, country = family(code)
    row = next((row for row in rows("code_kinds.csv") if row["kind"] == kind), None)
    if row is None:
        return ""
    words = _WORDINGS[lang]
    named = words.of_code.format(row["name_en"] if lang == "en" else row[f"abbr_{lang}"])
    if not full or not country:
        return named
    named += words.of_country.format(_country(country, lang))
    known = codes().get(code)
    return named + (words.edition.format(known.edition) if known and known.edition else "")


def _country(country: str, lang: str) -> str:
    row = country_row(country)
    return row.get("name_en" if lang == "en" else f"genitive_{lang}", country)
