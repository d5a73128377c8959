"""Sealing who a source is: typed once, never shown again, and kept nowhere on the way: no draft, no undo, no copy."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from dossier.casework.forms.tasks import SEALED_SOURCE, SECRETS
from dossier.domain.dates import PartialDate
from dossier.errors import DossierError, Refused
from dossier.i18n import _, language
from dossier.tui.screens.secret_task import SecretTask

if TYPE_CHECKING:
    from dossier.tui.desk import Desk
    from dossier.vault.custodians import Trusted

_FIRST: Final = {"role": "informant", "reliability": "F", "credibility": "6", "kept_days": "180"}


class SealedTask(SecretTask):
    """A form with fields that are sealed; it says to whom, and in plain words what will never be read back."""

    secrets: tuple[str, ...] = ("contact",)

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
            self.hand_over(self.complain, problem)
            return
        self.hand_over(self._promise, trusted)

    def _promise(self, trusted: "list[Trusted]") -> None:
        from dossier.vault.custodians import CUSTODIANS_NEEDED

        self.promise(promise_words(trusted))
        if len(trusted) < CUSTODIANS_NEEDED:
            self.complain(Refused("sealed.custodians"))


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


__all__ = ["SealSourceScreen", "SealedTask", "promise_words"]
