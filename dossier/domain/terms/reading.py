"""Reads the length of a punishment, or a fine, from the words of a verdict, a register or a form.

One pass over the tokens; every number must find its unit and every word must be known. What a bare number means is
never guessed: days or years is the whole question.
"""

import re

from dossier.domain.terms.effects import EFFECTS, add_number, add_part, multiply
from dossier.domain.terms.gathered import Gathered, close_bracket, open_bracket, set_money, set_unit
from dossier.domain.terms.number_words import MULTIPLIER_OF_WORD, PART_OF_WORD, VALUE_OF_WORD
from dossier.domain.terms.settling import settled
from dossier.domain.terms.words import meaning
from dossier.errors import Misread, Refused, add_messages
from dossier.i18n import N_

add_messages(
    {
        "term.year_or_month": N_("“m.” can be months or, in Lithuanian, years. Write the unit in full."),
        "term.word": N_("“{word}” is not understood in a term. Leave the number and the unit alone."),
    }
)

_TOKEN = re.compile(
    r"(?P<number>(?:[0-9]+ )?[0-9]{1,2}/[0-9]{1,2}(?![0-9/])|[0-9]+ ?[\u00bd\u00bc\u00be]"
    r"|[0-9]+(?: [0-9]{3}(?![0-9]))*(?:[.,][0-9]+)*)"
    r"|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)"
    r"|(?P<sign>\S)"
)
_ISO = re.compile(
    r"p(?=[0-9t])(?:([0-9]{1,6})y)?(?:([0-9]{1,6})m)?(?:([0-9]{1,6})w)?(?:([0-9]{1,6})d)?(?:t([0-9]{1,6})h)?"
)
_LIKE_ISO = re.compile(r"p[0-9.,]*[ymwdt][0-9.,ymwdths]*")
_SIMPLE = re.compile(r"([0-9]{1,4}) ?([^\W\d_]+)\.?")
_SILENT = frozenset(".:\u00ab\u00bb\"'")
_SHORT_FORMS = (
    (re.compile(r"\bб(?:\. ?|/)(?:в\b\.?|вел\b\.?)"), "бв "),
    (re.compile(r"\bт\. ?р\b\.?"), "тыс. руб."),
    (re.compile(r"\b[ло](?:/с\b|\.с\b\.?|\. с\.)|\b(?:о|у|с)/р\b"), " "),
    (re.compile(r"\b(?:ик|вк)(?: ?[-№] ?[0-9]{1,2})?\b(?! ?[0-9])"), " "),
)
"""Abbreviations with signs in them: base units, thousands of rubles; deprivation and restriction of freedom, regimes,
colonies with their numbers, which only name the punishment."""
_MAY_BE_SHORT = re.compile(r"/|[бт]\.|\. ?с|[ив]к")
_UNTIL_DEATH = "iki gyvos galvos"
"""Lithuanian for a sentence to life, word for word "until the living head": here "until" is no limit."""


def read(clean: str, lang: str | None) -> Gathered:
    """Read a cleaned text.

    Raises:
        Misread: "term.form", "term.unit", "term.word", "term.amount" …
        Refused: "term.range", "term.several", "term.conditional", "term.contradiction", "term.zero" …
    """
    gathered = Gathered(clean, lang)
    simple = _SIMPLE.fullmatch(clean)
    known = meaning(simple.group(2)) if simple else None
    if simple and simple.group(2) == "m" and lang is None and clean.endswith("."):
        raise Misread("term.year_or_month")
    if simple and known and known[0] == "unit" and not (known[1] == "months" and lang == "lt"):
        set_unit(gathered, str(known[1]), int(simple.group(1)))
        return settled(gathered)
    if _LIKE_ISO.fullmatch(clean):
        return settled(_from_iso(gathered, clean))
    text = clean.replace(_UNTIL_DEATH, "life").rstrip(" ;")
    if _MAY_BE_SHORT.search(text):
        for written, meant in _SHORT_FORMS:
            text = written.sub(meant, text)
    _walk(gathered, text)
    return settled(gathered)


def _from_iso(gathered: Gathered, text: str) -> Gathered:
    iso = _ISO.fullmatch(text)
    if not iso:
        raise Refused("term.fraction") if "." in text or "," in text else Misread("term.form")
    for unit, digits in zip(("years", "months", "weeks", "days", "hours"), iso.groups(), strict=True):
        if digits:
            set_unit(gathered, unit, int(digits))
    return gathered


def _walk(gathered: Gathered, text: str) -> None:
    previous = ""
    for found in _TOKEN.finditer(text):
        token, kind = found.group(), found.lastgroup
        if kind == "number":
            _take_number(gathered, token)
        elif kind == "word":
            _take_word(gathered, token, previous)
        elif token not in _SILENT:
            _take_sign(gathered, token, text[found.end() :])
        previous = token


def _take_number(gathered: Gathered, raw: str) -> None:
    if gathered.pending:
        raise Misread("term.several")
    gathered.figures = raw
    if gathered.symbol:
        set_money(gathered, gathered.symbol)
        gathered.symbol = ""


def _take_sign(gathered: Gathered, sign: str, rest: str) -> None:
    known = meaning(sign)
    if known and known[0] == "money":
        _take_symbol(gathered, str(known[1]))
    elif sign == "(":
        open_bracket(gathered)
    elif sign == ")":
        close_bracket(gathered)
    elif sign in "-\u2013":
        _take_dash(gathered, rest)
    elif sign == ",":
        _take_comma(gathered)
    elif known and known[0] == "range":
        raise Refused("term.range")
    elif sign in ";+&":
        raise Refused("term.several")
    else:
        raise Misread("term.form")


def _take_comma(gathered: Gathered) -> None:
    """Between units, or within "one thousand, three hundred"."""
    if not gathered.pending:
        gathered.joined = True
    elif gathered.figures or not gathered.number or gathered.number % 1000:
        raise Misread("term.form")


def _take_dash(gathered: Gathered, rest: str) -> None:
    """ "10-year", "5-ти лет" and "five-year" are joined; "2-5 лет" and "6 мес. – 2 года" are ranges."""
    if (gathered.pending or gathered.last_unit) and rest.lstrip()[:1].isdigit():
        raise Refused("term.range")
    if not gathered.pending and gathered.text.startswith(("-", "\u2013")):
        raise Misread("term.form")


def _take_symbol(gathered: Gathered, code: str) -> None:
    if gathered.pending:
        set_money(gathered, code)
    else:
        gathered.symbol = code


def _take_word(gathered: Gathered, word: str, previous: str) -> None:
    if word in VALUE_OF_WORD:
        add_number(gathered, VALUE_OF_WORD[word])
    elif word in MULTIPLIER_OF_WORD:
        multiply(gathered, MULTIPLIER_OF_WORD[word])
    elif word in PART_OF_WORD:
        add_part(gathered, PART_OF_WORD[word])
    else:
        known = meaning(word)
        if known is None:
            raise Misread("term.word", word=word)
        EFFECTS[known[0]](gathered, str(known[1]), word, previous)
