"""Articles by the words of their titles in any language, for who remembers "group actions" and not the number."""

import re
from functools import cache
from typing import NamedTuple

from dossier.domain.articles import ArticleRef
from dossier.domain.law_rows import rows
from dossier.domain.names.cleaning import plain

_TABLES = ("criminal_articles.csv", "admin_articles.csv")
_LANGUAGES = ("en", "ru", "be", "uk")
_SHORTEST = 3
"""Letters of a word that counts; shorter ones are prepositions."""
_ENDING = 2
"""Letters at the end of a long word that its case may change."""
_LONG = 6


_WORD = re.compile(r"[^\W\d_]+")


class _Titled(NamedTuple):
    code: str
    article: str
    words: frozenset[str]
    """Of the title in one language."""


def _words(text: str) -> list[str]:
    return _WORD.findall(plain(text).casefold().replace("ё", "е"))


@cache
def _titles() -> tuple[_Titled, ...]:
    return tuple(
        _Titled(row["code"], row["article"], frozenset(_words(title)))
        for table in _TABLES
        for row in rows(table)
        for language in _LANGUAGES
        if (title := row.get(f"title_{language}"))
    )


def articles_titled(text: str) -> tuple[ArticleRef, ...]:
    """The articles whose title has every word of the text in one language, in whatever case; each article once.

    Accepted: words of a title in English, Russian, Belarusian or Ukrainian, as far as the tables give it; a word may
    be cut short. Nothing is found by words of less than three letters alone.
    """
    begun = [word[:-_ENDING] if len(word) >= _LONG else word for word in _words(text) if len(word) >= _SHORTEST]
    if not begun:
        return ()
    found = dict.fromkeys(
        (one.code, one.article) for one in _titles() if all(any(w.startswith(b) for w in one.words) for b in begun)
    )
    return tuple(ref for code, article in found for ref in ArticleRef.parse_all(f"ст. {article}", default_code=code))
