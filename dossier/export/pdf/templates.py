"""The templates of exports/dossier, ready to be filled: every text is escaped, every name must be known.

They are compiled at their first use, which takes as long as the layout of three pages; what comes of it is kept beside
them, as Python keeps its own compiled files, where that folder may be written to.
"""

import os
import sys
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any

from dossier.i18n import _, ngettext
from dossier.resources import export_path

if TYPE_CHECKING:
    from jinja2 import FileSystemBytecodeCache


@cache
def templates() -> Any:
    """The environment of all templates; their words are in the language in force when they are filled."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(export_path("dossier")), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.i18n"], bytecode_cache=_kept(),
    )  # fmt: skip
    environment.install_gettext_callables(_, ngettext, newstyle=True)  # type: ignore[attr-defined]
    return environment


def _kept() -> "FileSystemBytecodeCache | None":
    """Where compiled templates are kept; None where nothing may be written, or Python was told to write nothing."""
    from jinja2 import FileSystemBytecodeCache

    class Kept(FileSystemBytecodeCache):
        """A full disk is no reason to print nothing."""

        def dump_bytecode(self, bucket: Any) -> None:
            with suppress(OSError):
                super().dump_bytecode(bucket)

    folder = export_path("dossier") / "__pycache__"
    if sys.dont_write_bytecode or not os.access(folder if folder.exists() else folder.parent, os.W_OK):
        return None
    folder.mkdir(exist_ok=True)
    return Kept(str(folder))
