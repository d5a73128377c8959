"""Values from lists: closed lists of the program, open vocabularies of the vault, several of them in one field."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dossier.casework.choosing import chosen
from dossier.casework.dossier_words import humanised
from dossier.casework.forms.look import entry_name
from dossier.casework.forms.values import Columns, ValueType
from dossier.casework.understanding import NOTHING, Understood
from dossier.errors import InputProblem, Misread, Refused, add_messages
from dossier.i18n import N_, _, in_every_language

if TYPE_CHECKING:
    from dossier.casework.forms.look import Look
    from dossier.vault.tables import VocabularyEntry

add_messages(
    {
        "list.too_long": N_("A value of a list has at most {limit} characters. F5 shows the list."),
    }
)

NOT_RECORDED = "unknown"
"""The code of closed lists under which nothing was recorded; what is left empty becomes it again."""
_NOT_LISTED = N_("not in the list: kept as written")


@dataclass(frozen=True)
class Closed(ValueType):
    """One code of a closed list whose words are in the program."""

    listed: Mapping[str, str] = field(hash=False)
    """Code -> its English word, marked for the catalogues."""
    is_code = True

    def text(self, row: Any, name: str, look: "Look") -> str:
        """The word in the language in force; empty where nobody recorded anything, so that it can be typed at once."""
        code = getattr(row, name)
        return "" if code == NOT_RECORDED else self.word(code)

    def word(self, code: str | None) -> str:
        """The word for a code; empty for none."""
        return _(self.listed[code]) if code and code in self.listed else (code or "")

    def read(self, text: str, name: str, look: "Look") -> Columns:
        """The code."""
        return {name: self.code(text)}

    def code(self, text: str) -> str:
        """The code of a word.

        Raises:
            Misread: "list.unknown", "list.several".
        """
        return chosen(text, {code: in_every_language(word) for code, word in self.listed.items()})

    def understood(self, text: str, look: "Look | None") -> Understood:
        """The whole word."""
        return Understood("= " + self.word(self.code(text)))

    def choices(self, text: str, look: "Look") -> list[tuple[str, str]]:
        """The whole list."""
        return [
            (self.word(code), f"{code} — {self.word(code)}" if len(code) < 3 else self.word(code))
            for code in self.listed
        ]


@dataclass(frozen=True)
class Listed(ValueType):
    """One code of a vocabulary of the vault; where the list is open, other words are kept as they are and marked."""

    vocabulary: str = ""
    of: tuple[str, str] = ("", "")
    """Kind and column whose values so far are offered too."""
    limit: int = 40
    is_open: bool = True
    needs_vault = True

    def text(self, row: Any, name: str, look: "Look") -> str:
        """The label of the code where it leads back to it, else the code."""
        return self.shown(getattr(row, name), look)

    def shown(self, code: str | None, look: "Look") -> str:
        """The label of a code; the code itself where the list does not have it."""
        entry = next((one for one in look.entries(self.vocabulary) if one.code == code), None) if code else None
        return entry_name(entry) if entry is not None else (code or "")

    def words(self, row: Any, name: str, look: "Look") -> str:
        """The label; a code without one made readable."""
        code = getattr(row, name)
        shown = self.shown(code, look)
        return humanised(code) if shown == code else shown

    def read(self, text: str, name: str, look: "Look") -> Columns:
        """The code, or the words as they are where the list is open."""
        return {name: self.code(text, look)}

    def code(self, text: str, look: "Look") -> str:
        """The code of what was typed.

        Raises:
            Misread: "list.unknown" of a closed list, "list.several".
            Refused: "list.too_long".
        """
        typed = text.strip()
        if typed in (known := self._known(look)):
            return typed
        named = dict.fromkeys(known, ()) | {one.code: _labels(one) for one in look.entries(self.vocabulary)}
        try:
            return chosen(typed, named)
        except Misread as problem:
            if not self.is_open or problem.code == "list.several":
                raise
        if len(typed) > self.limit:
            raise Refused("list.too_long", limit=self.limit)
        return typed

    def _known(self, look: "Look") -> list[str]:
        kind, column = self.of
        return look.values_in_use(kind, column) if kind else []

    def understood(self, text: str, look: "Look | None") -> Understood:
        """The label; that it is not in the list."""
        if look is None:
            return NOTHING
        code = self.code(text, look)
        if any(one.code == code for one in look.entries(self.vocabulary)):
            return Understood("= " + self.shown(code, look))
        return Understood(_(_NOT_LISTED), "note") if self.vocabulary else NOTHING

    def choices(self, text: str, look: "Look") -> list[tuple[str, str]]:
        """The list, then what was written before; a word that no lawyer has checked says so."""
        entries = look.entries(self.vocabulary)
        codes = {one.code for one in entries}
        listed = [(entry_name(one), _shown_in_list(one)) for one in entries]
        return listed + [(code, humanised(code)) for code in self._known(look) if code not in codes]


def _shown_in_list(entry: "VocabularyEntry") -> str:
    shown = f"{entry_name(entry)} · {entry.code}"
    return shown if entry.certainty in (None, "verified", "high") else f"{shown} · {_('unchecked')}"


def _labels(entry: Any) -> tuple[str, ...]:
    return tuple(filter(None, (entry.label_en, entry.label_be, entry.label_ru, entry.label_uk)))


@dataclass(frozen=True)
class Several(ValueType):
    """Several codes of one list, with semicolons between them."""

    one: Listed | Closed
    needs_vault = True

    def text(self, row: Any, name: str, look: "Look") -> str:
        """The labels with semicolons."""
        return "; ".join(self._shown(code, look) for code in getattr(row, name) or ())

    def _shown(self, code: str, look: "Look") -> str:
        return self.one.word(code) if isinstance(self.one, Closed) else self.one.shown(code, look)

    def read(self, text: str, name: str, look: "Look") -> Columns:
        """The codes, each once, in the order typed."""
        return {name: self._codes(text, look)}

    def _codes(self, text: str, look: "Look") -> list[str]:
        return list(dict.fromkeys(next(iter(self.one.read(part, "code", look).values())) for part in parts(text)))

    def understood(self, text: str, look: "Look | None") -> Understood:
        """All labels; a mark where one of them is not in the list."""
        if look is None:
            return NOTHING
        answers = [self.one.understood(part, look) for part in parts(text)]
        if any(answer.state == "note" for answer in answers):
            return Understood(_(_NOT_LISTED), "note")
        return Understood("= " + "; ".join(self._shown(code, look) for code in self._codes(text, look)))

    def choices(self, text: str, look: "Look") -> list[tuple[str, str]]:
        """The list; choosing adds to what stands there."""
        before = "; ".join(self._kept(text, look))
        return [(f"{before}; {typed}" if before else typed, words) for typed, words in self.one.choices("", look)]

    def _kept(self, text: str, look: "Look") -> Iterable[str]:
        for part in parts(text):
            try:
                self.one.read(part, "code", look)
            except InputProblem:
                continue
            yield part


def vocabulary_of(kind: ValueType) -> str:
    """The vocabulary of a kind of values; empty where it has none of its own."""
    one = kind.one if isinstance(kind, Several) else kind
    return one.vocabulary if isinstance(one, Listed) else ""


def parts(text: str) -> list[str]:
    """What stands between semicolons."""
    return [part.strip() for part in text.split(";") if part.strip()]
