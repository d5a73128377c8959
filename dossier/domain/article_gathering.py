"""What has been gathered of the citations of a text while it is read: articles, parts that wait, and what was used."""

from dossier.domain.article_ahead import is_counted
from dossier.domain.article_citations import UNNAMED, Citation, Group, Named
from dossier.domain.article_numbers import numbers_of
from dossier.domain.article_places import Cursor, Place
from dossier.domain.article_words import Sign
from dossier.errors import Misread, add_messages
from dossier.i18n import N_

MOST_ARTICLES = 100
"""Articles of one text at most; the longest charges known to us have under twenty."""

add_messages({"article.too_many": N_("More than {limit} articles are named here. Split the text.")})


_SILENT: frozenset[Sign] = frozenset(("separator", "and", "filler", "open", "close", "stop", "dash"))
_ONES = b"\x01" * 4096
"""Marks of tokens that were read; a text has fewer tokens than this (article_words.LONGEST)."""


class Gathering:
    """The articles found so far, with what is still waiting for its article or its code.

    ``waiting`` holds parts before their article; ``uncoded`` is the first group without a code; ``leading`` a code that
    stood before its articles. ``parts_first``: the text began with «ч. 1, ст. 342». ``attached``: parts may follow the
    last article; ``listing``: further numbers may; ``separated``: a comma or an "and" came since.
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

    def citations(self) -> list[Citation]:
        """Each article, once for each of its parts and points."""
        return [
            Citation(group.number, part, point, group.code, n, group.start, group.end)
            for n, group in enumerate(self.groups)
            for part, point in (group.places or (("", ""),))
        ]

    def take_article(self, at: int, since: int) -> bool:
        """Take the number as an article, or as a range of them; False where it cannot be one."""
        tokens = self.cursor.tokens
        token = tokens[at]
        numbers = numbers_of(token.value)
        if not numbers:
            return False
        if len(numbers) == 1 and is_counted(self.cursor, at):
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

    def wait(self, places: list[Place], at: int) -> None:
        """Keep parts that stand before their article."""
        if not self.waiting:
            self.waiting_from = at
        self.waiting = [*self.waiting, *places]
        self.separated = False

    def attach(self, places: list[Place], after: int) -> None:
        """Give parts and points to the last article; a point alone belongs to its last part."""
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

    def give(self, named: Named) -> None:
        """Give the code to the articles that wait for one."""
        for group in self.groups[self.uncoded :]:
            group.code = named
        self.uncoded = len(self.groups)

    def use(self, first: int, after: int) -> int:
        """Mark tokens as understood; gives the token after them."""
        self.used[first:after] = _ONES[: after - first]
        return after

    def rest(self) -> list[tuple[int, int]]:
        """The stretches of the text that were not understood."""
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
