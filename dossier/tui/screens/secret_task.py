"""Forms with something secret in them: typed once, kept nowhere on the way: no draft, no undo, no copy."""

from collections.abc import Iterable, Mapping
from textwrap import wrap
from typing import Any

from textual.widget import Widget
from textual.widgets import Static

from dossier.casework.drafts import KeptDraft
from dossier.casework.forms.declaration import FieldSpec
from dossier.tui.fields.line_field import FieldLine
from dossier.tui.fields.secret_field import SecretField
from dossier.tui.gate import shown
from dossier.tui.screens.task import QuickTask


class SecretTask(QuickTask):
    """A form with secret fields: it keeps no draft, and empties itself when it is left."""

    secrets: tuple[str, ...] = ()
    masked: tuple[str, ...] = ()
    """Those of the secrets whose letters are not shown while they are typed."""

    _promised = ""

    def body(self) -> Iterable[Widget]:
        """Words above the form, and the form."""
        yield Static(shown(self._promised, keep_lines=True), id="promise", markup=False)
        yield from super().body()

    def promise(self, words: str) -> None:
        """Say something above the form, each line broken to the width."""
        width = max(self.size.width - 2, 40)
        self._promised = words = "\n".join(part for line in words.splitlines() for part in _broken(line, width))
        self.query_one("#promise", Static).update(shown(words, keep_lines=True))

    def _line_of(self, spec: FieldSpec) -> FieldLine:
        line = super()._line_of(spec)
        if spec.name in self.secrets:
            line.field = SecretField(spec.name, value=self._texts[spec.name], password=spec.name in self.masked)
            line.field.styles.width = min(spec.width, 40)
        return line

    def draft(self) -> KeptDraft:
        """None, ever."""
        return KeptDraft()

    def keep_draft(self) -> None:
        """Nothing: neither here nor on the disk."""

    async def action_back(self) -> None:
        """Leave, with everything that was typed gone."""
        self._texts = dict.fromkeys(self._texts, "")
        for line in self._lines.values():
            line.field.put("")
        await super().action_back()

    async def perform(self, values: Mapping[str, Any]) -> None:
        """Do it, empty the form, go back."""
        await super().perform(values)
        self._texts = dict.fromkeys(self._texts, "")


def _broken(line: str, width: int) -> list[str]:
    """At blanks only, never inside a key or passphrase, and set in as the line begins."""
    lead = line[: len(line) - len(line.lstrip())]
    return wrap(line, width, subsequent_indent=lead, break_on_hyphens=False, break_long_words=False)
