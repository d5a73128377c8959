"""The first thing that happens to a text that somebody typed or pasted, before any grammar sees it.

What the eye cannot tell apart becomes one form (non-breaking spaces, composed letters, fullwidth digits); what the
eye cannot see is dropped; what would deceive the eye (control characters, reversed writing) is refused. The length is
capped first, so that no later step can be made slow by a long paste.
"""

import re
import unicodedata

from dossier.errors import Misread, Refused, add_messages
from dossier.i18n import N_

LONGEST = 300
"""Characters read at most; the longest wording of a sentence or a date in a verdict is far below."""

add_messages(
    {
        "input.raised_digit": N_(
            "A raised digit stands in this text, and it could be a footnote. Type the number with ordinary digits."
        ),
    }
)

_PLAIN = re.compile(r"[ -~\u0400-\u0482\u048a-\u04ff]*")
_SPACES = dict.fromkeys(map(ord, "\t\n\r\v\f\u0085\u00a0\u1680\u2028\u2029\u202f\u205f\u3000"), " ") | dict.fromkeys(
    range(0x2000, 0x200B), " "
)
_UNSEEN = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, 0x301])
_APOSTROPHES = dict.fromkeys(map(ord, "\u2018\u2019\u02bc\u02b9`\u00b4\u2032\uff07"), "'")
_HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011\u2212"), "-") | dict.fromkeys(map(ord, "\u2012\u2014\u2015"), "\u2013")
_LETTERS = {0x451: "\u0435"}
_SAME = _SPACES | _UNSEEN | _APOSTROPHES | _HYPHENS | _LETTERS
_FOREIGN = re.compile(r"[^ -~\u0400-\u04ff\u2013'\u00bd\u00bc\u00be\u20ac\u20bd\u00ab\u00bb\u00b7\u2026\u2248]")

_TO_CYRILLIC = str.maketrans("aceopxyikmthb", "асеорхуікмтнв")
_TO_LATIN = str.maketrans("асеорхуікмтнв", "aceopxyikmthb")


def cleaned(text: str) -> str:
    """The text in lower case, with one kind of space, hyphen, apostrophe and digit, and ё written as е.

    En and em dashes stay apart from hyphens, since "2020-21" and "2020\u201321" mean different things. Decimal digits
    of any script become 0-9. A stress mark (U+0301) and invisible characters go.

    Raises:
        Misread: "input.empty", "input.control" (also for writing that is reversed on screen), "input.raised_digit".
        Refused: "input.too_long", above LONGEST characters.
    """
    if len(text) > LONGEST:
        raise Refused("input.too_long", length=len(text), limit=LONGEST)
    if _PLAIN.fullmatch(text):
        text = text.lower().replace("ё", "е").replace("`", "'")
    else:
        text = unicodedata.normalize("NFC", text.translate(_SPACES)).lower().translate(_SAME)
        if _FOREIGN.search(text):
            text = _FOREIGN.sub(_one_form, text)
        text = text.translate(_SPACES)
    text = text.strip()
    if not text:
        raise Misread("input.empty")
    return text


def _one_form(found: re.Match[str]) -> str:
    """A character outside of the usual ones: a digit of another script, a letter, or something to refuse."""
    character = found.group()
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "No":
        raise Misread("input.raised_digit")
    if category[0] == "C":
        raise Misread("input.control")
    wide = unicodedata.normalize("NFKC", character) if "\uff00" < character < "\uffef" else character
    return wide.lower()


def in_one_script(word: str) -> tuple[str, str]:
    """The word with look-alike Latin letters made Cyrillic, and the other way round: "сутoк" typed with a Latin o."""
    return word.translate(_TO_CYRILLIC), word.translate(_TO_LATIN)
