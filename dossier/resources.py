"""Where the data that ships with the program lies: seeds/, exports/ and migrations/.

In a checkout they are the top-level folders that a lawyer or a developer edits; in an installed wheel they lie
inside the package. This module only finds them; it interprets nothing, so that every floor may use it.
"""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def folder(name: str) -> Path:
    """The shipped folder of that name: "seeds", "exports" or "migrations".

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    for candidate in (_PACKAGE / "_shipped" / name, _PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(name)


def seed_path(*parts: str) -> Path:
    """A file below seeds/, for example ``seed_path("law", "by_custody_credit.yaml")``."""
    return folder("seeds").joinpath(*parts)


def export_path(*parts: str) -> Path:
    """A file below exports/, for example ``export_path("fonts")``."""
    return folder("exports").joinpath(*parts)
