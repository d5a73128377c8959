"""Fragments of free text that look like somebody's identity: telephone numbers, account names, addresses, documents.

A report often carries who sent it. What stands in the text is found by its shape only, so it is a warning with the
place and never a proof: a name written in words has no shape and is not found.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from dossier.errors import Misread
from dossier.i18n import N_

MarkKind = Literal["phone", "account", "mail", "profile_link", "document"]

KIND_NAMES: Final[dict[str, str]] = {
    "phone": N_("a telephone number"),
    "account": N_("an account name"),
    "mail": N_("a mail address"),
    "profile_link": N_("a link to somebody's profile"),
    "document": N_("the number of a personal document"),
}

LONGEST_TEXT: Final = 1_000_000
"""Characters that are looked at; a longer text is refused and not half checked."""

_SHAPES: Final[tuple[tuple[MarkKind, re.Pattern[str]], ...]] = (
    ("mail", re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")),
    (
        "profile_link",
        re.compile(
            r"(?:https?://)?(?:www\.)?(?:t\.me|telegram\.me|vk\.com|ok\.ru|wa\.me|facebook\.com|fb\.com|"
            r"instagram\.com|x\.com|twitter\.com|tiktok\.com|signal\.me)/[^\s<>\"']{1,200}|tg://[^\s<>\"']{1,200}",
            re.IGNORECASE,
        ),
    ),
    ("account", re.compile(r"(?<![\w@.])@[A-Za-z_][A-Za-z0-9_.]{2,31}")),
    ("account", re.compile("@\u2068[^\u2068\u2069\n]{1,100}\u2069")),
    ("phone", re.compile(r"(?<![\w@.])@\d{9,15}(?!\w)")),
    ("document", re.compile(r"(?<!\w)[1-6]\d{6}[ABCHKEMАВСНКЕМ]\d{3}[A-ZА-Я]{2}\d(?!\w)")),
    ("document", re.compile(r"(?<!\w)(?:AB|BM|HB|KH|MP|MC|KB|PP|SP|DP|АВ|ВМ|НВ|КН|МР|МС|КВ|РР)\s?\d{7}(?!\w)")),
    ("phone", re.compile(r"(?<![\w+])(?:\+|00)\d(?:[\s().-]{0,2}\d){8,13}(?!\w)")),
    ("phone", re.compile(r"(?<![\w+])8[\s(-]{1,2}0?\d{2,3}[\s)-]{0,2}\d{2,3}[\s-]?\d{2}[\s-]?\d{2}(?!\w)")),
    ("phone", re.compile(r"(?<![\w+])80(?:17|25|29|33|44)\d{7}(?!\w)")),
)
"""The more telling shape first: what one has taken, a later one does not take again.

An export of WhatsApp has a mention as "@" with the name between marks of direction, or with the bare number.

Belarusian identification number: 7 digits, a letter, 3 digits, 2 letters, a digit (Law on the population register).
Belarusian passports: two letters of the issuing region and seven digits.
"""


@dataclass(frozen=True, slots=True)
class IdentityMark:
    """A fragment and its place: ``text[start:end]``."""

    kind: MarkKind
    start: int
    end: int


def find_identity_marks(text: str, said: Iterable[tuple[str, MarkKind]] = ()) -> tuple[IdentityMark, ...]:
    """The fragments of a text that look like an identity, in their order, none inside another.

    Args:
        text: Free text.
        said: Fragments of it that whoever wrote it down called an identity, with their kinds.

    Raises:
        Misread: "input.too_long", above LONGEST_TEXT characters.
    """
    if len(text) > LONGEST_TEXT:
        raise Misread("input.too_long", length=len(text), limit=LONGEST_TEXT)
    found: list[IdentityMark] = []
    told = ((kind, re.compile(re.escape(fragment))) for fragment, kind in said if fragment)
    for kind, shape in (*told, *_SHAPES):
        for hit in shape.finditer(text):
            if not any(hit.start() < mark.end and mark.start < hit.end() for mark in found):
                found.append(IdentityMark(kind, hit.start(), hit.end()))
    return tuple(sorted(found, key=lambda mark: mark.start))


def without_identity_marks(text: str, said: Iterable[tuple[str, MarkKind]] = ()) -> str:
    """The text with each such fragment replaced by its kind in brackets, as "[phone]".

    Raises:
        Misread: as ``find_identity_marks``.
    """
    parts, at = [], 0
    for mark in find_identity_marks(text, said):
        parts += [text[at : mark.start], f"[{mark.kind}]"]
        at = mark.end
    return "".join([*parts, text[at:]])
