"""Dates in words: "конец августа 2020", "с 9 по 12 августа", "1979, 1980 or 1981", "не позднее мая 2021 г.".

A phrase is cut into tokens once, split at the words that join points ("or", "to", "and", a dash), and each piece is
read as one point. Every token must be understood; nothing is skipped because it is strange.
"""

import re
from dataclasses import replace

from dossier.domain.dates import numerals
from dossier.domain.dates.idioms import says_nothing, spelled_out
from dossier.domain.dates.month_words import MIDDLE_OR_MONTH
from dossier.domain.dates.numerals import Rules
from dossier.domain.dates.one_point import Token, Unfinished, finished, read_unfinished
from dossier.domain.dates.points import UNSPECIFIED, WINTER, Point, joined_marks, misread
from dossier.domain.dates.spans import End, Span, after, before, either, point, span, winter
from dossier.domain.dates.words import meaning
from dossier.errors import DossierError, Misread, Refused, add_messages
from dossier.i18n import N_

add_messages(
    {
        "date.relative": N_("A date that depends on the day of reading is not kept. Write the date itself."),
        "date.unknown": N_("An unknown date is not written down. Leave the field empty."),
        "date.semicolon": N_("Several dates stand here. Enter each one by itself."),
    }
)

_TOKEN = re.compile(
    r"(?P<time>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:z|[+-][0-9]{2}(?::[0-9]{2})?)?|z|\+[0-9]{2}:[0-9]{2})?(?![\w:]))"
    r"|(?P<edtf>(?:[0-9]{4}(?:-[0-9]{2}|-xx){1,2}[?~%]|[0-9]{3}x[?~%]?|[0-9]{2}xx[?~%]?"
    r"|[0-9]{4}-(?:xx(?:-xx)?|[0-9]{2}-xx)|[0-9]{4}-2[1-4])(?![\w-]))"
    r"|(?P<numeric>[0-9]{1,4}(?P<sep>[./–-])[0-9]{1,4}(?:(?P=sep)[0-9]{1,4})?(?![0-9]))"
    r"|(?P<number>[0-9]+)(?:-?(?P<suffix>st|nd|rd|th|s|го|ого|ом|е|ые|ых|х|й|м|ым|га|ага|ае|я|ыя|тыя|ті|тих|му|ша|шы)(?!\w))?"
    r"|(?P<word>mid-|(?:early|late|end)-(?=\w)|[^\W\d_]+(?:'[^\W\d_]+)*)"
    r"|(?P<dots>\.{2,})"
    r"|(?P<sign>\S)"
)
_BLANK = r"(?:\?{1,2}|xx|\u0445\u0445|__|\*\*)"
_UNKNOWN_DAY = re.compile(rf"{_BLANK}\.(?:(?P<month>{_BLANK}|[0-9]{{1,2}})\.)?(?P<year>[0-9]{{4}})")
"""«??.05.2021», «хх.05.2021», "??.2021": a form in which nobody knew the day, or the month."""
_JOINED = 1
"""The value of a dash without spaces between two numbers."""
_DECADE_ENDINGS = frozenset(("s", "е", "ые", "ых", "х", "я", "ыя", "тыя", "ті", "тих"))
_EXCLUSIVE_UNTIL = frozenset(("до", "да"))
"""«до 2020» leaves 2020 out, but «до 15 мая» often takes the day in: then the wider reading is kept."""


def read_phrase(text: str, rules: Rules) -> Span:
    """Read a cleaned text that is neither EDTF nor figures alone.

    Raises:
        Misread: "date.form", "date.word", "date.two_digit_year", "date.no_year", "date.two_dates" and others.
        Refused: "date.impossible", "date.ambiguous", "date.backwards" and others.
    """
    if unknown := _UNKNOWN_DAY.fullmatch(text):
        return point(_with_unknown(unknown["month"], int(unknown["year"])))
    if says_nothing(text):
        raise Refused("date.unknown")
    tokens: list[Token] = []
    for found in _TOKEN.finditer(spelled_out(text)):
        tokens += _tokens(found)
    while tokens and tokens[0].kind in ("filler", "skip", "colon"):
        del tokens[0]
    if not tokens:
        raise misread()
    return _read(tokens, [token.kind for token in tokens], rules)


def _with_unknown(month: str | None, year: int) -> Point:
    if month is None:
        return Point(year, UNSPECIFIED)
    return Point(year, numerals.month_of(month) if month.isdecimal() else UNSPECIFIED, UNSPECIFIED)


