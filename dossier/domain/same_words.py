"""When two reports are one: the same writer, or the same words passed on."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

SHORTEST_COPY: Final = 25
"""Letters and digits from which on equal words are a copy: "да" or "танки" two people write by themselves."""

_BETWEEN = re.compile(r"[\W_]+")


def folded_words(text: str) -> str:
    """The letters and digits of a text in one form, so that a copy with other spaces, signs or case is the same."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    return _BETWEEN.sub("", plain)


def independent_count(reports: Iterable[tuple[str, str]]) -> int:
    """How many sources do not depend on each other.

    Args:
        reports: Pairs of the writer's group and the text. Reports of one group, and reports with the same words
            (from SHORTEST_COPY letters on), are one source, also over several steps.
    """
    parents: dict[str, str] = {}

    def root(name: str) -> str:
        while parents.setdefault(name, name) != name:
            name = parents[name]
        return name

    groups = []
    for group, text in reports:
        groups.append(f"group {group}")
        words = folded_words(text)
        parents[root(groups[-1])] = root(f"words {words}") if len(words) >= SHORTEST_COPY else root(groups[-1])
    return len({root(group) for group in groups})
