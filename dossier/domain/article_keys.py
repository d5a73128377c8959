"""The short written keys of articles: "UK_BY-361-4-1" to be read by people, "UK_BY:361-4:1" to be sure.

With hyphens alone "UK_BY-361-1" could be article 361-1 or part 1 of article 361. The catalogue decides where it has
only one of them; otherwise the key is refused with the question, and the form with colons answers it.
"""

import re

from dossier.domain.article_places import PLACE_NUMBER
from dossier.domain.catalogue import knows, knows_part
from dossier.domain.law_codes import Code, codes, codes_of, family
from dossier.errors import Misread, add_messages
from dossier.i18n import N_

Place = tuple[str, str, str | None, str | None]

_ARTICLE = re.compile(r"[1-9][0-9]{0,2}(\.[1-9][0-9]{0,2}){0,3}(-[1-9][0-9]?)?")
_LETTER = re.compile(r"[^\W\d_]")

add_messages(
    {
        "article.key_ambiguous": N_(
            "This key can mean an article with an index or a part of an article. Write it with colons: "
            "CODE:ARTICLE:PART."
        ),
        "article.key": N_("This is not a key of an article. Keys look like UK_BY-361-4-1 or UK_BY:361-4:1."),
    }
)

NO_CODE = "?"
"""Stands for the code where a text does not say it."""


def key_form(code: str, article: str, part: str | None, point: str | None) -> str:
    """ "UK_BY-361-4-1": code, article, part and point with hyphens."""
    return "-".join(filter(None, (code or NO_CODE, article, part, point)))


def canonical_form(code: str, article: str, part: str | None, point: str | None) -> str:
    """ "UK_BY:361-4:1": the same with colons; a point without a part leaves its place empty."""
    return ":".join([code or NO_CODE, article, part or "", point or ""]).rstrip(":")


def read_key(written: str) -> Place:
    """Code, article, part and point of a key.

    Raises:
        Misread: "article.key_ambiguous", "article.code_name", "article.key".
    """
    name, colon, rest = written.strip("-.:").partition(":")
    if colon:
        return _place(name, rest.split(":"))
    name, *pieces = name.split("-")
    return _place(name, _split(name, pieces))


def _place(name: str, pieces: list[str]) -> Place:
    article, part, point = ([*pieces, "", ""])[:3]
    _editions(name)
    part_fits = not part or PLACE_NUMBER.fullmatch(part)
    point_fits = not point or PLACE_NUMBER.fullmatch(point) or _LETTER.fullmatch(point)
    if not (_ARTICLE.fullmatch(article) and part_fits and point_fits) or len(pieces) > 3:
        raise Misread("article.key")
    return name, article, part or None, point or None


def _editions(name: str) -> tuple[Code, ...]:
    found = (codes()[name],) if name in codes() else codes_of(*family(name))
    if not found:
        raise Misread("article.code_name")
    return found


def _split(name: str, pieces: list[str]) -> list[str]:
    """Which of the pieces are the article's number: what the catalogue has, if it has only one of the readings."""
    if len(pieces) < 2 or not any(code.admits(f"{pieces[0]}-{pieces[1]}") for code in _editions(name)):
        return pieces
    indexed = f"{pieces[0]}-{pieces[1]}"
    with_index = knows(name, indexed)
    with_part = knows_part(name, *pieces) if len(pieces) == 2 else knows(name, pieces[0]) and not with_index
    if with_index == with_part:
        raise Misread("article.key_ambiguous")
    return [indexed, *pieces[2:]] if with_index else pieces
