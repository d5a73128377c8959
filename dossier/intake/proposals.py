"""A guess for a header that no layout has: printed for a person to correct, never applied."""

from typing import NamedTuple

import yaml

from dossier.intake.layouts import Layout, header_form, shipped_layouts

ALIKE = 82
"""Least similarity of two headers, of 100, to propose that they mean the same."""


class Proposal(NamedTuple):
    """The nearest layout, and what each header of the file may mean in it."""

    based_on: str
    columns: dict[str, str]
    """Header of the file -> column, where one is proposed."""
    unknown: tuple[str, ...]

    def as_yaml(self) -> str:
        """A layout file to correct and to give with ``--layout``."""
        columns = {column: [header] for header, column in self.columns.items()}
        document = {
            "code": "my_list",
            "title": "My list",
            "based_on": self.based_on,
            "columns": columns,
            "ignored": dict.fromkeys(self.unknown, "not decided yet"),
        }
        return str(yaml.safe_dump(document, allow_unicode=True, sort_keys=False))


def propose(header: tuple[str, ...]) -> Proposal:
    """The layout that explains most headers, by the likeness of their words in any language a layout knows."""
    return max((_against(layout, header) for layout in shipped_layouts().values()), key=lambda one: len(one.columns))


def _against(layout: Layout, header: tuple[str, ...]) -> Proposal:
    from rapidfuzz import fuzz, process

    known = {
        header_form(form): name for name in layout.used_columns() for form in (name, *layout.columns.get(name, ()))
    }
    found: dict[str, str] = {}
    for one in header:
        best = process.extractOne(header_form(one), list(known), scorer=fuzz.WRatio, score_cutoff=ALIKE)
        if best is not None and known[best[0]] not in found.values():
            found[one] = known[best[0]]
    return Proposal(layout.code, found, tuple(one for one in header if one not in found))
