"""What a kind of value is: it owns its columns, reads what was typed, gives it back, and says what was understood.

The plain text is here; the other kinds are in ``moments``, ``numbers``, ``lists``, ``links`` and ``law``.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dossier.casework.understanding import NOTHING, Understood
from dossier.domain.safe_text import require_storable
from dossier.errors import Refused

if TYPE_CHECKING:
    from dossier.casework.forms.look import Look

Columns = dict[str, Any]
_LONGEST_TEXT = 200_000


class ValueType:
    """One kind of value; the base is a text."""

    needs_vault = False
    """Whether the answer needs the vault; such a field answers when it is left and not at each letter."""
    is_long = False
    """Whether the text has several lines."""
    is_code = False
    """Whether it is one of a few words; coming to such a field marks it, so that the first letter replaces it."""
    is_searched = False
    """Whether its values are too many for one list and are searched while somebody types."""

    def columns(self, name: str) -> tuple[str, ...]:
        """The columns of the record that the field owns."""
        return (name,)

    def text(self, row: Any, name: str, look: "Look") -> str:
        """What stands in the field when the record is opened; reading it back gives the same."""
        value = getattr(row, name)
        return "" if value is None else str(value)

    def words(self, row: Any, name: str, look: "Look") -> str:
        """What a page shows, in the language in force."""
        return self.text(row, name, look)

    def told(self, kept: Any, name: str, look: "Look") -> str:
        """What the history shows of a value as the journal keeps it: plain JSON, each column by itself."""
        if self.columns(name) == (name,):
            return self.words(_Kept(name, kept), name, look)
        return str(kept)

    def read(self, text: str, name: str, look: "Look") -> Columns:
        """The columns for what was typed; the text is not empty.

        Raises:
            InputProblem: what cannot be, and what to do.
        """
        raise NotImplementedError

    def understood(self, text: str, look: "Look | None") -> Understood:
        """What stands beside the field.

        Raises:
            InputProblem: as ``read``.
        """
        return NOTHING

    def choices(self, text: str, look: "Look") -> list[tuple[str, str]]:
        """The values that it can have, as (what is typed into the field, what is shown); empty where it has none."""
        return []

    def narrowed(self, letters: str, look: "Look") -> list[tuple[str, str]]:
        """Of a list that is searched the values for letters typed into it; none where nothing fits."""
        return self.choices(letters, look)

    def joined(self, text: str, picked: str) -> str:
        """What stands in a field after a value of the list was picked."""
        return picked


class _Kept:
    """One column of a record, alone."""

    def __init__(self, name: str, kept: Any) -> None:
        setattr(self, name, kept)

    def __getattr__(self, _name: str) -> None:
        return None


@dataclass(frozen=True)
class Text(ValueType):
    """Words as they were typed, without the blanks around them."""

    is_long: bool = False

    def read(self, text: str, name: str, look: "Look") -> Columns:
        """The words; nothing is changed inside them."""
        return {name: whole_text(text)}


def whole_text(text: str) -> str:
    """The text without blanks around it.

    Raises:
        Refused: "field.control" for what a database cannot keep, "input.too_long" above 200,000 characters.
    """
    require_storable(text)
    if len(text) > _LONGEST_TEXT:
        raise Refused("input.too_long", length=len(text), limit=_LONGEST_TEXT)
    return text.strip()
