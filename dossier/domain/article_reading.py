"""The grammar of citations: which numbers are articles, which are their parts and points, and which code they name.

A number is an article only where something says so: a word for "article" before it, a list that such a word opened, or
a cell that holds nothing but citations. Everything else ("15 суток", a year, a title) is left unread and reported.
Parts that stand directly before a word for "article" belong to what follows («ст. 342, ч. 1 ст. 368»), others to what
precedes.
"""

from collections.abc import Callable

from dossier.domain.article_ahead import (
    begins_article,
    may_end,
    may_follow_bare,
    named_code,
    part_behind,
    word_behind,
)
from dossier.domain.article_citations import Group, Read
from dossier.domain.article_gathering import Gathering
from dossier.domain.article_numbers import HIGHEST_INDEX, numbers_of
from dossier.domain.article_places import Cursor
from dossier.domain.article_words import Sign, Tokens

_PLACED: frozenset[Sign] = frozenset(("article", "part", "point", "number", "open", "ordinal"))


def read(cut: Tokens) -> Read:
    """All citations of a text in its order.

    Raises:
        Misread: "article.too_many" above article_gathering.MOST_ARTICLES.
    """
    reader = _Reader(Cursor(cut))
    reader.run()
    return Read(reader.citations(), reader.rest())


class _Reader(Gathering):
    """One pass over the tokens: each sign has a method, which gives the token after what it took."""

    __slots__ = ()

    def run(self) -> None:
        at, last, signs = 0, self.cursor.last, self.cursor.signs
        while at < last:
            at = _STEPS[signs[at]](self, at)
        self.give(self.leading)

    # ---- one method for each sign; each gives the token after what it took --------------------------------------

    def article(self, at: int) -> int:
        after = at + 1
        while self.sign(after) in ("article", "filler"):
            after += 1
        if self.sign(after) != "number":
            return self.word(at, after)
        return after + 1 if self.take_article(after, at) else self.word(at, after + 1)

    def number(self, at: int) -> int:
        if self.attached and (behind := part_behind(self.cursor, at)):
            return self.parts_behind(at, behind)
        if self.sign(at + 1) == "part" and begins_article(self.cursor, at + 2):
            return self.ordinal(at)
        if behind := word_behind(self.cursor, at):
            return self.list_before(at, behind)
        if self.attached and self.sign(at + 1) == "part" and self.sign(at + 2) not in ("number", "ordinal"):
            return self.part_behind(at)
        if (self.continues(at) or self.stands_alone(at)) and self.take_article(at, at):
            return at + 1
        return self.word(at)

    def ordinal(self, at: int) -> int:
        """«первая часть статьи 342»: the number of the part stands before the word."""
        parts = self.cursor.value(at, "part")
        if not parts or self.sign(at + 1) != "part" or not begins_article(self.cursor, at + 2):
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

    def parts_behind(self, at: int, behind: int) -> int:
        """ "342 str. 1, 2 d. 3 p.": parts of the article before, and a point of the last one."""
        parts = [part for place in range(at, behind, 2) for part in self.cursor.value(place, "part")]
        after, points = behind + 1, list[str]()
        if self.sign(after) == "number" and self.sign(after + 1) == "point":
            points, after = self.cursor.value(after, "point"), after + 2
        if len(parts) < (behind - at + 1) // 2:
            return self.word(at, after)
        self.attach([*((part, "") for part in parts), *(("", point) for point in points)], after)
        return self.use(at, after)

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
        if self.sign(after) == "stop" and self.sign(after + 1) == "article" and not self.attached:
            after += 1  # «ч. 1. ст. 342»
        ahead = self.sign(self.cursor.past_fillers(after, "article"))
        if self.sign(after) == "separator" and (self.parts_first or not self.groups):
            self.parts_first = self.sign(after + 1) == "article"
            ahead = self.sign(after + 1) if self.parts_first else ahead
        if free and (ahead == "article" or (ahead == "number" and may_end(self.cursor, after + 1))):
            self.wait(places, at)
        elif self.attached:
            self.attach(places, after)
        else:
            return self.word(at, after)
        return self.use(at, after)

    def code(self, at: int, country: str = "") -> int:
        named, after = named_code(self.cursor, at, country)
        leads = self.separated and self.sign(after) in _PLACED
        if self.uncoded < len(self.groups) and not leads:
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
        if after := self.parts_in_bracket(at):
            return after
        if self.attached:
            last = self.groups[-1].places[-1:]
            places, after = self.cursor.bracketed(at, bool(last and last[0][0]) and not self.separated)
            if places:
                self.attach(places, after)
                return self.use(at, after)
        self.opened.append((self.listing, self.attached))
        self.listing = self.attached = False
        return at + 1

    def parts_in_bracket(self, at: int) -> int:
        """«(1, 2) ст. 342», «(ч. 1) ст. 342»: parts before their article; one bare number may count a line."""
        is_behind = self.attached and not self.separated
        if is_behind or self.sign(at + 1) not in ("number", "part") or not self.cursor.closes_before_article(at):
            return 0
        places, after = self.cursor.bracketed(at, False)
        if self.sign(after) != "article":
            return 0
        if len(places) == 1 and self.sign(at + 1) == "number":
            return self.word(at, after)
        self.wait(places, at)
        return self.use(at, after)

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

    def continues(self, at: int) -> bool:
        """A further number of a list: «ст. 342, 368»; but not «ст. 342, 15 суток»."""
        in_list = bool(self.waiting) if not self.separated else self.listing
        return in_list and may_end(self.cursor, at + 1) and not self.is_mark(at)

    def is_mark(self, at: int) -> bool:
        """«ст. 342; 2) ст. 368», «ст. 342, 2 ст. 368», «ст. 361,4»: the number of a line or a part, or an index."""
        token, before = self.cursor.token(at), self.cursor.token(at - 1)
        last = self.groups[-1].number.partition("-")[0] if self.groups else ""
        is_low = token.value.isdecimal() and int(token.value) <= HIGHEST_INDEX
        closes = self.sign(at + 1) == "close" and not self.opened
        glued = before.value == "," and before.end == token.start and last.isdecimal() and int(token.value) < int(last)
        return is_low and (closes or self.sign(at + 1) == "article" or glued)

    def stands_alone(self, at: int) -> bool:
        """A cell of bare numbers, «342 ч. 1; 368»: where it begins, and only where a citation can follow."""
        before = self.sign(at - 1) if at else "separator"
        starts = at == 0 or bool(self.leading.kind) or (bool(self.groups) and before == "separator")
        return starts and not self.opened and may_follow_bare(self.cursor, at)


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
