"""What somebody types to find a record: words, "phrases", -exclusions, field:value and ranges of dates.

Everything else is plain text, the syntax of databases too. Nothing is refused: what looks like a field and is none, or
has a value that cannot be read, is searched as words, and the query says what it did not understand.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Final

from dossier.domain.names.cleaning import plain
from dossier.errors import InputProblem

if TYPE_CHECKING:
    from collections.abc import Collection

    from dossier.domain.articles import ArticleRef
    from dossier.domain.dates import PartialDate

READ_LIMIT: Final = 400
"""Characters that are read; what is longer is no query."""

TEXT_FIELDS: Final = ("name", "court", "judge", "prosecutor", "place", "case_number", "title", "notes", "text")
DATE_FIELDS: Final = ("born", "arrested", "released", "decided", "happened")
CODE_FIELDS: Final = ("kind", "status", "country", "citizenship")
_WORDS_OF_FIELDS: Final = {
    "name": "name имя фамилия фио імя прозвішча прізвище ім'я піб піп",
    "born": "born birth нарадзіўся нарадзілася нараджэнне нар родился родилась рождён рожден рождение народився "
    "народилася народження",
    "article": "article art артыкул арт статья ст стаття",
    "court": "court суд",
    "judge": "judge суддзя судья суддя",
    "prosecutor": "prosecutor пракурор прокурор",
    "place": "place месца место місце",
    "kind": "kind type від вид тып тип",
    "status": "status статус",
    "country": "country краіна страна країна",
    "citizenship": "citizenship грамадзянства гражданство громадянство",
    "arrested": "arrested detained затрыманы затрыманая арыштаваны арыштаваная затрыманне арышт задержан задержана "
    "арестован арестована задержание арест затриманий затримана заарештований заарештована затримання",
    "released": "released вызвалены вызваленая вызваленне освобождён освобожден освобождена освобождение звільнений "
    "звільнена звільнення",
    "decided": "sentenced decided convicted асуджаны асуджаная прысуд осуждён осужден осуждена приговор засуджений "
    "засуджена вирок",
    "happened": "happened when дата калі адбылося когда произошло коли сталося",
    "case_number": "case number нумар справа номер дело справа",
    "title": "title назва название",
    "notes": "note notes нататкі заметки нотатки",
    "text": "text тэкст текст",
}
_QUOTED: Final = re.compile(r'"([^"]*)"?|«([^»]*)»?|“([^”]*)”?|„([^“”"]*)[“”"]?')
_TOKEN: Final = re.compile(
    r"(?P<minus>[-−](?=[^\s-]))?(?:(?P<field>[^\W\d_][\w']*):(?=\S))?"
    r'(?P<value>"[^"]*"?|«[^»]*»?|“[^”]*”?|„[^“”"]*[“”"]?|\S+)'
)
_WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_RANGE: Final = re.compile(r"(.*?)(?:\.{2,3}|…)(.*)")
_DATE: Final = re.compile(r"\d{4}|\d{1,2}\.\d{1,2}\.\d{4}|\d{4}-\d{2}(?:-\d{2})?")
_ARTICLE_WORD: Final = (
    r"(?:ст|стст|ч|чч|п|арт|art|arts|part|point|article|articles|стать[яиейю]+|статт[яіею]+|артыкул\w*|част[ьию]|"
    r"частк[аі]|частин[аи]|пункт\w*)"
)
_ARTICLE_BEGINS: Final = re.compile(_ARTICLE_WORD + r"\b(?!:)", re.IGNORECASE)
_ARTICLE_WHOLE: Final = re.compile(
    rf"(?:{_ARTICLE_WORD}\b|[\d⁰¹²³⁴-⁹.,;()/\s–-]|\b(?:и|і|й|та|and|of|the|cc|cao|code|criminal|ук|кк|коап|каап|купап|"
    r"рб|рф|угол\w+|крым\w+|крим\w+|код[еэ]к\w+|через|праз)\b)+",
    re.IGNORECASE,
)
_NUMBER_ALONE: Final = re.compile(r"\d{1,3}(?:[-.]\d{1,3})*")
_NUMBER_OF_CODE: Final = re.compile(
    _NUMBER_ALONE.pattern + r"\s+(?:ук|кк|коап|каап|купап|cc|cao)\b(?:\s+(?:рб|рф|рк))?\s*", re.IGNORECASE
)
FIRST_YEAR, LAST_YEAR = 1850, 2200


@dataclass(frozen=True, slots=True)
class Span:
    """Days from ``lower`` to ``upper``; an open end is None."""

    lower: date | None
    upper: date | None


@dataclass(frozen=True, slots=True)
class Limit:
    """One field:value that a record must fulfil, or must not."""

    field: str
    text: str
    span: Span | None = None
    articles: "tuple[ArticleRef, ...]" = ()
    is_excluded: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked for."""

    words: tuple[str, ...] = ()
    """Of the free text, each without blanks and hyphens."""
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    """Words and phrases that a record must not have."""
    limits: tuple[Limit, ...] = ()
    days: tuple[Span, ...] = ()
    """Days and years among the words: hints at the day of birth; they are words too."""
    words_of_article: tuple[str, ...] = ()
    """Of the part of the free text that was read as an article: where nobody is charged with it, they are words."""
    unfinished: bool = False
    """Whether the last word may still be typed."""
    not_understood: tuple[str, ...] = ()
    """field:value of which the value could not be read, as typed; searched as words."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not (self.words or self.phrases or any(not limit.is_excluded for limit in self.limits))


@cache
def field_names() -> dict[str, str]:
    """What may stand before the colon, folded -> the field."""
    return {word: field for field, words in _WORDS_OF_FIELDS.items() for word in words.split()}


class _Reading:
    def __init__(self) -> None:
        self.words: list[str] = []
        self.phrases: list[str] = []
        self.excluded: list[str] = []
        self.limits: list[Limit] = []
        self.days: list[Span] = []
        self.not_understood: list[str] = []
        self.ends_in_word = False

    def take(self, found: re.Match[str]) -> None:
        is_excluded, value = bool(found["minus"]), found["value"]
        self.ends_in_word = False
        quoted = _QUOTED.fullmatch(value)
        inside = next((group for group in quoted.groups() if group is not None), "") if quoted else value
        field = field_names().get(found["field"].casefold()) if found["field"] else None
        if field is not None and (limit := _limit(field, inside, is_excluded=is_excluded)):
            self.limits.append(limit)
            return
        if field is not None:
            self.not_understood.append(found[0])
        if found["field"]:
            inside = f"{found['field']} {inside}"
        if is_excluded:
            self.excluded += [inside] if _WORD.search(inside) else []
        elif quoted and not found["field"]:
            self.phrases += [inside] if _WORD.search(inside) else []
        else:
            self._take_words(inside)

    def _take_words(self, text: str) -> None:
        found = _WORD.findall(text)
        self.words += found
        self.ends_in_word = bool(found)
        if _DATE.fullmatch(text) and (span := read_span(text)):
            self.days.append(span)


def read_query(text: str) -> Query:
    """Read what was typed. Accepted: any text at all; the first 400 characters are read; never raises."""
    text = _cut(text)
    last, text = text[-1:], plain(text)
    reading = _Reading()
    free, articles = _article_at_the_end(text)
    for found in _TOKEN.finditer(free):
        reading.take(found)
    rest = text[len(free) :]
    if articles:
        reading.limits.append(Limit("article", rest, articles=articles))
    return Query(
        words=tuple(reading.words),
        phrases=tuple(reading.phrases),
        excluded=tuple(reading.excluded),
        limits=tuple(reading.limits),
        days=tuple(reading.days),
        words_of_article=tuple(_WORD.findall(rest)),
        unfinished=reading.ends_in_word and not articles and (last.isalnum() or last == "'"),
        not_understood=tuple(reading.not_understood),
    )


def without_limits(text: str, fields: "Collection[str]") -> str:
    """What was typed without field:value of these fields; exclusions stay."""

    def keep(found: re.Match[str]) -> str:
        field = field_names().get(found["field"].casefold()) if found["field"] else None
        return found[0] if found["minus"] or field not in fields else ""

    return " ".join(_TOKEN.sub(keep, plain(_cut(text))).split())


def _cut(text: str) -> str:
    """The first characters, to the last whole word."""
    if len(text) <= READ_LIMIT:
        return text
    return f"{text[:READ_LIMIT].rpartition(' ')[0] or text[:READ_LIMIT]} "


def _article_at_the_end(text: str) -> "tuple[str, tuple[ArticleRef, ...]]":
    """The text before an article, and the article: «Иванов ч. 1 ст. 342»."""
    if not any(c.isdigit() for c in text):
        return text, ()
    for found in re.finditer(r"(?:^|(?<=\s))\S", text):
        at = found.start()
        of_code = _NUMBER_OF_CODE.fullmatch(text, at)
        if not (of_code or _ARTICLE_BEGINS.match(text, at) or (at == 0 and _NUMBER_ALONE.fullmatch(text))):
            continue
        articles = _articles(text[at:]) if of_code or _ARTICLE_WHOLE.fullmatch(text, at) else ()
        if articles:
            return text[:at], articles
    return text, ()


def _articles(text: str) -> "tuple[ArticleRef, ...]":
    """Those that the text names; the readers of law and of dates are loaded only where a digit calls for them."""
    if not any(c.isdigit() for c in text):
        return ()
    from dossier.domain.articles import ArticleRef

    try:
        return tuple(ArticleRef.parse_all(text))
    except InputProblem:
        return ()


def _articles_by_title(text: str) -> "tuple[ArticleRef, ...]":
    from dossier.domain.article_titles import articles_titled

    return articles_titled(text)


def _limit(field: str, value: str, *, is_excluded: bool) -> Limit | None:
    if field in DATE_FIELDS:
        span = read_span(value)
        return Limit(field, value, span=span, is_excluded=is_excluded) if span else None
    if field == "article":
        articles = _articles(value) or _articles(f"ст. {value}") or _articles_by_title(value)
        return Limit(field, value, articles=articles, is_excluded=is_excluded) if articles else None
    return Limit(field, value, is_excluded=is_excluded) if _WORD.search(value) else None


def read_span(text: str) -> Span | None:
    """A date or a range of dates: "1985", "2020-08..2020-09", "..12.05.2021", "2020..". None where it is neither.

    A range that ends before it begins is none: nobody can have been born in it.
    """
    ends = _RANGE.fullmatch(text)
    if ends is None:
        found = _date(text)
        return Span(found.lower, found.upper) if found else None
    first, last = _date(ends[1]), _date(ends[2])
    if (ends[1] and first is None) or (ends[2] and last is None) or not (ends[1] or ends[2]):
        return None
    span = Span(first.lower if first else None, last.upper if last else None)
    return None if span.lower and span.upper and span.upper < span.lower else span


def _date(text: str) -> "PartialDate | None":
    if not any(c.isdigit() for c in text):
        return None
    from dossier.domain.dates import PartialDate

    try:
        found = PartialDate.parse(text)
    except InputProblem:
        return None
    days = [day for day in (found.lower, found.upper) if day]
    return found if days and all(FIRST_YEAR <= day.year <= LAST_YEAR for day in days) else None
