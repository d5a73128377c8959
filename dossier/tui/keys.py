"""Keys by their place on the keyboard: Ctrl+S is Ctrl+ы where the layout is Russian.

Terminals with the kitty protocol send the letter of the layout, so that no Ctrl binding fires under ЙЦУКЕН. A binding
is tried under its own key first, then under the Latin key in the same place.
"""

from typing import Final

_LATIN: Final = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
_RUSSIAN: Final = "йцукенгшщзхъфывапролджэячсмитьбю"
_OTHERS: Final = {"і": "s", "ї": "]", "є": "'", "ў": "o"}
POSITIONS: Final = dict(zip(_RUSSIAN, _LATIN, strict=True)) | _OTHERS


def latin_key(key: str) -> str | None:
    """The QWERTY name of a Cyrillic key, modifiers kept ("ctrl+ы" gives "ctrl+s"); None where nothing changes."""
    *modifiers, name = key.split("+")
    latin = POSITIONS.get(name.lower(), "")
    if not latin.isalpha():
        return None
    return "+".join([*modifiers, latin.upper() if name != name.lower() else latin])
