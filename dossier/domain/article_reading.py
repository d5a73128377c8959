"""The grammar of citations: which numbers are articles, which are their parts and points, and which code they name.

A number is an article only where something says so: a word for "article" before it, a list that such a word opened, or
a cell that holds nothing but citations. Everything else ("15 суток", a year, a title) is left unread and reported.
Two readings need a rule. «ст. 342, ч. 1 ст. 368»: parts that stand directly before a word for "article" belong to what
follows, others to what precedes. "361-4" is an article with an index, "361-364" a range: the second number decides.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from dossier.domain.article_words import Sign, Token, Tokens

HIGHEST_LISTED_PART = 30
"""A number after "ч. 1," above this is the next article of a list, not a part; no code here has as many parts."""
HIGHEST_ARTICLE = 999
LONGEST_RANGE = 40

Place = tuple[str, str]
"""A part and a point, either of them perhaps empty."""


class Citation(NamedTuple):
    """One article as it stands in the text: its number still as written, "361-4", "361^4" or "24.23", or a key."""

    number: str
    part: str
    point: str
    kind: str
    country: str
    edition: str
    named: bool
    group: int
    start: int
    end: int


@dataclass(slots=True)
class Group:
    """One article with its parts, while it is read."""

    number: str
    start: int
    end: int
    places: list[Place] = field(default_factory=list)
    code: "Named | None" = None


@dataclass(frozen=True, slots=True)
class Named:
    """A code as the text names it: its kind, and the country and the year of the edition where they are said."""

    kind: str
    country: str
    edition: str


class Read(NamedTuple):
    """All citations of a text, and the stretches of tokens that were not understood."""

    citations: list[Citation]
    rest: list[tuple[int, int]]


def read(cut: Tokens) -> Read:
    """All citations of a text in its order; raises nothing."""
    reader = _Reader(cut)
    reader.run()
    return reader.result()


@lru_cache(maxsize=4096)
def numbers_of(written: str) -> tuple[str, ...]:
    """The articles or parts that one written number means: itself, or all of a range.

    "361-4" is one; "361-364", "282.1-282.3", "282.1-3" and "361-1-361-4" are ranges. What is too high, too long or a
    date gives nothing. Articles with an index that lie inside a range of whole numbers are not added.
    """
    pieces = written.split("-")
    if not all(_plausible(piece) for piece in pieces):
        return ()
    if len(pieces) == 1:
        return (written,)
    if len(pieces) == 2:
        return tuple(_one_or_range(*pieces))
    if len(pieces) == 4 and pieces[0] == pieces[2]:
        return tuple(f"{pieces[0]}-{n}" for n in _between(pieces[1], pieces[3]))
    return ()


def _plausible(piece: str) -> bool:
    numbers = piece.replace("^", ".").split(".")
    return len(numbers) <= 5 and all(len(n) <= 3 and int(n) <= HIGHEST_ARTICLE for n in numbers) and int(numbers[0]) > 0


def _one_or_range(first: str, last: str) -> list[str]:
    stem, dot, number = first.rpartition(".")
    if "^" in first or "^" in last:
        return []
    if dot and last.startswith(stem + "."):
        return [f"{stem}.{n}" for n in _between(number, last.rpartition(".")[2])]
    if "." in last:
        return []
    if int(last) > int(number):
        return [f"{stem}{dot}{n}" for n in _between(number, last)]
    return [f"{first}-{last}"] if 0 < int(last) < HIGHEST_LISTED_PART else []


def _between(first: str, last: str) -> list[int]:
    if not (first.isdecimal() and last.isdecimal() and int(first) < int(last) <= int(first) + LONGEST_RANGE):
        return []
    return list(range(int(first), int(last) + 1))


class _Reader:
    """One pass over the tokens, with what is still waiting for its article or its code."""

    def __init__(self, cut: Tokens) -> None:
        self.text = cut.text
        self.tokens = [*cut.tokens, Token("dash", "", len(cut.text), len(cut.text))]
        self.last = len(cut.tokens)
        self.groups: list[Group] = []
        self.used = [False] * len(self.tokens)
        self.waiting: list[Place] = []
        self.waiting_from = 0
        self.uncoded = 0
        self.leading: Named | None = None
        self.listing = False
        self.attached = False
        self.separated = True
        self.opened: list[tuple[bool, bool]] = []

    def sign(self, at: int) -> Sign:
        return self.tokens[at].sign if at <= self.last else "dash"

    def run(self) -> None:
        at = 0
        while at < self.last:
            step = getattr(self, "_" + self.sign(at), self._word)
            at = step(at)
        self._give(self.leading, 0)

    def result(self) -> Read:
        citations = [
            Citation(g.number, part, point, *self._names(g), g.code is not None, n, g.start, g.end)
            for n, g in enumerate(self.groups)
            for part, point in (g.places or [("", "")])
        ]
        return Read(citations, self._rest())

    @staticmethod
    def _names(group: Group) -> tuple[str, str, str]:
        return (group.code.kind, group.code.country, group.code.edition) if group.code else ("", "", "")

    # ---- what the tokens say ---------------------------------------------------------------------------------

    def _article(self, at: int) -> int:
        after = at + 1
        while self.sign(after) in ("article", "filler"):
            after += 1
        if self.sign(after) != "number":
            return self._word(at)
        taken = self._take_article(after, at)
        return taken or self._word(at, after + 1)

    def _number(self, at: int) -> int:
        if self.sign(at + 1) == "part" and self.sign(at + 2) in ("article", "filler"):
            return self._ordinal(at)
        if self._continues(at) or self._stands_alone(at):
            taken = self._take_article(at, at)
            if taken:
                return taken
        return self._word(at)

    def _ordinal(self, at: int) -> int:
        """«первая часть статьи 342»: the number of the part stands before the word."""
        if self.sign(at + 1) != "part" or self.sign(at + 2) not in ("article", "filler"):
            return self._word(at)
        self._wait([(part, "") for part in numbers_of(self.tokens[at].value)], at)
        self._use(at, at + 2)
        return at + 2

    def _part(self, at: int) -> int:
        places, after = self._places(at)
        if not places:
            return self._word(at)
        if self._belongs_to_next(after):
            self._wait(places, at)
            self._use(at, after)
            return after
        if self.attached and not self.separated_by_other(at):
            self._attach(places, after)
            self._use(at, after)
            return after
        return self._word(at, after)

    _point = _part

    def _kind(self, at: int) -> int:
        return self._name_code(at)

    _code = _kind

    def _country(self, at: int) -> int:
        """A country counts only beside its code ("Belarusian Criminal Code", «РБ УК»)."""
        after = at + 1
        while self.sign(after) == "filler":
            after += 1
        return self._name_code(after, at) if self.sign(after) in ("kind", "code") else self._word(at)

    def _key(self, at: int) -> int:
        self._give(self.leading, 0)
        self.groups.append(Group(self.tokens[at].value, self.tokens[at].start, self.tokens[at].end))
        self.uncoded = len(self.groups)
        self._use(at, at + 1)
        self.attached = self.listing = False
        return at + 1

    def _separator(self, at: int) -> int:
        self.separated = True
        return at + 1

    _and = _separator

    def _stop(self, at: int) -> int:
        self.listing = False
        self.separated = True
        return at + 1

    def _filler(self, at: int) -> int:
        return at + 1

    def _open(self, at: int) -> int:
        if self.attached:
            places, after = self._places_in_brackets(at)
            if places:
                self._attach(places, after)
                self._use(at, after)
                return after
        self.opened.append((self.listing, self.attached))
        self.listing = self.attached = False
        return at + 1

    def _close(self, at: int) -> int:
        if self.opened:
            self.listing, self.attached = self.opened.pop()
        return at + 1

    def _dash(self, at: int) -> int:
        self.listing = self.attached = False
        return at + 1

    def _word(self, at: int, after: int = 0) -> int:
        self.listing = self.attached = False
        self.waiting = []
        self.separated = True
        return after or at + 1

    _letter = _word

    # ---- articles --------------------------------------------------------------------------------------------

    def _take_article(self, at: int, since: int) -> int:
        """Take the number as an article, or give 0 where it cannot be one."""
        numbers = numbers_of(self.tokens[at].value)
        if not numbers:
            return 0
        start = self.tokens[self.waiting_from if self.waiting else since].start
        self.groups += [Group(number, start, self.tokens[at].end) for number in numbers]
        self.groups[-len(numbers)].places += self.waiting
        self.waiting = []
        self.listing = self.attached = True
        self.separated = False
        self._use(since, at + 1)
        return at + 1

    def _continues(self, at: int) -> bool:
        """A further number of a list: «ст. 342, 368»; but not «ст. 342, 15 суток»."""
        if self.waiting and not self.separated:
            return True
        after = at + 1
        while self.sign(after) in ("filler", "country"):
            after += 1
        return self.listing and self.separated and self.sign(after) not in ("word", "letter", "number")

    def _stands_alone(self, at: int) -> bool:
        """A cell of bare numbers, «342 ч. 1; 368»: at its beginning, and only where a citation can follow."""
        before = self.sign(at - 1) if at else "separator"
        starts = at == 0 or self.leading is not None or (bool(self.groups) and before == "separator")
        return starts and not self.opened and self.sign(at + 1) in _AFTER_BARE

    # ---- parts and points ------------------------------------------------------------------------------------

    def _places(self, at: int) -> tuple[list[Place], int]:
        """«п. 2 ч. 3», «чч. 1 и 2», «ч. 1 п. «а»»: the places, and the token after them."""
        points, at = self._values(at, "point")
        parts, after = self._values(self._past_fillers(at, "part"), "part")
        if parts and not points and self.sign(after) == "point":
            points, after = self._values(after, "point")
            return [*((part, "") for part in parts[:-1]), *((parts[-1], p) for p in points or [""])], after
        if not parts:
            return [("", point) for point in points], at
        first = [(parts[0], point) for point in points or [""]]
        return [*first, *((part, "") for part in parts[1:])], after

    def _values(self, at: int, sign: Sign) -> tuple[list[str], int]:
        """The numbers or letters after a word for "part" or "point", through their list."""
        if self.sign(at) != sign:
            return [], at
        after = at + 1
        while self.sign(after) == sign:
            after += 1
        values = self._value(after, sign)
        if not values:
            return [], at
        after += 1
        while more := self._further(after, sign, values):
            added, after = more
            values += added
        return values, after

    def _value(self, at: int, sign: Sign) -> list[str]:
        token = self.tokens[min(at, self.last)]
        if token.sign == "number":
            return [] if "^" in token.value and "-" in token.value else [n.replace("^", "-") for n in numbers_of(token.value)]
        if token.sign == "ordinal":
            return [token.value]
        written = self.text[token.start : token.end].strip("\"'")
        return [written.lower()] if sign == "point" and len(written) == 1 and written.isalpha() else []

    def _further(self, at: int, sign: Sign, values: list[str]) -> tuple[list[str], int] | None:
        after = at
        while self.sign(after) in ("separator", "and") and self.tokens[after].value not in ";\n":
            after += 1
        if after == at:
            return None
        if self.sign(after) == sign and (added := self._value(after + 1, sign)) and self._same_list(after):
            return added, after + 2
        value = self.tokens[min(after, self.last)]
        added = self._value(after, sign)
        if not added or (value.sign == "number" and not self._still_listed(after, added, values, sign)):
            return None
        if value.sign not in ("number", "ordinal", "letter") and self.sign(after + 1) == "word":
            return None
        return added, after + 1

    def _same_list(self, at: int) -> bool:
        """«ч. 1, ч. 2 ст. 368» is one list of parts; «ст. 342 ч. 1, ч. 2 ст. 368» is not."""
        return not self.attached or self.separated or bool(self.groups and self.groups[-1].places) or not (
            self._places(at)[0] and self.sign(self._places(at)[1]) == "article"
        )

    def _still_listed(self, at: int, added: list[str], values: list[str], sign: Sign) -> bool:
        """Whether a further number is still a part (or point) and not the next article of the list."""
        ends: tuple[Sign, ...] = ("part", "open", "point") if sign == "part" else ("open", "point")
        if self.sign(at + 1) in ends:
            return False
        stem = added[0].split(".")[0].split("-")[0]
        if "." in added[0] or "-" in added[0]:
            return stem in [value.split(".")[0] for value in values]
        return int(stem) <= HIGHEST_LISTED_PART

    def _places_in_brackets(self, at: int) -> tuple[list[Place], int]:
        """"342(1)", "342 (1)(2)", "342 (ч. 1)": the places, and the token after the bracket."""
        if self.sign(at + 1) in ("part", "point"):
            places, after = self._places(at + 1)
            return (places, after + 1) if self.sign(after) == "close" else ([], at)
        token = self.tokens[min(at + 1, self.last)]
        values = self._value(at + 1, "part") if token.sign == "number" else self._value(at + 1, "point")
        if not values or self.sign(at + 2) != "close" or (
            token.sign == "number" and not self._still_listed(at + 1, values, [], "part")
        ):
            return [], at
        has_part = bool(self.groups[-1].places and self.groups[-1].places[-1][0])
        if token.sign == "number" and not has_part:
            return [(value, "") for value in values], at + 3
        return [("", values[0])], at + 3

    def _belongs_to_next(self, after: int) -> bool:
        while self.sign(after) == "filler":
            after += 1
        if self.sign(after) == "article":
            has_own = bool(self.groups and self.groups[-1].places)
            return self.separated or not self.attached or has_own
        return self.sign(after) == "number" and not self.attached

    def separated_by_other(self, at: int) -> bool:
        """Whether a stop or a line ends the article before these parts."""
        return self.sign(at - 1) == "stop" and self.sign(at - 2) != "number"

    def _wait(self, places: list[Place], at: int) -> None:
        if not self.waiting:
            self.waiting_from = at
        self.waiting = [*self.waiting, *places]
        self.separated = False

    def _attach(self, places: list[Place], after: int) -> None:
        group = self.groups[-1]
        for part, point in places:
            if not part and group.places and group.places[-1][0] and not group.places[-1][1]:
                group.places[-1] = (group.places[-1][0], point)
            elif not part and group.places:
                group.places.append((group.places[-1][0], point))
            else:
                group.places.append((part, point))
        group.end = self.tokens[after - 1].end
        self.separated = False

    # ---- codes -----------------------------------------------------------------------------------------------

    def _name_code(self, at: int, since: int | None = None) -> int:
        named, after = self._named(at, since)
        ahead = self.sign(after)
        leads = ahead in ("article", "part", "point", "number", "open", "ordinal") and (
            self.separated or self.uncoded == len(self.groups)
        )
        if self.uncoded < len(self.groups) and not (leads and self.leading):
            self._give(named, after)
        else:
            self._give(self.leading, 0)
            self.leading = named
        self._use(at if since is None else since, after)
        self.separated = False
        return after

    def _give(self, named: Named | None, after: int) -> None:
        """Give the code to the articles that wait for one; a code that leads them was meant for all of them."""
        for group in self.groups[self.uncoded :]:
            group.code = group.code or named
        if after and self.groups:
            self.groups[-1].end = self.tokens[after - 1].end
        self.uncoded = len(self.groups)

    def _named(self, at: int, since: int | None) -> tuple[Named, int]:
        token = self.tokens[at]
        kind, _underscore, country = token.value.partition("_")
        if since is not None:
            country = self.tokens[since].value
        after = self._past_fillers(at + 1, "country")
        if self.sign(after) == "country":
            country = country or self.tokens[after].value
            after += 1
        edition, after = self._edition(after)
        return Named(kind, country, edition), after

    def _past_fillers(self, at: int, sign: Sign) -> int:
        """The token of that sign behind "of the", or the same place where another one stands there."""
        after = at
        while self.sign(after) == "filler":
            after += 1
        return after if self.sign(after) == sign else at

    def _edition(self, at: int) -> tuple[str, int]:
        """«КоАП 2021 г.», "Criminal Code (of 1960)": the year, and the token after it."""
        after = at
        bracket = self.sign(after) == "open"
        while self.sign(after) in ("open", "filler"):
            after += 1
        year = self.tokens[min(after, self.last)].value
        if self.sign(after) != "number" or not (len(year) == 4 and year[:2] in ("19", "20")):
            return "", at
        after += 1
        if self.tokens[min(after, self.last)].value.lower() in ("г", "года", "год", "году", "р", "p", "року"):
            after += 1
        if bracket and self.sign(after) == "close":
            after += 1
        return year, after

    # ---- what was not read -----------------------------------------------------------------------------------

    def _use(self, first: int, after: int) -> None:
        for at in range(first, after):
            self.used[at] = True

    def _rest(self) -> list[tuple[int, int]]:
        stretches: list[tuple[int, int]] = []
        joined = False
        for at in range(self.last):
            token = self.tokens[at]
            if self.used[at]:
                joined = False
            elif token.sign in ("separator", "and", "filler", "open", "close", "stop", "dash"):
                continue
            elif joined:
                stretches[-1] = (stretches[-1][0], token.end)
            else:
                stretches.append((token.start, token.end))
                joined = True
        return stretches


_AFTER_BARE: tuple[Sign, ...] = ("dash", "separator", "and", "part", "point", "kind", "code", "open", "close", "stop")
