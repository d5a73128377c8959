"""What is loaded behind the first screen, while the passphrase is typed; and the opening that needs it."""

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dossier.tui.desk import Desk


def open_desk(location: str, passphrase: str) -> "Desk":
    """Open the vault and sit down at it; runs in a thread.

    Raises:
        VaultProblem: as ``open_vault``.
    """
    preload()  # where it is under way in its thread, wait for it
    from dossier.tui.desk import Desk
    from dossier.vault import open_vault

    vault = open_vault(location, passphrase=passphrase)
    vault.spare_memory()
    return Desk(vault, location, passphrase)


_LOADING = threading.Lock()


def preload() -> None:
    """Import what the next screens need while the passphrase is typed.

    One thread at a time: where two import a library whose modules need each other, one of them is given a half-made
    module, and a passphrase typed fast ended the program with "cannot import name".
    """
    with _LOADING:
        import dossier.casework.quick_entry
        import dossier.casework.views
        import dossier.tui.desk
        import dossier.tui.screens.entry
        import dossier.tui.screens.home
        import dossier.tui.screens.record_form
        import dossier.tui.screens.search
        import dossier.vault.opening  # noqa: F401


def preload_behind() -> None:
    """Begin that in a thread; the first screen stands."""
    from dossier.tui.memory import keep_one_heap

    keep_one_heap()
    threading.Thread(target=preload, daemon=True).start()
