"""Sealing who a source is: typed once, never shown again, and kept nowhere on the way: no draft, no undo, no copy."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from textual.widget import Widget
from textual.widgets import Static

from dossier.casework.drafts import KeptDraft
from dossier.casework.forms.declaration import FieldSpec
from dossier.casework.forms.tasks import SEALED_SOURCE, SECRETS
from dossier.domain.dates import PartialDate
from dossier.errors import DossierError, Refused
from dossier.i18n import _, language
from dossier.tui.fields.line_field import Field, FieldLine
from dossier.tui.gate import shown
from dossier.tui.screens.task import QuickTask

if TYPE_CHECKING:
    from dossier.tui.desk import Desk
    from dossier.vault.custodians import Trusted

_FIRST: Final = {"role": "informant", "reliability": "F", "credibility": "6", "kept_days": "180"}


class SecretField(Field):
    """A field from which nothing is copied, not even for pasting inside the program."""

    def action_copy(self) -> None:
        """Nothing: what is sealed has no second place."""

    def action_cut(self) -> None:
        """Nothing: Backspace and Delete take letters out."""


class SealedTask(QuickTask):
    """A form with fields that are sealed: it keeps no draft, and empties itself when it is left."""

    secrets: tuple[str, ...] = ("contact",)

    def body(self) -> Iterable[Widget]:
        """The form, and in plain words what will never be read back."""
        yield Static("", id="promise", markup=False)
        yield from super().body()

    def _line_of(self, spec: FieldSpec) -> FieldLine:
        line = super()._line_of(spec)
        if spec.name in self.secrets:
            line.field = SecretField(spec.name, value=self._texts[spec.name])
            line.field.styles.width = min(spec.width, 40)
        return line

    async def on_mount(self) -> None:
        """Say to whom it is sealed."""
        self.run_worker(self._read_custodians, thread=True, exclusive=True, group="custodians")

    def _read_custodians(self) -> None:
        from dossier.vault.custodians import custodians

        vault = self._desk.vault
        try:
            with vault.read() as session:
                trusted = custodians(vault.header, session)
        except DossierError as problem:
            self.app.call_from_thread(self.complain, problem)
            return
        self.app.call_from_thread(self._promise, trusted)

    def _promise(self, trusted: "list[Trusted]") -> None:
        from dossier.vault.custodians import CUSTODIANS_NEEDED

        if not self.is_running:
            return
        self.query_one("#promise", Static).update(shown(promise_words(trusted), keep_lines=True))
        if len(trusted) < CUSTODIANS_NEEDED:
            self.complain(Refused("sealed.custodians"))

    # nothing is kept

    def draft(self) -> KeptDraft:
        """None, ever."""
        return KeptDraft()

    def keep_draft(self) -> None:
        """Nothing: neither here nor on the disk."""

    async def action_back(self) -> None:
        """Leave, with everything that was typed gone."""
        await self._empty()
        await super().action_back()

    async def _empty(self) -> None:
        self._texts = dict.fromkeys(self._texts, "")
        for line in self._lines.values():
            line.field.put("")

    async def perform(self, values: Mapping[str, Any]) -> None:
        """Seal it, empty the form, go back."""
        await super().perform(values)
        self._texts = dict.fromkeys(self._texts, "")


def promise_words(trusted: "list[Trusted]") -> str:
    """To whom is sealed, and what nobody will read here; lines for eighty cells."""
    names = ", ".join(f"{one.name} ({one.fingerprint[:9]}…)" for one in trusted) or "—"
    return "\n".join(
        (
            _("What is sealed can never be read on this computer again, by nobody."),
            _("It is kept nowhere before F2: Esc, a lock or a power cut lose it."),
            _("Sealed to: {names}").format(names=names),
        )
    )


class SealSourceScreen(SealedTask):
    """A source, courier or secret witness: what may be read here, and who it is."""

    secrets = SECRETS

    def __init__(self, desk: "Desk") -> None:
        self._sure_of = ""
        super().__init__(desk, SEALED_SOURCE, self._seal, texts=self._first_texts())

    @staticmethod
    def _first_texts() -> dict[str, str]:
        return {name: _word(name, code) for name, code in _FIRST.items()}

    def _seal(self, values: Mapping[str, Any]) -> str:
        from dossier.casework.sealed_sources import SourceForm, add_sealed_source

        description = values.get("description", "")
        form = SourceForm(
            values["role"], description, values.get("reliability", "F"), values.get("credibility", "6"),
            values.get("directness"),
        )  # fmt: skip
        is_sure = bool(description) and description == self._sure_of
        self._sure_of = description
        made = add_sealed_source(
            self._desk.vault,
            form,
            {name: values.get(name, "") for name in SECRETS},
            today=datetime.now().astimezone().date(),
            kept_days=values["kept_days"],
            is_sure=is_sure,
        )
        words = _("Sealed until {day} to: {names}. Nobody can read it on this computer.").format(
            day=PartialDate.of_day(made.expires_on).format(language()),
            names=", ".join(name for name, _mark in made.custodians),
        )
        return f"{made.ref} · {words}"


def _word(name: str, code: str) -> str:
    """The word for a code, as the field of that name writes it."""
    kind = SEALED_SOURCE.field(name).type
    return kind.word(code) if hasattr(kind, "word") else code


__all__ = ["SealSourceScreen", "SealedTask", "SecretField", "promise_words"]
