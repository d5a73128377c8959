"""To which code an article belongs, and how that is known: said, carried on, given by the caller, inferred, or not.

Nothing is guessed silently. The code of a bare number is inferred only where exactly one code of the catalogue has the
article and writes its numbers so that no other one can be meant (columns article_form and inferred_form of
codes.csv of each country); otherwise the code stays empty and the reference says "unknown".
"""

import re
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from dossier.domain.article_citations import Citation
from dossier.domain.catalogue import knows, knows_part
from dossier.domain.law_codes import Code, codes, codes_of, family, is_of_a_state
from dossier.domain.law_rows import countries, country_row

Basis = Literal["stated", "carried", "default", "inferred", "unknown"]
"""How the code is known: named beside the article, named before in the same text, given by the caller, or inferred."""


class Decided(NamedTuple):
    """The code of one citation, how it is known, and the article's number as that code writes it."""

    code: str
    basis: Basis
    article: str


def decide(citations: list[Citation], text: str, default_code: str | None) -> list[Decided]:
    """The codes of all citations of one text."""
    countries = {c.code.country for c in citations if c.code.country}
    near = countries.pop() if len(countries) == 1 else ""
    decided: list[Decided] = []
    before: Decided | None = None
    for citation in citations:
        one = _named(citation, near, default_code, text) if citation.named else _bare(citation, before, default_code)
        decided.append(one)
        before = one if citation.named or one.basis == "carried" else before
    return _agreed(decided, citations)


def _named(citation: Citation, near: str, default_code: str | None, text: str) -> Decided:
    default_country = family(default_code)[1] if default_code else ""
    if not is_of_a_state(citation.code.kind):
        return Decided(citation.code.kind, "stated", in_form(None, citation.number))
    country = citation.code.country or near or default_country
    if country:
        basis: Basis = "stated" if citation.code.country else "carried" if near else "default"
        return _in_country(citation, country, basis, default_code)
    if inferred := _inferred(citation.number, citation.code.kind):
        return inferred
    if own := _country_by_words(text):
        return _in_country(citation, own, "inferred", None)
    return Decided(citation.code.kind, "unknown", in_form(None, citation.number))


@cache
def _words_of_countries() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each country whose language only its own codes are cited in, with the words that show it (``own_words``)."""
    found = [(country, country_row(country)["own_words"]) for country in countries()]
    return tuple((country, re.compile(words, re.IGNORECASE)) for country, words in found if words)


def _country_by_words(text: str) -> str:
    """The one country whose own words the text has; empty where there is none, or more than one."""
    found = [country for country, words in _words_of_countries() if words.search(text)]
    return found[0] if len(found) == 1 else ""


def _in_country(citation: Citation, country: str, basis: Basis, default_code: str | None) -> Decided:
    editions = codes_of(citation.code.kind, country)
    if citation.code.edition:
        editions = tuple(code for code in editions if code.edition == citation.code.edition) or editions
    if len(editions) > 1:
        chosen = [code for code in editions if code.code == default_code]
        knowing = chosen or [code for code in editions if knows(code.code, in_form(code, citation.number))]
        if len(knowing) != 1:
            article = in_form(editions[0], citation.number)
            return Decided(f"{citation.code.kind}_{country}", basis, article)
        return Decided(knowing[0].code, basis if chosen else "inferred", in_form(knowing[0], citation.number))
    code = editions[0] if editions else None
    return Decided(code.code if code else f"{citation.code.kind}_{country}", basis, in_form(code, citation.number))


def _bare(citation: Citation, before: Decided | None, default_code: str | None) -> Decided:
    if before:
        code = codes().get(before.code)
        if before.code and code is None and (inferred := _inferred(citation.number, family(before.code)[0])):
            return inferred
        article = in_form(code, citation.number)
        if code is None or code.admits(article):
            return Decided(before.code, "carried" if before.code else "unknown", article)
    if default_code and (by_default := _by_default(citation.number, default_code)):
        return by_default
    return _inferred(citation.number, "") or Decided("", "unknown", in_form(None, citation.number))


@lru_cache(maxsize=4096)
def _by_default(number: str, default_code: str) -> Decided | None:
    code = codes().get(default_code)
    editions = (code,) if code else codes_of(*family(default_code))
    fitting = [one for one in editions if one.admits(in_form(one, number))]
    if fitting:
        return Decided(default_code, "default", in_form(fitting[0], number))
    country = family(default_code)[1]
    knowing = [c for c in codes().values() if c.country == country and _is_known(c, number)]
    return Decided(knowing[0].code, "inferred", in_form(knowing[0], number)) if len(knowing) == 1 else None


def _is_known(code: Code, number: str) -> bool:
    article = in_form(code, number)
    return code.admits(article) and knows(code.code, article)


@lru_cache(maxsize=4096)
def _inferred(number: str, kind: str) -> Decided | None:
    knowing = [
        code
        for code in codes().values()
        if code.inferred_form
        and kind in ("", code.kind)
        and code.inferred_form.fullmatch(in_form(code, number))
        and knows(code.code, in_form(code, number))
    ]
    return Decided(knowing[0].code, "inferred", in_form(knowing[0], number)) if len(knowing) == 1 else None


def _agreed(decided: list[Decided], citations: list[Citation]) -> list[Decided]:
    """A citation that nothing else explains belongs to the one code of its kind that the rest of the text cites."""
    if all(one.code in codes() for one in decided):
        return decided
    found = [codes()[name] for name in {one.code for one in decided} if name in codes()]
    return [_agreeing(one, c.number, found) for one, c in zip(decided, citations, strict=True)]


def _agreeing(one: Decided, number: str, found: list[Code]) -> Decided:
    kind, country = family(one.code)
    fitting = [code for code in found if kind in ("", code.kind) and code.admits(in_form(code, number))]
    if country or len(fitting) != 1 or (not kind and len(found) != 1):
        return one
    return Decided(fitting[0].code, "inferred", in_form(fitting[0], number))


@lru_cache(maxsize=4096)
def in_form(code: Code | None, number: str) -> str:
    """The number as that code writes it: 361⁴ is "361-4" in Belarus, 207³ is "207.3" in Russia."""
    if code is None:
        return number.replace("^", "-")
    article = number.replace("^", code.index_separator)
    if "-" in article and not code.admits(article) and code.admits(article.replace("-", ".")):
        return article.replace("-", ".")
    if "." in article and not code.admits(article):
        main, _dot, index = article.partition(".")
        if knows(code.code, f"{main}-{index}") and not knows_part(code.code, main, index):
            return f"{main}-{index}"
    return article
