"""Which code of a list a text names: by the code, by a whole name in any language, or by its first letters.

What stands in brackets in a name is its abbreviation, and counts as a name too: "следственный изолятор (СИЗО)".
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from dossier.errors import Misread, add_messages
from dossier.i18n import N_

add_messages(
    {
        "list.unknown": N_("This is not in the list. F5 shows it; type a code or the first letters."),
        "list.several": N_("Several values of the list begin like this. Type more letters, or choose with F5."),
    }
)


def plain(text: str) -> str:
    """Letters as they are compared: without case, ё as е, і as и, blanks and underscores alike, and apostrophes."""
    return " ".join(text.casefold().translate(_ALIKE).split())


_ALIKE: Final = str.maketrans({"ё": "е", "і": "и", "_": " ", **dict.fromkeys("’ʼ‘`´", "'")})


_BRACKETS = re.compile(r"\(([^()]+)\)")


def _abbreviations(names: Sequence[str]) -> list[str]:
    return [found for name in names for found in _BRACKETS.findall(name)]


def chosen(text: str, named: Mapping[str, Sequence[str]]) -> str:
    """The code that a text names: by the code, by a whole name, else by how exactly one begins.

    Args:
        text: As typed.
        named: Code -> its names in all languages.

    Raises:
        Misread: "list.unknown", "list.several".
    """
    typed = plain(text)
    exact = [code for code, names in named.items() if typed in (plain(code), *map(plain, names))]
    exact = exact or [code for code, names in named.items() if typed in map(plain, _abbreviations(names))]
    begun = exact or [code for code, names in named.items() if any(plain(n).startswith(typed) for n in (code, *names))]
    if len(begun) != 1:
        raise Misread("list.several" if begun else "list.unknown")
    return begun[0]
