"""The short written keys of articles: "UK_BY-361-4-1" to be read by people, "UK_BY:361-4:1" to be sure.

With hyphens alone "UK_BY-361-1" could be article 361-1 or part 1 of article 361. The catalogue decides where it has
only one of them; otherwise the key is refused with the question, and the form with colons answers it.
"""

from dossier.domain.catalogue import codes, codes_of, family, knows, knows_part
from dossier.errors import Misread, add_messages
from dossier.i18n import N_

Place = tuple[str, str, str | None, str | None]

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
    code, colon, rest = written.partition(":")
    if colon:
        article, part, point = ([*rest.split(":"), "", ""])[:3]
        return (_checked(code), *_place([article, part, point]))
    code, *pieces = written.strip("-.").split("-")
    return (_checked(code), *_place(_split(code, [piece for piece in pieces if piece])))


def _checked(code: str) -> str:
    if code in codes() or codes_of(*family(code)):
        return code
    raise Misread("article.code_name")


def _place(pieces: list[str]) -> tuple[str, str | None, str | None]:
    if not 1 <= len(pieces) <= 3 or not pieces[0]:
        raise Misread("article.key")
    article, part, point = (*pieces, "", "")[:3]
    return article, part or None, point or None


def _split(code: str, pieces: list[str]) -> list[str]:
    """Which of the pieces are the article's number."""
    if len(pieces) < 2:
        return pieces
    indexed = f"{pieces[0]}-{pieces[1]}"
    if not knows(code, indexed):
        return pieces
    if len(pieces) == 2 and knows_part(code, pieces[0], pieces[1]):
        raise Misread("article.key_ambiguous")
    return [indexed, *pieces[2:]]
