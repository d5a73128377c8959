"""What stands ahead of a place in a citation, on which the reader decides: a word for "article", a code, an end."""

from dossier.domain.article_citations import Named
from dossier.domain.article_places import Cursor
from dossier.domain.article_words import LITHUANIAN_PARTS, Sign

MOST_BEFORE_WORD = 12
"""Numbers of a list looked through for the word behind them, «342, 368 и 369 статьям», so that no list is slow."""

_AFTER_BARE: frozenset[Sign] = frozenset(
    ("dash", "separator", "and", "part", "point", "kind", "code", "open", "close", "stop")
)
_AFTER_BARE_LOW: frozenset[Sign] = frozenset(("part", "kind", "code", "open"))
"""A bare "15" is a term as likely as an article, so more must be said."""
_YEAR_WORDS = frozenset(("г", "года", "год", "году", "р", "p", "року"))


def begins_article(cursor: Cursor, at: int) -> bool:
    """Whether an article is named there, before its number or behind it."""
    sign = cursor.sign(at)
    return sign in ("article", "filler") or (sign == "number" and word_behind(cursor, at) > 0)


def word_behind(cursor: Cursor, at: int) -> int:
    """The word for "article" behind a number or a list: «по 342-й статье», «368 и 369 статьям»; 0 without one.

    A single low number counts articles: «по 3 статьям».
    """
    if "article" not in cursor.kinds:
        return 0
    after, furthest, sign = at + 1, at + 2 * MOST_BEFORE_WORD, cursor.sign
    while sign(after) in ("separator", "and") and sign(after + 1) == "number" and after < furthest:
        after += 2
    is_count = after == at + 1 and len(cursor.token(at).value) < 3
    follows = cursor.token(after).value == "str" or _may_follow_word(cursor, after + 1)
    return after if sign(after) == "article" and follows and not is_count else 0


def part_behind(cursor: Cursor, at: int) -> int:
    """The Lithuanian word for "part" behind its number or a list of them, "1, 2 d."; 0 without one."""
    if "part" not in cursor.kinds:
        return 0
    after, furthest = at + 1, at + 2 * MOST_BEFORE_WORD
    while cursor.sign(after) in ("separator", "and") and cursor.sign(after + 1) == "number" and after < furthest:
        after += 2
    return after if cursor.sign(after) == "part" and cursor.token(after).value in LITHUANIAN_PARTS else 0


def _may_follow_word(cursor: Cursor, at: int) -> bool:
    """What can stand behind «342 статья»: no number of its own, but another one with its word, or «1 часть»."""
    if cursor.sign(at) != "number" or part_behind(cursor, at):
        return True
    behind = cursor.sign(at + 1)
    return behind == "article" or (behind == "part" and cursor.sign(at + 2) != "number")


def may_end(cursor: Cursor, after: int) -> bool:
    """Whether a citation can end there: no unit of a term, no name of a month, no further number follows."""
    while cursor.sign(after) in ("filler", "country"):
        after += 1
    return cursor.sign(after) not in ("word", "letter", "number")


def may_follow_bare(cursor: Cursor, at: int) -> bool:
    """Whether a bare number can be an article, by what stands behind it."""
    is_low = len(cursor.token(at).value) < 3
    if cursor.sign(at + 1) == "filler":  # "342 of the Criminal Code"
        return cursor.sign(max(cursor.past_fillers(at + 1, sign) for sign in ("kind", "code", "country"))) != "filler"
    return cursor.sign(at + 1) in (_AFTER_BARE_LOW if is_low else _AFTER_BARE)


def is_counted(cursor: Cursor, at: int) -> bool:
    """«ст. 342 – 3 эпизода»: a dash between spaces makes no index where a word follows."""
    token = cursor.token(at)
    written = cursor.text[token.start : token.end]
    return "-" in token.value and " " in written and cursor.sign(at + 1) == "word"


def named_code(cursor: Cursor, at: int, country: str) -> tuple[Named, int]:
    """The code that is named there, with the country and the edition behind it, and the token after it all."""
    kind, _underscore, own = cursor.token(at).value.partition("_")
    after = cursor.past_fillers(at + 1, "country")
    if cursor.sign(after) == "country":
        own = own or cursor.token(after).value
        after += 1
    edition, after = _edition(cursor, after)
    return Named(kind, country or own, edition), after


def _edition(cursor: Cursor, at: int) -> tuple[str, int]:
    """«КоАП 2021 г.», "Criminal Code (of 1960)": the year, and the token after it."""
    after = at
    while cursor.sign(after) in ("open", "filler"):
        after += 1
    year = cursor.token(after).value
    if cursor.sign(after) != "number" or not (len(year) == 4 and year[:2] in ("19", "20")):
        return "", at
    after += 1
    if cursor.token(after).value.lower() in _YEAR_WORDS:
        after += 1
    return year, after + 1 if cursor.sign(at) == "open" and cursor.sign(after) == "close" else after
