"""Where the data that ships with the program lies: seeds/, exports/ and migrations/.

In a checkout they are the top-level folders that a lawyer or a developer edits; in an installed wheel they lie
inside the package. This module finds and reads them; it interprets nothing, so that every floor may use it.
"""

import os.path
from functools import cache
from typing import TYPE_CHECKING, Any

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


def shipped_yaml(path: "Path") -> Any:
    """What a YAML file that comes with the program says, by the quick reader where the library has it.

    Only for such files: deep nesting ends the quick reader's process, where the slow one raises.

    Raises:
        OSError, ValueError, yaml.YAMLError: the file cannot be read.
    """
    import yaml

    return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def export_path(*parts: str) -> "Path":
    """A file below exports/, for example ``export_path("fonts")``."""
    return folder("exports").joinpath(*parts)
