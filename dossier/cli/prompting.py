"""A form as questions, one a line, for whoever works with a screen reader or over a bad line.

The words go to stderr and only what was saved to stdout. Every question takes the same short commands: "?" lists the
values, "<" goes one question back, "." ends the questions, "-" empties the field; an empty line leaves what is there.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from dossier.casework.forms.declaration import FieldSpec, FormSpec
from dossier.casework.understanding import Understood
from dossier.cli.say import tell
from dossier.domain.safe_text import safe_text
from dossier.i18n import _

BACK, DONE, EMPTY, LIST = "<", ".", "-", "?"
MOST_LISTED = 60


class Stopped(Exception):
    """The input ended, or the person stopped, before everything was asked."""


def ask_line(question: str) -> str:
    """One line that the person types, without the blanks around it.

    Raises:
        Stopped: there is no more input.
    """
    shown = safe_text(question)
    if sys.stdin.isatty() and sys.stdout.isatty():
        try:
            return input(shown).strip()
        except EOFError:
            raise Stopped from None
    sys.stderr.write(shown)
    sys.stderr.flush()
    line = sys.stdin.readline()
    sys.stderr.write("\n")
    if not line:
        raise Stopped
    return line.strip()


def ask_yes(question: str) -> bool:
    """Whether the person says yes, in any language of the program; asked until it is clear.

    Raises:
        Stopped: there is no more input.
    """
    from dossier.casework.forms.numbers import yes_or_no
    from dossier.errors import InputProblem

    while True:
        try:
            return yes_or_no(ask_line(f"{question} "))
        except InputProblem as problem:
            tell(problem.message)


@dataclass
class Questions:
    """The questions of one form.

    Attributes:
        form: What is asked.
        answer: What was understood of a field in the light of all; its state "ask" means that it cannot stay.
        choices: The values of a field, as (typed, shown).
        left: Called after each answer with all texts, so that nothing is lost.
        texts: What stands in the fields.
    """

    form: FormSpec
    answer: Callable[[FieldSpec, Mapping[str, str]], Understood]
    choices: Callable[[FieldSpec, Mapping[str, str]], Sequence[tuple[str, str]]]
    left: Callable[[Mapping[str, str], str], None]
    texts: dict[str, str] = field(default_factory=dict)

    def ask_all(self, start: str = "") -> None:
        """Ask from the first field, or from the named one, to the last.

        Raises:
            Stopped: there is no more input; what was answered stands in ``texts``.
        """
        names = [spec.name for spec in self.form.fields]
        at = names.index(start) if start in names else 0
        while at < len(names):
            self._tell_heading(names[at])
            at += self._ask(self.form.fields[at], len(names) - at)
            at = max(at, 0)

    def _tell_heading(self, name: str) -> None:
        for section in self.form.sections:
            if section.fields[0].name == name:
                tell(f"— {_(section.heading)} —")

    def _ask(self, spec: FieldSpec, remaining: int) -> int:
        """Ask one question; returns how far to go: 1, -1, or over all that remain."""
        while True:
            typed = ask_line(self._question(spec))
            if typed == BACK:
                return -1
            if typed == DONE:
                return remaining
            if typed.startswith(LIST):
                self._list(spec, typed.removeprefix(LIST).strip())
            elif self._takes(spec, typed):
                self.left(self.texts, spec.name)
                return 1

    def _question(self, spec: FieldSpec) -> str:
        label = _(spec.label) + (" *" if spec.is_needed else "")
        kept = self.texts.get(spec.name, "")
        return f"{label} [{kept}]: " if kept else f"{label}: "

    def _takes(self, spec: FieldSpec, typed: str) -> bool:
        """Put an answer into its field and say what was understood; a value that cannot be is asked again."""
        before = self.texts.get(spec.name, "")
        if typed:
            self.texts[spec.name] = "" if typed == EMPTY else typed
        if not self.texts.get(spec.name, ""):
            if spec.is_needed:
                tell(_("This field is needed."))
            return not spec.is_needed
        understood = self.answer(spec, self.texts)
        if understood.text:
            tell(f"  {understood.text}")
        if understood.state == "ask":
            self.texts[spec.name] = before if before != typed else ""
            return False
        return True

    def _list(self, spec: FieldSpec, words: str) -> None:
        found = [pair for pair in self.choices(spec, self.texts) if words.casefold() in " ".join(pair).casefold()]
        for typed, shown in found[:MOST_LISTED]:
            tell(f"  {typed}" if typed == shown else f"  {typed} — {shown}")
        if not found:
            tell(_("There is no list for this field; type it freely.") if not words else _("Nothing in the list fits."))
        elif len(found) > MOST_LISTED:
            tell(_("… and more: type ? and the first letters."))


def tell_keys() -> None:
    """How the questions are answered."""
    tell(_("Enter goes on; ? lists values, < goes back, - empties, . ends the questions."))
