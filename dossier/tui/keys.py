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


class JunkFilter:
    """Takes away what terminals type for a key that Textual does not know.

    Konsole and qterminal send ESC O 2 S for Shift+F4, of which "2S" would be typed into the field; urxvt sends a
    character of the private area. Alt with a letter means nothing here and would type the letter.
    """

    WITHIN_S: Final = 0.1
    """A sequence arrives in one go; a person who types the same characters takes longer."""

    def __init__(self) -> None:
        self._begun_at: float | None = None

    def is_junk(self, key: str, at_s: float) -> bool:
        """Whether this key is a piece of such a sequence; call it for every key in order."""
        if self._begun_at is not None and at_s - self._begun_at < self.WITHIN_S:
            if key.isdecimal() or key == "semicolon":
                return True
            self._begun_at = None
            if key in ("P", "Q", "R", "S"):
                return True
        if key.startswith("alt+"):
            self._begun_at = at_s if key == "alt+shift+o" else None
            return True
        return len(key) == 1 and ("\ue000" <= key <= "\uf8ff" or key < " ")
