"""The heap of the screens (glibc; elsewhere nothing is done): one for all threads, and what is free goes back.

By itself glibc makes a heap for each thread that asks while another does, and keeps what each once took: a list, a
search and a form take turns, so that their memory adds up. Python lets one thread run at a time anyway.
"""

import ctypes
import gc
from contextlib import suppress
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from dossier.vault import Vault

_ARENA_MAX: Final = -8
"""M_ARENA_MAX of ``mallopt``."""


def keep_one_heap() -> None:
    """From now on threads share a heap; called before the first of them is begun."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(_ARENA_MAX, 1)


def forget_search(vault: "Vault") -> None:
    """What a search remembers of names, and of the database, goes before other screens need the room."""
    from dossier.domain.memory import forget_texts

    forget_texts()
    vault.forget_pages()
    gc.collect()
    give_back()


def give_back() -> None:
    """Give back to the system what is free."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)
