"""The grammar of citations: which numbers are articles, which are their parts and points, and which code they name.

A number is an article only where something says so: a word for "article" before it, a list that such a word opened, or
a cell that holds nothing but citations. Everything else ("15 суток", a year, a title) is left unread and reported.
Parts that stand directly before a word for "article" belong to what follows («ст. 342, ч. 1 ст. 368»), others to what
precedes.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from dossier.domain.article_numbers import numbers_of
from dossier.domain.article_places import Cursor, Place
from dossier.domain.article_words import Sign, Tokens
from dossier.errors import Misread, add_messages
from dossier.i18n import N_

MOST_ARTICLES = 100
"""Articles of one text at most; the longest charges known to us have under twenty."""

MOST_BEFORE_WORD = 12
"""Numbers of a list looked through for the word behind them, «342, 368 и 369 статьям», so that no list is slow."""

add_messages({"article.too_many": N_("More than {limit} articles are named here. Split the text.")})

_AFTER_BARE: frozenset[Sign] = frozenset(
    ("dash", "separator", "and", "part", "point", "kind", "code", "open", "close", "stop")
)
_AFTER_BARE_LOW: frozenset[Sign] = frozenset(("part", "kind", "code", "open"))
"""A bare "15" is a term as likely as an article, so more must be said."""
_SILENT: frozenset[Sign] = frozenset(("separator", "and", "filler", "open", "close", "stop", "dash"))
_PLACED: frozenset[Sign] = frozenset(("article", "part", "point", "number", "open", "ordinal"))
_ONES = b"\x01" * 4096
"""Marks of tokens that were read; a text has fewer tokens than this (article_words.LONGEST)."""
_YEAR_WORDS = frozenset(("г", "года", "год", "году", "р", "p", "року"))


class Named(NamedTuple):
    """A code as the text names it: its kind, and the country and the year of the edition where they are said."""

    kind: str
    country: str
    edition: str


UNNAMED = Named("", "", "")


class Citation(NamedTuple):
    """One article as it stands in the text: its number still as written, "361-4", "361^4" or "24.23", or a key."""

    number: str
    part: str
    point: str
    code: Named
    group: int
    start: int
    end: int

    @property
    def named(self) -> bool:
        """Whether the text names a code for it."""
        return bool(self.code.kind)


@dataclass(slots=True)
class Group:
    """One article with its parts, while it is read."""

    number: str
    start: int
    end: int
    places: list[Place] = field(default_factory=list)
    code: Named = UNNAMED


class Read(NamedTuple):
    """All citations of a text, and the stretches of it that were not understood."""

    citations: list[Citation]
    rest: list[tuple[int, int]]


def read(cut: Tokens) -> Read:
    """All citations of a text in its order.

    Raises:
        Misread: "article.too_many" above MOST_ARTICLES.
    """
    reader = _Reader(Cursor(cut))
    reader.run()
    return Read(reader.citations(), reader.rest())


class _Reader:
    """One pass over the tokens, with what is still waiting for its article or its code.

    ``waiting`` holds parts before their article; ``uncoded`` is the first group without a code; ``leading`` a code that
    stood before its articles. ``parts_first``: the text began with «ч. 1,
    ст. 342». ``attached``: parts may follow the last article; ``listing``: further numbers may;
    ``separated``: a comma or an "and" came since.
    """

    __slots__ = (
        "attached", "cursor", "groups", "leading", "listing", "opened", "parts_first", "separated", "sign", "uncoded",
        "used", "waiting", "waiting_from",
    )  # fmt: skip

    def __init__(self, cursor: Cursor) -> None:
        self.cursor = cursor
        self.sign = cursor.sign
        self.groups: list[Group] = []
        self.used = bytearray(cursor.last + 1)
        self.waiting: list[Place] = []
        self.waiting_from = 0
        self.uncoded = 0
        self.leading = UNNAMED
        self.listing = self.attached = False
        self.separated = True
        self.parts_first = False
        self.opened: list[tuple[bool, bool]] = []

    def run(self) -> None:
        at, last, signs = 0, self.cursor.last, self.cursor.signs
        while at < last:
            at = _STEPS[signs[at]](self, at)
        self.give(self.leading)

    def citations(self) -> list[Citation]:
        return [
            Citation(group.number, part, point, group.code, n, group.start, group.end)
            for n, group in enumerate(self.groups)
            for part, point in (group.places or (("", ""),))
        ]

    # ---- one method for each sign; each gives the token after what it took --------------------------------------

    def article(self, at: int) -> int:
        after = at + 1
        while self.sign(after) in ("article", "filler"):
            after += 1
        if self.sign(after) != "number":
            return self.word(at, after)
        return after + 1 if self.take_article(after, at) else self.word(at, after + 1)

    def number(self, at: int) -> int:
        if self.sign(at + 1) == "part" and self.begins_article(at + 2):
            return self.ordinal(at)
        if behind := self.word_behind(at):
            return self.list_before(at, behind)
        if self.attached and self.sign(at + 1) == "part" and self.sign(at + 2) not in ("number", "ordinal"):
            return self.part_behind(at)
        if (self.continues(at) or self.stands_alone(at)) and self.take_article(at, at):
            return at + 1
        return self.word(at)

    def ordinal(self, at: int) -> int:
        """«первая часть статьи 342»: the number of the part stands before the word."""
        parts = self.cursor.value(at, "part")
        if not parts or self.sign(at + 1) != "part" or not self.begins_article(at + 2):
            return self.word(at)
        self.wait([(part, "") for part in parts], at)
        return self.use(at, at + 2)

    def part_behind(self, at: int) -> int:
        """«342 статья, 1 часть»: the part of the article before, with its word behind."""
        parts = self.cursor.value(at, "part")
        if not parts:
            return self.word(at)
        self.attach([(part, "") for part in parts], at + 2)
        return self.use(at, at + 2)

    def begins_article(self, at: int) -> bool:
        """Whether an article is named there, before its number or behind it."""
        return self.sign(at) in ("article", "filler") or (self.sign(at) == "number" and self.word_behind(at) > 0)

    def word_behind(self, at: int) -> int:
        """The word for "article" behind a number or a list: «по 342-й статье», «368 и 369 статьям»; 0 without one.

        A single low number counts articles: «по 3 статьям».
        """
        after, furthest = at + 1, at + 2 * MOST_BEFORE_WORD
        while self.sign(after) in ("separator", "and") and self.sign(after + 1) == "number" and after < furthest:
            after += 2
        is_count = after == at + 1 and len(self.cursor.token(at).value) < 3
        return after if self.sign(after) == "article" and self.may_follow(after + 1) and not is_count else 0

    def may_follow(self, at: int) -> bool:
        """What can stand behind «342 статья»: no number of its own, but another one with its word, or «1 часть»."""
        if self.sign(at) != "number":
            return True
        return self.sign(at + 1) == "article" or (self.sign(at + 1) == "part" and self.sign(at + 2) != "number")

    def list_before(self, at: int, behind: int) -> int:
        """Take the articles that stand before their word; if one of them cannot be one, none is."""
        places = range(at, behind, 2)
        if not all(numbers_of(self.cursor.token(place).value) for place in places):
            return self.word(at, behind + 1)
        for place in places:
            self.take_article(place, place)
        self.groups[-1].end = self.cursor.token(behind).end
        return self.use(at, behind + 1)

    def place(self, at: int) -> int:
        has_own = bool(self.groups and self.groups[-1].places)
        free = self.separated or not self.attached or has_own
        places, after = self.cursor.places(at, free)
        if not places:
            return self.word(at)
        ahead = self.sign(self.cursor.past_fillers(after, "article"))
        if self.sign(after) == "separator" and (self.parts_first or not self.groups):
            self.parts_first = self.sign(after + 1) == "article"
            ahead = self.sign(after + 1) if self.parts_first else ahead
        if free and (ahead == "article" or (ahead == "number" and self.may_end(after + 1))):
            self.wait(places, at)
        elif self.attached:
            self.attach(places, after)
        else:
            return self.word(at, after)
        return self.use(at, after)

    def code(self, at: int, country: str = "") -> int:
        named, after = self.named(at, country)
        leads = self.sign(after) in _PLACED and (self.separated or self.uncoded == len(self.groups))
        if self.uncoded < len(self.groups) and not (leads and self.leading.kind):
            self.give(named)
            self.groups[-1].end = self.cursor.token(after - 1).end
        else:
            self.give(self.leading)
            self.leading = named
        self.separated = False
        return self.use(at, after)

    def country(self, at: int) -> int:
        """A country counts only beside its code ("Belarusian Criminal Code", «РБ УК»)."""
        after = self.cursor.past_fillers(at + 1, "kind")
        if self.sign(after) != "kind":
            return self.word(at)
        self.used[at] = 1
        return self.code(after, self.cursor.token(at).value)

    def key(self, at: int) -> int:
        self.give(self.leading)
        token = self.cursor.token(at)
        self.groups.append(Group(token.value, token.start, token.end))
        self.uncoded = len(self.groups)
        self.attached = self.listing = False
        return self.use(at, at + 1)

    def open(self, at: int) -> int:
        if self.attached:
            places, after = self.cursor.bracketed(at, bool(self.groups[-1].places and self.groups[-1].places[-1][0]))
            if places:
                self.attach(places, after)
                return self.use(at, after)
        self.opened.append((self.listing, self.attached))
        self.listing = self.attached = False
        return at + 1

    def close(self, at: int) -> int:
        if self.opened:
            self.listing, self.attached = self.opened.pop()
        return at + 1

    def separator(self, at: int) -> int:
        self.separated = True
        return at + 1

    def stop(self, at: int) -> int:
        self.listing = False
        self.separated = True
        return at + 1

    def filler(self, at: int) -> int:
        return at + 1

    def dash(self, at: int) -> int:
        self.listing = self.attached = False
        return at + 1

    def word(self, at: int, after: int = 0) -> int:
        self.listing = self.attached = False
        self.separated = True
        for idle in range(self.waiting_from, at) if self.waiting else ():
            self.used[idle] = 0
        self.waiting = []
        return after or at + 1

    # ---- articles and their parts -------------------------------------------------------------------------------

    def take_article(self, at: int, since: int) -> bool:
        """Take the number as an article, or as a range of them; False where it cannot be one."""
        tokens = self.cursor.tokens
        token = tokens[at]
        numbers = numbers_of(token.value)
        if not numbers:
            return False
        if len(numbers) == 1 and self.is_counted(at):
            numbers = (numbers[0].partition("-")[0],)
        start = tokens[self.waiting_from if self.waiting else since].start
        self.groups += [Group(number, start, token.end) for number in numbers]
        if len(self.groups) > MOST_ARTICLES:
            raise Misread("article.too_many", limit=MOST_ARTICLES)
        self.groups[-len(numbers)].places += self.waiting
        self.waiting = []
        self.listing = self.attached = True
        self.separated = False
        self.use(since, at + 1)
        return True

    def is_counted(self, at: int) -> bool:
        """«ст. 342 – 3 эпизода»: a dash between spaces makes no index where a word follows."""
        token = self.cursor.token(at)
        return "-" in token.value and " " in self.cursor.text[token.start : token.end] and self.sign(at + 1) == "word"

    def continues(self, at: int) -> bool:
        """A further number of a list: «ст. 342, 368»; but not «ст. 342, 15 суток»."""
        in_list = bool(self.waiting) if not self.separated else self.listing
        return in_list and self.may_end(at + 1)

    def may_end(self, after: int) -> bool:
        """Whether a citation can end there: no unit of a term, no name of a month, no further number follows."""
        while self.sign(after) in ("filler", "country"):
            after += 1
        return self.sign(after) not in ("word", "letter", "number")

    def stands_alone(self, at: int) -> bool:
        """A cell of bare numbers, «342 ч. 1; 368»: where it begins, and only where a citation can follow."""
        before = self.sign(at - 1) if at else "separator"
        starts = at == 0 or bool(self.leading.kind) or (bool(self.groups) and before == "separator")
        low = len(self.cursor.token(at).value) < 3
        return starts and not self.opened and self.sign(at + 1) in (_AFTER_BARE_LOW if low else _AFTER_BARE)

    def wait(self, places: list[Place], at: int) -> None:
        if not self.waiting:
            self.waiting_from = at
        self.waiting = [*self.waiting, *places]
        self.separated = False

    def attach(self, places: list[Place], after: int) -> None:
        group = self.groups[-1]
        for part, point in places:
            if part or not group.places:
                group.places.append((part, point))
            elif group.places[-1][1]:
                group.places.append((group.places[-1][0], point))
            else:
                group.places[-1] = (group.places[-1][0], point)
        group.end = self.cursor.token(after - 1).end
        self.separated = False

    # ---- codes --------------------------------------------------------------------------------------------------

    def give(self, named: Named) -> None:
        """Give the code to the articles that wait for one."""
        for group in self.groups[self.uncoded :]:
            group.code = named
        self.uncoded = len(self.groups)

    def named(self, at: int, country: str) -> tuple[Named, int]:
        kind, _underscore, own = self.cursor.token(at).value.partition("_")
        after = self.cursor.past_fillers(at + 1, "country")
        if self.sign(after) == "country":
            own = own or self.cursor.token(after).value
            after += 1
        edition, after = self.edition(after)
        return Named(kind, country or own, edition), after

    def edition(self, at: int) -> tuple[str, int]:
        """«КоАП 2021 г.», "Criminal Code (of 1960)": the year, and the token after it."""
        after = at
        while self.sign(after) in ("open", "filler"):
            after += 1
        year = self.cursor.token(after).value
        if self.sign(after) != "number" or not (len(year) == 4 and year[:2] in ("19", "20")):
            return "", at
        after += 1
        if self.cursor.token(after).value.lower() in _YEAR_WORDS:
            after += 1
        return year, after + 1 if self.sign(at) == "open" and self.sign(after) == "close" else after

    # ---- what was not read --------------------------------------------------------------------------------------

    def use(self, first: int, after: int) -> int:
        self.used[first:after] = _ONES[: after - first]
        return after

    def rest(self) -> list[tuple[int, int]]:
        if 0 not in self.used[: self.cursor.last]:
            return []
        stretches: list[tuple[int, int]] = []
        joined = False
        for at, token in enumerate(self.cursor.tokens):
            if self.used[at]:
                joined = False
            elif token.sign in _SILENT:
                continue
            elif joined:
                stretches[-1] = (stretches[-1][0], token.end)
            else:
                stretches.append((token.start, token.end))
                joined = True
        return stretches


_STEPS: dict[Sign, Callable[[_Reader, int], int]] = {
    "article": _Reader.article,
    "part": _Reader.place,
    "point": _Reader.place,
    "number": _Reader.number,
    "ordinal": _Reader.ordinal,
    "letter": _Reader.word,
    "separator": _Reader.separator,
    "and": _Reader.separator,
    "filler": _Reader.filler,
    "kind": _Reader.code,
    "code": _Reader.code,
    "country": _Reader.country,
    "key": _Reader.key,
    "open": _Reader.open,
    "close": _Reader.close,
    "stop": _Reader.stop,
    "dash": _Reader.dash,
    "word": _Reader.word,
}
