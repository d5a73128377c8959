"""What is done with the keys of a vault, each a form and one verb; a new master key is made on a closed vault."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from dossier.casework.forms import access_tasks as forms
from dossier.errors import Refused
from dossier.i18n import _
from dossier.tui.screens.secret_task import SecretTask
from dossier.tui.screens.task import QuickTask

if TYPE_CHECKING:
    from dossier.casework.forms.declaration import FormSpec
    from dossier.tui.desk import Desk

    Closed = Callable[[str, str], str]
    """Gets the place and the passphrase of a vault that is closed; returns the sentence to say."""


_GROUPS_A_LINE = 5
"""Of a recovery key: short enough to be copied onto paper without losing one's place."""


class NewPassphraseTask(SecretTask):
    """A passphrase typed twice, with one proposed above that nobody can guess."""

    secrets = masked = forms.PASSPHRASES

    async def on_mount(self) -> None:
        """Propose one."""
        from dossier.vault.passphrases import suggest_passphrase

        made = _("A passphrase that cannot be guessed, made just now by chance:")
        advice = _("Write it on paper, or choose your own.")
        self.promise("\n".join((made, "  " + suggest_passphrase(), advice)))


def _typed_twice(values: Mapping[str, Any]) -> str:
    """The passphrase.

    Raises:
        Refused: "access.differs".
    """
    passphrase: str = values["passphrase"]
    if passphrase != values["again"]:
        raise Refused("access.differs", field="again")
    return passphrase


def new_person(desk: "Desk", _what: str) -> "QuickTask":
    """One more person opens the vault."""

    def do(values: Mapping[str, Any]) -> str:
        from dossier.vault.keyring import add_person

        add_person(desk.vault, values["person"], _typed_twice(values))
        return _("This person opens the vault with their own passphrase from now on.")

    return NewPassphraseTask(desk, forms.NEW_PERSON, do)


def own_passphrase(desk: "Desk", _what: str) -> "QuickTask":
    """Another passphrase for whoever has the vault open."""

    def do(values: Mapping[str, Any]) -> str:
        from dossier.vault.keyring import change_passphrase

        passphrase = _typed_twice(values)
        change_passphrase(desk.vault, passphrase)
        desk.passphrase = passphrase
        return " ".join((_(forms.CHANGED), _(forms.STILL_READ)))

    return NewPassphraseTask(desk, forms.OWN_PASSPHRASE, do)


class RecoveryTask(SecretTask):
    """A key is shown once, written on paper, and typed back from it."""

    secrets = ("typed",)

    def __init__(self, desk: "Desk") -> None:
        from dossier.vault.keyring import make_recovery_key

        self._made, self._written = make_recovery_key()
        super().__init__(desk, forms.RECOVERY_KEY, self._add)

    async def on_mount(self) -> None:
        """Show it."""
        words = _("Write this on paper, keep it in another place than the computer, and show it to nobody:")
        groups = self._written.split("-")
        lines = ["-".join(groups[at : at + _GROUPS_A_LINE]) for at in range(0, len(groups), _GROUPS_A_LINE)]
        self.promise(f"{words}\n  " + "-\n  ".join(lines))

    def _add(self, values: Mapping[str, Any]) -> str:
        from dossier.vault import recovery
        from dossier.vault.keyring import add_recovery

        if recovery.read_key(values["typed"]) != self._made:
            raise Refused("access.not_typed_back", field="typed")
        add_recovery(self._desk.vault, self._made)
        return _("The recovery key opens this vault from now on; an earlier one does not.")


def recovery_key(desk: "Desk", _what: str) -> "QuickTask":
    """A key on paper for the day when every passphrase is lost."""
    return RecoveryTask(desk)


class ClosingTask(QuickTask):
    """Closes the vault, does its work on it alone, and asks for the passphrase anew."""

    def __init__(
        self, desk: "Desk", form: "FormSpec", make: "Callable[[Mapping[str, Any]], Closed]", what: str
    ) -> None:
        first = {form.fields[0].name: what} if what else {}
        super().__init__(desk, form, lambda _values: "", texts=first)
        self._make = make

    async def perform(self, values: Mapping[str, Any]) -> None:
        """Close, do it, ask."""
        from dossier.tui.app import DossierApp

        app = self.app
        assert isinstance(app, DossierApp)
        await app.do_closed(self._make(values))


def remove_key(desk: "Desk", slot_id: str) -> "QuickTask":
    """A person's key is taken away; the others get the new master key in their absence."""

    def make(values: Mapping[str, Any]) -> "Closed":
        from dossier.vault.keys import RECOVERY
        from dossier.vault.master_key import known_too, remove_person
        from dossier.vault.paper_signing import present_key

        others = {one.kind for one in known_too(desk.vault, values["key"])}
        signs = present_key(desk.vault)

        def do(place: str, passphrase: str) -> str:
            remove_person(place, passphrase, values["key"])
            said = ((forms.REMOVED, True), (forms.RECOVERY_GONE, RECOVERY in others), (forms.SIGNS_ANEW, signs))
            return " ".join(_(words) for words, holds in said if holds)

        return do

    return ClosingTask(desk, forms.REMOVE_KEY, make, slot_id)


def renew_master(desk: "Desk", _what: str) -> "QuickTask":
    """A new master key, and nobody is taken away."""

    def make(values: Mapping[str, Any]) -> "Closed":
        if not values["sure"]:
            raise Refused("record.needed", field="sure")

        from dossier.vault.paper_signing import present_key

        signs = present_key(desk.vault)

        def do(place: str, passphrase: str) -> str:
            from dossier.vault.master_key import renew_master_key

            renew_master_key(place, passphrase)
            said = _("A new master key is made, and the vault is encrypted with it.")
            return f"{said} {_(forms.SIGNS_ANEW)}" if signs else said

        return do

    return ClosingTask(desk, forms.RENEW_MASTER, make, "")


def renew_paper_key(desk: "Desk", _what: str) -> "QuickTask":
    """Another key signs papers from now on."""

    def do(values: Mapping[str, Any]) -> str:
        from datetime import UTC, datetime

        from dossier.vault.paper_signing import renew

        if not values["sure"]:
            raise Refused("record.needed", field="sure")
        renew(desk.vault, values.get("name") or "", now=datetime.now(UTC))
        return _("A new key signs from now on. Give its SHA-256, and the new list, to those who compare.")

    return QuickTask(desk, forms.RENEW_PAPER_KEY, do)