def _read(tokens: list[Token], kinds: list[str], rules: Rules) -> Span:
    if {"unknown", "not"} >= set(kinds) - {"filler", "day_word", "skip"} != set():
        raise Refused("date.unknown")
    if kinds[-1] in ("later", "earlier") and len(kinds) > 2 and kinds[-2] in ("or", "and"):
        limit = _point(tokens[:-2], rules)
        return span(limit, "..") if kinds[-1] == "later" else span("..", limit)
    if kinds[0] in ("about", "perhaps"):
        start = 2 if kinds[1:2] == ["comma"] else 1
        if kinds[start : start + 1] in (["from"], ["between"]):
            return _with_mark(_read(tokens[start:], kinds[start:], rules), tokens[0])
    if "or" in kinds:
        return either(_alternatives(tokens, kinds, rules))
    reader = _FIRST_WORD.get(kinds[0])
    if kinds[0] == "dated" and "to" in kinds:
        reader = _from
    return reader(tokens, kinds, rules) if reader else _range_or_point(tokens, kinds, rules)


def _with_mark(whole: Span, token: Token) -> Span:
    """ "примерно с 12 по 15 мая": both ends are approximate."""
    mark = {"about": "~", "perhaps": "?"}[token.kind]
    ends = (replace(end, mark=joined_marks(end.mark, mark)) if isinstance(end, Point) else end for end in whole.ends)
    return Span(whole.shape, tuple(ends))


def _range_or_point(tokens: list[Token], kinds: list[str], rules: Rules) -> Span:
    joints = [place for place, kind in enumerate(kinds) if kind in ("dash", "to")]
    if not joints:
        return point(_point(tokens, rules))
    middle = joints[0]
    if kinds[middle] == "to":
        return span(*_two_sides(*_sides(tokens, middle), rules))
    if tokens[middle].value == _JOINED and WINTER in [token.value for token in tokens if token.kind == "season"]:
        return _winter(tokens, middle, rules)
    return span(*_two_sides(tokens[:middle], tokens[middle + 1 :], rules))


