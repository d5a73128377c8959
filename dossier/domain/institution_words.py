"""Words that mean the same in the names of courts and other bodies, in the languages of the cases.

A court is written down in the language of its paper and asked for in another: Минский городской суд, Мінскі гарадскі
суд, Minsk City Court. The words of kind and rank come from ``seeds/words/institution_words.tsv``; names of places and
persons inside such a name need no table, because they sound alike.
"""

from functools import cache
from typing import NamedTuple

from dossier.domain.memory import remembered
from dossier.domain.names.keys import token_keys
from dossier.resources import seed_bytes


class Meaning(NamedTuple):
    """What a word of such a name means."""

    kind: str
    """"word", "common" for one that nearly every court has (суд), "skip" for one that says nothing (of)."""
    keys: tuple[str, ...]
    """The fine keys of the same word in every language."""
    beginnings: tuple[str, ...]
    """The keys with which other forms of it begin."""


@cache
def _meanings() -> tuple[Meaning, ...]:
    found = []
    for line in seed_bytes("words", "institution_words.tsv").decode("utf-8").splitlines():
        kind, _tab, words = line.partition("\t")
        if words and not line.startswith("#"):
            whole = [key for word in words.split() if not word.endswith("*") for key in _keys(word)]
            begun = [key for word in words.split() if word.endswith("*") for key in _keys(word[:-1])]
            found.append(Meaning(kind, tuple(dict.fromkeys(whole)), tuple(dict.fromkeys(begun))))
    return tuple(found)


def _keys(word: str) -> tuple[str, ...]:
    keys = token_keys(word.replace("-", ""))
    return keys.readings if keys else ()


@remembered(4_096)
def meaning_of(keys: tuple[str, ...]) -> Meaning | None:
    """What a word means of which these are the fine keys; None for every other word."""
    for meaning in _meanings():
        if any(key in meaning.keys or key.startswith(meaning.beginnings) for key in keys):
            return meaning
    return None
