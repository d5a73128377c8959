"""Words and numbers of a citation: the text cut into tokens that mean something to the reader of articles.

The names of codes and countries come from code_words.csv in seeds/law/; the words for "article", "part" and "point" in
Russian, Belarusian, Ukrainian, English, Polish and
Lithuanian are here. A letter of the wrong script inside a word ("cт. 342" with
a Latin c) is read as its look-alike.
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from dossier.domain.law_rows import rows
from dossier.errors import Misread, add_messages
from dossier.i18n import N_

LONGEST = 1600
"""Characters read at most; the longest cell of charges with their titles known to us has 1,500."""

add_messages(
    {
        "article.none": N_("No article is named here. Write it like: ст. 342 ч. 1 УК, or art. 342(1)."),
    }
)

Sign = Literal[
    "article", "part", "point", "number", "ordinal", "letter", "separator", "and", "filler", "kind", "country", "code",
    "key", "open", "close", "stop", "dash", "word",
]  # fmt: skip


class Token(NamedTuple):
    """One piece of the text: what it is, what it stands for, and where it was."""

    sign: Sign
    value: str
    start: int
    end: int


_FORMS: dict[Sign, str] = {
    "article": (
        "ст стст статья статьи статье статью статьей статьёй статей статьям статьями статьях арт артарт артыкул "
        "артыкула артыкулу артыкуле артыкулам артыкулаў артыкулы артыкулах стаття статті статтею статтю "
        "статтями статтях статтям art arts article articles st artykuł artykułu artykuły artykułów "
        "straipsnis straipsnio straipsnį straipsnyje straipsniai straipsnių straipsnius"
    ),
    "part": (
        "ч чч част часть части частью частей частям частями частях частка часткі частцы частку часткай частак часткам "
        "часткамі частина частини частині частиною частину частин частинами part parts p pt pts para paras paragraph "
        "paragraphs cz część części ust § dalis dalies dalį dalyje dalys dalių"
    ),
    "point": (
        "п пп пункт пункта пункту пунктом пункте пунктов пунктам пунктами пункты пунктах пункце пунктаў пунктамі "
        "пункті пунктів point points item items clause clauses pkt let letter lit "
        "punktas punkto punktą punkte punktai punktų"
    ),
    "and": "и і й та ды and & или або альбо or oraz ir",
    "filler": "of the к до об by under по па паводле згодна за pagal według wg",
}
_LITHUANIAN: dict[str, Sign] = {"str": "article", "d": "part", "p": "point"}
LITHUANIAN_PARTS = frozenset("d dalis dalies dalį dalyje dalys dalių".split())
"""Words for "part" that stand behind their number."""
_ORDINALS = (
    "первая первой первую перша першая першай першую першої першою first one",
    "вторая второй вторую другая другой другую друга другої другою second two",
    "третья третьей третью трэцяя трэцяй трэцюю третя третьої third three",
    "четвертая четвертой четвертую четвёртая четвёртой четвёртую чацвёртая чацвёртай четверта четвертої fourth four",
    "пятая пятой пятую пятай п'ята п'ятої п'ятою fifth five",
    "шестая шестой шестую шостая шостай шостую шоста шостої sixth six",
    "седьмая седьмой седьмую сёмая сёмай сьома сьомої seventh seven",
    "восьмая восьмой восьмую восьмай восьма восьмої eighth eight",
    "девятая девятой девятую дзявятая дзявятай дев'ята дев'ятої ninth nine",
    "десятая десятой десятую дзясятая дзясятай десята десятої tenth ten",
)
_WORDS: dict[str, tuple[Sign, str]] = {form: (sign, form) for sign, forms in _FORMS.items() for form in forms.split()}
_WORDS |= {form: ("ordinal", str(n)) for n, forms in enumerate(_ORDINALS, 1) for form in forms.split()}

_LATIN = "aceopxyikmthbACEOPXYIKMTHB"
_CYRILLIC = "асеорхуікмтнвАСЕОРХУІКМТНВ"
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)
_ALIKE = (
    dict.fromkeys([9, 0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
    | dict.fromkeys(map(ord, "\r\u0085\u2028\u2029\v\f"), "\n")
    | dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x301])
    | dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"), "-")
    | dict.fromkeys(map(ord, "\u2018\u2019\u02bc`\u00b4\u2032"), "'")
    | dict.fromkeys(map(ord, "«»„“”‟″"), '"')
    | {0xFF10 + n: str(n) for n in range(10)}
)
_ODD = re.compile("[" + re.escape("".join(map(chr, _ALIKE))) + "]")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RAISED_RUN = re.compile("-?([⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_ENDING = re.compile("-?[^0-9⁰¹²³⁴⁵⁶⁷⁸⁹]+$")
_PRIME = r"[ -]?\(?прим\.?[ -]?[0-9]{1,2}\b\)?|[ -]прим(?![\w.])"
"""«361 прим 4», «290 прим»: how lawyers say the raised index of 361⁴ and 290¹."""
_NUMBER = rf"[0-9]+(?:\.[0-9]+)*(?:[ -]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\^[0-9]{{1,2}}|{_PRIME})?"
_PRIME_INDEX = re.compile(r"-?\(?прим\.?-?([0-9]*)\)?")
_FRACTION = r"(?P<fraction>/[0-9]+)?"
_ENDINGS = r"(?:-(?:я|й|ю|м|ая|ой|ую|ей|ай|яй|ым|го|га|ого|ага|му)\b|(?:st|nd|rd|th)\b)?"
_SIGNS = rf"""(?P<word>[^\W\d_]+(?:['-][^\W\d_]+)*|[&№#%$€₽§])
    |(?P<number>{_NUMBER}(?:[ ]?-[ ]?{_NUMBER})*{_ENDINGS}){_FRACTION}
    |(?P<separator>[,;\n/|+])|(?P<stop>\.)
    |(?P<open>[(\[])|(?P<close>[)\]])
    |["'](?P<letter>[^\W\d_])["']
    |(?P<dash>-)"""
_TOKEN = re.compile(_SIGNS, re.VERBOSE)
_TOKEN_OR_KEY = re.compile(r"(?P<key>\b[A-Z]{2,}_[A-Z0-9_]+[-:][0-9][0-9a-zа-яё.:-]*)|" + _SIGNS, re.VERBOSE)


_NAMING: frozenset[Sign] = frozenset(("word", "part", "and", "filler"))
"""What the first word of a name can look like on its own («Р» of «Р. Б.» is also a part in English lists)."""


class Tokens(NamedTuple):
    """The cleaned text and its tokens; offsets count in the cleaned text."""

    text: str
    tokens: list[Token]


def cut(text: str) -> Tokens:
    """The tokens of a text; abbreviation points, quotes and other signs without a meaning here are passed over.

    Raises:
        Misread: "input.empty", "input.too_long" above LONGEST characters.
    """
    return tokens_of(cleaned(text))


def tokens_of(cleaned_text: str) -> Tokens:
    """The tokens of a text that was cleaned already."""
    return Tokens(cleaned_text, _tokens(cleaned_text))


def cleaned(text: str) -> str:
    """The text with one kind of space, hyphen and quote, and without what the eye cannot see.

    Raises:
        Misread: "input.empty", "input.too_long" above LONGEST characters.
    """
    if len(text) > LONGEST:
        raise Misread("input.too_long", length=len(text), limit=LONGEST)
    if _ODD.search(text):
        text = text.translate(_ALIKE)
    composed = unicodedata.normalize("NFC", text).strip()
    if not composed:
        raise Misread("input.empty")
    return composed


def _tokens(text: str) -> list[Token]:
    grammar = _TOKEN_OR_KEY if "_" in text else _TOKEN
    tokens: list[Token] = []
    names = False
    seen, keep, made = _seen, tokens.append, tuple.__new__
    for found in grammar.finditer(text):
        sign, value, begins = seen(found[0], found.lastgroup or "")
        if begins:
            names = True
        if sign != "stop" or names or (tokens and tokens[-1].sign == "number"):
            keep(made(Token, (sign, value, *found.span())))  # as Token() does, without the call in between
    tokens = _named(text, tokens) if names else tokens
    return _lithuanian(tokens) if "str" in text else tokens


def _lithuanian(tokens: list[Token]) -> list[Token]:
    """The abbreviations of "342 str. 1 d. 2 p.", which mean something else in any other text (a page, days, a part)."""
    found = list(tokens)
    is_cited = False
    for n, token in enumerate(tokens):
        if token.sign in ("number", "separator", "stop"):
            continue
        word = token.value.lower()
        behind_number = bool(n) and tokens[n - 1].sign in ("number", "stop")
        is_cited = is_cited or word.startswith("straipsn") or (word == "str" and behind_number)
        sign = _LITHUANIAN.get(word)
        counts_days = word == "d" and tokens[n + 1 : n + 2] and tokens[n + 1].sign == "word"
        if sign and is_cited and behind_number and not counts_days:
            found[n] = token._replace(sign=sign, value=word)
    return found


@lru_cache(maxsize=8192)
def _seen(written: str, group: str) -> tuple[Sign, str, bool]:
    """What a piece of text is, what it stands for, and whether a name of a code or a country may begin with it."""
    if group == "word":
        return (*_meaning(written), bool(_beginning_with(written)))
    if group == "number":
        return "number", raised_to_index(written if "прим" in written else _ENDING.sub("", written)), False
    if group == "letter":
        return "letter", written[1:-1].lower(), False
    if group == "fraction":
        return "word", written, False
    return group, written, False  # type: ignore[return-value]


def raised_to_index(number: str) -> str:
    """The number without spaces and with a raised index written after a caret: "361⁴" becomes "361^4"."""
    bare = number.replace(" ", "")
    if "прим" in bare:
        return _PRIME_INDEX.sub(lambda prime: f"^{prime[1] or 1}", bare)
    return _RAISED_RUN.sub(lambda run: "^" + run[1].translate(_RAISED), bare)


def _meaning(word: str) -> tuple[Sign, str]:
    lower = word.lower()
    return (
        _WORDS.get(lower)
        or _WORDS.get(lower.translate(_TO_CYRILLIC))
        or _WORDS.get(lower.translate(_TO_LATIN))
        or ("word", word)
    )


class Name(NamedTuple):
    """A written form of a code or a country: the words after the first one, and what it stands for."""

    tail: tuple[str, ...]
    sign: Sign
    value: str


@cache
def _names() -> dict[str, tuple[Name, ...]]:
    """The written names by their first word; longer ones first."""
    found: dict[str, list[Name]] = {}
    for row in rows("code_words.csv"):
        first, *tail = [word.casefold() for word in re.findall(r"[^\W\d_]+(?:['-][^\W\d_]+)*", row["written"])]
        sign: Sign = "country" if row["what"] == "foreign" else row["what"]  # type: ignore[assignment]
        found.setdefault(first, []).append(Name(tuple(tail), sign, row["value"]))
    return {first: tuple(sorted(names, key=lambda name: -len(name.tail))) for first, names in found.items()}


def _named(text: str, tokens: list[Token]) -> list[Token]:
    """The same tokens with the words of a code's or a country's name joined, and idle full stops dropped."""
    kept: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        found = _name_at(text, tokens, at) if token.sign in _NAMING else None
        if found:
            name, after = found
            kept.append(Token(name.sign, name.value, token.start, tokens[after - 1].end))
            at = after
            continue
        if token.sign != "stop" or (kept and kept[-1].sign == "number"):
            kept.append(token)
        at += 1
    return kept


def _name_at(text: str, tokens: list[Token], at: int) -> tuple[Name, int] | None:
    for name, fold in _beginning_with(text[tokens[at].start : tokens[at].end]):
        after = _after_tail(text, tokens, at + 1, name.tail, fold)
        if after:
            return name, after
    return None


@lru_cache(maxsize=4096)
def _beginning_with(word: str) -> tuple[tuple[Name, dict[int, int] | None], ...]:
    """Names that begin with the word, also where some of its letters are look-alikes of the other script."""
    first = word.casefold()
    exact = [(name, None) for name in _names().get(first, ())]
    return (*exact, *((name, _TO_CYRILLIC) for name in _names().get(first.translate(_TO_CYRILLIC), ())))


def _after_tail(
    text: str, tokens: list[Token], at: int, tail: tuple[str, ...], fold: dict[int, int] | None
) -> int | None:
    for word in tail:
        while at < len(tokens) and tokens[at].sign == "stop":
            at += 1
        if at >= len(tokens):
            return None
        written = text[tokens[at].start : tokens[at].end].casefold()
        if word not in (written, written.translate(fold) if fold else written):
            return None
        at += 1
    return at
