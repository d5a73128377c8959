"""What the program remembers of texts it has read, to read them faster again: forgotten where a long list runs through.

Names of a million people fill every such memory to its bound, and none of them comes twice.
"""

import sys


def forget_texts() -> None:
    """Empty every bounded memory of the program's functions; what comes again is read again."""
    for name, module in list(sys.modules.items()):
        if name.startswith("dossier."):
            for found in vars(module).values():
                info = getattr(found, "cache_info", None)
                if info is not None and info().maxsize is not None:
                    found.cache_clear()
