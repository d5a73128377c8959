"""Parts and points as they stand in a text: «п. 2 ч. 3», «чч. 1 и 2», «ч. 1 п. «а»», "(1)", "(ч. 1)"."""

import re
from collections.abc import Callable

from dossier.domain.article_numbers import HIGHEST_INDEX, numbers_of
from dossier.domain.article_words import Sign, Token, Tokens

PLACE_NUMBER = re.compile(r"[1-9][0-9]?([.-][1-9][0-9]?)?")
"""The number of a part or a point: "1", "6.1"."""
MOST_SAME_WORDS = 4
"""«ч. часть частью»: more words for "part" in a row are no citation, and are not looked through again and again."""
_LOOK_AHEAD = 8
_LONGEST_BRACKET = 24
"""Tokens of a bracket with parts in it, «(чч. 1, 2 и 3)», at most."""
"""Tokens that may be looked at behind the last one."""
ROMAN = {
    written: str(number)
    for number, latin in enumerate("I II III IV V VI VII VIII IX X".split(), 1)
    for written in (latin, latin.translate(str.maketrans("IX", "ІХ")))
}
"""Parts in Roman figures, also typed on a Cyrillic keyboard: «ч. ІІ ст. 342»."""
Place = tuple[str, str]
"""A part and a point, either of them perhaps empty."""


class Cursor:
    """Looks at the tokens of one text; behind the last one there is always a dash."""

    __slots__ = ("_beyond", "kinds", "last", "sign", "signs", "text", "tokens")

    def __init__(self, cut: Tokens) -> None:
        self.text = cut.text
        self.tokens = cut.tokens
        self.last = len(cut.tokens)
        end = len(cut.text)
        self.signs: list[Sign] = [token.sign for token in cut.tokens] + ["dash"] * _LOOK_AHEAD
        self.kinds = frozenset(self.signs)
        """What there is at all, so that nobody looks ahead for what is not there."""
        self.sign: Callable[[int], Sign] = self.signs.__getitem__
        """What the token there is."""
        self._beyond = Token("dash", "", end, end)

    def token(self, at: int) -> Token:
        """The token there, or a dash behind the last one."""
        return self.tokens[at] if at < self.last else self._beyond

    def past_fillers(self, at: int, sign: Sign) -> int:
        """The token of that sign behind "of the", or the same place where another one stands there."""
        after = at
        while self.sign(after) == "filler":
            after += 1
        return after if self.sign(after) == sign else at

    def places(self, at: int, joins: bool) -> tuple[list[Place], int]:
        """The parts and points that begin there, and the token after them.

        Args:
            at: The word for "part" or "point".
            joins: Whether «ч. 1, ч. 2» directly before an article is one list; not behind an article without parts.
        """
        points, at = self._values(at, "point", joins)
        parts, after = self._values(self.past_fillers(at, "part"), "part", joins)
        if parts and not points and self.sign(after) == "point":
            points, after = self._values(after, "point", joins)
            return [*((part, "") for part in parts[:-1]), *((parts[-1], p) for p in points or [""])], after
        if not parts:
            return [("", point) for point in points], at
        first = [(parts[0], point) for point in points or [""]]
        return [*first, *((part, "") for part in parts[1:])], after

    def closes_before_article(self, at: int) -> bool:
        """Whether the bracket there ends soon and directly before a word for "article"."""
        within = self.signs[at : at + _LONGEST_BRACKET]
        return "close" in within and self.signs[at + within.index("close") + 1] == "article"

    def bracketed(self, at: int, has_part: bool) -> tuple[list[Place], int]:
        """The places in a bracket that begins there, and the token after it; no places where it holds other things.

        "342(1)" is part 1, "342(1, 2)" parts 1 and 2; a second bracket, "342(1)(2)", is a point, and so is a letter.
        """
        if self.sign(at + 1) in ("part", "point"):
            places, after = self.places(at + 1, True)
            if self.sign(after) == "separator" and self.sign(after + 1) == "point" and not places[-1][1]:
                points, after = self._values(after + 1, "point", True)  # «(ч. 2, п. 1)»
                places = [*places[:-1], *((places[-1][0], point) for point in points or [""])]
            return (places, after + 1) if self.sign(after) == "close" else ([], at)
        is_number = self.sign(at + 1) == "number"
        values, after = self._listed(at + 1, "part" if is_number else "point")
        if not values or self.sign(after) != "close":
            return [], at
        if not is_number or has_part:
            return [("", value) for value in values], after + 1
        return ([(value, "") for value in values], after + 1) if all(map(_low, values)) else ([], at)

    def _listed(self, at: int, sign: Sign) -> tuple[list[str], int]:
        """The values of a bare list, "1, 2 и 3", and the token after it; none where one of them cannot be one."""
        values, after = self.value(at, sign), at + 1
        while values and self.sign(after) in ("separator", "and"):
            further = self.value(after + 1, sign)
            values, after = [*values, *further] if further else [], after + 2
        return values, after

    def value(self, at: int, sign: Sign) -> list[str]:
        """The numbers, or for points the letter, that stand there."""
        token = self.token(at)
        if token.sign == "number":
            numbers = [number.replace("^", "-") for number in numbers_of(token.value)]
            return numbers if all(map(PLACE_NUMBER.fullmatch, numbers)) else []
        if token.sign == "ordinal":
            return [token.value]
        written = self.text[token.start : token.end].strip("\"'")
        if sign == "part" and (roman := ROMAN.get(written)):
            return [roman]
        return [written.lower()] if sign == "point" and len(written) == 1 and written.isalpha() else []

    def _values(self, at: int, sign: Sign, joins: bool) -> tuple[list[str], int]:
        """The values after a word for "part" or "point", through their list."""
        if self.sign(at) != sign:
            return [], at
        after = at + 1
        while self.sign(after) == sign and after - at < MOST_SAME_WORDS:
            after += 1
        values = self.value(after, sign)
        if not values:
            return [], at
        after += 1
        while more := self._further(after, sign, values, joins):
            added, after = more
            values += added
            joins = True
        return values, after

    def _further(self, at: int, sign: Sign, values: list[str], joins: bool) -> tuple[list[str], int] | None:
        after = at
        while self.sign(after) in ("separator", "and") and self.token(after).value not in ";\n":
            after += 1
        if after == at:
            return None
        if self.sign(after) == sign:
            added = self.value(after + 1, sign) if joins or not self._leads(after) else []
            return (added, after + 2) if added else None
        added = self.value(after, sign)
        return (added, after + 1) if added and self._is_listed(after, added, values, sign) else None

    def _leads(self, at: int) -> bool:
        """Whether the parts that begin there stand directly before a word for "article"."""
        _places, after = self.places(at, True)
        return self.sign(after) == "article"

    def _is_listed(self, at: int, added: list[str], values: list[str], sign: Sign) -> bool:
        """Whether a further value is still a part (or point), and not the next article or another word."""
        kind, behind = self.sign(at), self.sign(at + 1)
        if kind != "number":
            return kind in ("ordinal", "letter") or behind != "word"
        if behind in ("open", "point") or (behind == "part" and sign == "part"):
            return False
        if "." in added[0] or "-" in added[0]:
            return added[0].replace("-", ".").split(".")[0] in [value.split(".")[0] for value in values]
        return _low(added[0])


def _low(number: str) -> bool:
    """Low enough for a part; the next article of a list is higher."""
    return number.isdecimal() and int(number) <= HIGHEST_INDEX
