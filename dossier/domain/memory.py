"""What the program remembers of texts it has read, to read them faster again: forgotten where a long list runs through.

Names of a million people fill every such memory to its bound, and hardly any of them comes twice.
"""

import sys
from functools import lru_cache
from typing import Final

_MEMORY: Final = type(lru_cache(lambda: None))


def forget_texts() -> None:
    """Empty every bounded memory of the program's functions; what comes again is read again."""
    for name, module in list(sys.modules.items()):
        if name.startswith("dossier."):
            for found in vars(module).values():
                if isinstance(found, _MEMORY) and found.cache_parameters()["maxsize"] is not None:
                    found.cache_clear()
