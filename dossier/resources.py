"""Where the data that ships with the program lies: seeds/, exports/ and migrations/.

In a checkout they are the top-level folders that a lawyer or a developer edits; in an installed wheel they lie
inside the package. This module only finds them; it interprets nothing, so that every floor may use it.
"""

import os.path
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_PACKAGE = os.path.dirname(os.path.realpath(__file__))


@cache
def _place(name: str) -> str:
    for candidate in (os.path.join(_PACKAGE, "_shipped", name), os.path.join(os.path.dirname(_PACKAGE), name)):
        if os.path.isdir(candidate):
            return candidate
    raise FileNotFoundError(name)


@cache
def folder(name: str) -> "Path":
    """The shipped folder of that name: "seeds", "exports" or "migrations".

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    from pathlib import Path

    return Path(_place(name))


def seed_path(*parts: str) -> "Path":
    """A file below seeds/, for example ``seed_path("law", "by_custody_credit.yaml")``."""
    return folder("seeds").joinpath(*parts)


def seed_bytes(*parts: str) -> bytes:
    """What a file below seeds/ holds; without pathlib, whose import costs a tenth of a cold start."""
    with open(os.path.join(_place("seeds"), *parts), "rb") as file:
        return file.read()


def export_path(*parts: str) -> "Path":
    """A file below exports/, for example ``export_path("fonts")``."""
    return folder("exports").joinpath(*parts)
