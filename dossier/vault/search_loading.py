"""What the first search needs is loaded while the passphrase is stretched: that keeps a core busy, not Python.

Modules and tables of names take a tenth of a second, which the first hits would have to wait for otherwise.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from threading import Thread


@contextmanager
def loading_the_search() -> Iterator[None]:
    """Load it beside what is done inside; it is there when the block is left."""
    if "dossier.vault.search" in sys.modules:
        yield
        return
    loader = Thread(target=_load, daemon=True)
    loader.start()
    try:
        yield
    finally:
        loader.join()


def _load() -> None:
    with suppress(ImportError, OSError):  # the search itself says what is missing
        from dossier.domain.institution_words import meaning_of
        from dossier.domain.names.typed import begun_names, typed_fit
        from dossier.domain.queries import read_query

        import_module("dossier.vault.search")
        begun_names("ян")
        meaning_of(("sud",))
        typed_fit(read_query("Яся Дуб").words, "Дуба Яна", unfinished=True)
