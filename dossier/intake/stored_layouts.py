"""Layouts that were made here, kept inside the vault beside those that come with the program."""

from pathlib import Path
from typing import TYPE_CHECKING

from dossier.intake.layouts import Layout, get_layout, parse_layout, shipped_layouts

if TYPE_CHECKING:
    from dossier.vault import Vault

_LEAD = "layout:"


def own_layouts(vault: "Vault") -> dict[str, Layout]:
    """The layouts kept in the vault, by code."""
    from dossier.vault.facts import facts_beginning

    with vault.read() as session:
        texts = facts_beginning(session, _LEAD)
    return {name.removeprefix(_LEAD): parse_layout(text, name) for name, text in texts.items()}


def keep_layout(vault: "Vault", path: "str | Path") -> str:
    """Keep a layout file in the vault, in place of one of the same code. Returns its code.

    Raises:
        Refused: "import.bad_layout"; "import.layout_taken" where a layout of that code comes with the program.
    """
    get_layout(path)
    return keep_layout_text(vault, Path(path).read_text("utf-8"))


def keep_layout_text(vault: "Vault", text: str) -> str:
    """Keep a layout given as the text of its file; see ``keep_layout``."""
    from dossier.errors import Refused
    from dossier.vault.facts import put_fact

    layout = parse_layout(text, "layout")
    if layout.code in shipped_layouts():
        raise Refused("import.layout_taken", layout=layout.code)
    with vault.write(reason=f"layout {layout.code}") as session:
        put_fact(session, _LEAD + layout.code, text)
    return layout.code


def get_stored(vault: "Vault", name: "str | Path") -> Layout:
    """A layout by its code, shipped or kept in the vault, or from a file.

    Raises:
        Refused: "import.no_layout", "import.bad_layout".
    """
    if str(name) not in shipped_layouts() and (own := own_layouts(vault).get(str(name))) is not None:
        return own
    return get_layout(name)


def known_layouts(vault: "Vault") -> list[Layout]:
    """All layouts: those kept in the vault, then those that come with the program."""
    return [*own_layouts(vault).values(), *shipped_layouts().values()]


def layout_of_kind(kind: str) -> Layout | None:
    """The layout for a format that names itself in every line, like entities, whatever its columns."""
    return next((one for one in shipped_layouts().values() if kind in one.formats), None)
