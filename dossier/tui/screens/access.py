"""Who opens the vault, and to whom is sealed: the keys and the custodians, with what can be done."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from dossier.domain.paper_key_words import time_words
from dossier.i18n import N_, _
from dossier.tui.actions import bindings
from dossier.tui.screens.access_tasks import OPENS
from dossier.tui.widgets.sheet import SheetLine, SheetScreen

if TYPE_CHECKING:
    from dossier.domain.paper_keys import KeyTime
    from dossier.tui.desk import Desk
    from dossier.vault.custodians import Trusted
    from dossier.vault.keyring import Holder

KINDS = {"passphrase": N_("passphrase"), "recovery": N_("recovery key")}


class AccessScreen(SheetScreen[None]):
    """Enter on a key takes it away, on a custodian retires them; the lines below do the rest."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("open", "help", "back", hidden=("line_down", "line_up", "page_down", "page_up"))
    ]
    heading = N_("Keys and custodians")

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self._desk = desk

    def lines(self, width: int) -> Sequence[SheetLine]:
        """Keys, what is done with them; custodians, what is done with them."""
        from dossier.vault.custodians import custodians
        from dossier.vault.keyring import holders
        from dossier.vault.paper_signing import paper_keys

        vault = self._desk.vault
        with vault.read() as session:
            trusted = custodians(vault.header, session)
        return [
            SheetLine("  " + _("Who opens the vault"), is_heading=True),
            *(_key_line(one) for one in holders(vault)),
            SheetLine(""),
            *_ways("new_person", "own_passphrase", "recovery_key", "renew_master"),
            SheetLine(""),
            SheetLine("  " + _("What signs papers"), is_heading=True),
            *_signing_lines(paper_keys(vault)),
            *_ways("renew_paper_key"),
            SheetLine(""),
            SheetLine("  " + _("To whom is sealed who a source is"), is_heading=True),
            *(_custodian_lines(trusted)),
            SheetLine(""),
            *_ways("new_custodian", "sealed_out", "renewed_in"),
        ]

    async def action_open(self) -> None:
        """Do what the cursor is on."""
        if self.sheet.target is None:
            return
        name, what = self.sheet.target
        await self.app.push_screen(OPENS[name][1](self._desk, what))


def _key_line(one: "Holder") -> SheetLine:
    words = "  ".join(filter(None, (one.slot_id, _(KINDS.get(one.kind, one.kind)), one.person)))
    if one.is_mine:
        return SheetLine(f"  {words}  {_('(yours)')}")
    return SheetLine(f"  {words}", ("remove_key", one.slot_id))


def _signing_lines(keys: "list[KeyTime]") -> Iterator[SheetLine]:
    for one in keys:
        yield SheetLine(f"  {one.name}")
        yield SheetLine(f"      {time_words(one)}")
        half = len(one.fingerprint) // 2  # the whole of it is longer than a line
        yield SheetLine(f"      {one.fingerprint[:half]}")
        yield SheetLine(f"      {one.fingerprint[half:]}")
    if not keys:
        yield SheetLine("  " + _("Nothing yet: a key is made with the first signature."))


def _custodian_lines(trusted: "list[Trusted]") -> Iterator[SheetLine]:
    for one in trusted:
        yield SheetLine(f"  {one.name}", ("retire", one.name))
        yield SheetLine(f"      {one.fingerprint}")
    if not trusted:
        yield SheetLine("  " + _("Nobody yet: nothing can be sealed."))


def _ways(*names: str) -> Iterator[SheetLine]:
    for name in names:
        yield SheetLine(f"  {_(OPENS[name][0].heading)}", (name, ""))