def _winter(tokens: list[Token], middle: int, rules: Rules) -> Span:
    """ "зима 2020/2021": two years that follow each other."""
    first = _point(tokens[:middle] + tokens[middle + 2 :], rules)
    second = numerals.year_of(tokens[middle + 1].text, Rules(rules.order, first.year // 100 * 100))
    if first != Point(second - 1, WINTER):
        raise misread()
    return winter(first.year)


def _from(tokens: list[Token], kinds: list[str], rules: Rules) -> Span:
    """ "с 9 по 12 августа 2020", "from May 2021", "с 9 августа 2020 г. по неизвестный день"."""
    for joint in ("to", "dash"):
        if joint in kinds[1:]:
            return _from_to(*_sides(tokens[1:], kinds.index(joint, 1) - 1), rules)
    return span(_point(tokens[1:], rules), "..")


def _sides(tokens: list[Token], middle: int) -> tuple[list[Token], list[Token]]:
    """Both sides of the joint; «с 9 примерно по 12 мая»: a word directly before "to" is said of the end."""
    left, right = tokens[:middle], tokens[middle + 1 :]
    if tokens[middle].kind == "to" and left and left[-1].kind in ("about", "perhaps") and left[-1].text.isalpha():
        return left[:-1], [left[-1], *right]
    return left, right


def _from_to(left: list[Token], right: list[Token], rules: Rules) -> Span:
    if _is_unknown(left):
        return span("", _point(right, rules))
    if _is_unknown(right):
        return span(_point(left, rules), "")
    return span(*_two_sides(left, right, rules))


def _is_unknown(tokens: list[Token]) -> bool:
    kinds = {token.kind for token in tokens} - {"filler", "day_word", "skip", "unknown"}
    return not kinds and any(token.kind == "unknown" for token in tokens)


def _until(tokens: list[Token], kinds: list[str], rules: Rules) -> Span:
    """ "до 2020", "until May 2021"."""
    limit = _point(tokens[1:], rules)
    if tokens[0].text in _EXCLUSIVE_UNTIL and limit.day < 1 and "inclusive" not in kinds:
        return before(limit)
    return span("..", _without_part(limit, "late"))


def _without_part(limit: Point, part: str) -> Point:
    """ "до конца августа" ends where August ends."""
    return Point(limit.year, limit.month, limit.day, limit.span_years) if limit.part == part else limit


def _before(tokens: list[Token], _kinds: list[str], rules: Rules) -> Span:
    return before(_point(tokens[1:], rules))


def _after(tokens: list[Token], _kinds: list[str], rules: Rules) -> Span:
    return after(_point(tokens[1:], rules))


def _not(tokens: list[Token], kinds: list[str], rules: Rules) -> Span:
    """ "не позднее мая 2021", "not before 2020", "no later than 12.05.2021"."""
    if len(kinds) < 3:
        raise misread()
    rest = tokens[3:] if kinds[2] == "than" or tokens[2].text == "за" else tokens[2:]
    limit = _point(rest, rules)
    if kinds[1] in ("later", "after"):
        return span("..", limit)
    if kinds[1] in ("earlier", "before"):
        return span(limit, "..")
    raise Misread("date.word", word=tokens[0].text)


def _compared(tokens: list[Token], kinds: list[str], rules: Rules) -> Span:
    """ "later than 2020", "раньше 2020", "earlier than May 2021"."""
    limit = _point(tokens[2:] if kinds[1:2] == ["than"] else tokens[1:], rules)
    return after(limit) if kinds[0] == "later" else before(limit)


def _between(tokens: list[Token], kinds: list[str], rules: Rules) -> Span:
    if "and" not in kinds:
        raise Misread("date.two_dates")
    middle = kinds.index("and")
    return span(*_two_sides(tokens[1:middle], tokens[middle + 1 :], rules))


_FIRST_WORD = {
    "from": _from, "to": _until, "before": _before, "after": _after, "not": _not, "later": _compared,
    "earlier": _compared, "between": _between,
}  # fmt: skip


def _point(tokens: list[Token], rules: Rules) -> Point:
    return finished(read_unfinished(tokens, rules))


def _two_sides(left: list[Token], right: list[Token], rules: Rules) -> tuple[End, End]:
    second = read_unfinished(right, rules)
    first = read_unfinished(left, rules)
    if second.day and not second.month and first.day and first.month and first.year is None:
        second.month = first.month  # "May 12-15, 2021"
    if second.day and second.year is None and not (second.month or first.day or first.month):
        raise Misread("date.two_digit_year")  # "2020–21"
    return finished(first, second), finished(second, first if first.year_seen_first else None)


def _alternatives(tokens: list[Token], kinds: list[str], rules: Rules) -> list[Point]:
    """Split at "or"; at commas as well where a piece is no point by itself ("1979, 1980 or 1981")."""
    pieces: list[Unfinished] = []
    for piece in _split(tokens, kinds, "or"):
        try:
            pieces.append(read_unfinished(piece, rules))
        except DossierError:
            commas = _split(piece, [token.kind for token in piece], "comma")
            pieces += [read_unfinished(part, rules) for part in commas]
    return [finished(piece, pieces[-1]) for piece in pieces[:-1]] + [finished(pieces[-1])]


def _split(tokens: list[Token], kinds: list[str], joint: str) -> list[list[Token]]:
    pieces: list[list[Token]] = [[]]
    for token, kind in zip(tokens, kinds, strict=True):
        if kind == joint:
            pieces.append([])
        else:
            pieces[-1].append(token)
    if not all(pieces):
        raise misread()
    return pieces


def _tokens(found: re.Match[str]) -> list[Token]:
    kind, text = found.lastgroup, found.group()
    if kind in ("word", "sign"):
        return [_word(text)]
    if kind == "numeric" or kind == "sep":
        return _numeric(text, found.group("sep"))
    if kind in ("number", "suffix"):
        return [_number(found.group("number"), found.group("suffix"))]
    return [Token(str(kind), text)]


def _word(text: str) -> Token:
    known = meaning(text)
    if known is None:
        if text == "c":
            return Token("circa_letter", text)
        if text in MIDDLE_OR_MONTH:
            raise Misread("date.middle_or_month", word=text)
        raise Misread("date.word", word=text) if text.isalpha() else misread()
    if known[0] == "relative":
        raise Refused("date.relative")
    if known[0] == "semicolon":
        raise Misread("date.semicolon")
    return Token(known[0], text, known[1])


def _numeric(text: str, separator: str) -> list[Token]:
    """ "9-12" and "2019/2021" are two numbers and a dash; the rest is one date in figures."""
    numbers = text.split(separator)
    if len(numbers) == 3 or not _is_range(numbers[0], separator, numbers[1]):
        return [Token("numeric", text, separator)]
    return [Token("number", numbers[0]), Token("dash", separator, _JOINED), Token("number", numbers[1])]


def _is_range(first: str, separator: str, second: str) -> bool:
    if separator == "\u2013":
        return True
    if separator == "/":
        return len(first) == len(second) == 4
    return separator == "-" and (len(first) > 2) == (len(second) > 2)


def _number(digits: str, suffix: str | None) -> Token:
    if suffix in _DECADE_ENDINGS and (len(digits) == 4 or digits == "00" or (len(digits) == 2 and int(digits) > 31)):
        return Token("decade", digits)
    if suffix == "s":
        raise Misread("date.two_digit_year") if len(digits) == 2 else misread()
    return Token("number", digits)
