"""No pattern of the program takes time that doubles with each letter of what somebody typed or sent.

That happens where a repeat stands inside a repeat and one text can be divided between them in several ways.
"""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from re import _compiler, _constants, _parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import dossier

LOOKED_AT = {
    "dossier.domain.article_words._TOKEN": "a number goes on after a dash alone, and an index has digits of its own",
    "dossier.domain.article_words._TOKEN_OR_KEY": "as _TOKEN",
    "dossier.domain.queries._ARTICLE_WHOLE": "each alternative is one sign, or a word that ends where the word ends",
}
"""Patterns that a person has read, because their repeats do not begin with a sign of their own."""
FEW = 50
"""A repeat that is bounded below this doubles nothing that matters."""
_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT)


def _parts(op: Any, value: Any) -> list[Any]:
    if op in _REPEATS:
        return [value[2]]
    if op is _constants.SUBPATTERN:
        return [value[-1]]
    if op is _constants.BRANCH:
        return list(value[1])
    return [value[1]] if op in (_constants.ASSERT, _constants.ASSERT_NOT) else []


def _repeated(parsed: Any) -> Iterator[Any]:
    """What is repeated without a bound, at any depth."""
    for op, value in parsed:
        if op in _REPEATS and value[1] > FEW:
            yield value[2]
        for part in _parts(op, value):
            yield from _repeated(part)


def _signs_before(body: Any) -> set[str] | None:
    """The signs with one of which each round of a repeat begins; None where it begins with something else."""
    op, value = body[0]
    if op is _constants.SUBPATTERN and len(body) == 1:
        return _signs_before(value[-1])
    found: list[Any] = [(op, value)] if op is _constants.LITERAL else value if op is _constants.IN else [(None, None)]
    return {chr(code) for _op, code in found} if all(one is _constants.LITERAL for one, _ in found) else None


def is_divided_in_one_way(pattern: "re.Pattern[Any]") -> bool:
    """Whether each repeat around other repeats begins with a sign that none of those takes."""
    for body in _repeated(_parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)):
        inner = [_compiler.compile(one) for one in _repeated(body)]
        signs = _signs_before(body) if inner else set()
        if signs is None or any(one.fullmatch(sign) for one in inner for sign in signs):
            return False
    return True


@pytest.mark.parametrize(
    ("pattern", "is_safe"),
    [(r"\w+(?:'\w+)*", True), (r"(?:\w+)*", False), (r"(?:,?\w+)+", False), (r"(?:,.+)*x", False), (r"a*b*", True)],
)
def test_the_reader_of_patterns_reads_right(pattern: str, is_safe: bool) -> None:
    assert is_divided_in_one_way(re.compile(pattern)) is is_safe


@cache
def _patterns() -> dict[str, "re.Pattern[Any]"]:
    """Every pattern that a module keeps under a name, by that name."""
    names = (module.name for module in pkgutil.walk_packages(dossier.__path__, "dossier."))
    modules = [importlib.import_module(name) for name in names if not name.endswith("__main__")]
    kept = ((f"{module.__name__}.{name}", one) for module in modules for name, one in vars(module).items())
    return {name: one for name, one in kept if isinstance(one, re.Pattern)}


def test_no_pattern_can_be_made_to_try_every_division_of_a_text() -> None:
    assert len(_patterns()) > 150
    doubtful = {name for name, pattern in _patterns().items() if not is_divided_in_one_way(pattern)}
    assert doubtful == set(LOOKED_AT)
